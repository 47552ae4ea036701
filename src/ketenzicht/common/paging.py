"""Pages of a list that may be very long, without counting all of it for each page."""

from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

if TYPE_CHECKING:
    _AnyPaginator = Paginator[Any]
else:
    _AnyPaginator = Paginator

FURTHER = 1000


def reach(asked: str | None, size: int) -> int:
    """How many rows to count for the page that is asked for, of ``size`` rows: that one and a thousand on."""
    return _number(asked) * size + FURTHER


class FarPaginator(_AnyPaginator):
    """Counts as far as the page that is asked for and a thousand rows on; ``cut`` when there are more.

    Whoever goes to the last page that it knows of finds a thousand more behind it.
    """

    def __init__(self, rows: "QuerySet[Any]", size: int, asked: str | None) -> None:
        super().__init__(rows, size)
        self._rows, self._reach, self._asked = rows, reach(asked, size), _number(asked)

    @cached_property
    def _found(self) -> int:
        return self._rows[: self._reach + 1].count()

    @property
    def count(self) -> int:
        """How many there are, as far as was counted."""
        return min(self._found, self._reach)

    @property
    def cut(self) -> bool:
        """Whether there are more than were counted."""
        return self._found > self._reach

    def shown(self) -> "Page[Any]":
        """The page that is asked for, or the last one there is."""
        return self.get_page(self._asked)


def _number(asked: str | None) -> int:
    # A number of thousands of digits is none that Python makes.
    return int(asked) if asked and asked.isdecimal() and len(asked) < 7 else 1
