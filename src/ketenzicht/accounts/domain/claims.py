"""What an identity provider says of somebody, and what of it counts here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ketenzicht.common.domain.rights import Role


class BadMapping(ValueError):
    """A line of the mapping that names no role."""


@dataclass(frozen=True)
class Named:
    """A role at a desk, by the code of that desk; without a code at every desk where it is held."""

    role: str
    desk: str = ""

    def covers(self, role: str, desk: str) -> bool:
        """Whether this is that role at that desk."""
        return self.role == role and self.desk in ("", desk)


def read_mapping(text: str) -> dict[str, frozenset[Named]]:
    """Which roles a group of the provider stands for: ``group=role`` or ``group=role@desk``, one a line.

    Raises BadMapping.
    """
    found: dict[str, frozenset[Named]] = {}
    for line in filter(None, (part.strip() for part in text.replace(",", "\n").splitlines())):
        group, equals, meant = (part.strip() for part in line.rpartition("="))
        role, _at, desk = meant.partition("@")
        if not equals or not group or role not in set(Role):
            raise BadMapping(line)
        found[group] = found.get(group, frozenset()) | {Named(role, desk)}
    return found


def roles_in(
    claims: Mapping[str, Any], claim: str, mapping: Mapping[str, frozenset[Named]]
) -> frozenset[Named]:
    """The roles that the groups in ``claim`` stand for. A group that nobody mapped stands for none."""
    named: frozenset[Named] = frozenset()
    for group in _words(claims.get(claim)):
        named |= mapping.get(group, frozenset())
    return named


def shows_second_factor(claims: Mapping[str, Any], accepted: Iterable[str]) -> bool:
    """Whether the provider says that it asked for a second factor, in a way that counts here."""
    said = {*_words(claims.get("acr")), *_words(claims.get("amr"))}
    return bool(said & set(accepted))


def _words(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
