"""The steps of a hand-off: both desks see which desk took them, a person's name stays at the own desk."""

from dataclasses import dataclass
from datetime import datetime

from ketenzicht.accounts import queries as accounts
from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import Verb
from ketenzicht.handover.domain import states
from ketenzicht.handover.domain.answers import Fact
from ketenzicht.handover.models import EventAuthor, Handover, HandoverEvent
from ketenzicht.partners import queries as partners

_ORDER = (Fact.SEND, Fact.CONFIRM, Fact.ESCALATE, *states.HandoverEvent)


@dataclass(frozen=True)
class Step:
    """One step, ready to be drawn."""

    event: str
    at: datetime
    desk: str
    person: str
    text: str


def timeline(actor: Actor, handover: Handover) -> list[Step]:
    """The steps, the newest first, with the names of the actor's own colleagues and of nobody else."""
    found = HandoverEvent.objects.filter(handover=handover)
    events = sorted(found, key=lambda event: (event.at, _rank(event.event)), reverse=True)
    desks = partners.desks_by_id(event.by_desk_id for event in events)
    people = _people(actor, events)
    return [
        Step(
            event=event.event,
            at=event.at,
            desk=desks[event.by_desk_id].label if event.by_desk_id else "",
            person=people.get(str(event.pk), ""),
            text=event.text,
        )
        for event in events
    ]


def _rank(event: str) -> int:
    """The order of steps that were taken in the same moment."""
    return _ORDER.index(event) if event in _ORDER else len(_ORDER)


def _people(actor: Actor, events: list[HandoverEvent]) -> dict[str, str]:
    own = actor.desks(Verb.HANDOVER_READ) | actor.desks(Verb.HANDOVER_SEND)
    authors = EventAuthor.objects.filter(event__in=events, by_desk__in=own)
    by_event = {str(author.pk): author.by_user for author in authors}
    people = accounts.people_by_id(by_event.values())
    return {event: people[user].name for event, user in by_event.items() if user in people}
