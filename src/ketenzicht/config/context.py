"""What every page's shell shows: where one can go, what waits there, and who is signed in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketenzicht.accounts.labels import role_label
from ketenzicht.accounts.models import User
from ketenzicht.accounts.queries import roles_of
from ketenzicht.accounts.recovery import queries as recovery
from ketenzicht.accounts.review.queries import count_overdue as roles_overdue
from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import Verb
from ketenzicht.config.demonstration.rows import receipts
from ketenzicht.handover import queries as handover
from ketenzicht.reporting import queries as reporting
from ketenzicht.reporting.domain.receipt import Receipt
from ketenzicht.retention import queries as retention
from ketenzicht.rights import queries as rights
from ketenzicht.rights.queries import hand_outs
from ketenzicht.signals import queries as signals

WARN_BEFORE_END = 120


Counted = Callable[[Actor], int]


@dataclass(frozen=True)
class Place:
    """A page of the navigation, the right that leads there, and how much waits there."""

    verb: Verb
    url_name: str
    label: str | Promise
    count: Counted | None = None
    count_label: str | Promise = ""
    also: tuple[str, ...] = ()


PLACES = (
    Place(
        Verb.SIGNAL_READ,
        "signals:worklist",
        gettext_lazy("Signals"),
        lambda actor: signals.count_late(actor, timezone.now()),
        gettext_lazy("overdue"),
        also=("/signalen/", "/en/signalen/"),
    ),
    Place(
        Verb.HANDOVER_READ,
        "handover:inbox",
        gettext_lazy("Hand-offs"),
        handover.count_to_answer,
        gettext_lazy("to answer"),
    ),
    Place(
        Verb.REPORT_WRITE,
        "reporting:own",
        gettext_lazy("My reports"),
        reporting.unread_replies,
        gettext_lazy("unread answers"),
    ),
    Place(Verb.MODEL_ANALYSE, "systems:models", gettext_lazy("Models")),
    Place(Verb.PLAN_EDIT, "planning:consultations", gettext_lazy("Consultations")),
    Place(Verb.PLAN_EDIT, "planning:plans", gettext_lazy("Plans")),
    Place(Verb.PLAN_EDIT, "planning:figures", gettext_lazy("Figures")),
    Place(Verb.CLOCK_OVERSEE, "signals:overdue", gettext_lazy("Overdue")),
    Place(Verb.DISCLOSURE_READ, "disclosure:register", gettext_lazy("Disclosures")),
    Place(
        Verb.RETENTION_APPROVE,
        "retention:proposals",
        gettext_lazy("Keeping and destroying"),
        retention.to_decide,
        gettext_lazy("to decide"),
        also=("/bewaren/", "/en/bewaren/"),
    ),
    Place(
        Verb.RIGHTS_MANAGE,
        "rights:requests",
        gettext_lazy("Requests of data subjects"),
        rights.open_requests,
        gettext_lazy("open requests"),
    ),
    Place(
        Verb.SIGNAL_TRIAGE,
        "rights:passages",
        gettext_lazy("Passages to hand out"),
        hand_outs.passages_to_decide,
        gettext_lazy("to decide"),
    ),
    Place(Verb.ORIGINAL_READ, "planning:originals", gettext_lazy("Sealed originals")),
    Place(
        Verb.UNSEAL_DECIDE,
        "reporting:identity_requests",
        gettext_lazy("Who reporters are"),
        reporting.identities_to_decide,
        gettext_lazy("to decide"),
    ),
    Place(
        Verb.GLASS_REVIEW,
        "signals:glass_reviews",
        gettext_lazy("Broken glass"),
        signals.count_to_judge,
        gettext_lazy("to judge"),
    ),
    Place(
        Verb.RECOVERY_DECIDE,
        "accounts:recoveries",
        gettext_lazy("Lost second steps"),
        lambda actor: recovery.recoveries_to_decide(actor, timezone.now()),
        gettext_lazy("to decide"),
    ),
    Place(Verb.AUDIT_READ, "audit:trail", gettext_lazy("Audit trail")),
    Place(Verb.ACCESS_REVIEW, "accounts:access", gettext_lazy("Access")),
    Place(
        Verb.USER_MANAGE,
        "accounts:people",
        gettext_lazy("People"),
        also=("/beheer/herstel/", "/en/beheer/herstel/"),
    ),
    Place(
        Verb.USER_MANAGE,
        "accounts:review",
        gettext_lazy("Review of roles"),
        roles_overdue,
        gettext_lazy("overdue"),
    ),
    Place(
        Verb.ROUTE_TRY,
        "partners:routes",
        gettext_lazy("Routes and desks"),
        also=("/beheer/loketten/", "/en/beheer/loketten/"),
    ),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Banner, version, exit, and for whoever is signed in the navigation and the own name."""
    context: dict[str, Any] = {
        "demonstration": settings.DEMONSTRATION,
        "product_version": settings.VERSION,
        "exit_url": settings.EXIT_URL,
        "footer_links": [*_about_policy(), *_about_reporting()],
    }
    if settings.ONLY != "public":
        context["models_url"] = reverse("systems:models")
    if settings.DEMONSTRATION:
        # Read by the page that asks for a receipt code alone.
        context["to_try"] = SimpleLazyObject(_receipts_to_try)
    actor = getattr(request, "actor", None)
    if isinstance(actor, Actor) and actor.user_id and request.user.is_authenticated:
        context |= _for_staff(request, actor, request.user)
    return context


def _about_policy() -> list[dict[str, str]]:
    if settings.ONLY == "public":
        return []
    return [
        {"url": reverse("systems:models"), "label": _("Causal models")},
        {"url": reverse("planning:consultations"), "label": _("Consultations")},
        {"url": reverse("planning:plans"), "label": _("Plans")},
        {"url": reverse("planning:figures"), "label": _("Figures")},
    ]


def _about_reporting() -> list[dict[str, str]]:
    return [
        {"url": reverse("reporting:explain"), "label": _("How it works")},
        {"url": reverse("reporting:explain_privacy"), "label": _("Your data")},
        {"url": reverse("reporting:explain_accessibility"), "label": _("Accessibility")},
    ]


def _receipts_to_try() -> dict[str, Any]:
    return {
        "title": _("Demonstration: codes to try"),
        "codes": [Receipt(code).shown for code in receipts()],
    }


def _for_staff(request: HttpRequest, actor: Actor, user: User) -> dict[str, Any]:
    return {
        "home_url": reverse("start"),
        # Evaluated by the template, so that a page that draws no navigation asks the database nothing.
        "nav": SimpleLazyObject(lambda: _navigation(request, actor)),
        "who": SimpleLazyObject(lambda: _who(user)),
        "search_url": reverse("signals:worklist") if actor.may(Verb.SIGNAL_READ) else "",
        "idle": {
            "warn_after": settings.IDLE_SECONDS - WARN_BEFORE_END,
            "end_after": settings.IDLE_SECONDS,
            "end_url": reverse("account_login"),
        },
    }


def _navigation(request: HttpRequest, actor: Actor) -> list[dict[str, Any]]:
    places = [place for place in PLACES if actor.may(place.verb)]
    # One at most is where somebody is: the nearest; of two as near the first.
    nearest = max((_nearness(place, request.path) for place in places), default=0)
    here = next((place for place in places if nearest and _nearness(place, request.path) == nearest), None)
    return [
        {
            "url": reverse(place.url_name),
            "label": place.label,
            "current": place is here,
            "count": place.count(actor) if place.count else 0,
            "count_label": place.count_label,
        }
        for place in places
    ]


def _nearness(place: Place, path: str) -> int:
    """How much of the path is an address of the place; nothing when the page is none of its."""
    ways = (reverse(place.url_name), *place.also)
    return max((len(way) for way in ways if path.startswith(way)), default=0)


def _who(user: User) -> dict[str, Any]:
    held = roles_of(user.pk)
    return {
        "name": user.name,
        "desk": held[0].desk.label if held else "",
        "roles": [role_label(one.role) for one in held],
        "links": [{"url": reverse("accounts:account"), "label": _("Your account")}],
        "sign_out_url": reverse("account_logout"),
    }
