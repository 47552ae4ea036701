"""Two people, or a person and a clock, at the same moment; and a worker that is killed half-way."""

import threading
from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection

from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.clocks import fire_due, running
from ketenzicht.common.domain.state_table import MoveNotAllowed
from ketenzicht.handover import actions as handovers
from ketenzicht.signals import actions
from ketenzicht.signals.domain.states import SignalState
from ketenzicht.signals.models import Signal
from ketenzicht.signals.tests import factories as made
from ketenzicht.signals.tests.factories import A_MOMENT, NOON

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh_database")]
AT = NOON + 5 * A_MOMENT
Move = Callable[[], object]


def _at_once(*moves: Move) -> list[str]:
    start, became = threading.Barrier(len(moves)), [""] * len(moves)

    def run(place: int) -> None:
        try:
            start.wait(timeout=10)
            moves[place]()
            became[place] = "done"
        except (MoveNotAllowed, actions.ChangedMeanwhile, actions.CannotMerge):
            became[place] = "too late"
        except Exception as failure:  # What else goes wrong is for the assertion to show.
            became[place] = repr(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(moves))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return became


def _as(by: Actor, move: Move) -> Move:
    def run() -> object:
        with acting(by):
            return move()

    return run


def _take(known: Signal, by: Actor, version: datetime, at: datetime) -> Move:
    return _as(by, lambda: actions.take(signal_id=known.pk, version=version, by=by, at=at))


def test_it_gives_a_signal_to_one_of_two_people_and_tells_the_other() -> None:
    known, alice, anna = made.signal(), made.alice(), made.anna()
    opened = made.again(known).last_activity_at
    became = _at_once(_take(known, alice, opened, AT), _take(known, anna, opened, AT + A_MOMENT))
    assert sorted(became) == ["done", "too late"]
    assert made.steps(known).count("taken") == 1
    assert made.audit_kinds(known).count("taken") == 1


def test_it_never_puts_two_signals_under_each_other() -> None:
    one, two, by = made.signal(), made.signal(), made.alice()
    became = _at_once(
        _as(by, lambda: actions.merge(signal_id=one.pk, into_id=two.pk, by=by, at=AT)),
        _as(by, lambda: actions.merge(signal_id=two.pk, into_id=one.pk, by=by, at=AT + A_MOMENT)),
    )
    assert sorted(became) == ["done", "too late"]
    assert [made.again(each).state for each in (one, two)].count(SignalState.MERGED) == 1


def test_a_clock_and_a_person_do_not_wait_for_each_other() -> None:
    known, by = made.judged(made.signal()), made.alice()
    with acting(by):
        actions.ask_reporter(signal_id=known.pk, text="Which room?", by=by, at=AT)
    with acting(made.desk_view()):
        due = running(subject=("signal", known.pk), kind="signal.waiting").get().due_at
    late = due + A_MOMENT
    close = _as(
        by,
        lambda: actions.close(signal_id=known.pk, outcome="too_little", no_reply_reason="-", by=by, at=late),
    )
    assert _at_once(lambda: fire_due(late), close) == ["done", "done"]
    fire_due(late)
    assert made.again(known).state == SignalState.CLOSED
    with acting(made.desk_view()):
        assert not running(subject=("signal", known.pk)).exists()


def test_a_partner_and_the_desk_do_not_wait_for_each_other() -> None:
    known = made.judged(made.signal())
    sent = made.handed_over(known)
    bob, alice = made.bob(), made.alice()
    became = _at_once(
        lambda: handovers.accept(handover_id=sent.pk, by=bob, at=AT),
        _as(alice, lambda: actions.add_note(signal_id=known.pk, text="Busy.", by=alice, at=AT)),
    )
    assert became == ["done", "done"]
    assert made.again(known).state == SignalState.IN_FOLLOW_UP
    assert sorted(made.steps(known)[-2:]) == ["handover_accept", "noted"]


def test_a_step_that_is_cut_off_has_not_happened() -> None:
    known, by = made.judged(made.signal()), made.alice()
    before, seen, kept = made.again(known).__dict__, made.steps(known), made.audit_kinds(known)

    def cut_off() -> None:
        with acting(by):
            actions.hand_over(signal_id=known.pk, wish=made.wish(), by=by, at=AT)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cut_off()

    assert {**made.again(known).__dict__, "_state": None} == {**before, "_state": None}
    assert (made.steps(known), made.audit_kinds(known)) == (seen, kept)


def test_a_clock_that_was_cut_off_is_handled_by_the_next_run(monkeypatch: pytest.MonkeyPatch) -> None:
    known = made.signal(acute=True)
    with acting(made.desk_view()):
        due = running(subject=("signal", known.pk), kind="signal.acute").get().due_at + A_MOMENT

    def broken(**_desk: object) -> None:
        raise OSError("the worker is gone")

    with monkeypatch.context() as patch:
        patch.setattr("ketenzicht.signals.actions.telling.notify_desk", broken)
        fire_due(due)
    assert "escalated" not in made.steps(known)
    fire_due(due)
    assert made.steps(known).count("escalated") == 1
