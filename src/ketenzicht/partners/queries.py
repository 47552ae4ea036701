"""Reading the social map: desks, municipalities, and what the route table advises."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Q, QuerySet

from ketenzicht.common.actor import NotVisible
from ketenzicht.partners.models import Desk, Municipality, Region

FOCAL = "municipal_focal_point"
CHAIN_DIRECTION = "chain_direction"


def desk(desk_id: int) -> Desk:
    """One desk with its organisation. Raises :class:`NotVisible` when there is none."""
    found = _desks().filter(pk=desk_id).first()
    if found is None:
        raise NotVisible
    return found


def desk_by_code(code: str) -> Desk:
    """The desk with this code. Raises :class:`NotVisible` when there is none."""
    found = _desks().filter(code=code).first()
    if found is None:
        raise NotVisible
    return found


def desks_by_id(desk_ids: Iterable[int | None]) -> dict[int, Desk]:
    """The desks with these ids, in one query."""
    return {row.pk: row for row in _desks().filter(pk__in={pk for pk in desk_ids if pk})}


def desks_on(day: date) -> QuerySet[Desk]:
    """Every desk that is there on a day."""
    return _desks().filter(_valid(day)).order_by("label_nl", "code")


def desks_connected(on: date) -> QuerySet[Desk]:
    """The desks that work in the product themselves, so that a hand-off reaches them."""
    return desks_on(on).filter(connected=True)


def municipalities(on: date) -> QuerySet[Municipality]:
    """The municipalities that are there on a day, in alphabetical order."""
    return Municipality.objects.filter(_valid(on)).order_by("label_nl")


def municipality(municipality_id: int | None) -> Municipality | None:
    """One municipality, or None when it is not known."""
    return Municipality.objects.filter(pk=municipality_id).first() if municipality_id else None


def regions_of(municipality_id: int | None, on: date) -> QuerySet[Region]:
    """The regions a municipality lies in, for any theme; every region when it is not known."""
    everywhere = Region.objects.filter(_valid(on)).order_by("code")
    if municipality_id is None:
        return everywhere
    return everywhere.filter(
        Q(memberships__valid_to=None) | Q(memberships__valid_to__gte=on),
        memberships__municipality=municipality_id,
        memberships__valid_from__lte=on,
    ).distinct()


def receiving_desk(municipality_id: int | None, on: date) -> Desk:
    """The focal desk that takes in a report about this municipality.

    A municipality that is not known, or has no connected focal desk, goes to the focal desk without a
    municipality where there is one, otherwise to that of the largest municipality: somebody always looks.
    Raises :class:`NotVisible` when no focal desk is connected at all.
    """
    focal = desks_connected(on).filter(kind=FOCAL)
    own = focal.filter(municipality=municipality_id).first() if municipality_id else None
    found = own or focal.order_by(F("municipality__population").desc(nulls_first=True), "code").first()
    if found is None:
        raise NotVisible
    return found


def overseeing_desks(on: date) -> QuerySet[Desk]:
    """The desks of chain directors, who hear when something acute is left lying."""
    return desks_connected(on).filter(kind=CHAIN_DIRECTION)


def _desks() -> QuerySet[Desk]:
    return Desk.objects.select_related("organisation", "region", "municipality")


def _valid(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))
