"""What people in a room think of arrows: how far apart, what they settle on, what to discuss next."""

import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import log

# Letters that are not taken for each other or for figures, and make no words.
LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
CODE_LENGTH = 8
STRENGTHS = ("weak", "average", "strong", "very_strong")
SPEEDS = ("low", "average", "high", "very_high")


def new_code() -> str:
    """A code to join a session with: short enough to type, too long to guess in a day."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def plain_code(typed: str) -> str:
    """What was meant by a code as somebody typed it; empty when it cannot be one."""
    letters = "".join(letter for letter in typed.upper() if letter in LETTERS)
    return letters if len(letters) == CODE_LENGTH else ""


def shown_code(code: str) -> str:
    """A code in two groups."""
    return f"{code[:4]} {code[4:]}"


@dataclass(frozen=True)
class Counts:
    """How often each class was chosen, and by how many people."""

    strength: Mapping[str, int] = field(default_factory=dict)
    speed: Mapping[str, int] = field(default_factory=dict)
    voters: int = 0

    @property
    def opinions(self) -> int:
        """How many people chose a class; whoever has no opinion is a voter all the same."""
        return max(sum(self.strength.values()), sum(self.speed.values()))

    @property
    def spread(self) -> float:
        """How much people differ: 0 when they agree, 1 when every class is chosen as often."""
        return max(spread(self.strength, STRENGTHS), spread(self.speed, SPEEDS))


def counted(votes: Iterable[tuple[str, str]]) -> Counts:
    """The counts of votes, each a strength and a speed; either may be empty."""
    votes = list(votes)
    strengths = Counter(strength for strength, _speed in votes if strength in STRENGTHS)
    speeds = Counter(speed for _strength, speed in votes if speed in SPEEDS)
    return Counts(dict(strengths), dict(speeds), len(votes))


def spread(counts: Mapping[str, int], classes: Sequence[str]) -> float:
    """The entropy of the votes as a share of the largest there can be (Shannon 1948)."""
    total = sum(counts.values())
    if total < 2:
        return 0.0
    shares = [number / total for number in counts.values() if number]
    return max(0.0, -sum(share * log(share) for share in shares) / log(min(len(classes), total)))


def settled(counts: Mapping[str, int], classes: Sequence[str]) -> str:
    """The class in the middle of the votes, so that one loud voice does not move it; "" without votes."""
    order = [one for one in classes for _ in range(counts.get(one, 0))]
    return order[(len(order) - 1) // 2] if order else ""


class Asks(StrEnum):
    """What an arrow asks of the room, in the order in which it lies on the table."""

    DISCUSS = "discuss"
    VOTE = "vote"
    NOTHING = "nothing"


def asks(counts: Counts) -> Asks:
    """What an arrow asks of the room now."""
    if counts.opinions < 2:
        return Asks.VOTE
    return Asks.DISCUSS if counts.spread > 0 else Asks.NOTHING


def order(counts: Counts, importance: float | None) -> tuple[float, ...]:
    """Where an arrow lies on the table; the lowest is what the room had best do first.

    1. Arrows about which people differ: worth a discussion. The more they differ, and the more the relation
       matters for the question, the sooner. Differing takes two opinions: with one vote there is nobody to
       differ with, and an arrow must not come first because few people got round to it.
    2. Arrows with fewer than two opinions ask for votes, not for a discussion; what nobody voted on first,
       then what matters most.
    3. Arrows that people agree about, by how much they matter.
    Without a question, or for an arrow that is new, the importance is not known and counts as middling.
    """
    weight = 0.5 if importance is None else importance
    found = asks(counts)
    if found is Asks.DISCUSS:
        return 0, -(0.1 + counts.spread) * (0.1 + weight)
    if found is Asks.VOTE:
        return 1, counts.opinions, -weight
    return 2, -weight
