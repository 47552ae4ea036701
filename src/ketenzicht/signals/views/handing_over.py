"""Preparing a hand-off: choose, see exactly what the other desk will see, then send."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, needs
from ketenzicht.disclosure import actions as disclosure
from ketenzicht.disclosure import queries as disclosure_queries
from ketenzicht.handover import queries as handover_queries
from ketenzicht.partners import queries as partners
from ketenzicht.signals import actions, forms, queries
from ketenzicht.signals.hooks import cautions_about
from ketenzicht.signals.views.answers import about, draw, said_when_changed, to_signal
from ketenzicht.signals.words import Urgency

DAYS_OF_ACCESS = 60


@dataclass(frozen=True)
class Usual:
    """The purpose and ground that usually fit a kind of organisation: a start, no advice about the law."""

    purpose: str
    basis: str


USUAL: Mapping[str, Usual] = {
    "police": Usual("investigation", "avg-6-1-e"),
    "border_police": Usual("investigation", "avg-6-1-e"),
    "labour_inspectorate": Usual("labour_inspection", "avg-6-1-e"),
    "advice_report_centre": Usual("child_safety", "wmo-5-2-6"),
    "care_safety_house": Usual("arrange_care", "avg-6-1-e"),
    "coordination_centre": Usual("register_victim", "avg-6-1-e"),
    "municipality": Usual("administrative_action", "avg-6-1-e"),
    "riec": Usual("administrative_action", "wgs-riec"),
}


@require_http_methods(["GET", "POST"])
@needs(Verb.HANDOVER_SEND)
@said_when_changed
def handover(request: ActingRequest, signal_id: UUID) -> HttpResponse:
    """Hand the signal over: fill in, look at what they will see, send."""
    at = timezone.now()
    page = queries.signal_page(request.actor, signal_id, at)
    form = _form(request, page, at)
    preview = None
    if form.is_valid():
        wish = _wish(form)
        try:
            if request.POST.get("step") == "send":
                return _send(request, page, wish, form.cleaned_data["version"], at)
            preview = _preview(request, page, wish, at)
        except disclosure.Refused as refusal:
            for reason in refusal.reasons:
                form.add_error(None, reason)
    context = {
        **about(request, page.signal, _("Hand over")),
        "form": form,
        "page": page,
        "preview": preview,
        "cautions": cautions_about(request.actor, signal_id),
        "receiver": _receiver(form) if preview else None,
    }
    return draw(request, "signals/handover.html", context, page.signal)


def _send(
    request: ActingRequest,
    page: queries.SignalPage,
    wish: actions.HandoverWish,
    version: datetime | None,
    at: datetime,
) -> HttpResponse:
    sent = actions.hand_over(signal_id=page.signal.pk, wish=wish, version=version, by=request.actor, at=at)
    done = _("H-%(number)s is on its way. You hear when the desk answers.")
    messages.success(request, done % {"number": sent.number})
    return to_signal(page.signal.pk, "overdrachten")


def _preview(
    request: ActingRequest, page: queries.SignalPage, wish: actions.HandoverWish, at: datetime
) -> dict[str, Any]:
    """What the other desk would see before and after accepting. Raises disclosure's Refused."""
    disclosure.require(
        basis_code=wish.basis_code,
        purpose_code=wish.purpose_code,
        fields=wish.fields,
        sender_desk_id=page.signal.desk_id,
        receiver_desk_id=wish.to_desk_id,
        until=wish.access_until,
        at=at,
        by=request.actor,
        proof=wish.proof,
    )
    along = queries.files_of(request.actor, page.reports) if "attachments" in wish.fields else ()
    return handover_queries.draft_preview(
        purpose_code=wish.purpose_code,
        urgency=wish.urgency,
        question=wish.question,
        preview=queries.preview_of(page.signal),
        package=queries.package_of(page.signal, page.reports, wish.fields, timezone.localdate(at)),
        files=along,
        access_until=wish.access_until,
        at=at,
    )


def _wish(form: forms.HandoverForm) -> actions.HandoverWish:
    data = form.cleaned_data
    return actions.HandoverWish(
        to_desk_id=data["to_desk"],
        urgency=data["urgency"],
        purpose_code=data["purpose"],
        basis_code=data["basis"],
        fields=data["fields_chosen"],
        question=data["question"],
        access_until=data["access_until"],
        answer_limit=data["answer_limit"],
        handover_id=data["handover_id"],
        against_advice="" if data["to_desk"] in form.advised else data["against_advice"],
        spoken_to=data["spoken_to"],
        proof=data["proof"],
    )


def _form(request: ActingRequest, page: queries.SignalPage, at: datetime) -> forms.HandoverForm:
    on = timezone.localdate(at)
    desks = [row for row in partners.desks_connected(on) if row.pk != page.signal.desk_id]
    receiving = [row for row in desks if row.urgencies or row.pk in page.advice.advised_desk_ids]
    shareable = list(disclosure_queries.shareable_fields(on))
    known = queries.filled_fields(page.signal, page.reports, [row.code for row in shareable], on)
    offered = [row for row in shareable if row.code in known]
    return forms.HandoverForm(
        request.POST or None,
        desks=_desk_choices(receiving, page.advice),
        purposes=[(row.code, row.label) for row in disclosure_queries.purposes(on)],
        bases=_basis_choices(page, on),
        offered=[(row.code, row.label) for row in offered],
        advised=sorted(page.advice.advised_desk_ids),
        initial=_initial(page, [row.code for row in offered if row.on_by_default], on),
    )


def _initial(page: queries.SignalPage, chosen: list[str], on: date) -> dict[str, Any]:
    acute = page.signal.urgency == Urgency.ACUTE
    desk = page.advice.first_handoff
    usual = USUAL.get(desk.organisation.kind, Usual("advice", "avg-6-1-e")) if desk else Usual("", "")
    return {
        "to_desk": desk.pk if desk else None,
        "urgency": page.signal.urgency,
        "purpose": usual.purpose,
        "basis": "avg-6-1-d" if acute else usual.basis,
        "fields_chosen": chosen,
        "answer_limit": "minutes:60" if acute else "workdays:3",
        "access_until": on + timedelta(days=DAYS_OF_ACCESS - 1),
        "handover_id": uuid4(),
        "version": page.signal.last_activity_at,
    }


def _desk_choices(desks: list[Any], advice: queries.AdviceShown) -> list[Any]:
    advised = [(row.pk, row.label) for row in desks if row.pk in advice.advised_desk_ids]
    others = [(row.pk, row.label) for row in desks if row.pk not in advice.advised_desk_ids]
    first: list[Any] = [("", _("Choose a desk"))]
    return [*first, (_("Advised by the route"), advised), (_("Other desks"), others)]


def _basis_choices(page: queries.SignalPage, on: date) -> list[Any]:
    kind = page.signal.desk.organisation.kind
    bases = disclosure_queries.bases_for(kind, on)
    return [("", _("Choose a ground")), *((row.code, row.label) for row in bases)]


def _receiver(form: forms.HandoverForm) -> Any:
    return partners.desk(form.cleaned_data["to_desk"])
