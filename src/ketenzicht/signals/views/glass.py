"""Breaking the glass, reading what is behind it, and judging that somebody did."""

import time
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.throttle import Throttle
from ketenzicht.common.domain.workdays import Remaining, Unit
from ketenzicht.common.pages import ActingRequest, SeeOther, needs
from ketenzicht.common.time_words import clock_state, time_left
from ketenzicht.common.visitors import please_wait
from ketenzicht.signals import actions, forms, queries
from ketenzicht.signals.domain.glass import GlassState, state_at, waits
from ketenzicht.signals.hooks import cautions_about
from ketenzicht.signals.words import (
    AGE_LABELS,
    GLASS_STATES,
    GLASS_TONES,
    RESIDENCE_LABELS,
    STATE_LABELS,
    STATE_TONES,
    URGENCY_LABELS,
    label,
)

if TYPE_CHECKING:
    from ketenzicht.signals.models import GlassBreak, Signal

A_PAGE = 50
# Numbers follow each other, so whoever tries them meets this soon. By account, in each web process.
guesses: Final = Throttle(free=5, first_wait=60, longest_wait=3600, in_all=1000, window=60)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.GLASS_BREAK)
def break_glass(request: ActingRequest) -> HttpResponse:
    """Open a signal of another desk of the own organisation, by its exact number and with a reason."""
    at = timezone.now()
    form = forms.BreakForm(request.POST or None)
    status = 200
    if form.is_valid():
        answer, status = _broken(request, form, at)
        if answer is not None:
            return answer
    own = [glass_line(one, at) for one in queries.own_glass(request.actor, at)]
    return render(request, "signals/break_glass.html", {"form": form, "own": own}, status=status)


def _broken(request: ActingRequest, form: forms.BreakForm, at: datetime) -> tuple[HttpResponse | None, int]:
    number, reason = form.cleaned_data["number"], form.cleaned_data["reason"]
    seen = queries.signals_visible_to(request.actor).filter(number=number).first()
    if seen is not None:
        messages.success(request, _("This signal is of your own desk, so no glass was broken."))
        return SeeOther(reverse("signals:signal", args=[seen.pk])), 303
    who = str(request.actor.user_id)
    if wait := guesses.attempt(who, time.monotonic()):
        form.add_error(None, " ".join((_("Too many numbers were tried."), please_wait(wait))))
        return None, 429
    broken = actions.break_glass(number=number, reason=reason, by=request.actor, at=at)
    if broken is None:
        form.add_error("number", _("There is no signal with this number for which you can break the glass."))
        return None, 200
    guesses.succeeded(who)
    return SeeOther(reverse("signals:behind_glass", args=[broken.pk])), 303


@require_GET
@needs(Verb.GLASS_BREAK)
def behind_glass(request: ActingRequest, glass_id: UUID) -> HttpResponse:
    """What is behind the glass, to read only. Every look is recorded."""
    at = timezone.now()
    broken, found = actions.look_behind_glass(glass_id=glass_id, by=request.actor, at=at)
    context = {
        "glass": glass_line(broken, at),
        "page": found,
        "signal": found.signal,
        "cautions": cautions_about(request.actor, found.signal.pk),
        "facts": _facts(found.signal),
        "state_label": label(STATE_LABELS, found.signal.state),
        "state_tone": STATE_TONES.get(found.signal.state, "neutral"),
        "breadcrumbs": [
            {"url": reverse("signals:break_glass"), "label": _("Break the glass")},
            {"label": f"S-{found.signal.number}"},
        ],
    }
    return render(request, "signals/behind_glass.html", context)


def _facts(signal: "Signal") -> list[dict[str, Any]]:
    return [
        {"label": _("Signal"), "value": f"S-{signal.number}"},
        {"label": _("Desk"), "value": signal.desk.label},
        {"label": _("Urgency"), "value": label(URGENCY_LABELS, signal.urgency)},
        {
            "label": _("Municipality"),
            "value": signal.municipality.label if signal.municipality else _("Not known"),
        },
        {"label": _("Age"), "value": label(AGE_LABELS, signal.age_band)},
        {"label": _("Right to stay"), "value": label(RESIDENCE_LABELS, signal.residence)},
        {"label": _("Why you see this"), "value": _("You broke the glass")},
    ]


@require_POST
@needs(Verb.GLASS_BREAK, Verb.GLASS_REVIEW)
def close_glass(request: ActingRequest, glass_id: UUID) -> HttpResponse:
    """Close it before its time."""
    broken = actions.close_glass(glass_id=glass_id, by=request.actor, at=timezone.now())
    messages.success(request, _("The glass is closed from this moment."))
    if broken.by_user_id == request.actor.user_id:
        return SeeOther(reverse("signals:break_glass"))
    return SeeOther(reverse("signals:judge_glass", args=[broken.pk]))


@require_safe
@needs(Verb.GLASS_REVIEW)
def glass_reviews(request: ActingRequest) -> HttpResponse:
    """Every broken glass: first what nobody judged yet, then what was judged, the last one first."""
    at = timezone.now()
    waiting = [glass_line(one, at) for one in queries.glass_to_judge(request.actor)]
    judged = Paginator(queries.glass_judged(request.actor), A_PAGE).get_page(request.GET.get("page"))
    context = {"waiting": waiting, "judged": [glass_line(one, at) for one in judged], "shown": judged}
    return render(request, "signals/glass_reviews.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.GLASS_REVIEW)
def judge_glass(request: ActingRequest, glass_id: UUID) -> HttpResponse:
    """One broken glass: judge it when it is over, or close it while it is open."""
    at = timezone.now()
    broken = queries.glass_for(request.actor, glass_id)
    own = broken.by_user_id == request.actor.user_id
    form = forms.JudgeGlassForm(request.POST or None)
    # A form that came too late meets the state table, which says so.
    if request.method == "POST" and form.is_valid():
        actions.judge_glass(
            glass_id=glass_id,
            justified=form.cleaned_data["decision"] == GlassState.JUSTIFIED,
            judgement=form.cleaned_data["judgement"],
            follow_up=form.cleaned_data["follow_up"],
            by=request.actor,
            at=at,
        )
        messages.success(request, _("Your judgement is kept."))
        return SeeOther(reverse("signals:glass_reviews"))
    line = glass_line(broken, at)
    context = {
        "glass": line,
        "own": own,
        "form": form if line["state"] is GlassState.CLOSED and not own else None,
        "breadcrumbs": [
            {"url": reverse("signals:glass_reviews"), "label": _("Broken glass")},
            {"label": f"S-{broken.number}"},
        ],
    }
    return render(request, "signals/judge_glass.html", context)


def glass_line(one: "GlassBreak", at: datetime) -> dict[str, Any]:
    """A broken glass as pages show it: its state now, what is left of it, and of the time to judge it."""
    state = state_at(one.state, one.open_until, at)
    review = _left(one.review_due_at, at)
    return {
        "row": one,
        "state": state,
        "open": state is GlassState.OPEN,
        "label": GLASS_STATES[state],
        "tone": GLASS_TONES[state],
        "left": time_left(_left(one.open_until, at)),
        "review_state": clock_state(review) if review.late else "running",
        "review_left": time_left(review) if waits(state) else "",
    }


def _left(until: datetime, at: datetime) -> Remaining:
    late, seconds = until <= at, abs(int((until - at).total_seconds()))
    days, minutes = seconds // (24 * 3600), seconds // 60
    return Remaining(late, days, Unit.DAYS) if days else Remaining(late, minutes, Unit.MINUTES)
