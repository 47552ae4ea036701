"""How much attention a signal asks for now, and by when."""

from datetime import datetime, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    Case,
    DateTimeField,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from ketenzicht.common import clocks
from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.workdays import due_at
from ketenzicht.signals.domain import limits
from ketenzicht.signals.domain.states import NOT_OPEN, SignalState
from ketenzicht.signals.words import Urgency

if TYPE_CHECKING:
    from ketenzicht.common.models import Clock

CHASED = ("signal.acute", "signal.assessment", "signal.reply")
_ELSEWHERE = (SignalState.WAITING, SignalState.HANDED_OVER, SignalState.IN_FOLLOW_UP)
_MOMENTS: Any = ArrayField(DateTimeField())


class Severity(IntEnum):
    """How much attention a signal asks for now; the order of the list."""

    ACUTE = 0
    OVERDUE = 1
    SOON = 2
    LATER = 3
    NO_CLOCK = 4
    ENDED = 5


def chased_at(actor: Actor) -> "QuerySet[Clock]":
    """The clocks of a signal, as a subquery, that run at the actor's desks and make it late."""
    running = clocks.running_at(actor.desks(Verb.SIGNAL_READ))
    return running.filter(subject_kind="signal", subject_id=OuterRef("pk"), kind__in=CHASED, paused_at=None)


def with_attention(rows: QuerySet[Any], actor: Actor, at: datetime) -> QuerySet[Any]:
    """The same signals, each with ``due_at``, when it is due at the actor's desks, and its ``severity``."""
    due = Subquery(chased_at(actor).order_by("due_at").values("due_at")[:1])
    with_due: QuerySet[Any] = rows.annotate(due_at=due)
    asking: QuerySet[Any] = with_due.annotate(severity=_severity(at))
    return asking


def _severity(at: datetime) -> Case:
    # Names ``due_at`` once: PostgreSQL looks it up for each time that an expression names it.
    after_soon = due_at(at, limits.SOON, clocks.holidays()) + timedelta(microseconds=1)
    by_clock = Func(F("due_at"), Value([at, after_soon], _MOMENTS), function="width_bucket") + Value(
        Severity.OVERDUE.value
    )
    without = Case(
        When(state__in=_ELSEWHERE, then=Value(Severity.NO_CLOCK.value)), default=Value(Severity.LATER.value)
    )
    return Case(
        When(state__in=sorted(NOT_OPEN), then=Value(Severity.ENDED.value)),
        When(is_acute(), then=Value(Severity.ACUTE.value)),
        default=Coalesce(by_clock, without, output_field=IntegerField()),
        output_field=IntegerField(),
    )


def is_open() -> Q:
    """Neither closed nor under another signal."""
    return ~Q(state__in=sorted(NOT_OPEN))


def is_late(at: datetime) -> Q:
    """The one meaning of too late, for the tab, the filter and every count."""
    return is_open() & Q(due_at__lt=at)


def is_acute() -> Q:
    """Danger now, and nobody has taken on the follow-up yet."""
    waiting = (SignalState.RECEIVED, SignalState.IN_TRIAGE, SignalState.WAITING, SignalState.HANDED_OVER)
    return Q(urgency=Urgency.ACUTE, state__in=waiting)
