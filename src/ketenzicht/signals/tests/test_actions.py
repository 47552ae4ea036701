"""Each thing a person does with a signal: allowed, hidden from others, refused in the wrong state, traced."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from ketenzicht.common.actor import Actor, NotAllowed, NotVisible, acting
from ketenzicht.common.clocks import fire_due, running
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import MoveNotAllowed, ReasonMissing
from ketenzicht.signals import actions
from ketenzicht.signals.domain.states import SignalEvent, SignalState
from ketenzicht.signals.models import Signal
from ketenzicht.signals.tests import factories as made
from ketenzicht.signals.tests.factories import A_MOMENT, NOON

pytestmark = pytest.mark.django_db
LATER = NOON + 5 * A_MOMENT

DOES: dict[str, Callable[[Signal, Actor], Any]] = {
    "taken": lambda known, by: actions.take(signal_id=known.pk, by=by, at=LATER),
    "assigned": lambda known, by: actions.assign(
        signal_id=known.pk, to_user_id=made.anna_user().pk, by=by, at=LATER
    ),
    "unassigned": lambda known, by: actions.unassign(signal_id=known.pk, by=by, at=LATER),
    "judged": lambda known, by: actions.judge(signal_id=known.pk, judgement=made.JUDGEMENT, by=by, at=LATER),
    "assessed": lambda known, by: actions.assess(signal_id=known.pk, by=by, at=LATER),
    "noted": lambda known, by: actions.add_note(
        signal_id=known.pk, text="Called the hotel.", by=by, at=LATER
    ),
    "task_added": lambda known, by: actions.add_task(signal_id=known.pk, title="Call", by=by, at=LATER),
    "asked_reporter": lambda known, by: actions.ask_reporter(
        signal_id=known.pk, text="Which room?", by=by, at=LATER
    ),
    "replied": lambda known, by: actions.reply_to_reporter(
        signal_id=known.pk, text_code="looked_at", text="We looked at it.", by=by, at=LATER
    ),
    "handed_over": lambda known, by: actions.hand_over(signal_id=known.pk, wish=made.wish(), by=by, at=LATER),
}
TRIAGED: dict[str, Callable[[Signal, Actor], Any]] = {
    "waiting": lambda known, by: actions.wait_for_information(
        signal_id=known.pk, reason="The registry answers tomorrow.", by=by, at=LATER
    ),
    "followed_up": lambda known, by: actions.move_on(
        signal_id=known.pk, event=SignalEvent.FOLLOW_UP, by=by, at=LATER
    ),
    "closed": lambda known, by: actions.close(
        signal_id=known.pk, outcome="too_little", no_reply_reason="Nobody to tell.", by=by, at=LATER
    ),
}
EVERYTHING = {**DOES, **TRIAGED}
CLOSED_REFUSES = set(EVERYTHING) - {"noted", "task_added"}


def _ready(name: str) -> Signal:
    known = made.signal()
    return made.judged(known) if name in TRIAGED else known


@pytest.mark.parametrize("name", EVERYTHING)
def test_it_lets_a_person_of_the_desk_and_leaves_an_audit_row_and_a_step(name: str) -> None:
    known, by = _ready(name), made.alice()
    with acting(by):
        EVERYTHING[name](known, by)
    assert made.audit_kinds(known)[-1] == name
    assert made.steps(known)[-1] == name


@pytest.mark.parametrize("name", EVERYTHING)
def test_it_hides_the_signal_from_a_person_of_another_desk(name: str) -> None:
    known, by = _ready(name), made.charlie()
    with acting(by), pytest.raises(NotVisible):
        EVERYTHING[name](known, by)


@pytest.mark.parametrize("name", EVERYTHING)
def test_it_asks_for_the_right_and_not_only_for_sight(name: str) -> None:
    known = _ready(name)
    by = Actor.user(1, {Verb.SIGNAL_READ: frozenset({known.desk_id})}, known.desk_id)
    with acting(by), pytest.raises(NotAllowed):
        EVERYTHING[name](known, by)


@pytest.mark.parametrize("name", sorted(CLOSED_REFUSES))
def test_it_changes_nothing_in_a_closed_signal(name: str) -> None:
    known, by = made.judged(made.signal()), made.alice()
    with acting(by):
        TRIAGED["closed"](known, by)
    before, seen = made.again(known).__dict__, made.steps(known)
    with acting(by), pytest.raises(MoveNotAllowed):
        EVERYTHING[name](known, by)
    after = made.again(known).__dict__
    assert {**before, "_state": None} == {**after, "_state": None}
    assert made.steps(known) == seen


@pytest.mark.parametrize("name", EVERYTHING)
def test_it_does_nothing_by_half_when_the_audit_row_cannot_be_written(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, by = _ready(name), made.alice()
    before, seen = made.again(known).__dict__, made.steps(known)

    def broken(**_detail: Any) -> None:
        raise OSError("the audit trail cannot be written")

    monkeypatch.setattr("ketenzicht.signals.actions.holding.audit_actions.record", broken)
    with acting(by), pytest.raises(OSError, match="audit"):
        EVERYTHING[name](known, by)
    after = made.again(known).__dict__
    assert {**before, "_state": None} == {**after, "_state": None}
    assert made.steps(known) == seen


@pytest.mark.parametrize(
    "name", [name for name in EVERYTHING if name not in {"noted", "task_added", "assessed"}]
)
def test_it_never_overwrites_what_a_colleague_did_meanwhile(name: str) -> None:
    known, by = _ready(name), made.alice()
    opened = made.again(known).last_activity_at
    colleague = made.anna()
    with acting(colleague):
        actions.add_note(signal_id=known.pk, text="I am on it.", by=colleague, at=LATER - A_MOMENT)
    versioned = {
        "taken": lambda: actions.take(signal_id=known.pk, version=opened, by=by, at=LATER),
        "judged": lambda: actions.judge(
            signal_id=known.pk, judgement=made.JUDGEMENT, version=opened, by=by, at=LATER
        ),
        "handed_over": lambda: actions.hand_over(
            signal_id=known.pk, wish=made.wish(), version=opened, by=by, at=LATER
        ),
        "closed": lambda: actions.close(
            signal_id=known.pk, outcome="too_little", no_reply_reason="-", version=opened, by=by, at=LATER
        ),
    }
    if name not in versioned:
        return
    with acting(by), pytest.raises(actions.ChangedMeanwhile):
        versioned[name]()
    assert made.steps(known)[-1] == "noted"


def test_it_makes_a_signal_of_a_report_with_clocks_and_a_neutral_name() -> None:
    known = made.signal()
    assert known.state == SignalState.RECEIVED
    assert known.name == "Persoon: hotel of vakantiepark"
    with translation.override("en"):
        assert known.name == "Person: hotel or holiday park"
    with acting(made.desk_view()):
        kinds = set(running(subject=("signal", known.pk)).values_list("kind", flat=True))
    assert kinds == {"signal.assessment", "signal.reply"}
    assert made.audit_kinds(known) == ["received"]


def test_it_starts_a_clock_of_minutes_for_acute_danger_and_escalates_once() -> None:
    known = made.signal(acute=True)
    with acting(made.desk_view()):
        clock = running(subject=("signal", known.pk), kind="signal.acute").get()
    assert clock.limit_unit == "minutes"
    for _twice in range(2):
        fire_due(clock.due_at + A_MOMENT)
    assert made.steps(known).count("escalated") == 1


def test_it_says_once_that_something_is_too_late() -> None:
    known = made.signal()
    for _twice in range(2):
        fire_due(NOON + timedelta(days=8))
    assert made.steps(known).count("overdue") == 1
    assert made.again(known).last_activity_at == known.last_activity_at


def test_it_lets_the_clocks_stand_still_while_the_reporter_is_asked() -> None:
    known, by = made.signal(), made.alice()
    with acting(made.desk_view()):
        due = running(subject=("signal", known.pk), kind="signal.reply").get().due_at
    with acting(by):
        DOES["asked_reporter"](known, by)
    assert made.again(known).state == SignalState.WAITING
    with acting(by):
        actions.move_on(signal_id=known.pk, event=SignalEvent.CONTINUE, by=by, at=LATER + timedelta(days=4))
    with acting(made.desk_view()):
        later = running(subject=("signal", known.pk), kind="signal.reply").get()
    assert later.paused_at is None
    assert later.due_at > due


def test_it_goes_on_by_itself_when_the_reporter_does_not_answer() -> None:
    known, by = made.signal(), made.alice()
    with acting(by):
        DOES["asked_reporter"](known, by)
    fire_due(NOON + timedelta(days=20))
    assert made.again(known).state == SignalState.IN_TRIAGE
    assert "waited_long_enough" in made.steps(known)


def test_it_asks_a_reason_for_another_desk_than_the_route_advises() -> None:
    known, by = made.judged(made.signal()), made.alice()
    with acting(by), pytest.raises(actions.AgainstAdviceNeedsReason):
        actions.hand_over(signal_id=known.pk, wish=made.wish(against_advice=""), by=by, at=LATER)
    assert made.again(known).state == SignalState.IN_TRIAGE


def test_it_sends_a_hand_off_once_when_the_button_is_pressed_twice() -> None:
    known, by, same = made.judged(made.signal()), made.alice(), uuid4()
    with acting(by):
        first = actions.hand_over(signal_id=known.pk, wish=made.wish(handover_id=same), by=by, at=LATER)
        second = actions.hand_over(signal_id=known.pk, wish=made.wish(handover_id=same), by=by, at=LATER)
    assert first.pk == second.pk
    assert made.steps(known).count("handed_over") == 1


def test_it_does_not_close_without_an_answer_or_a_reason() -> None:
    known, by = made.judged(made.signal()), made.alice()
    with acting(by), pytest.raises(actions.CannotClose):
        actions.close(signal_id=known.pk, outcome="too_little", by=by, at=LATER)
    assert made.again(known).state == SignalState.IN_TRIAGE


def test_it_closes_with_the_last_word_to_the_reporter_and_stops_every_clock() -> None:
    known, by = made.judged(made.signal()), made.alice()
    with acting(by):
        actions.close(
            signal_id=known.pk,
            outcome="too_little",
            last_word=actions.LastWord("too_little", "We know too little."),
            by=by,
            at=LATER,
        )
    with acting(made.desk_view()):
        assert not running(subject=("signal", known.pk)).exists()
    assert made.steps(known)[-2:] == ["replied", "closed"]


def test_it_opens_again_only_with_a_reason() -> None:
    known, by = made.judged(made.signal()), made.alice()
    with acting(by):
        TRIAGED["closed"](known, by)
    with acting(by), pytest.raises(ReasonMissing):
        actions.reopen(signal_id=known.pk, reason=" ", by=by, at=LATER)
    with acting(by):
        actions.reopen(signal_id=known.pk, reason="The hotel called.", by=by, at=LATER + A_MOMENT)
    opened = made.again(known)
    assert (opened.state, opened.outcome, opened.closed_at) == (SignalState.IN_TRIAGE, "", None)


def test_it_says_for_every_row_of_many_how_it_went() -> None:
    mine, worked_on, closed = (made.signal() for _each in range(3))
    elsewhere, by = made.charlie(), made.alice()
    colleague = made.anna_user().pk
    with acting(by):
        actions.assign(signal_id=mine.pk, to_user_id=colleague, by=by, at=NOON)
        TRIAGED["closed"](made.judged(closed), by)
        actions.add_note(signal_id=worked_on.pk, text="Busy.", by=by, at=LATER)
    fresh = made.signal()
    ids = [mine.pk, worked_on.pk, closed.pk, fresh.pk, fresh.pk, uuid4()]
    with acting(by):
        rows = actions.bulk_assign(
            signal_ids=ids, to_user_id=colleague, seen_at=NOON + A_MOMENT, by=by, at=LATER + A_MOMENT
        )
    said = [(row.result.value, row.because) for row in rows]
    assert said == [
        ("skipped", "already_assigned"),
        ("skipped", "changed_meanwhile"),
        ("skipped", "not_open"),
        ("done", ""),
        ("failed", "not_visible"),
    ]
    with acting(elsewhere):
        rows = actions.bulk_assign(
            signal_ids=[fresh.pk], to_user_id=colleague, seen_at=LATER, by=elsewhere, at=LATER
        )
    assert rows[0].because == "not_visible"
    assert made.again(fresh).assignee_id == colleague


def test_two_who_assign_the_same_signals_at_once_take_them_in_one_order() -> None:
    by, ids = made.alice(), [made.signal().pk for _each in range(3)]
    assert by.user_id is not None
    held = []
    for chosen in (sorted(ids), sorted(ids, reverse=True)):
        with acting(by), CaptureQueriesContext(connection) as asked:
            rows = actions.bulk_assign(
                signal_ids=chosen, to_user_id=by.user_id, seen_at=LATER, by=by, at=LATER
            )
        assert [row.signal_id for row in rows] == chosen
        locks = [one["sql"] for one in asked if "FOR" in one["sql"] and "signals_signal" in one["sql"]]
        held.append([pk for sql in locks for pk in ids if pk.hex in sql.replace("-", "")])
    assert held[0] == held[1] == sorted(ids)


def test_it_refuses_a_colleague_who_does_not_work_here() -> None:
    known, by = made.signal(), made.alice()
    stranger = made.charlie().user_id
    assert stranger is not None
    with acting(by), pytest.raises(actions.NotAColleague):
        actions.assign(signal_id=known.pk, to_user_id=stranger, by=by, at=LATER)


def test_it_finishes_a_task_once() -> None:
    known, by = made.signal(), made.alice()
    with acting(by):
        task = actions.add_task(signal_id=known.pk, title="Call the hotel", by=by, at=LATER)
        actions.finish_task(signal_id=known.pk, task_id=task.pk, by=by, at=LATER + A_MOMENT)
        actions.finish_task(signal_id=known.pk, task_id=task.pk, by=by, at=LATER + 2 * A_MOMENT)
    assert made.steps(known).count("task_done") == 1
    with acting(by), pytest.raises(NotVisible):
        actions.finish_task(signal_id=made.signal().pk, task_id=task.pk, by=by, at=LATER)


def test_it_keeps_a_name_that_was_typed_and_goes_back_to_the_made_one_when_it_is_emptied() -> None:
    known = made.signal()
    assert made.judged(known, title=" Room twelve ").name == "Room twelve"
    with translation.override("en"):
        assert made.again(known).name == "Room twelve"
    assert made.judged(known, LATER, title=None).name == "Room twelve"
    assert made.judged(known, LATER + A_MOMENT, title="").name == "Persoon: hotel of vakantiepark"
