"""Costs shared by municipalities: by a key such as population, to the cent."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

CENT = Decimal("0.01")
_TENTH = Decimal("0.1")
_HUNDRED = Decimal(100)


class Rounding(StrEnum):
    """How shares are made whole cents.

    LARGEST_REMAINDER: every share is cut off to the cent; the cents left over go, one each, to the shares
    that lost most (at equal loss to the larger share, then by name), so that the shares always add up to the
    total.
    PUBLISHED_PERCENTAGE: the percentage is rounded to one decimal first, and the share is that percentage of
    the total, as tables in policy plans do; the shares need not add up.
    """

    LARGEST_REMAINDER = "largest_remainder"
    PUBLISHED_PERCENTAGE = "published_percentage"


@dataclass(frozen=True)
class Share:
    """What one party pays: its weight in the key, its percentage to one decimal, and its amount."""

    party: str
    weight: Decimal
    percentage: Decimal
    amount: Decimal


@dataclass(frozen=True)
class Distribution:
    """A total over parties."""

    total: Decimal
    rounding: Rounding
    shares: tuple[Share, ...]

    @property
    def surplus(self) -> Decimal:
        """How much the shares are over the total, in euros; negative when they fall short."""
        return sum((share.amount for share in self.shares), Decimal(0)) - self.total


class NoKey(ValueError):
    """The key gives nothing to share by: no party, a weight below zero, or only zeros."""


def distribute(total: Decimal, key: Mapping[str, Decimal], rounding: Rounding) -> Distribution:
    """Share ``total`` (euros, in whole cents) over the parties of ``key`` by their weight. Raises NoKey."""
    weight = sum(key.values(), Decimal(0))
    if weight <= 0 or any(part < 0 for part in key.values()):
        raise NoKey("The key has to have weights of which at least one is above zero.")
    amounts = _RULES[rounding](total, key, weight)
    shares = tuple(
        Share(party, part, (part * _HUNDRED / weight).quantize(_TENTH, ROUND_HALF_UP), amounts[party])
        for party, part in key.items()
    )
    return Distribution(total, rounding, shares)


def _by_largest_remainder(total: Decimal, key: Mapping[str, Decimal], weight: Decimal) -> dict[str, Decimal]:
    cents = int(total / CENT)
    exact = {party: part * cents / weight for party, part in key.items()}
    whole = {party: int(part) for party, part in exact.items()}
    left = cents - sum(whole.values())
    in_turn = sorted(key, key=lambda party: (whole[party] - exact[party], -key[party], party))
    for party in in_turn[:left]:
        whole[party] += 1
    return {party: Decimal(part) * CENT for party, part in whole.items()}


def _by_published_percentage(
    total: Decimal, key: Mapping[str, Decimal], weight: Decimal
) -> dict[str, Decimal]:
    rounded = {
        party: (part * _HUNDRED / weight).quantize(_TENTH, ROUND_HALF_UP) for party, part in key.items()
    }
    return {party: (total * part / _HUNDRED).quantize(CENT, ROUND_HALF_UP) for party, part in rounded.items()}


_RULES = {
    Rounding.LARGEST_REMAINDER: _by_largest_remainder,
    Rounding.PUBLISHED_PERCENTAGE: _by_published_percentage,
}
