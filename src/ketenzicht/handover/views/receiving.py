"""Pages of the receiving desk: accept, accept in part, give back, take in hand, finish."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import Relation
from ketenzicht.common.pages import ActingRequest, needs
from ketenzicht.disclosure import queries as disclosure
from ketenzicht.handover import actions, queries
from ketenzicht.handover.domain.answers import AnswerOutcome, MayTell
from ketenzicht.handover.domain.states import HandoverEvent, ReturnReason
from ketenzicht.handover.forms import AcceptPartlyForm, FinishForm, ReturnForm
from ketenzicht.handover.views.answers import address, answer, is_open, too_late


@needs(Verb.HANDOVER_ANSWER)
@require_POST
def accept(request: ActingRequest, handover_id: UUID) -> HttpResponse:
    """Take the hand-off on in full."""
    return answer(
        request,
        handover_id,
        HandoverEvent.ACCEPT,
        lambda: actions.accept(handover_id=handover_id, by=request.actor, at=timezone.now()),
        _("You have accepted this hand-off. The sending desk is told."),
    )


@needs(Verb.HANDOVER_ANSWER)
@require_POST
def start(request: ActingRequest, handover_id: UUID) -> HttpResponse:
    """Say that somebody is working on it."""
    return answer(
        request,
        handover_id,
        HandoverEvent.TAKE_IN_HAND,
        lambda: actions.start(handover_id=handover_id, by=request.actor, at=timezone.now()),
        _("This hand-off is in hand now. The sending desk is told."),
    )


@needs(Verb.HANDOVER_ANSWER)
@require_http_methods(["GET", "POST"])
def accept_partly(request: ActingRequest, handover_id: UUID) -> HttpResponse:
    """Choose what to take on."""
    handover = queries.handover_for(request.actor, handover_id)
    labels = disclosure.field_labels()
    offered = [(code, labels.get(code, code)) for code in handover.fields]
    form = AcceptPartlyForm(request.POST or None, offered=offered)

    def move() -> object:
        return actions.accept_partly(
            handover_id=handover_id,
            fields=form.cleaned_data["fields_wanted"],
            reason=form.cleaned_data["reason"],
            by=request.actor,
            at=timezone.now(),
        )

    if form.is_valid():
        done = _("You have accepted a part of this hand-off. The sending desk is told.")
        return answer(request, handover_id, HandoverEvent.ACCEPT_PARTLY, move, done)
    return _page(request, handover, HandoverEvent.ACCEPT_PARTLY, form)


@needs(Verb.HANDOVER_ANSWER)
@require_http_methods(["GET", "POST"])
def return_(request: ActingRequest, handover_id: UUID) -> HttpResponse:
    """Give the hand-off back with a reason."""
    handover = queries.handover_for(request.actor, handover_id)
    form = ReturnForm(request.POST or None)

    def move() -> object:
        return actions.return_(
            handover_id=handover_id,
            reason_code=ReturnReason(form.cleaned_data["reason_code"]),
            reason=form.cleaned_data["reason"],
            by=request.actor,
            at=timezone.now(),
        )

    if form.is_valid():
        done = _("You have given this hand-off back. The sending desk is told.")
        return answer(request, handover_id, HandoverEvent.RETURN, move, done)
    return _page(request, handover, HandoverEvent.RETURN, form)


@needs(Verb.HANDOVER_ANSWER)
@require_http_methods(["GET", "POST"])
def finish(request: ActingRequest, handover_id: UUID) -> HttpResponse:
    """Answer the sending desk."""
    handover = queries.handover_for(request.actor, handover_id)
    form = FinishForm(request.POST or None)

    def move() -> object:
        return actions.finish(
            handover_id=handover_id,
            outcome=AnswerOutcome(form.cleaned_data["outcome"]),
            answer=form.cleaned_data["answer"],
            may_tell=MayTell(form.cleaned_data["may_tell"]),
            by=request.actor,
            at=timezone.now(),
        )

    if form.is_valid():
        done = _("You have answered. The sending desk is told.")
        return answer(request, handover_id, HandoverEvent.FINISH, move, done)
    return _page(request, handover, HandoverEvent.FINISH, form)


def _page(request: ActingRequest, handover: Any, event: HandoverEvent, form: forms.Form) -> HttpResponse:
    """The form; or what happened, when the move is no longer possible. What was typed is kept on an error."""
    if not is_open(request, handover.pk, event):
        request.actor.require(Verb.HANDOVER_ANSWER, handover.to_desk_id)
        return too_late(request, handover.pk, Relation.RECEIVER)
    context = {
        "handover": handover,
        "form": form,
        "back_url": address(handover.pk, Relation.RECEIVER),
        "question": handover.question,
    }
    return render(request, f"handover/{event.value}.html", context)
