"""Which statements could still point to someone, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from ketenzicht.common.actor import Actor
from ketenzicht.partners.queries import organisations
from ketenzicht.planning.domain.pointing import Point, points_in
from ketenzicht.planning.identifying.rules import variants
from ketenzicht.planning.models import ClearedPoint, Consultation, Statement
from ketenzicht.planning.queries.consultations import keeps


@dataclass(frozen=True)
class Pointing:
    """A statement with what could point to someone in it and was not let stand."""

    statement: Statement
    points: Sequence[Point]

    def pieces(self) -> list[tuple[str, bool]]:
        """Its text in pieces: what could point to someone, and what could not."""
        text, place, found = self.statement.text, 0, []
        for point in self.points:
            found += [(text[place : point.start], False), (text[point.start : point.end], True)]
            place = point.end
        return [piece for piece in [*found, (text[place:], False)] if piece[0]]


def organisation_names() -> list[str]:
    """The names of the organisations that the product knows."""
    return [row.label_nl for row in organisations(timezone.localdate())]


def pointing_of(actor: Actor, consultation: Consultation) -> list[Pointing]:
    """The statements that could point to someone, those that are held back first; only for its desk."""
    if not keeps(actor, consultation):
        return []
    standing = Statement.objects.filter(consultation=consultation, replaced_by=None).defer("search")
    said = {one.number: one for one in standing.order_by("-held_back", "order", "number")}
    names = {variant for label in organisation_names() for variant in variants(label)}
    found = points_in({number: one.text for number, one in said.items()}, names)
    cleared = set(
        ClearedPoint.objects.filter(statement__consultation=consultation).values_list(
            "statement__number", "start", "end"
        )
    )
    left = (
        (one, [point for point in found.get(number, ()) if (number, point.start, point.end) not in cleared])
        for number, one in said.items()
    )
    return [Pointing(one, points) for one, points in left if points]


def releasable(consultation: Consultation, found: Sequence[Pointing]) -> list[Statement]:
    """The statements readers do not see yet, without those in what was found in :func:`pointing_of`."""
    held = Statement.objects.filter(consultation=consultation, replaced_by=None, held_back=True)
    return list(held.exclude(pk__in=[one.statement.pk for one in found]).defer("search"))


def held_back(consultation: Consultation) -> int:
    """How many statements readers do not see yet."""
    return Statement.objects.filter(consultation=consultation, replaced_by=None, held_back=True).count()
