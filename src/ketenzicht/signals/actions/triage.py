"""Looking at a signal: take it into triage, judge what it is, apply the indicator rule, let it wait."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import Verb
from ketenzicht.signals.actions.holding import Work, hold, move, require_open, settle
from ketenzicht.signals.actions.searching import refresh_search
from ketenzicht.signals.actions.telling import (
    ACUTE,
    ASSESSMENT,
    start_clocks,
    start_missing,
    start_waiting,
    stop_clocks,
    stop_waiting,
    tell_reporters,
)
from ketenzicht.signals.domain.states import SignalEvent, SignalState, WaitingFor
from ketenzicht.signals.models import Assessment, Signal
from ketenzicht.signals.queries.indicators import indicator_view
from ketenzicht.signals.words import Urgency

BEFORE_HANDING_OVER = frozenset({SignalState.RECEIVED, SignalState.IN_TRIAGE, SignalState.WAITING})


@dataclass(frozen=True)
class Judgement:
    """What a person makes of a signal. None or empty: not known yet."""

    urgency: str
    forms: Sequence[str]
    main_form: str
    age_band: str
    residence: str
    identifiable: bool | None
    soft: bool | None
    source_hidden: bool | None
    title: str | None = None


@transaction.atomic
def start_triage(*, signal_id: UUID, version: datetime | None = None, by: Actor, at: datetime) -> Signal:
    """Begin to look at a received signal."""
    signal = hold(signal_id=signal_id, by=by, verb=Verb.SIGNAL_TRIAGE, version=version)
    move(signal, SignalEvent.TAKE_UP, by=by, at=at)
    signal.assignee_id = signal.assignee_id or by.user_id
    settle(signal, "triage_started", by=by, at=at)
    tell_reporters(signal, by=by, at=at)
    return signal


@transaction.atomic
def judge(
    *, signal_id: UUID, judgement: Judgement, version: datetime | None = None, by: Actor, at: datetime
) -> Signal:
    """Write down what the signal is. Ends the assessment clock; a signal nobody had looked at goes in triage.

    The route may change with it, so the answer to the reporter gets the limit of the new route only when the
    signal became acute. Raises MoveNotAllowed, ChangedMeanwhile.
    """
    signal = hold(signal_id=signal_id, by=by, verb=Verb.SIGNAL_TRIAGE, version=version)
    require_open(signal, Work.JUDGE)
    became_acute = judgement.urgency == Urgency.ACUTE and signal.urgency != Urgency.ACUTE
    named_before = signal.title
    for field, value in asdict(judgement).items():
        setattr(signal, field, list(value) if field == "forms" else value)
    signal.title = named_before if judgement.title is None else judgement.title.strip()
    signal.judged_at = at
    if signal.state == SignalState.RECEIVED:
        move(signal, SignalEvent.TAKE_UP, by=by, at=at)
        signal.assignee_id = signal.assignee_id or by.user_id
    settle(
        signal,
        "judged",
        by=by,
        at=at,
        urgency=judgement.urgency,
        forms=list(judgement.forms),
        main_form=judgement.main_form,
        age_band=judgement.age_band,
        residence=judgement.residence,
    )
    if signal.title != named_before:
        refresh_search(signal, by=by)
    _judged_clocks(signal, became_acute, at)
    tell_reporters(signal, by=by, at=at)
    return signal


def _judged_clocks(signal: Signal, became_acute: bool, at: datetime) -> None:
    if became_acute and signal.state in BEFORE_HANDING_OVER:
        start_clocks(signal, at=at)
    elif signal.urgency != Urgency.ACUTE:
        stop_clocks(signal, ACUTE, at=at)
    stop_clocks(signal, ASSESSMENT, at=at)


@transaction.atomic
def assess(*, signal_id: UUID, version: datetime | None = None, by: Actor, at: datetime) -> Assessment:
    """Keep what the indicator rule shows now, with the version of the catalogue; it is never changed."""
    signal = hold(signal_id=signal_id, by=by, verb=Verb.SIGNAL_TRIAGE, version=version)
    require_open(signal, Work.ASSESS)
    shown = indicator_view(by, signal, timezone.localdate(at))
    kept = Assessment.objects.create(
        signal=signal,
        at=at,
        by_user_id=by.user_id,
        profile=shown.assessment.profile.value,
        catalogue_version=int(shown.assessment.catalogue_version),
        result=shown.as_kept(),
    )
    settle(signal, "assessed", by=by, at=at, profile=kept.profile, catalogue=kept.catalogue_version)
    return kept


@transaction.atomic
def wait_for_information(
    *, signal_id: UUID, reason: str, version: datetime | None = None, by: Actor, at: datetime
) -> Signal:
    """Let the clocks stand still, because somebody else has to find something out first."""
    signal = hold(signal_id=signal_id, by=by, verb=Verb.SIGNAL_TRIAGE, version=version)
    move(signal, SignalEvent.WAIT, by=by, at=at, reason=reason)
    signal.waiting_for = WaitingFor.INFORMATION
    settle(signal, "waiting", by=by, at=at, text=reason)
    start_waiting(signal, at=at, reason=WaitingFor.INFORMATION)
    tell_reporters(signal, by=by, at=at)
    return signal


def _moved_clocks(signal: Signal, event: SignalEvent, at: datetime) -> None:
    if event is SignalEvent.CONTINUE:
        stop_waiting(signal, at=at)
    elif event is SignalEvent.FOLLOW_UP:
        stop_clocks(signal, ASSESSMENT, ACUTE, at=at)
    else:
        start_missing(signal, at=at, assess=event is SignalEvent.BACK_TO_TRIAGE)


HAND_MOVES = {
    SignalEvent.CONTINUE: "continued",
    SignalEvent.FOLLOW_UP: "followed_up",
    SignalEvent.FINISH: "follow_up_finished",
    SignalEvent.BACK_TO_TRIAGE: "back_to_triage",
}


@transaction.atomic
def move_on(
    *,
    signal_id: UUID,
    event: SignalEvent,
    reason: str = "",
    version: datetime | None = None,
    by: Actor,
    at: datetime,
) -> Signal:
    """Continue after waiting, follow up yourself, finish that, or go back to triage.

    Raises MoveNotAllowed, ReasonMissing, ChangedMeanwhile; KeyError for an event with an action of its own.
    """
    step = HAND_MOVES[event]
    signal = hold(signal_id=signal_id, by=by, verb=Verb.SIGNAL_TRIAGE, version=version)
    move(signal, event, by=by, at=at, reason=reason)
    settle(signal, step, by=by, at=at, text=reason)
    _moved_clocks(signal, event, at)
    if event is SignalEvent.FOLLOW_UP:
        stop_clocks(signal, ASSESSMENT, ACUTE, at=at)
    tell_reporters(signal, by=by, at=at)
    return signal
