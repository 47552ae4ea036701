"""Judging, notes, tasks, waiting, and keeping what the indicators show."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, needs
from ketenzicht.common.queries import exploitation_forms
from ketenzicht.signals import actions, forms, queries
from ketenzicht.signals.views.answers import about, colleagues, draw, said_when_changed, to_signal
from ketenzicht.signals.views.reasons import with_reason


@require_http_methods(["GET", "POST"])
@needs(Verb.SIGNAL_TRIAGE)
@said_when_changed
def judge(request: ActingRequest, signal_id: UUID) -> HttpResponse:
    """Write down what the signal is."""
    held = queries.signal_for(request.actor, signal_id)
    at = timezone.now()
    names = ("title", "urgency", "forms", "main_form", "age_band", "residence", "identifiable", "soft")
    initial = {name: getattr(held, name) for name in (*names, "source_hidden")}
    form = forms.JudgeForm(
        request.POST or None,
        initial={**initial, "version": held.last_activity_at},
        form_choices=[(row.code, row.label) for row in exploitation_forms(timezone.localdate(at))],
    )
    if form.is_valid():
        data = dict(form.cleaned_data)
        version = data.pop("version")
        actions.judge(
            signal_id=signal_id, judgement=actions.Judgement(**data), version=version, by=request.actor, at=at
        )
        messages.success(request, _("Judged. The route advice has been worked out again."))
        return to_signal(signal_id, "route")
    page = queries.signal_page(request.actor, signal_id, at)
    context = {**about(request, held, _("Judge")), "form": form, "page": page}
    return draw(request, "signals/judge.html", context, page.signal)


@require_http_methods(["GET", "POST"])
@needs(Verb.SIGNAL_TRIAGE)
def note(request: ActingRequest, signal_id: UUID) -> HttpResponse:
    """Write a note."""
    held = queries.signal_for(request.actor, signal_id)
    form = forms.NoteForm(request.POST or None)
    if form.is_valid():
        actions.add_note(
            signal_id=signal_id, text=form.cleaned_data["text"], by=request.actor, at=timezone.now()
        )
        messages.success(request, _("Note written."))
        return to_signal(signal_id, "notities")
    title = _("Write a note")
    context = {**about(request, held, title), "title": title, "form": form, "action": _("Save note")}
    return render(request, "signals/form_page.html", context)


@require_http_methods(["GET", "POST"])
@needs(Verb.SIGNAL_TRIAGE)
def task(request: ActingRequest, signal_id: UUID) -> HttpResponse:
    """Add a task."""
    held = queries.signal_for(request.actor, signal_id)
    form = forms.TaskForm(request.POST or None, people=colleagues(request, [held.desk_id]))
    if form.is_valid():
        actions.add_task(
            signal_id=signal_id,
            title=form.cleaned_data["title"],
            due_on=form.cleaned_data["due_on"],
            assignee_id=form.cleaned_data["assignee"],
            by=request.actor,
            at=timezone.now(),
        )
        messages.success(request, _("Task added."))
        return to_signal(signal_id, "taken")
    title = _("Add a task")
    context = {**about(request, held, title), "title": title, "form": form, "action": title}
    return render(request, "signals/form_page.html", context)


@require_POST
@needs(Verb.SIGNAL_TRIAGE)
def task_done(request: ActingRequest, signal_id: UUID, task_id: UUID) -> HttpResponse:
    """Tick a task off."""
    actions.finish_task(signal_id=signal_id, task_id=task_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Task done."))
    return to_signal(signal_id, "taken")


@require_POST
@needs(Verb.SIGNAL_TRIAGE)
@said_when_changed
def assess(request: ActingRequest, signal_id: UUID) -> HttpResponse:
    """Keep what the indicator rule shows now."""
    actions.assess(signal_id=signal_id, by=request.actor, at=timezone.now())
    messages.success(request, _("What the indicators show now is kept with this signal."))
    return to_signal(signal_id, "indicatoren")


@require_http_methods(["GET", "POST"])
@needs(Verb.SIGNAL_TRIAGE)
@said_when_changed
def wait(request: ActingRequest, signal_id: UUID) -> HttpResponse:
    """Let the clocks stand still until something is known."""
    intro = _("The clocks stand still. After ten working days the signal comes back in triage by itself.")
    title = _("Wait for information")
    return with_reason(request, signal_id, actions.wait_for_information, title=title, intro=intro)
