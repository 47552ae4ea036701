"""What views of signals share: the way back after a step, and the page for when somebody else was first."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ketenzicht.common.domain.state_table import MoveNotAllowed
from ketenzicht.common.pages import ActingRequest, SeeOther
from ketenzicht.signals import actions, queries
from ketenzicht.signals.words import AGE_LABELS, RESIDENCE_LABELS, URGENCY_LABELS, label

if TYPE_CHECKING:
    from ketenzicht.signals.models import Signal

View = Callable[..., HttpResponse]
LIST = "worklist"


def to_signal(signal_id: UUID, part: str = "") -> HttpResponse:
    """Back to the page of a signal, at one of its parts."""
    return SeeOther(reverse("signals:signal", args=[signal_id]) + (f"#{part}" if part else ""))


def said_when_changed(view: View) -> View:
    """Instead of overwriting or failing, show what happened meanwhile when somebody else was first."""

    @wraps(view)
    def answered(request: ActingRequest, signal_id: UUID, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, signal_id, **kwargs)
        except actions.ChangedMeanwhile as changed:
            return changed_page(request, changed.signal_id, changed.since)
        except MoveNotAllowed:
            return changed_page(request, signal_id, None)

    return answered


def changed_page(request: ActingRequest, signal_id: UUID, since: Any) -> HttpResponse:
    """The page that says what others did since somebody opened a form; nothing was saved."""
    signal = queries.signal_for(request.actor, signal_id)
    actions.record_look(signal=signal, by=request.actor, at=timezone.now())
    events = queries.timeline_of(signal, since=since)
    context = {
        **about(request, signal),
        "events": events if since else events[:3],
        "typed": _typed(request),
    }
    return render(request, "signals/changed.html", context, status=409)


def draw(request: ActingRequest, template: str, context: dict[str, Any], *signals: "Signal") -> HttpResponse:
    """A page that shows what was said in these signals: whichever page it is, the look is recorded."""
    for signal in signals:
        actions.record_look(signal=signal, by=request.actor, at=timezone.now())
    return render(request, template, context)


def about(request: ActingRequest, signal: Any, title: str = "") -> dict[str, Any]:
    """What every page about one signal shows: the way back, and who and what it is about."""
    facts = [
        {"label": _("Signal"), "value": f"S-{signal.number}"},
        {"label": _("Urgency"), "value": label(URGENCY_LABELS, signal.urgency)},
        {
            "label": _("Municipality"),
            "value": signal.municipality.label if signal.municipality else _("Not known"),
        },
        {"label": _("Age"), "value": label(AGE_LABELS, signal.age_band)},
        {"label": _("Right to stay"), "value": label(RESIDENCE_LABELS, signal.residence)},
        {"label": _("Why you see this"), "value": _("You work at %(desk)s") % {"desk": signal.desk.label}},
    ]
    crumbs = [
        {"label": _("Worklist"), "url": last_list(request)},
        {"label": f"S-{signal.number}", "url": reverse("signals:signal", args=[signal.pk]) if title else ""},
    ]
    if title:
        crumbs.append({"label": title, "url": ""})
    return {"signal": signal, "facts": facts, "breadcrumbs": crumbs}


def remember_list(request: ActingRequest, query: str) -> None:
    """Keep which list somebody looks at, so that the way back leads to the same one."""
    if request.session.get(LIST) != query:
        request.session[LIST] = query


def last_list(request: ActingRequest) -> str:
    """The address of the worklist as somebody saw it last."""
    query = request.session.get(LIST, "")
    return reverse("signals:worklist") + (f"?{query}" if query else "")


def colleagues(request: ActingRequest, desk_ids: Sequence[int]) -> list[tuple[int, str]]:
    """The people who can work on signals of these desks, oneself first."""
    found = [(person.pk, person.name) for person in queries.colleagues(desk_ids, timezone.localdate())]
    return sorted(found, key=lambda each: (each[0] != request.actor.user_id, each[1]))


def _typed(request: ActingRequest) -> list[str]:
    """What somebody wrote in the form that was not saved, so that it can be copied."""
    long_ones = ("text", "reason", "question", "no_reply_reason", "against_advice", "title")
    return [value for name in long_ones if (value := request.POST.get(name, "").strip())]
