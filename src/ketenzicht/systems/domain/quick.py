"""A relation typed as one line: ``aangiften > druk hulpverlening + sterk snel``."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from types import MappingProxyType

from ketenzicht.systems.domain.documents import Json, label_of, texts_of

ARROW = re.compile(r"\s*(?:-+>|=+>|→|>)\s*")
SIGNS: Mapping[str, str] = MappingProxyType(
    {"+": "+", "-": "-", "−": "-", "–": "-", "?": "?", "plus": "+", "min": "-", "minus": "-"}
)
STRENGTHS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("zwak", "weak"), "weak"),
        **dict.fromkeys(("gemiddeld", "middel", "average"), "average"),
        **dict.fromkeys(("sterk", "strong"), "strong"),
        **dict.fromkeys(("zeer sterk", "very strong"), "very_strong"),
    }
)
SPEEDS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("traag", "langzaam", "slow", "low"), "low"),
        **dict.fromkeys(("gemiddeld", "middel", "average"), "average"),
        **dict.fromkeys(("snel", "fast", "high"), "high"),
        **dict.fromkeys(("zeer snel", "very fast"), "very_high"),
    }
)


# As many as people look over at a glance.
MOST_NEAR = 5


class Unclear(StrEnum):
    """Why a line could not be read."""

    NO_ARROW = "no_arrow"
    MORE_ARROWS = "more_arrows"
    NO_SOURCE = "no_source"
    NO_TARGET = "no_target"
    NO_SIGN = "no_sign"


class NotALine(Exception):
    """The line says no relation."""

    def __init__(self, why: Unclear) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True)
class Line:
    """What was typed: two names, a sign, and what else was said."""

    source: str
    target: str
    sign: str
    strength: str = ""
    speed: str = ""


def read(text: str) -> Line:
    """The line as it was meant. Raises NotALine."""
    parts = ARROW.split(" ".join(text.split()))
    if len(parts) == 1:
        raise NotALine(Unclear.NO_ARROW)
    if len(parts) > 2:
        raise NotALine(Unclear.MORE_ARROWS)
    source, rest = parts[0].strip(), parts[1].strip()
    name, sign, tail = _around_the_sign(rest)
    for missing, why in ((source, Unclear.NO_SOURCE), (name, Unclear.NO_TARGET), (sign, Unclear.NO_SIGN)):
        if not missing:
            raise NotALine(why)
    strength, speed = _classes(tail)
    return Line(source[:200], name[:200], sign, strength, speed)


def _around_the_sign(text: str) -> tuple[str, str, list[str]]:
    """The name before the last sign, the sign, and the words behind it."""
    words = text.split()
    for place in range(len(words) - 1, -1, -1):
        if words[place].lower() in SIGNS:
            return " ".join(words[:place]), SIGNS[words[place].lower()], words[place + 1 :]
    if text[-1:] in SIGNS:
        return text[:-1].strip(), SIGNS[text[-1]], []
    return text, "", []


def _classes(words: list[str]) -> tuple[str, str]:
    said = [word.lower().strip(",;") for word in words]
    strength = speed = ""
    while said:
        two, one = " ".join(said[:2]), said[0]
        taken = 2 if two in STRENGTHS or two in SPEEDS else 1
        word = two if taken == 2 else one
        if word in STRENGTHS and not strength:
            strength = STRENGTHS[word]
        elif word in SPEEDS and not speed:
            speed = SPEEDS[word]
        said = said[taken:]
    return strength, speed


def plain(text: str) -> str:
    """A name as people recognise it: without capitals, accents and double spaces."""
    letters = unicodedata.normalize("NFKD", text)
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).lower().split())


class Names:
    """The factors of a document by what people call them: their names in any language, and their ids."""

    def __init__(self, factors: Iterable[Json]) -> None:
        self._called: dict[str, dict[str, None]] = {}
        self._factors = {one["id"]: one for one in factors}
        for key, one in self._factors.items():
            for text in (key, *texts_of(one.get("label")).values()):
                self._called.setdefault(plain(text), {})[key] = None

    def matching(self, name: str) -> list[str]:
        """The ids of the factors that are called exactly so; several when a name is used twice."""
        return list(self._called.get(plain(name), ()))

    def near(self, name: str) -> list[str]:
        """The ids of factors that are called almost like this; a handful at most."""
        wanted = plain(name)
        inside = [said for said in self._called if wanted and wanted in said]
        found = [*inside[:MOST_NEAR], *get_close_matches(wanted, self._called, n=3, cutoff=0.6)]
        return list(dict.fromkeys(key for said in found for key in self._called[said]))[:MOST_NEAR]

    def spelled(self, key: str, language: str) -> str:
        """What to type for this factor: its name, or its id when others are called the same."""
        label = label_of(self._factors.get(key), language)
        return label if self.matching(label) == [key] else key


@dataclass(frozen=True)
class Open:
    """A name in a line that is no factor, or more than one; ``choices`` are the ids that may be meant."""

    end: str
    name: str
    choices: tuple[str, ...]
    is_new: bool


def ends_of(factors: list[Json], line: Line, meant: Mapping[str, str]) -> dict[str, str | Open]:
    """The ids of the two ends of a line, as far as they are clear.

    ``meant`` is what somebody chose for an end; a choice that does not go with the name counts for nothing.
    """
    names = Names(factors)
    found: dict[str, str | Open] = {}
    for end, name in (("source", line.source), ("target", line.target)):
        same = names.matching(name)
        choices = same or names.near(name)
        chosen = meant.get(end, "")
        clear = chosen if chosen in choices else same[0] if len(same) == 1 else ""
        found[end] = clear or Open(end, name, tuple(choices), not same)
    return found


def works_on_itself(line: Line, ends: Mapping[str, str | Open]) -> bool:
    """Whether a line goes from a factor to that same factor, known or new."""
    source, target = ends["source"], ends["target"]
    if isinstance(source, Open) and isinstance(target, Open):
        return plain(line.source) == plain(line.target)
    return source == target


def named(factors: list[Json], name: str) -> str | None:
    """The id of the factor with this name, in any language, or with this id; None when there is none."""
    return next(iter(Names(factors).matching(name)), None)
