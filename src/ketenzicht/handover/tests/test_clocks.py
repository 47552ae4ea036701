"""What happens when nobody answers, also when the worker dies halfway or runs twice."""

from datetime import timedelta

import pytest

from ketenzicht.common import clocks
from ketenzicht.common.actor import acting
from ketenzicht.common.clocks import DueClock
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.models import Clock
from ketenzicht.handover import actions, hooks, queries
from ketenzicht.handover.domain.states import HandoverState, ReturnReason
from ketenzicht.handover.models import Handover
from ketenzicht.handover.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, Verb]]:
    """Which desks are mailed."""
    found: list[tuple[int, Verb]] = []
    monkeypatch.setattr(
        "ketenzicht.accounts.actions.notify_desk", lambda *, desk_id, verb: found.append((desk_id, verb))
    )
    return found


def _steps(handover: Handover) -> list[str]:
    with acting(make.sender()):
        return [step.event for step in queries.timeline(make.sender(), handover)]


def _running(handover: Handover) -> set[str]:
    with acting(make.sender()):
        return set(
            Clock.objects.filter(subject_id=handover.pk, stopped_at=None).values_list("kind", flat=True)
        )


def test_it_expires_what_nobody_answered(told: list[tuple[int, Verb]]) -> None:
    handover = make.sent()
    told.clear()

    assert clocks.fire_due(handover.answer_due_at - timedelta(seconds=1)) == 0
    assert clocks.fire_due(handover.answer_due_at) == 1

    after = make.again(handover)
    assert (after.state, after.ended_at) == (HandoverState.EXPIRED, handover.answer_due_at)
    assert told == [
        (handover.from_desk_id, Verb.HANDOVER_SEND),
        (handover.to_desk_id, Verb.HANDOVER_ANSWER),
    ]
    assert _running(handover) == set()


def test_it_expires_once_however_often_the_engine_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(hooks, "on_moved", [lambda moved: heard.append(moved.event)])
    handover = make.sent()
    due = DueClock(
        actions.ANSWER_CLOCK, ("handover", handover.pk), handover.from_desk_id, handover.answer_due_at
    )

    for _ in range(2):
        clocks.fire_due(handover.answer_due_at)
        actions.expire_unanswered(due, handover.answer_due_at)

    assert heard == ["send", "expire"]
    assert _steps(handover) == ["expire", "send"]


def test_it_catches_up_after_the_worker_was_killed_halfway(monkeypatch: pytest.MonkeyPatch) -> None:
    handover = make.sent()

    def killed(_: hooks.HandoverMoved) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as dying:
        dying.setattr(hooks, "on_moved", [killed])
        assert clocks.fire_due(handover.answer_due_at) == 0
    assert make.again(handover).state == HandoverState.SENT
    assert _running(handover) == {actions.ANSWER_CLOCK}

    assert clocks.fire_due(handover.answer_due_at + timedelta(days=2)) == 1
    assert make.again(handover).state == HandoverState.EXPIRED


@pytest.mark.parametrize(
    "state", [HandoverState.ACCEPTED, HandoverState.RETURNED, HandoverState.REVOKED, HandoverState.IN_HAND]
)
def test_it_leaves_alone_what_was_answered_or_ended(state: HandoverState) -> None:
    handover = make.brought_to(state)

    assert _running(handover) == set()
    assert clocks.fire_due(handover.answer_due_at) == 0
    assert make.again(handover).state == state


def test_it_leaves_alone_what_was_answered_while_the_engine_waited() -> None:
    handover = make.brought_to(HandoverState.ACCEPTED)
    due = DueClock(
        actions.ANSWER_CLOCK, ("handover", handover.pk), handover.from_desk_id, handover.answer_due_at
    )

    actions.expire_unanswered(due, handover.answer_due_at)

    assert make.again(handover).state == HandoverState.ACCEPTED


def test_it_warns_the_sender_and_the_chain_director_when_nobody_was_called(
    told: list[tuple[int, Verb]],
) -> None:
    overseer = make.overseer()
    handover = make.acute()
    told.clear()

    for _ in range(3):
        clocks.fire_due(make.NOON + timedelta(minutes=31))

    assert _steps(handover) == ["escalate", "send"]
    assert told.count((handover.from_desk_id, Verb.HANDOVER_SEND)) == 1
    assert told.count((overseer.pk, Verb.CLOCK_OVERSEE)) == 1
    assert make.again(handover).state == HandoverState.SENT


def test_it_does_not_warn_once_somebody_was_spoken_to() -> None:
    handover = make.acute()
    actions.confirm_by_phone(
        handover_id=handover.pk, spoken_to="duty officer", by=make.sender(), at=make.NOON
    )

    clocks.fire_due(make.NOON + timedelta(minutes=31))

    assert _steps(handover) == ["confirm", "send"]


def test_it_does_not_warn_once_the_desk_has_answered() -> None:
    handover = make.acute()
    actions.return_(
        handover_id=handover.pk,
        reason_code=ReturnReason.ALREADY_WITH_US,
        by=make.receiver(),
        at=make.NOON + timedelta(minutes=5),
    )

    assert clocks.fire_due(make.NOON + timedelta(minutes=31)) == 0


def test_it_takes_a_look_for_no_answer() -> None:
    handover = make.acute()
    actions.see(handover_id=handover.pk, by=make.receiver(), at=make.NOON + timedelta(minutes=5))

    clocks.fire_due(make.NOON + timedelta(minutes=61))

    assert make.again(handover).state == HandoverState.EXPIRED
    assert _steps(handover)[0] == "expire"
