"""The page of one signal, and the small steps that are one button."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ketenzicht.common.actor import NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, needs
from ketenzicht.signals import actions, forms, queries
from ketenzicht.signals.domain.states import SignalEvent
from ketenzicht.signals.hooks import cautions_about
from ketenzicht.signals.next_step import next_step
from ketenzicht.signals.timeline_words import KIND_LABELS
from ketenzicht.signals.views.answers import about, colleagues, said_when_changed, to_signal
from ketenzicht.signals.views.glass import glass_line
from ketenzicht.signals.views.presenting import next_shown, pieces
from ketenzicht.signals.words import STATE_LABELS, STATE_TONES, label


@require_GET
@needs(Verb.SIGNAL_READ)
def signal(request: ActingRequest, signal_id: UUID) -> HttpResponse:
    """The page of a signal. Every look is recorded."""
    at = timezone.now()
    kind = request.GET.get("soort", "")
    page = queries.signal_page(request.actor, signal_id, at, kind if kind in KIND_LABELS else "")
    actions.record_look(signal=page.signal, by=request.actor, at=at)
    people = colleagues(request, [page.signal.desk_id])
    version = {"version": page.signal.last_activity_at}
    context = {
        **about(request, page.signal),
        "page": page,
        "cautions": cautions_about(request.actor, signal_id),
        "broken_glass": [glass_line(one, at) for one in queries.glass_of(request.actor, page.signal)],
        "state_label": label(STATE_LABELS, page.signal.state),
        "state_tone": STATE_TONES.get(page.signal.state, "neutral"),
        "next": next_shown(next_step(page), signal_id),
        "version": page.signal.last_activity_at.isoformat(),
        "note_form": forms.NoteForm(),
        "task_form": forms.TaskForm(people=people),
        "assign_form": forms.AssignForm(
            people=people, initial={"to": page.signal.assignee_id, **version}, auto_id="assign_%s"
        ),
        **pieces(page, kind if kind in KIND_LABELS else ""),
    }
    return render(request, "signals/signal.html", context)


def _version(request: ActingRequest) -> datetime | None:
    form = forms.VersionedForm(request.POST)
    return form.cleaned_data["version"] if form.is_valid() else None


@require_POST
@needs(Verb.SIGNAL_TRIAGE)
@said_when_changed
def take(request: ActingRequest, signal_id: UUID) -> HttpResponse:
    """Take the signal up yourself."""
    actions.take(signal_id=signal_id, version=_version(request), by=request.actor, at=timezone.now())
    messages.success(request, _("This signal is yours now."))
    return to_signal(signal_id)


@require_POST
@needs(Verb.SIGNAL_TRIAGE)
@said_when_changed
def triage(request: ActingRequest, signal_id: UUID) -> HttpResponse:
    """Begin to look at the signal."""
    actions.start_triage(signal_id=signal_id, version=_version(request), by=request.actor, at=timezone.now())
    return to_signal(signal_id)


@require_POST
@needs(Verb.SIGNAL_ASSIGN)
@said_when_changed
def assign(request: ActingRequest, signal_id: UUID) -> HttpResponse:
    """Give the signal to a colleague, or back to the desk."""
    held = queries.signal_for(request.actor, signal_id)
    form = forms.AssignForm(request.POST, people=colleagues(request, [held.desk_id]))
    if not form.is_valid():
        messages.error(request, _("Choose a colleague of this desk."))
        return to_signal(signal_id)
    version, to = form.cleaned_data["version"], form.cleaned_data["to"]
    at = timezone.now()
    if to is None:
        actions.unassign(signal_id=signal_id, version=version, by=request.actor, at=at)
        messages.success(request, _("The signal is back at the desk."))
    else:
        actions.assign(signal_id=signal_id, to_user_id=to, version=version, by=request.actor, at=at)
        messages.success(request, _("Assigned."))
    return to_signal(signal_id)


STEPS = {
    "verder": SignalEvent.CONTINUE,
    "zelf-opvolgen": SignalEvent.FOLLOW_UP,
    "opvolging-klaar": SignalEvent.FINISH,
    "terug-naar-duiding": SignalEvent.BACK_TO_TRIAGE,
}


@require_http_methods(["GET", "POST"])
@needs(Verb.SIGNAL_TRIAGE)
@said_when_changed
def move(request: ActingRequest, signal_id: UUID, step: str) -> HttpResponse:
    """Go on after waiting, follow up, finish that, or go back to triage."""
    held = queries.signal_for(request.actor, signal_id)
    if step not in STEPS:
        raise NotVisible
    event = STEPS[step]
    form_class = forms.ReasonForm if event is SignalEvent.BACK_TO_TRIAGE else forms.VersionedForm
    form = form_class(request.POST or None, initial={"version": held.last_activity_at})
    if form.is_valid():
        actions.move_on(
            signal_id=signal_id,
            event=event,
            reason=form.cleaned_data.get("reason", ""),
            version=form.cleaned_data["version"],
            by=request.actor,
            at=timezone.now(),
        )
        return to_signal(signal_id)
    title = _titles()[event]
    return render(
        request,
        "signals/form_page.html",
        {**about(request, held, title), "title": title, "form": form, "action": title},
    )


def _titles() -> dict[SignalEvent, str]:
    return {
        SignalEvent.CONTINUE: _("Go on with this signal"),
        SignalEvent.FOLLOW_UP: _("Follow this up ourselves"),
        SignalEvent.FINISH: _("The follow-up is done"),
        SignalEvent.BACK_TO_TRIAGE: _("Back to triage"),
    }
