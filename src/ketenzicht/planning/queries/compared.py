"""The statements of a consultation beside each other, worked out once for as long as the same ones stand.

What was said never changes, so only splitting, joining, leaving out and taking in make another comparison;
moving statements between clusters does not.
"""

from collections.abc import Sequence
from uuid import UUID

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import TextField, Value
from django.db.models.functions import MD5, Cast

from ketenzicht.planning.domain.common_words import COMMON_WORDS
from ketenzicht.planning.domain.likeness import Likeness, Texts
from ketenzicht.planning.models import Consultation, Statement

KEPT = 4
_kept: "dict[tuple[UUID, str], Compared]" = {}


class Compared:
    """Statements that can be compared; remembers what was asked before."""

    def __init__(self, said: Sequence[tuple[UUID, str]]) -> None:
        self.keys = [key for key, _text in said]
        self._places = {key: place for place, key in enumerate(self.keys)}
        self._texts = Texts([text for _key, text in said], common=COMMON_WORDS)
        self._near: dict[UUID, list[Likeness]] = {}

    def near(self, statement: Statement, most: int) -> list[tuple[UUID, Likeness]]:
        """The statements most like this one, most alike first, never itself."""
        found = self._near.get(statement.pk)
        if found is None or len(found) < most:
            own = self._places.get(statement.pk)
            found = self._texts.like(statement.text, most=most, leave_out=[] if own is None else [own])
            self._near[statement.pk] = found
        return [(self.keys[one.other], one) for one in found[:most]]


def compared(consultation: Consultation) -> Compared:
    """The statements that stand in a consultation now, ready to be compared."""
    standing = Statement.objects.filter(consultation=consultation, replaced_by=None)
    key = (consultation.pk, _which(consultation))
    known = _kept.get(key)
    if known is None:
        known = Compared(list(standing.values_list("pk", "text")))
        while len(_kept) >= KEPT:
            _kept.pop(next(iter(_kept)), None)
        _kept[key] = known
    return known


def _which(consultation: Consultation) -> str:
    """What tells the statements that stand now from those of another moment."""
    numbers = StringAgg(Cast("number", TextField()), delimiter=Value(","), order_by="number")
    standing = Statement.objects.filter(consultation=consultation, replaced_by=None).order_by()
    return str(standing.aggregate(which=MD5(numbers))["which"])
