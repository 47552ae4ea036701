"""Nothing is left lying: who has not heard anything yet, what came back, and danger that nobody acts on."""

from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from ketenzicht.accounts.tests import factories as people
from ketenzicht.common.actor import acting
from ketenzicht.common.clocks import running
from ketenzicht.handover import actions as handovers
from ketenzicht.handover.domain.answers import AnswerOutcome, MayTell
from ketenzicht.handover.domain.states import ReturnReason
from ketenzicht.reporting import queries as reporting
from ketenzicht.reporting.domain.public_status import PublicStatus
from ketenzicht.reporting.hooks import ReportAdded
from ketenzicht.signals import actions
from ketenzicht.signals.actions import intake
from ketenzicht.signals.domain.states import SignalEvent, SignalState
from ketenzicht.signals.models import Signal
from ketenzicht.signals.queries import report_ids, signal_of_report
from ketenzicht.signals.tests import factories as made
from ketenzicht.signals.tests.factories import A_MOMENT, NOON

pytestmark = pytest.mark.django_db
LATER = NOON + 10 * A_MOMENT


def _kinds(known: Signal) -> set[str]:
    with acting(made.desk_view()):
        clocks = running(subject=("signal", known.pk)).filter(paused_at=None)
        return {kind.removeprefix("signal.") for kind in clocks.values_list("kind", flat=True)}


def _status(report_id: UUID) -> PublicStatus:
    by = made.desk_view()
    with acting(by):
        return reporting.report_view(by, report_id).status


def _reply(known: Signal, *reports: UUID, at: datetime) -> None:
    by = made.alice()
    with acting(by):
        actions.reply_to_reporter(
            signal_id=known.pk, text_code="looked_at", text="We looked.", reports=reports, by=by, at=at
        )


def _merge(one: Signal, into: Signal, at: datetime = LATER) -> None:
    by = made.alice()
    with acting(by):
        actions.merge(signal_id=one.pk, into_id=into.pk, by=by, at=at)


def _close(known: Signal, at: datetime) -> None:
    by = made.alice()
    with acting(by):
        actions.close(signal_id=known.pk, outcome="too_little", by=by, at=at)


def _finish(sent: Any, at: datetime) -> None:
    by = made.bob()
    with acting(by):
        handovers.accept(handover_id=sent.pk, by=by, at=at)
        handovers.finish(
            handover_id=sent.pk,
            outcome=AnswerOutcome.INVESTIGATION,
            answer="We are looking into it.",
            may_tell=MayTell.NOTHING,
            by=by,
            at=at + A_MOMENT,
        )


def _give_back(sent: Any, at: datetime) -> None:
    by = made.bob()
    with acting(by):
        handovers.return_(handover_id=sent.pk, reason_code=ReturnReason.NO_CAPACITY, by=by, at=at)


def test_an_answer_to_one_of_two_reporters_is_none_to_the_other() -> None:
    one, into = made.signal(), made.judged(made.signal())
    _merge(one, into)
    with acting(made.desk_view()):
        heard, waits = report_ids(into)
    _reply(into, heard, at=LATER + A_MOMENT)
    assert "reply" in _kinds(into)
    with pytest.raises(actions.CannotClose):
        _close(into, LATER + 2 * A_MOMENT)
    by = made.alice()
    with acting(by):
        actions.move_on(signal_id=into.pk, event=SignalEvent.FOLLOW_UP, by=by, at=LATER + 2 * A_MOMENT)
        actions.move_on(signal_id=into.pk, event=SignalEvent.FINISH, by=by, at=LATER + 3 * A_MOMENT)
    assert (_status(heard), _status(waits)) == (PublicStatus.ANSWERED, PublicStatus.BEING_LOOKED_AT)
    _reply(into, waits, at=LATER + 4 * A_MOMENT)
    assert "reply" not in _kinds(into)
    assert _status(waits) is PublicStatus.ANSWERED
    _close(into, LATER + 5 * A_MOMENT)


def test_who_tells_more_is_answered_without_the_others_hearing_it_again() -> None:
    sent = made.report()
    one, into = made.signal_of(sent), made.judged(made.signal())
    _merge(one, into)
    _reply(into, at=LATER + A_MOMENT)
    made.add(sent, "She is back.", LATER + 2 * A_MOMENT)
    assert "reply" in _kinds(into)
    _reply(into, sent.report_id, at=LATER + 3 * A_MOMENT)
    assert "reply" not in _kinds(into)
    _close(into, LATER + 4 * A_MOMENT)


def test_a_reporter_who_heard_nothing_still_does_under_a_signal_that_was_answered() -> None:
    sent = made.report()
    one, into = made.signal_of(sent), made.judged(made.signal())
    _reply(into, at=NOON + 2 * A_MOMENT)
    assert "reply" not in _kinds(into)
    _merge(one, into)
    assert "reply" in _kinds(into)
    with pytest.raises(actions.CannotClose):
        _close(into, LATER + A_MOMENT)
    _reply(into, at=LATER + 2 * A_MOMENT)
    _close(into, LATER + 3 * A_MOMENT)
    assert _status(sent.report_id) is PublicStatus.ANSWERED


def test_a_reporter_who_was_answered_does_not_hear_it_again_because_of_a_merge() -> None:
    sent = made.report()
    one, into = made.judged(made.signal_of(sent)), made.judged(made.signal())
    _reply(one, at=NOON + 2 * A_MOMENT)
    _merge(one, into)
    with acting(made.desk_view()):
        (other,) = set(report_ids(into)) - {sent.report_id}
    _reply(into, other, at=LATER + A_MOMENT)
    _close(into, LATER + 2 * A_MOMENT)


def test_the_clock_of_a_reporter_stands_still_with_a_signal_that_waits() -> None:
    one, into, by = made.signal(), made.judged(made.signal()), made.alice()
    _reply(into, at=NOON + 2 * A_MOMENT)
    with acting(by):
        actions.wait_for_information(signal_id=into.pk, reason="A check.", by=by, at=NOON + 3 * A_MOMENT)
    _merge(one, into)
    assert "reply" not in _kinds(into)
    with acting(by):
        actions.move_on(signal_id=into.pk, event=SignalEvent.CONTINUE, by=by, at=LATER + A_MOMENT)
    assert "reply" in _kinds(into)


def test_new_danger_under_a_signal_whose_danger_was_acted_on_escalates() -> None:
    known = made.judged(made.signal(acute=True), urgency="acute")
    made.handed_over(known, urgency="acute")
    assert "acute" not in _kinds(known)
    _merge(made.signal(acute=True), known)
    assert "acute" in _kinds(known)


def test_danger_that_is_handed_over_as_ordinary_still_escalates() -> None:
    known = made.judged(made.signal(acute=True), urgency="acute")
    made.handed_over(known)
    assert "acute" in _kinds(known)
    made.handed_over(known, LATER, urgency="acute")
    assert "acute" not in _kinds(known)


def test_danger_escalates_again_when_it_comes_back_in_triage() -> None:
    sent = made.report(acute=True)
    known = made.judged(made.signal_of(sent), urgency="acute")
    by = made.alice()
    with acting(by):
        actions.move_on(signal_id=known.pk, event=SignalEvent.FOLLOW_UP, by=by, at=LATER)
    assert "acute" not in _kinds(known)
    made.add(sent, "He is at the door again.", LATER + A_MOMENT)
    assert made.again(known).state == SignalState.IN_TRIAGE
    assert "acute" in _kinds(known)
    with acting(by):
        actions.move_on(signal_id=known.pk, event=SignalEvent.FOLLOW_UP, by=by, at=LATER + 2 * A_MOMENT)
        actions.move_on(
            signal_id=known.pk,
            event=SignalEvent.BACK_TO_TRIAGE,
            reason="She does not answer.",
            by=by,
            at=LATER + 3 * A_MOMENT,
        )
    assert "acute" in _kinds(known)


def test_one_answer_does_not_stop_the_clocks_of_what_another_desk_gave_back() -> None:
    known = made.judged(made.signal(acute=True), urgency="acute")
    first = made.handed_over(known, urgency="acute")
    second = made.handed_over(known, NOON + 3 * A_MOMENT)
    _give_back(first, LATER)
    assert made.again(known).state == SignalState.IN_TRIAGE
    _finish(second, LATER + A_MOMENT)
    assert made.again(known).state == SignalState.IN_TRIAGE
    assert {"acute", "assessment", "reply"} <= _kinds(known)


def _merged_with_a_hand_off() -> tuple[Signal, Signal, Any]:
    """A signal with a hand-off nobody has answered, under one that lies under another."""
    sent = made.report()
    one, middle, top = made.judged(made.signal_of(sent)), made.signal(), made.judged(made.signal())
    off = made.handed_over(one)
    # Somebody tells more, so it is in triage again and can be put under another one.
    made.add(sent, "More.", NOON + 3 * A_MOMENT)
    _merge(one, middle)
    _merge(middle, top, LATER + A_MOMENT)
    return one, top, off


def test_a_signal_does_not_close_over_a_hand_off_of_one_that_lies_under_it() -> None:
    _one, top, _off = _merged_with_a_hand_off()
    _reply(top, at=LATER + 2 * A_MOMENT)
    with pytest.raises(actions.CannotClose):
        _close(top, LATER + 3 * A_MOMENT)


def test_what_becomes_of_a_hand_off_reaches_the_signal_where_the_work_goes_on() -> None:
    one, top, off = _merged_with_a_hand_off()
    by = made.bob()
    with acting(by):
        handovers.accept(handover_id=off.pk, by=by, at=LATER + 2 * A_MOMENT)
    with acting(made.desk_view()):
        reports = report_ids(top)
    assert {_status(report) for report in reports} == {PublicStatus.PASSED_ON}
    _reply(top, at=LATER + 3 * A_MOMENT)
    _close(top, LATER + 4 * A_MOMENT)
    with acting(by):
        handovers.finish(
            handover_id=off.pk,
            outcome=AnswerOutcome.HELP_STARTED,
            answer="She has a place.",
            may_tell=MayTell.OUTCOME,
            by=by,
            at=LATER + 5 * A_MOMENT,
        )
    assert made.again(one).state == SignalState.MERGED
    assert made.again(top).state == SignalState.TO_REPLY
    assert "reply" in _kinds(top)
    assert made.steps(top)[-1] == "handover_finish"
    assert made.audit_kinds(top)[-1] == "handover_finish"
    # Only where the work goes on do clocks run.
    assert _kinds(one) == set()


def test_a_hand_off_that_comes_back_opens_the_closed_signal_it_lies_under() -> None:
    _one, top, off = _merged_with_a_hand_off()
    by = made.bob()
    with acting(by):
        handovers.accept(handover_id=off.pk, by=by, at=LATER + 2 * A_MOMENT)
    _reply(top, at=LATER + 3 * A_MOMENT)
    _close(top, LATER + 4 * A_MOMENT)
    _give_back(off, LATER + 5 * A_MOMENT)
    assert made.again(top).state == SignalState.IN_TRIAGE
    assert {"assessment", "reply"} <= _kinds(top)


def test_what_is_told_while_two_signals_are_put_together_reaches_the_one_that_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent = made.report()
    one, into = made.signal_of(sent), made.judged(made.signal())
    real, first = signal_of_report, [True]

    def found_before_the_merge(report_id: UUID) -> Signal | None:
        found = real(report_id)
        if first.pop() if first else False:
            _merge(one, into)
        return found

    monkeypatch.setattr(intake, "signal_of_report", found_before_the_merge)
    event = ReportAdded(sent.report_id, into.desk_id, UUID(int=1), LATER + A_MOMENT)
    intake.add_information(event)
    assert made.steps(into)[-1] == "information_added"
    assert made.again(into).state == SignalState.IN_TRIAGE


@pytest.mark.parametrize("page", ["judge", "reply", "ask", "close", "handover", "merge"])
def test_every_page_that_shows_what_was_said_leaves_the_look_in_the_trail(client: Client, page: str) -> None:
    known, other = made.judged(made.signal()), made.signal()
    people.sign_in(client, made.alice_user())
    address = reverse(f"signals:{page}", args=[known.pk])
    client.get(address)
    assert made.audit_kinds(known)[-1] == "read"
    if page == "merge":
        client.post(address, {"number": f"S-{other.number}"})
        assert made.audit_kinds(other)[-1] == "read"
