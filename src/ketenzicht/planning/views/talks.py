"""Who is listened to in a consultation, and the talks that were held. Only for the desk that keeps it."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, SeeOther, needs
from ketenzicht.partners.queries import organisations
from ketenzicht.planning.actions import talks as actions
from ketenzicht.planning.forms.talks import StakeholderForm, TalkForm
from ketenzicht.planning.listening_words import ANGLES, PLACE_KINDS
from ketenzicht.planning.queries import talks as queries
from ketenzicht.planning.queries.notes import notes_of
from ketenzicht.planning.queries.searching import clusters_of
from ketenzicht.planning.views.shell import kept, said_when_changed, shell

if TYPE_CHECKING:
    from ketenzicht.planning.models import Consultation, Stakeholder, Talk


@require_GET
@needs(Verb.PLAN_EDIT)
def talks(request: ActingRequest, code: str) -> HttpResponse:
    """The talks of a consultation."""
    held = kept(request, code)
    rows = [_row(talk) for talk in queries.talks_of(request.actor, held)]
    context = {
        **shell(request, held, (_("Talks"), "")),
        "rows": rows,
        "hearing": queries.hearing(request.actor, held),
    }
    return render(request, "planning/talks.html", context)


@require_GET
@needs(Verb.PLAN_EDIT)
def talk(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """One talk and what was said in it."""
    held = kept(request, code)
    found = queries.talk_for(request.actor, code, number)
    context = {
        **_shell(request, held, (_name(found), "")),
        **_row(found),
        "notes": notes_of(found),
        "statements": [(one, clusters_of(one)) for one in queries.statements_of_talk(found)],
    }
    return render(request, "planning/talk.html", context)


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
@said_when_changed
def keep_talk(request: ActingRequest, code: str, number: int | None = None) -> HttpResponse:
    """Write down a talk, or change what was written down."""
    held = kept(request, code)
    found = queries.talk_for(request.actor, code, number) if number else None
    form = TalkForm(
        request.POST or None,
        stakeholders=[(one.pk, one.label) for one in queries.stakeholders_of(request.actor, held)],
        initial=_filled(found),
    )
    if form.is_valid():
        made = actions.keep_talk(
            code=code, number=number, by=request.actor, at=timezone.now(), **form.answers()
        )
        messages.success(request, _("The talk is kept."))
        return SeeOther(reverse("planning:talk", args=[code, made.number]))
    title = _name(found) if found else _("New talk")
    context = {**_shell(request, held, (title, "")), "form": form, "title": title, "talk": found}
    return render(request, "planning/keep_talk.html", context)


@require_POST
@needs(Verb.PLAN_EDIT)
@said_when_changed
def remove_talk(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """Take away a talk that nothing was written down of."""
    kept(request, code)
    try:
        actions.remove_talk(code=code, number=number, by=request.actor, at=timezone.now())
    except actions.InUse:
        messages.error(request, _("Something was written down of this talk, so it stays."))
        return SeeOther(reverse("planning:talk", args=[code, number]))
    messages.success(request, _("The talk was taken away."))
    return SeeOther(reverse("planning:talks", args=[code]))


@require_GET
@needs(Verb.PLAN_EDIT)
def stakeholders(request: ActingRequest, code: str) -> HttpResponse:
    """Who was heard, and who was not."""
    held = kept(request, code)
    found = queries.hearing(request.actor, held)
    context = {
        **shell(request, held, (_("Who was heard"), "")),
        "hearing": found,
        "heard": [(one, _angles(one.stakeholder)) for one in found.heard],
        "silent": [(one, _angles(one)) for one in (*found.must_still, *found.not_heard)],
        "missing_angles": [ANGLES[angle] for angle in found.missing_angles],
    }
    return render(request, "planning/stakeholders.html", context)


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
@said_when_changed
def keep_stakeholder(request: ActingRequest, code: str, stakeholder_id: UUID | None = None) -> HttpResponse:
    """Add who has a stake, or change it."""
    held = kept(request, code)
    found = queries.stakeholder_for(request.actor, held, stakeholder_id) if stakeholder_id else None
    form = StakeholderForm(
        request.POST or None,
        organisations=[(one.pk, one.label) for one in organisations(timezone.localdate())],
        initial=_known(found),
    )
    if form.is_valid():
        try:
            actions.keep_stakeholder(
                code=code,
                stakeholder_id=stakeholder_id,
                by=request.actor,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except actions.NamedAlready:
            form.add_error(None, _("This organisation or group is in the list already."))
        else:
            messages.success(request, _("The list is kept."))
            return SeeOther(reverse("planning:stakeholders", args=[code]))
    title = found.label if found else _("Add who has a stake")
    crumbs = ((_("Who was heard"), reverse("planning:stakeholders", args=[code])), (title, ""))
    context = {**shell(request, held, *crumbs), "form": form, "title": title, "stakeholder": found}
    return render(request, "planning/keep_stakeholder.html", context)


@require_POST
@needs(Verb.PLAN_EDIT)
@said_when_changed
def remove_stakeholder(request: ActingRequest, code: str, stakeholder_id: UUID) -> HttpResponse:
    """Take somebody off the list who took part in no talk."""
    queries.stakeholder_for(request.actor, kept(request, code), stakeholder_id)
    try:
        actions.remove_stakeholder(
            code=code, stakeholder_id=stakeholder_id, by=request.actor, at=timezone.now()
        )
    except actions.InUse:
        messages.error(request, _("This one took part in a talk, so it stays on the list."))
    else:
        messages.success(request, _("The list is kept."))
    return SeeOther(reverse("planning:stakeholders", args=[code]))


def _shell(request: ActingRequest, held: "Consultation", *crumbs: tuple[str, str]) -> dict[str, Any]:
    return shell(request, held, (_("Talks"), reverse("planning:talks", args=[held.code])), *crumbs)


def _name(talk: "Talk") -> str:
    return _("Talk %(number)d") % {"number": talk.number}


def _row(talk: "Talk") -> dict[str, Any]:
    """A talk with everything that is shown of it."""
    return {
        "talk": talk,
        "name": _name(talk),
        "angle": ANGLES[talk.angle],
        "place": PLACE_KINDS[talk.place_kind],
        "participants": queries.participants_of(talk),
    }


def _angles(stakeholder: "Stakeholder") -> list[Any]:
    return [ANGLES[angle] for angle in stakeholder.angles]


def _filled(talk: "Talk | None") -> dict[str, Any]:
    if talk is None:
        return {"held_on": timezone.localdate()}
    return {
        "held_on": talk.held_on,
        "turn": talk.turn,
        "angle": talk.angle,
        "place_kind": talk.place_kind,
        "people": talk.people,
        "stakeholder_ids": [str(one.pk) for one in talk.stakeholders.all()],
        "questions": "\n".join(talk.questions),
        "seen": talk.revision,
    }


def _known(stakeholder: "Stakeholder | None") -> dict[str, Any]:
    if stakeholder is None:
        return {}
    return {
        "organisation_id": stakeholder.organisation_id,
        "name": stakeholder.name,
        "angles": stakeholder.angles,
        "must_be_heard": stakeholder.must_be_heard,
        "seen": stakeholder.revision,
    }
