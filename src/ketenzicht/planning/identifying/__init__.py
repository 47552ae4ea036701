"""Finding text that could tell who is meant. What it finds are proposals; a person decides."""

from collections.abc import Iterable, Sequence

from ketenzicht.planning.domain.redaction import Kind, Span, settled
from ketenzicht.planning.identifying.names import NamesNotFound, names_in
from ketenzicht.planning.identifying.rules import by_rules, same_names, written_as_names

__all__ = ["NamesNotFound", "find", "proposals"]


def find(text: str, organisations: Iterable[str]) -> list[Span]:
    """Every proposal, in the order of the text. Raises NamesNotFound when names could not be looked for."""
    return proposals(text, organisations, *names_in(text))


def proposals(
    text: str,
    organisations: Iterable[str],
    people: Sequence[tuple[int, int]],
    places: Sequence[tuple[int, int]],
) -> list[Span]:
    """What the rules find, together with the names of people and places that the lists know."""
    names = [Span(start, end, Kind.NAME) for start, end in people]
    ruled = [*by_rules(text, organisations), *written_as_names(text, places)]
    first = settled(text, [*ruled, *names])
    return settled(text, [*first, *same_names(text, first)])
