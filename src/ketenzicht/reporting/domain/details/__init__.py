"""Structured details of a report, each brought into one notation with a well-kept library.

Nothing is refused: what is not valid is kept as typed and marked, because a wrong digit from a frightened
reporter is still a lead. Nothing is looked up elsewhere.
"""

from datetime import date

from ketenzicht.reporting.domain.details.address import address
from ketenzicht.reporting.domain.details.company import company
from ketenzicht.reporting.domain.details.kinds import Detail, DetailKind, DetailProblem, Typed
from ketenzicht.reporting.domain.details.online import online
from ketenzicht.reporting.domain.details.person import Age, person, presumed_child
from ketenzicht.reporting.domain.details.phone import phone
from ketenzicht.reporting.domain.details.vehicle import vehicle

__all__ = ["Age", "Detail", "DetailKind", "DetailProblem", "is_blank", "normalise", "presumed_child"]

_BY_KIND = {
    DetailKind.ADDRESS: address,
    DetailKind.COMPANY: company,
    DetailKind.PHONE: phone,
    DetailKind.VEHICLE: vehicle,
    DetailKind.ONLINE: online,
}


def normalise(kind: DetailKind | str, typed: Typed, today: date) -> Detail:
    """A detail of any kind in one notation. Raises ValueError for an unknown kind."""
    kind = DetailKind(kind)
    return person(typed, today) if kind is DetailKind.PERSON else _BY_KIND[kind](typed)


def is_blank(typed: Typed) -> bool:
    """Whether nothing was filled in, so that there is no detail at all."""
    return not any(text.strip() for text in typed.values())
