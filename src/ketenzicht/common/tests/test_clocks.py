"""Clocks: started, paused, stopped, and noticed once when they are past due."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from ketenzicht.common import clocks
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.workdays import Limit, Unit
from ketenzicht.common.models import Clock

AT = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
DESK = Actor.desk(3, Verb.SIGNAL_READ)
pytestmark = pytest.mark.django_db


@pytest.fixture
def fired() -> Iterator[list[clocks.DueClock]]:
    seen: list[clocks.DueClock] = []
    clocks.on_due("test.kind", lambda clock, at: seen.append(clock))
    yield seen
    del clocks._handlers["test.kind"]


def _start(minutes: int = 30) -> tuple[str, UUID]:
    subject = ("thing", uuid4())
    with acting(DESK):
        clocks.start(kind="test.kind", subject=subject, desk_id=3, limit=Limit(minutes, Unit.MINUTES), at=AT)
    return subject


def test_it_is_noticed_once_when_it_is_past_due(fired: list[clocks.DueClock]) -> None:
    subject = _start()
    assert clocks.fire_due(AT + timedelta(minutes=29)) == 0
    assert clocks.fire_due(AT + timedelta(minutes=30)) == 1
    assert clocks.fire_due(AT + timedelta(days=1)) == 0
    assert [clock.subject for clock in fired] == [subject]


def test_it_is_not_noticed_after_it_was_stopped(fired: list[clocks.DueClock]) -> None:
    subject = _start()
    with acting(DESK):
        clocks.stop("test.kind", subject=subject, at=AT)
    assert clocks.fire_due(AT + timedelta(days=1)) == 0


def test_it_stands_still_while_it_is_paused(fired: list[clocks.DueClock]) -> None:
    subject = _start()
    with acting(DESK):
        clocks.pause(kind="test.kind", subject=subject, at=AT + timedelta(minutes=10), reason="asked")
        assert clocks.fire_due(AT + timedelta(days=2)) == 0
        clocks.resume(kind="test.kind", subject=subject, at=AT + timedelta(days=2))
        assert Clock.objects.get().due_at == AT + timedelta(days=2, minutes=20)
    assert clocks.fire_due(AT + timedelta(days=2, minutes=20)) == 1


def test_it_starts_again_instead_of_running_twice() -> None:
    subject = _start()
    with acting(DESK):
        clocks.start(kind="test.kind", subject=subject, desk_id=3, limit=Limit(5, Unit.MINUTES), at=AT)
        assert clocks.running(subject=subject).count() == 1


def test_it_is_tried_again_when_its_handler_failed(caplog: pytest.LogCaptureFixture) -> None:
    _start()
    calls: list[datetime] = []

    def fail_once(clock: clocks.DueClock, at: datetime) -> None:
        calls.append(at)
        if len(calls) == 1:
            raise RuntimeError("out of order")

    clocks.on_due("test.kind", fail_once)
    try:
        assert clocks.fire_due(AT + timedelta(hours=1)) == 0
        assert clocks.fire_due(AT + timedelta(hours=1)) == 1
    finally:
        del clocks._handlers["test.kind"]
    assert "could not be handled" in caplog.text


def test_it_is_seen_by_its_desk_and_the_engine_alone() -> None:
    _start()
    for actor, count in ((DESK, 1), (Actor.desk(4, Verb.SIGNAL_READ), 0), (Actor.nobody(), 0)):
        with acting(actor):
            assert Clock.objects.count() == count
