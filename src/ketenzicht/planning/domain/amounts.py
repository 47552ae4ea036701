"""Amounts as people type them, in the Dutch notation and in the English one."""

import re
from decimal import Decimal

# A sign before three digits separates thousands, before one or two it begins the cents; so 77.320 and 77,320
# are the same amount, however the page is set.
_AMOUNT = re.compile(r"(?P<whole>\d{1,3}(?:[.,  ]\d{3})+|\d+)(?:[.,](?P<part>\d{1,2}))?")
LARGEST = Decimal(10**10)


class NoAmount(ValueError):
    """What was typed is no amount."""


def parse_amount(text: str) -> Decimal:
    """The amount in ``text``, which may begin with a euro sign. Raises NoAmount."""
    found = _AMOUNT.fullmatch(text.strip().removeprefix("€").strip())
    if found is None:
        raise NoAmount(text)
    amount = Decimal(re.sub(r"\D", "", found["whole"]) + "." + (found["part"] or "0"))
    if amount >= LARGEST:
        raise NoAmount(text)
    return amount.quantize(Decimal("0.01"))


def parse_weights(text: str) -> list[tuple[str, Decimal]]:
    """Parties with their weights, one a line: the name, then the number. Raises NoAmount with the line."""
    found: list[tuple[str, Decimal]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        name, _, number = line.replace("\t", ";").rpartition(";" if ";" in line or "\t" in line else " ")
        name = name.strip(" :;|")
        if not name or name in dict(found):
            raise NoAmount(line)
        try:
            found.append((name, parse_amount(number)))
        except NoAmount as error:
            raise NoAmount(line) from error
    return found


def raised(amount: Decimal, percent: Decimal) -> Decimal:
    """The amount that many percent higher, to the cent."""
    return (amount * (100 + percent) / 100).quantize(Decimal("0.01"))
