"""Glass that was broken: for whoever broke it, for the desk whose signal it is, and for whoever judges it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.queries import exploitation_forms
from ketenzicht.reporting import queries as reporting
from ketenzicht.reporting.queries import ReportView
from ketenzicht.signals.domain.glass import GlassState, state_at
from ketenzicht.signals.models import GlassBreak, Note, Signal, Task
from ketenzicht.signals.queries.reports import report_ids
from ketenzicht.signals.queries.timeline import EventShown, timeline_of

_UNJUDGED = (GlassState.OPEN, GlassState.CLOSED)


@dataclass(frozen=True)
class BehindGlass:
    """A signal as whoever broke the glass reads it: what was said and done, and nothing to do."""

    signal: Signal
    reports: list[ReportView]
    notes: list[Note]
    tasks: list[Task]
    timeline: list[EventShown]
    form_labels: list[str]


def glass_visible_to(actor: Actor) -> QuerySet[GlassBreak]:
    """What ``actor`` broke, what was broken at the actor's desks, and everything for whoever judges it."""
    found = GlassBreak.objects.select_related("by_user", "by_desk", "desk", "judged_by")
    if actor.may(Verb.GLASS_REVIEW):
        return found
    mine = Q(by_user=actor.user_id or 0)
    return found.filter(mine | Q(desk_id__in=actor.desks(Verb.SIGNAL_READ)))


def glass_for(actor: Actor, glass_id: UUID) -> GlassBreak:
    """One of them. Raises NotVisible."""
    found = glass_visible_to(actor).filter(pk=glass_id).first()
    if found is None:
        raise NotVisible
    return found


def own_glass(actor: Actor, at: datetime) -> list[GlassBreak]:
    """What ``actor`` broke and can still read through."""
    mine = glass_visible_to(actor).filter(by_user=actor.user_id or 0, state=GlassState.OPEN)
    return list(mine.filter(open_until__gt=at, by_desk_id__in=actor.desks(Verb.GLASS_BREAK)))


def glass_of(actor: Actor, signal: Signal) -> list[GlassBreak]:
    """Who broke the glass for a signal, the last one first."""
    return list(glass_visible_to(actor).filter(signal=signal))


def glass_to_judge(actor: Actor) -> QuerySet[GlassBreak]:
    """What waits for a judgement of ``actor``, the oldest first: of others, never what was broken oneself."""
    if not actor.may(Verb.GLASS_REVIEW):
        return GlassBreak.objects.none()
    waiting = glass_visible_to(actor).filter(state__in=_UNJUDGED).exclude(by_user=actor.user_id or 0)
    return waiting.order_by("broken_at", "id")


def glass_judged(actor: Actor) -> QuerySet[GlassBreak]:
    """What was judged, the last one first."""
    if not actor.may(Verb.GLASS_REVIEW):
        return GlassBreak.objects.none()
    return glass_visible_to(actor).exclude(state__in=_UNJUDGED)


def count_to_judge(actor: Actor) -> int:
    """How many wait for a judgement of ``actor``."""
    return glass_to_judge(actor).order_by().count()


def behind_glass(actor: Actor, glass_id: UUID, at: datetime) -> tuple[GlassBreak, BehindGlass]:
    """The signal behind glass that ``actor`` broke and that is open. Otherwise raises NotVisible."""
    glass = glass_for(actor, glass_id)
    open_now = state_at(glass.state, glass.open_until, at) is GlassState.OPEN
    if glass.by_user_id != actor.user_id or not open_now or not actor.may(Verb.GLASS_BREAK, glass.by_desk_id):
        raise NotVisible
    kept = Signal.objects.select_related("municipality", "setting", "assignee", "desk").defer("search")
    signal = kept.filter(pk=glass.signal_id).first()
    if signal is None:
        raise NotVisible
    ids = report_ids(signal)
    names = {row.code: row.label for row in exploitation_forms(timezone.localdate(at))}
    return glass, BehindGlass(
        signal=signal,
        reports=reporting.report_views(actor, ids, let_in=ids),
        notes=list(signal.notes.select_related("by_user")),
        tasks=list(signal.tasks.select_related("assignee", "done_by")),
        timeline=timeline_of(signal),
        form_labels=[names.get(code, code) for code in signal.forms],
    )
