"""What the pages of keeping share: where one can go, and going on after a form."""

from typing import Any

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest
from ketenzicht.retention import queries


class SeeOther(HttpResponseRedirect):
    """To another page with a GET, as after a form that was taken."""

    status_code = 303


def see_other(url: str) -> HttpResponseRedirect:
    """Go on to ``url``."""
    return SeeOther(url)


def tabs(request: ActingRequest, current: str) -> list[dict[str, Any]]:
    """The pages of keeping that this person may open."""
    pages = [
        ("proposals", _("Proposals")),
        ("residues", _("Destroyed")),
        ("regimes", _("Legal regimes")),
    ]
    if request.actor.may(Verb.RETENTION_MANAGE):
        pages.insert(0, ("overview", _("Past their term")))
    return [
        {
            "url": reverse(f"retention:{name}"),
            "label": label,
            "current": name == current,
            "count": (queries.to_decide(request.actor) or None) if name == "proposals" else None,
        }
        for name, label in pages
    ]
