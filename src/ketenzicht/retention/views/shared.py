"""What the pages of keeping share: where one can go."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest
from ketenzicht.retention import queries


def tabs(request: ActingRequest, current: str) -> list[dict[str, Any]]:
    """The pages of keeping that this person may open."""
    pages = [
        ("proposals", _("Proposals")),
        ("residues", _("Destroyed")),
        ("regimes", _("Legal regimes")),
    ]
    if request.actor.may(Verb.RETENTION_MANAGE):
        pages = [("overview", _("Past their term")), ("trail", _("Audit trail")), *pages]
    return [
        {
            "url": reverse(f"retention:{name}"),
            "label": label,
            "current": name == current,
            "count": (queries.to_decide(request.actor) or None) if name == "proposals" else None,
        }
        for name, label in pages
    ]
