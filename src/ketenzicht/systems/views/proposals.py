"""Proposals: sending one, reading what it would change, deciding what both sides changed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from causal.comparing import Conflict
from causal.comparing.difference import value_text
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, SeeOther, needs
from ketenzicht.systems import words
from ketenzicht.systems.actions import drafts, proposals
from ketenzicht.systems.difference_words import lines_between
from ketenzicht.systems.domain.checking import NotAModel
from ketenzicht.systems.domain.documents import COLLECTIONS, Json, item, label_of
from ketenzicht.systems.domain.joining import Undecided, plan
from ketenzicht.systems.forms.versions import AnswerForm, ReasonForm, RevisionForm
from ketenzicht.systems.queries import drafts as queries
from ketenzicht.systems.queries.models import version_for
from ketenzicht.systems.views.answers import about, complaints, said_when_changed, to_draft
from ketenzicht.systems.views.shell import shell


@require_http_methods(["GET", "POST"])
@needs(Verb.MODEL_EDIT)
@said_when_changed
def send(request: ActingRequest, draft_id: UUID) -> HttpResponse:
    """Offer a draft to the desk that keeps the model."""
    held = queries.draft_for(request.actor, draft_id)
    form = ReasonForm(request.POST or None, initial={"revision": held.revision})
    if form.is_valid():
        said = form.cleaned_data
        try:
            sent = proposals.propose(
                draft_id=draft_id,
                revision=said["revision"],
                reason=said["reason"],
                by=request.actor,
                at=timezone.now(),
            )
            messages.success(request, _("Sent. The other desk decides what it takes in."))
            return SeeOther(reverse("systems:proposal", args=[sent.pk]))
        except drafts.NothingToKeep:
            form.add_error(None, _("There is nothing new in this draft."))
    title = _("Offer this as a proposal")
    desk = held.model.desk.label if held.model.desk else ""
    intro = _("%(desk)s keeps this model and decides what is taken in.") % {"desk": desk}
    context = {**about(request, held, title), "form": form, "action": _("Send"), "intro": intro}
    return render(request, "systems/form_page.html", context)


@require_GET
@needs(Verb.MODEL_EDIT)
def overview(request: ActingRequest) -> HttpResponse:
    """What one's desks sent and got."""
    rows = [
        {"proposal": one, "state": words.STATES[one.state], "tone": _tone(one.state)}
        for one in queries.proposals_visible_to(request.actor).defer("document", "base__document")[:200]
    ]
    context = {**shell(request, (_("Proposals"), "")), "rows": rows}
    return render(request, "systems/proposals.html", context)


def _tone(state: str) -> str:
    return {"open": "new", "merged": "done"}.get(state, "stopped")


@require_GET
@needs(Verb.MODEL_EDIT)
def proposal(request: ActingRequest, proposal_id: UUID) -> HttpResponse:
    """One proposal: what it changes, and for the keeper of the model the decision to take it in."""
    return _proposal_page(request, queries.proposal_for(request.actor, proposal_id), [])


@require_POST
@needs(Verb.MODEL_EDIT)
def merge(request: ActingRequest, proposal_id: UUID) -> HttpResponse:
    """Take a proposal into the own draft, with what was decided about all that both sides changed."""
    found = queries.proposal_for(request.actor, proposal_id)
    request.actor.require(Verb.MODEL_EDIT, found.to_desk_id)
    try:
        return _merged(request, found)
    except drafts.ChangedMeanwhile:
        wrong = [
            _("Your draft has changed since you opened this page. Look again at what both sides changed.")
        ]
    except Undecided:
        wrong = [_("Choose for everything that you both changed.")]
    except NotAModel as broken:
        wrong = complaints(broken)
    return _proposal_page(request, found, wrong)


def _proposal_page(request: ActingRequest, found: Any, wrong: list[str]) -> HttpResponse:
    decides = found.state == "open" and request.actor.may(Verb.MODEL_EDIT, found.to_desk_id)
    ours = _open_draft(request, found) if decides else None
    context = {
        **shell(request, (_("Proposals"), reverse("systems:proposals")), (found.model.title, "")),
        "proposal": found,
        "state": words.STATES[found.state],
        "tone": _tone(found.state),
        "lines": lines_between(found.base.document, found.document),
        "decides": decides,
        "may_withdraw": found.state == "open" and request.actor.may(Verb.MODEL_EDIT, found.from_desk_id),
        "conflicts": _conflicts(request, found, ours) if decides else [],
        "revision": ours.revision if ours else "",
        "wrong": wrong,
        "answer_form": AnswerForm(),
    }
    return render(request, "systems/proposal.html", context, status=409 if wrong else 200)


def _conflicts(request: ActingRequest, found: Any, ours: Any) -> list[dict[str, Any]]:
    """What both sides changed, in words, with the choice made so far."""
    document = ours.document if ours else version_for(request.actor, found.model).document
    try:
        open_ones = plan(found.base.document, document, found.document).conflicts
    except NotAModel:
        return []
    return [
        {
            "key": one.key,
            "line": _conflict_words(document, one),
            "base": _said(document, one, one.base),
            "mine": _said(document, one, one.mine),
            "theirs": _said(found.document, one, one.theirs),
            "chosen": request.POST.get(f"choice-{one.key}", ""),
        }
        for one in open_ones
    ]


def _conflict_words(document: Json, one: Conflict) -> str:
    """What both changed: the field of an item by the names that people know, or the engine's own line."""
    there = item(document, f"{one.kind}s", one.id) if f"{one.kind}s" in COLLECTIONS else None
    if one.why != "field" or there is None:
        return one.line(words.language())
    relation = one.kind == "relation"
    name = words.relation_words(document, there) if relation else label_of(there, words.language())
    return f"{name}: {words.FIELDS.get(one.field, one.field)}"


def _said(document: Json, one: Conflict, value: Any) -> str:
    if value is None:
        return _("not there")
    if one.why == "field":
        return words.shown(document, one.field, value)
    return value_text(value, words.language())


def _open_draft(request: ActingRequest, found: Any) -> Any:
    drafts_there = queries.open_drafts(request.actor, [found.model])
    return next((one for one in drafts_there if one.desk_id == found.to_desk_id), None)


def _merged(request: ActingRequest, found: Any) -> HttpResponse:
    at = timezone.now()
    ours = _open_draft(request, found)
    form = RevisionForm(request.POST)
    revision = form.cleaned_data["revision"] if form.is_valid() else None
    if (ours.revision if ours else None) != revision:
        raise drafts.ChangedMeanwhile("draft", "", None)
    version = version_for(request.actor, found.model)
    draft = ours or drafts.open_draft(
        model=found.model, version=version, desk_id=found.to_desk_id, by=request.actor, at=at
    )
    choices = {
        name.removeprefix("choice-"): str(value)
        for name, value in request.POST.items()
        if name.startswith("choice-") and value in ("mine", "theirs")
    }
    proposals.merge(
        proposal_id=found.pk,
        draft=draft,
        revision=draft.revision,
        choices=choices,
        by=request.actor,
        at=at,
    )
    messages.success(request, _("Taken into your draft. Look at it, then keep it as a version."))
    return to_draft(draft.pk)


@require_POST
@needs(Verb.MODEL_EDIT)
def decline(request: ActingRequest, proposal_id: UUID) -> HttpResponse:
    """Say no, and why."""
    found = queries.proposal_for(request.actor, proposal_id)
    form = AnswerForm(request.POST)
    request.actor.require(Verb.MODEL_EDIT, found.to_desk_id)
    if not form.is_valid():
        return _proposal_page(request, found, [_("Say why you decline it.")])
    proposals.decline(
        proposal_id=proposal_id, answer=form.cleaned_data["answer"], by=request.actor, at=timezone.now()
    )
    messages.success(request, _("Declined. The other desk reads your answer."))
    return SeeOther(reverse("systems:proposal", args=[proposal_id]))


@require_POST
@needs(Verb.MODEL_EDIT)
def withdraw(request: ActingRequest, proposal_id: UUID) -> HttpResponse:
    """Take an own proposal back."""
    queries.proposal_for(request.actor, proposal_id)
    proposals.withdraw(proposal_id=proposal_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Taken back."))
    return SeeOther(reverse("systems:proposal", args=[proposal_id]))
