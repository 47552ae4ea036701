"""Steps that ask for nothing but a reason: one page for all of them."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ketenzicht.common.pages import ActingRequest
from ketenzicht.signals import forms, queries
from ketenzicht.signals.views.answers import about, to_signal


def with_reason(
    request: ActingRequest,
    signal_id: UUID,
    do: Callable[..., object],
    *,
    title: str,
    intro: str,
    done: str = "",
) -> HttpResponse:
    """Ask for a reason and do it: ``do`` is an action that takes signal, reason, version, by and at."""
    held = queries.signal_for(request.actor, signal_id)
    form = forms.ReasonForm(request.POST or None, initial={"version": held.last_activity_at})
    if form.is_valid():
        do(
            signal_id=signal_id,
            reason=form.cleaned_data["reason"],
            version=form.cleaned_data["version"],
            by=request.actor,
            at=timezone.now(),
        )
        if done:
            messages.success(request, done)
        return to_signal(signal_id)
    context = {**about(request, held, title), "title": title, "intro": intro, "form": form, "action": title}
    return render(request, "signals/form_page.html", context)
