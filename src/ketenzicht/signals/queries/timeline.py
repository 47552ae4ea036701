"""The life of a signal, as its desk reads it: own colleagues by name, other desks as desks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ketenzicht.accounts import queries as accounts
from ketenzicht.partners import queries as partners
from ketenzicht.signals.models import Signal, SignalEvent
from ketenzicht.signals.timeline_words import STEPS, UNKNOWN
from ketenzicht.signals.words import CLOCK_LABELS, OUTCOME_LABELS, label


@dataclass(frozen=True)
class EventShown:
    """One step in words."""

    at: datetime
    title: str
    actor: str
    text: str
    icon: str
    tone: str
    kind: str
    url: str


def events_of(signal: Signal, since: datetime | None = None) -> list[SignalEvent]:
    """What happened to a signal, the newest first; only what came after ``since`` when asked."""
    rows = signal.events.select_related("by_user")
    return list(rows if since is None else rows.filter(at__gt=since))


def timeline_of(signal: Signal, since: datetime | None = None) -> list[EventShown]:
    """The steps of a signal in words, the newest first; only those after ``since`` when asked."""
    return in_words(events_of(signal, since))


def in_words(events: Iterable[SignalEvent], kind: str = "") -> list[EventShown]:
    """These steps in words; those of one kind when asked."""
    wanted = {event for event, words in STEPS.items() if words.kind == kind}
    shown = [event for event in events if not kind or event.event in wanted]
    names = _names(shown)
    return [_shown(event, names) for event in shown]


@dataclass(frozen=True)
class _Names:
    people: Mapping[int, str]
    desks: Mapping[int, str]


def _names(events: list[SignalEvent]) -> _Names:
    people = accounts.people_by_id(_ids(events, "to_user"))
    desks = partners.desks_by_id(_ids(events, "to_desk"))
    return _Names(
        {pk: person.name for pk, person in people.items()}, {pk: desk.label for pk, desk in desks.items()}
    )


def _ids(events: list[SignalEvent], name: str) -> set[int]:
    return {event.detail[name] for event in events if isinstance(event.detail.get(name), int)}


def _shown(event: SignalEvent, names: _Names) -> EventShown:
    words = STEPS.get(event.event, UNKNOWN)
    return EventShown(
        at=event.at,
        title=str(words.title) % _details(event.detail, names),
        actor=_who(event),
        text=event.text,
        icon=words.icon,
        tone=words.tone,
        kind=words.kind,
        url=_link(event),
    )


def _details(detail: Mapping[str, Any], names: _Names) -> Mapping[str, Any]:
    known: dict[str, Any] = {"number": "", "into": "", "from_number": "", **detail}
    known["to_user"] = names.people.get(detail.get("to_user", 0), "?")
    known["to_desk"] = names.desks.get(detail.get("to_desk", 0), "?")
    known["outcome"] = label(OUTCOME_LABELS, str(detail.get("outcome", "")))
    known["clock"] = label(CLOCK_LABELS, str(detail.get("clock", "")))
    return known


def _who(event: SignalEvent) -> str:
    if event.by_user:
        return event.by_user.name
    return _("Reporter") if event.event in {"received", "information_added"} else ""


def _link(event: SignalEvent) -> str:
    handover = event.detail.get("handover")
    return reverse("handover:detail", args=[handover]) + "?als=verzender" if handover else ""
