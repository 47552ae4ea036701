"""Two versions with a common ancestor → one, with every conflict named and nothing overwritten in silence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from causal.comparing.difference import field_name, name_of, value_text
from causal.comparing.document import Fields, Key, document_of, parts_of
from causal.comparing.words import said, word
from causal.files import ModelErrors, Problem, from_json
from causal.model import Model

NAME = "id"  # a field of the model as a whole only; of other parts it is the key
ENDS = {"relation": ("from", "to"), "indicator": ("factor",)}


@dataclass(frozen=True)
class Conflict:
    """Where the two sides cannot both have their way.

    ``why`` is "field" (both changed it), "removed" (one removed the part, the other changed it) or "used"
    (one removed a factor or domain that the other connects something to). For "removed" and "used" ``mine``
    and ``theirs`` hold the part's fields, None on the side that removed it.
    """

    kind: str
    id: str
    field: str
    why: str
    base: Any
    mine: Any
    theirs: Any

    @property
    def key(self) -> str:
        """What a choice between the sides is filed under."""
        return "/".join(part for part in (self.kind, self.id, self.field) if part)

    def line(self, language: str = "en") -> str:
        """The conflict in a line, in Dutch ("nl") or English ("en")."""
        fields = next((side for side in (self.mine, self.theirs) if isinstance(side, Mapping)), {})
        return said(
            f"conflict-{self.why}",
            language,
            kind=word("kinds", self.kind, language).capitalize(),
            name=name_of(self.id, None if self.why == "field" else fields.get("label"), language),
            field=field_name(self.field, language),
            mine=value_text(self.mine, language),
            theirs=value_text(self.theirs, language),
        )

    def as_json(self) -> dict[str, Any]:
        """The conflict as data."""
        return {
            "key": self.key,
            "kind": self.kind,
            "id": self.id,
            "field": self.field,
            "why": self.why,
            "base": self.base,
            "mine": self.mine,
            "theirs": self.theirs,
        }


@dataclass(frozen=True)
class Merged:
    """The result: a model only when no conflict is open and what came out is a sound model.

    ``conflicts`` are those without a choice; ``problems`` what is wrong with the joined result (for instance
    the same relation added on both sides under different ids).
    """

    model: Model | None
    conflicts: tuple[Conflict, ...]
    problems: tuple[Problem, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The result as data, without the model."""
        return {
            "merged": self.model is not None,
            "conflicts": [conflict.as_json() for conflict in self.conflicts],
            "problems": [problem.as_json() for problem in self.problems],
        }


def merge_versions(
    base: Model, mine: Model, theirs: Model, *, choices: Mapping[str, str] | None = None
) -> Merged:
    """Join what ``mine`` and ``theirs`` changed since ``base``.

    A change on one side is taken; the same change on both sides is one change; fields of one part that were
    changed on different sides both hold. The id of the model stays mine. ``choices`` settles conflicts:
    ``Conflict.key`` → "mine" or "theirs".

    Raises:
        ValueError: for a choice that is neither "mine" nor "theirs".
    """
    work = _Merging(parts_of(base), parts_of(mine), parts_of(theirs), dict(choices or {}))
    joined = work.join()
    if work.conflicts:
        return Merged(None, tuple(work.conflicts))
    try:
        return Merged(from_json(document_of(joined), name=theirs.id), ())
    except ModelErrors as errors:
        return Merged(None, (), errors.problems)


class _Merging:
    def __init__(
        self,
        base: dict[Key, Fields],
        mine: dict[Key, Fields],
        theirs: dict[Key, Fields],
        choices: dict[str, str],
    ) -> None:
        if odd := set(choices.values()) - {"mine", "theirs"}:
            raise ValueError(f"A choice is 'mine' or 'theirs', not {sorted(odd)}.")
        self.base, self.mine, self.theirs, self.choices = base, mine, theirs, choices
        self.conflicts: list[Conflict] = []

    def join(self) -> dict[Key, Fields]:
        """The parts in my order, with theirs behind."""
        joined: dict[Key, Fields] = {}
        for key in dict.fromkeys((*self.mine, *self.theirs)):
            part = self.part(key)
            if part is not None:
                joined[key] = part
        for key, users in _dangling(joined).items():
            self.restore(joined, key, users)
        return joined

    def part(self, key: Key) -> Fields | None:
        base, mine, theirs = self.base.get(key), self.mine.get(key), self.theirs.get(key)
        if mine is not None and theirs is not None:
            return self.fields(key, base or {}, mine, theirs)
        kept = mine if mine is not None else theirs
        if base is None or kept == base:
            return kept if base is None else None
        chosen: Fields | None = self.choose(Conflict(*key, "", "removed", base, mine, theirs))
        return chosen

    def fields(self, key: Key, base: Fields, mine: Fields, theirs: Fields) -> Fields:
        joined: Fields = {}
        for field in dict.fromkeys((*mine, *theirs, *base)):
            old, my, their = base.get(field), mine.get(field), theirs.get(field)
            value = their if my == old and field != NAME else my
            if old not in (my, their) and my != their and field != NAME:
                value = self.choose(Conflict(*key, field, "field", old, my, their))
            if value is not None:
                joined[field] = value
        return joined

    def choose(self, conflict: Conflict) -> Any:
        """The chosen side; mine, with the conflict written down, as long as nobody chose."""
        choice = self.choices.get(conflict.key)
        if choice is None:
            self.conflicts.append(conflict)
        return conflict.theirs if choice == "theirs" else conflict.mine

    def restore(self, joined: dict[Key, Fields], key: Key, users: list[Key]) -> None:
        """A part that is gone but used: back when that side is chosen, else its users go with it."""
        sides = (self.mine.get(key), self.theirs.get(key))
        if sides == (None, None) or key in {(one.kind, one.id) for one in self.conflicts}:
            return
        part = self.choose(Conflict(*key, "", "used", self.base.get(key), *sides))
        if part is not None:
            joined[key] = part
        else:
            for user in users:
                _let_go(joined, user, key)


def _dangling(parts: Mapping[Key, Fields]) -> dict[Key, list[Key]]:
    """What is referred to but not there, with the parts that refer to it."""
    missing: dict[Key, list[Key]] = {}
    for key, fields in parts.items():
        for needed in _needs(key, fields):
            if needed not in parts:
                missing.setdefault(needed, []).append(key)
    return missing


def _needs(key: Key, fields: Fields) -> Iterable[Key]:
    for end in ENDS.get(key[0], ()):
        yield ("factor", fields[end])
    if key[0] == "factor" and fields.get("domain"):
        yield ("domain", fields["domain"])
    if key[0] == "intervention":
        yield from (("factor", change["factor"]) for change in fields["changes"])


def _let_go(parts: dict[Key, Fields], user: Key, gone: Key) -> None:
    fields = parts.get(user)
    if fields is None:
        return
    if user[0] == "factor":
        parts[user] = {name: value for name, value in fields.items() if name != "domain"}
    elif user[0] == "intervention":
        changes = [change for change in fields["changes"] if change["factor"] != gone[1]]
        parts[user] = {**fields, "changes": changes}
    else:
        del parts[user]
