"""Deciding about proposals to destroy, and what remains of what was destroyed."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms as django_forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ketenzicht.accounts.queries import people_by_id
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, SeeOther, needs
from ketenzicht.common.queries import every_exploitation_form
from ketenzicht.retention import actions, forms, queries, words
from ketenzicht.retention.domain.states import (
    PROPOSAL,
    ItemState,
    ProposalEvent,
    ProposalKind,
    ProposalState,
    Refusal,
)
from ketenzicht.retention.views.shared import tabs
from ketenzicht.retention.views.trail import part_rows, with_it

if TYPE_CHECKING:
    from ketenzicht.retention.models import DestructionProposal

PAGE_SIZE = 50


@needs(Verb.RETENTION_MANAGE, Verb.RETENTION_APPROVE)
@require_GET
def proposals(request: ActingRequest) -> HttpResponse:
    """Every proposal to destroy, the newest first."""
    page = Paginator(queries.proposals(request.actor), PAGE_SIZE).get_page(request.GET.get("page"))
    names = _names(one.made_by for one in page)
    rows = [
        {
            "proposal": one,
            "state": words.PROPOSAL_STATES[ProposalState(one.state)],
            "tone": words.PROPOSAL_TONES[ProposalState(one.state)],
            "made_by": names.get(one.made_by, ""),
            "what": words.KINDS[ProposalKind(one.kind)],
            "trail": _progress(request, one) if one.kind == ProposalKind.TRAIL else None,
        }
        for one in page
    ]
    context = {"tabs": tabs(request, "proposals"), "rows": rows, "page_obj": page}
    return render(request, "retention/proposals.html", context)


@needs(Verb.RETENTION_MANAGE, Verb.RETENTION_APPROVE)
@require_GET
def proposal(request: ActingRequest, number: int) -> HttpResponse:
    """One proposal: what is in it, what became of it, and what this person can do."""
    return _proposal(request, number)


def _proposal(request: ActingRequest, number: int, form: django_forms.Form | None = None) -> HttpResponse:
    found = queries.proposal(request.actor, number)
    state = ProposalState(found.state)
    allowed = PROPOSAL.allowed(state, request.actor.grants.keys(), actions.relation(found, request.actor))
    names = _names(one for one in (found.made_by, found.decided_by) if one)
    rows = [
        {
            "item": one,
            "state": words.ITEM_STATES[ItemState(one.state)],
            "why": words.STOPPED.get(one.stopped_because, ""),
        }
        for one in queries.items(request.actor, found)
    ]
    context = {
        "proposal": found,
        "state": words.PROPOSAL_STATES[state],
        "tone": words.PROPOSAL_TONES[state],
        "made_by": names.get(found.made_by, ""),
        "decided_by": names.get(found.decided_by or 0, ""),
        "refusal": words.REFUSALS[Refusal(found.refusal)] if found.refusal else "",
        "may": {row.event.value for row in allowed},
        "rows": rows,
        **(_of_the_trail(request, found) if found.kind == ProposalKind.TRAIL else {}),
        "form": form or forms.RejectForm(),
        "forms": [form] if form else [],
    }
    return render(request, "retention/proposal.html", context)


def _of_the_trail(request: ActingRequest, found: "DestructionProposal") -> dict[str, Any]:
    parts = [
        (kind, events, *map(date.fromisoformat, days))
        for kind, (events, *days) in found.counts["events"].items()
    ]
    return {
        "of_the_trail": True,
        "parts": part_rows(parts),
        "gone_too": with_it(found.counts["rows"]),
        "trail": _progress(request, found),
    }


def _progress(request: ActingRequest, found: "DestructionProposal") -> dict[str, int]:
    return {"events": queries.events_of(found), "removed": queries.removed(request.actor, found)}


def _names(ids: Iterable[int]) -> dict[int, str]:
    return {pk: user.name for pk, user in people_by_id(ids).items()}


@needs(Verb.RETENTION_APPROVE)
@require_POST
def approve(request: ActingRequest, number: int) -> HttpResponse:
    """Approve: what is in it is destroyed."""
    actions.decide(number=number, event=ProposalEvent.APPROVE, by=request.actor, at=timezone.now())
    messages.success(request, _("Approved. What may still go is destroyed now; that takes a moment."))
    return SeeOther(reverse("retention:proposal", args=[number]))


@needs(Verb.RETENTION_APPROVE)
@require_POST
def reject(request: ActingRequest, number: int) -> HttpResponse:
    """Reject, with why."""
    queries.proposal(request.actor, number)
    form = forms.RejectForm(request.POST)
    if not form.is_valid():
        return _proposal(request, number, form)
    actions.decide(
        number=number,
        event=ProposalEvent.REJECT,
        refusal=form.cleaned_data["refusal"],
        by=request.actor,
        at=timezone.now(),
    )
    messages.success(request, _("Rejected. Nothing is destroyed."))
    return SeeOther(reverse("retention:proposal", args=[number]))


@needs(Verb.RETENTION_MANAGE, Verb.RETENTION_APPROVE)
@require_POST
def withdraw(request: ActingRequest, number: int) -> HttpResponse:
    """Take an own proposal back, or one of somebody else that was approved and not carried out."""
    actions.decide(number=number, event=ProposalEvent.WITHDRAW, by=request.actor, at=timezone.now())
    messages.success(request, _("Withdrawn. Nothing more is destroyed."))
    return SeeOther(reverse("retention:proposal", args=[number]))


@needs(Verb.RETENTION_MANAGE, Verb.RETENTION_APPROVE)
@require_GET
def residues(request: ActingRequest) -> HttpResponse:
    """What remains of what was destroyed."""
    page = Paginator(queries.residues(request.actor), PAGE_SIZE).get_page(request.GET.get("page"))
    known = {one.code: one.label for one in every_exploitation_form()}
    rows = [{"residue": one, "form": known.get(one.main_form, "")} for one in page]
    context = {"tabs": tabs(request, "residues"), "rows": rows, "page_obj": page}
    return render(request, "retention/residues.html", context)
