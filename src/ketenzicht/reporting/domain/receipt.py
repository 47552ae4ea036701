"""The receipt: twenty digits in five groups of four, the reporter's only key.

Nineteen digits come from the operating system's generator (63 bits); the last is a Damm check digit, which
tells every single wrong digit and every swap of two neighbours apart from a code that does not exist,
without asking the server. Digits, because they can be read over the telephone and hide well.
"""

import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from stdnum import damm

LENGTH = 20
GROUP = 4

_SEPARATORS = frozenset("._/\\|:,;'\"*+()[]")
_SEPARATOR_CATEGORIES = frozenset({"Pd", "Zs", "Cf", "Cc", "Pc"})


class ReceiptProblem(StrEnum):
    """What is wrong with a typed code, so that the page can say what to look at."""

    EMPTY = "empty"
    NOT_DIGITS = "not_digits"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    TYPING_ERROR = "typing_error"


class ReceiptError(ValueError):
    """A typed code that cannot be a receipt; ``digits`` is how many digits were typed."""

    def __init__(self, problem: ReceiptProblem, digits: int) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.digits = digits


@dataclass(frozen=True)
class Receipt:
    """A code with a right check digit. Its text form never shows the digits, so that no log can."""

    digits: str

    def __post_init__(self) -> None:
        if problem := _problem(self.digits):
            raise ReceiptError(problem, len(self.digits))

    def __repr__(self) -> str:
        return "Receipt(…)"

    __str__ = __repr__

    @property
    def groups(self) -> tuple[str, ...]:
        """The five groups of four, as they are shown."""
        return tuple(self.digits[start : start + GROUP] for start in range(0, LENGTH, GROUP))

    @property
    def shown(self) -> str:
        """The code as it is printed: groups with a space between."""
        return " ".join(self.groups)

    @property
    def last_four(self) -> str:
        """What the reporter types to show that the code was written down."""
        return self.groups[-1]


def new_receipt(random_below: Callable[[int], int] = secrets.randbelow) -> Receipt:
    """A new random code."""
    body = f"{random_below(10 ** (LENGTH - 1)):0{LENGTH - 1}d}"
    return Receipt(body + damm.calc_check_digit(body))


def parse_receipt(typed: str) -> Receipt:
    """The code somebody typed, with any separators and in any script's digits. Raises ReceiptError."""
    digits = only_digits(typed)
    if digits is None:
        raise ReceiptError(ReceiptProblem.NOT_DIGITS, sum(char.isdecimal() for char in typed))
    return Receipt(digits)


def last_four_match(receipt: Receipt, typed: str) -> bool:
    """Whether somebody typed the last four digits, with or without separators."""
    digits = only_digits(typed)
    return digits is not None and secrets.compare_digest(digits, receipt.last_four)


def only_digits(typed: str) -> str | None:
    """The digits of what was typed as 0-9, without separators; None if it holds anything else."""
    kept = [char for char in typed if not _is_separator(char)]
    if not all(char.isdecimal() for char in kept):
        return None
    return "".join(str(unicodedata.decimal(char)) for char in kept)


def _problem(digits: str) -> ReceiptProblem | None:
    if not digits:
        return ReceiptProblem.EMPTY
    if not (digits.isascii() and digits.isdecimal()):
        return ReceiptProblem.NOT_DIGITS
    if len(digits) != LENGTH:
        return ReceiptProblem.TOO_SHORT if len(digits) < LENGTH else ReceiptProblem.TOO_LONG
    return None if damm.is_valid(digits) else ReceiptProblem.TYPING_ERROR


def _is_separator(char: str) -> bool:
    return char in _SEPARATORS or unicodedata.category(char) in _SEPARATOR_CATEGORIES
