"""Two desks at the same moment, on two connections: one of them wins, and nobody waits for ever."""

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection

from ketenzicht.common import clocks
from ketenzicht.common.actor import acting
from ketenzicht.common.domain.state_table import MoveNotAllowed
from ketenzicht.disclosure.models import Disclosure
from ketenzicht.handover import actions
from ketenzicht.handover.actions.moving import sending_desk
from ketenzicht.handover.domain.answers import AnswerOutcome
from ketenzicht.handover.domain.states import HandoverState
from ketenzicht.handover.models import Handover
from ketenzicht.handover.models import HandoverEvent as Step
from ketenzicht.handover.tests import factories as make

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh_database")]

AT = make.NOON + timedelta(minutes=5)
Move = Callable[[], object]


def _at_once(*moves: Move) -> list[str]:
    """Make the moves on a connection each, at the same moment; says what became of each."""
    start, became = threading.Barrier(len(moves)), [""] * len(moves)

    def run(place: int) -> None:
        try:
            start.wait(timeout=10)
            moves[place]()
            became[place] = "done"
        except MoveNotAllowed:
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


def _accept(handover: Handover) -> Move:
    by = make.receiver()
    return lambda: actions.accept(handover_id=handover.pk, by=by, at=AT)


def _revoke(handover: Handover) -> Move:
    by = make.sender()
    return lambda: actions.revoke(handover_id=handover.pk, reason="Wrong.", thought_unread=True, by=by, at=AT)


def _accept_partly(handover: Handover) -> Move:
    by = make.receiver()
    return lambda: actions.accept_partly(
        handover_id=handover.pk, fields=["test_facts"], reason="Enough.", by=by, at=AT
    )


def _finish(handover: Handover) -> Move:
    by = make.receiver()
    return lambda: actions.finish(
        handover_id=handover.pk, outcome=AnswerOutcome.INVESTIGATION, answer="We went there.", by=by, at=AT
    )


def _take_back(handover: Handover) -> Move:
    by = make.sender()
    return lambda: actions.revoke(handover_id=handover.pk, reason="Wrong.", by=by, at=AT)


def _steps(handover: Handover) -> list[str]:
    with acting(sending_desk(handover)):
        return list(Step.objects.filter(handover=handover).order_by("at").values_list("event", flat=True))


@pytest.mark.parametrize("other", [_revoke, _accept_partly, _accept], ids=["revoke", "part", "accept"])
def test_it_lets_exactly_one_win(other: Callable[[Handover], Move]) -> None:
    for _ in range(3):
        handover = make.sent()

        became = _at_once(_accept(handover), other(handover))

        assert sorted(became) == ["done", "too late"]
        after = make.again(handover)
        with acting(sending_desk(handover)):
            shared = Disclosure.objects.filter(subject_id=handover.pk).count()
        assert shared == (1 if after.accepted_fields else 0)
        assert len(_steps(handover)) == 2


def test_it_lets_exactly_one_win_where_no_clock_runs_any_more() -> None:
    for _ in range(3):
        handover = make.brought_to(HandoverState.ACCEPTED)
        before = len(_steps(handover))

        became = _at_once(_finish(handover), _take_back(handover))

        assert sorted(became) == ["done", "too late"]
        assert len(_steps(handover)) == before + 1


def test_it_lets_a_clock_and_a_desk_meet_without_waiting_for_each_other() -> None:
    for _ in range(3):
        handover = make.sent()

        became = _at_once(_accept(handover), partial(clocks.fire_due, handover.answer_due_at))

        after = make.again(handover)
        assert became[1] == "done"
        assert became[0] == ("done" if after.state == HandoverState.ACCEPTED else "too late")
        assert after.state in {HandoverState.ACCEPTED, HandoverState.EXPIRED}
        assert len(_steps(handover)) == 2


def test_it_sends_once_from_two_tabs() -> None:
    first = make.sent()
    chosen = first.pk.__class__(int=12345)

    became = _at_once(*[lambda: make.sent(handover_id=chosen)] * 2)

    assert became == ["done", "done"]
    with acting(sending_desk(first)):
        assert Handover.objects.filter(pk=chosen).count() == 1
        assert Step.objects.filter(handover=chosen).count() == 1
