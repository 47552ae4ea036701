"""Everything on the page of one signal, read in a number of queries that does not grow with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from ketenzicht.common import clocks
from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import Relation
from ketenzicht.common.queries import exploitation_forms
from ketenzicht.handover import queries as handover_queries
from ketenzicht.handover.domain.states import TAKEN_ON
from ketenzicht.reporting.queries import ReportView
from ketenzicht.signals.clock_words import ClockShown, shown
from ketenzicht.signals.domain.states import NOT_OPEN, SIGNAL_STATES, SignalEvent, SignalState
from ketenzicht.signals.models import Assessment, Note, RouteDecision, Signal, Task
from ketenzicht.signals.queries.advice import AdviceShown, advice_shown
from ketenzicht.signals.queries.facts import unanswered_of
from ketenzicht.signals.queries.indicators import IndicatorView, indicator_view_of
from ketenzicht.signals.queries.reports import reports_of
from ketenzicht.signals.queries.timeline import EventShown, events_of, in_words
from ketenzicht.signals.queries.visible import signal_for

if TYPE_CHECKING:
    from ketenzicht.common.models import Clock
    from ketenzicht.handover.models import Handover


@dataclass(frozen=True)
class Permitted:
    """What this person can do with the signal now: the moves of its table, and the work beside them."""

    moves: frozenset[SignalEvent]
    verbs: frozenset[Verb]
    is_open: bool

    def __contains__(self, name: str) -> bool:
        return name in self.names

    @property
    def names(self) -> frozenset[str]:
        """The names of what can be done, for templates: events of the table and kinds of work."""
        work = {
            "assign": Verb.SIGNAL_ASSIGN,
            "judge": Verb.SIGNAL_TRIAGE,
            "reply": Verb.REPLY_SEND,
        }
        open_work = {name for name, verb in work.items() if self.is_open and verb in self.verbs}
        always = {"note"} if Verb.SIGNAL_TRIAGE in self.verbs else set()
        identity = {"identity"} if Verb.IDENTITY_READ in self.verbs else set()
        return frozenset({event.value for event in self.moves} | open_work | always | identity)


@dataclass(frozen=True)
class SignalPage:
    """A signal as its page shows it."""

    signal: Signal
    reports: list[ReportView]
    indicators: IndicatorView
    advice: AdviceShown
    handovers: "list[Handover]"
    decisions: list[RouteDecision]
    notes: list[Note]
    tasks: list[Task]
    clocks: list[ClockShown]
    timeline: list[EventShown]
    merged: list[Signal]
    assessments: list[Assessment]
    forms: dict[str, str]
    permitted: Permitted
    replied: bool
    answer_outcome: str
    may_tell: str

    @property
    def with_partner(self) -> bool:
        """Whether a partner has it in hand."""
        return any(each.state in TAKEN_ON for each in self.handovers)

    @property
    def form_labels(self) -> list[str]:
        """The forms of exploitation in words, the main one first."""
        codes = sorted(self.signal.forms, key=lambda code: code != self.signal.main_form)
        return [self.forms.get(code, code) for code in codes]

    @property
    def from_reporter(self) -> int:
        """How many messages the reporters sent afterwards."""
        return sum(message.from_reporter for report in self.reports for message in report.thread)


def signal_page(actor: Actor, signal_id: UUID, at: datetime, kind: str = "") -> SignalPage:
    """The page of one signal; ``kind`` narrows the timeline. Raises NotVisible."""
    signal = signal_for(actor, signal_id)
    on = timezone.localdate(at)
    reports = reports_of(actor, signal)
    days_off = clocks.holidays()
    sent = handover_queries.with_time_left(handover_queries.sent_for(actor, ("signal", signal.pk)), at)
    events = events_of(signal)
    answered = next((each for each in events if each.event == "handover_finish"), None)
    return SignalPage(
        signal=signal,
        reports=reports,
        indicators=indicator_view_of(signal, reports, on),
        advice=advice_shown(signal, on),
        handovers=sent,
        decisions=list(signal.route_decisions.select_related("chosen_desk", "by_user")),
        notes=list(signal.notes.select_related("by_user")),
        tasks=list(signal.tasks.select_related("assignee", "done_by")),
        clocks=[shown(row, at, days_off) for row in _clocks(signal)],
        timeline=in_words(events, kind),
        merged=list(
            signal.merged_signals.filter(state=SignalState.MERGED)
            .select_related("municipality", "setting")
            .defer("search")
        ),
        assessments=list(signal.assessments.select_related("by_user")),
        forms={row.code: row.label for row in exploitation_forms(on)},
        permitted=permitted(actor, signal),
        replied=not unanswered_of((report.id for report in reports), events),
        answer_outcome=answered.detail.get("answer_outcome", "") if answered else "",
        may_tell=answered.detail.get("may_tell", "") if answered else "",
    )


def permitted(actor: Actor, signal: Signal) -> Permitted:
    """What the actor can do with a signal now, by its state table and the actor's rights."""
    verbs = frozenset(verb for verb in actor.grants if actor.may(verb, signal.desk_id))
    state = SignalState(signal.state)
    moves = SIGNAL_STATES.allowed(state, verbs, Relation.HOLDER)
    return Permitted(frozenset(row.event for row in moves), verbs, state not in NOT_OPEN)


_SHOWN_CLOCKS = ("signal.acute", "signal.assessment", "signal.reply", "signal.waiting")


def _clocks(signal: Signal) -> "list[Clock]":
    running = clocks.running(subject=("signal", signal.pk)).filter(kind__in=_SHOWN_CLOCKS)
    return list(running.order_by("due_at"))
