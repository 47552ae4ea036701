"""A signal follows what becomes of its hand-off, and its reporter reads it in plain words."""

from typing import Any

import pytest

from ketenzicht.common.actor import acting
from ketenzicht.common.clocks import running
from ketenzicht.handover import actions as handovers
from ketenzicht.handover.domain.answers import AnswerOutcome, MayTell
from ketenzicht.handover.domain.states import ReturnReason
from ketenzicht.reporting.domain.public_status import PublicStatus
from ketenzicht.signals import actions
from ketenzicht.signals.domain.states import SignalEvent, SignalState
from ketenzicht.signals.models import RouteDecision, Signal
from ketenzicht.signals.queries import reports_of, timeline_of
from ketenzicht.signals.tests import factories as made
from ketenzicht.signals.tests.factories import A_MOMENT, NOON

pytestmark = pytest.mark.django_db
LATER = NOON + 10 * A_MOMENT


def _read_by_the_reporter(known: Signal) -> PublicStatus:
    by = made.desk_view()
    with acting(by):
        return reports_of(by, known)[0].status


def _sent() -> tuple[Signal, Any]:
    known = made.judged(made.signal())
    return known, made.handed_over(known)


def _accepted() -> tuple[Signal, Any]:
    known, sent = _sent()
    by = made.bob()
    with acting(by):
        handovers.accept(handover_id=sent.pk, by=by, at=LATER)
    return known, sent


def test_it_waits_for_the_other_desk_and_keeps_why() -> None:
    known, sent = _sent()
    assert made.again(known).state == SignalState.HANDED_OVER
    with acting(made.desk_view()):
        decision = RouteDecision.objects.get(signal=known)
        kinds = set(running(subject=("signal", known.pk)).values_list("kind", flat=True))
    assert decision.handover_id == sent.pk
    assert not decision.follows_advice
    assert decision.reason
    assert decision.advice["rule"] == "route-4-lawful"
    assert kinds == {"signal.reply"}


def test_it_is_in_follow_up_as_soon_as_the_desk_accepts() -> None:
    known, _sent_one = _accepted()
    assert made.again(known).state == SignalState.IN_FOLLOW_UP
    assert _read_by_the_reporter(known) is PublicStatus.PASSED_ON


def test_it_comes_back_in_triage_when_the_desk_gives_it_back() -> None:
    known, sent = _accepted()
    by = made.bob()
    with acting(by):
        handovers.return_(
            handover_id=sent.pk,
            reason_code=ReturnReason.NOT_OUR_TASK,
            reason="Ask the inspectorate.",
            by=by,
            at=LATER + A_MOMENT,
        )
    assert made.again(known).state == SignalState.IN_TRIAGE
    assert made.steps(known)[-1] == "handover_return"
    with acting(made.desk_view()):
        kinds = set(running(subject=("signal", known.pk)).values_list("kind", flat=True))
    assert kinds == {"signal.assessment", "signal.reply"}
    assert _read_by_the_reporter(known) is PublicStatus.BEING_LOOKED_AT


def test_it_asks_to_tell_the_reporter_when_the_desk_is_done() -> None:
    known, sent = _accepted()
    by = made.bob()
    with acting(by):
        handovers.finish(
            handover_id=sent.pk,
            outcome=AnswerOutcome.INVESTIGATION,
            answer="We are looking into it.",
            may_tell=MayTell.NOTHING,
            by=by,
            at=LATER + A_MOMENT,
        )
    assert made.again(known).state == SignalState.TO_REPLY
    with acting(made.desk_view()):
        assert running(subject=("signal", known.pk), kind="signal.reply").exists()
    alice = made.alice()
    with acting(alice), pytest.raises(actions.CannotClose):
        actions.close(signal_id=known.pk, outcome="investigation", by=alice, at=LATER + 2 * A_MOMENT)
    with acting(alice):
        actions.reply_to_reporter(
            signal_id=known.pk,
            text_code="may_not_tell",
            text="We may not tell you more.",
            by=alice,
            at=LATER + 2 * A_MOMENT,
        )
        actions.close(signal_id=known.pk, outcome="investigation", by=alice, at=LATER + 3 * A_MOMENT)
    assert _read_by_the_reporter(known) is PublicStatus.ANSWERED


def test_it_comes_back_when_the_desk_takes_its_hand_off_back() -> None:
    known, sent = _sent()
    by = made.alice()
    with acting(by):
        handovers.revoke(handover_id=sent.pk, reason="Too early.", by=by, at=LATER)
    assert made.again(known).state == SignalState.IN_TRIAGE


def test_it_lets_the_reply_clock_run_on_when_handed_over_while_waiting() -> None:
    known, by = made.judged(made.signal()), made.alice()
    with acting(by):
        actions.ask_reporter(signal_id=known.pk, text="Which room?", by=by, at=LATER)
    made.handed_over(known, LATER + A_MOMENT)
    with acting(made.desk_view()):
        left = list(running(subject=("signal", known.pk)).values_list("kind", "paused_at"))
    assert left == [("signal.reply", None)]


def test_it_shows_the_desk_of_the_partner_and_nobody_by_name() -> None:
    known, _sent_one = _accepted()
    by = made.alice()

    with acting(by):
        shown = timeline_of(made.again(known))
    words = " ".join(f"{event.title} {event.actor} {event.text}" for event in shown)
    assert "Bob" not in words
    assert made.police_desk().label in words


def test_new_information_puts_a_closed_signal_back_in_triage_with_its_clocks() -> None:
    sent, by = made.report(), made.alice()
    known = made.judged(made.signal_of(sent))
    with acting(by):
        actions.close(signal_id=known.pk, outcome="too_little", no_reply_reason="-", by=by, at=LATER)
    made.add(sent, "He came back.", LATER + A_MOMENT)
    opened = made.again(known)
    assert (opened.state, opened.outcome) == (SignalState.IN_TRIAGE, "")
    with acting(made.desk_view()):
        kinds = set(running(subject=("signal", known.pk)).values_list("kind", flat=True))
    assert kinds == {"signal.assessment", "signal.reply"}
    assert _read_by_the_reporter(known) is PublicStatus.BEING_LOOKED_AT


def test_new_information_never_postpones_what_is_due() -> None:
    sent = made.report()
    known = made.judged(made.signal_of(sent))
    with acting(made.desk_view()):
        due = running(subject=("signal", known.pk), kind="signal.reply").get().due_at
    made.add(sent, "He came back.", LATER)
    with acting(made.desk_view()):
        clocks = dict(running(subject=("signal", known.pk)).values_list("kind", "due_at"))
    assert clocks["signal.reply"] == due
    assert set(clocks) == {"signal.assessment", "signal.reply"}


def test_an_answer_of_the_reporter_ends_the_waiting() -> None:
    sent, by = made.report(), made.alice()
    known = made.signal_of(sent)
    with acting(by):
        actions.ask_reporter(signal_id=known.pk, text="Which room?", by=by, at=LATER)
    assert _read_by_the_reporter(known) is PublicStatus.QUESTION_FOR_YOU
    made.add(sent, "Room twelve.", LATER + A_MOMENT)
    assert made.again(known).state == SignalState.IN_TRIAGE
    with acting(made.desk_view()):
        assert not running(subject=("signal", known.pk)).exclude(paused_at=None).exists()
        assert not running(subject=("signal", known.pk), kind="signal.waiting").exists()


def test_it_follows_up_itself_and_finishes_by_hand() -> None:
    known, by = made.judged(made.signal()), made.alice()
    with acting(by):
        for place, event in enumerate((SignalEvent.FOLLOW_UP, SignalEvent.FINISH), 1):
            actions.move_on(signal_id=known.pk, event=event, by=by, at=LATER + place * A_MOMENT)
    assert made.again(known).state == SignalState.TO_REPLY
