"""A series of a desk."""

from typing import Any

from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.planning.actions import figures as actions
from ketenzicht.planning.models import Series
from ketenzicht.planning.tests.plan_casts import AT

TOLD = {
    "label": "Meldingen bij ons",
    "kind": "report",
    "definition": "Meldingen in een jaar",
    "population": "Meldingen bij ons loket",
    "unit": "meldingen",
    "counted_by": "Wijzelf",
    "source": "Eigen registratie",
    "certainty": "certain",
}


def series(by: Actor, **more: Any) -> Series:
    """A series of the desk of ``by``."""
    with acting(by):
        desk = min(by.desks(Verb.PLAN_EDIT))
        return actions.begin_series(values={**TOLD, **more}, desk_id=desk, by=by, at=AT)


def row(made: Series) -> dict[str, Any]:
    """A row of a figure as somebody could bring it in past the application."""
    return {
        "code": "own-smuggled",
        "series": made,
        "label_nl": "2024",
        "label_en": "2024",
        "source": "Nergens",
        "valid_from": AT.date(),
        "verified_on": AT.date(),
    }
