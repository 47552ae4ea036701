"""Sums that people wait for."""

import threading

import pytest
from django.utils import translation

from ketenzicht.systems.queries import sums
from ketenzicht.systems.queries.sums import BusyError, once, roomy


def _deep(levels: int) -> int:
    return 0 if levels == 0 else 1 + _deep(levels - 1)


def test_it_has_room_and_keeps_the_language() -> None:
    with translation.override("en"):
        assert roomy(translation.get_language) == "en"
    assert roomy(lambda: _deep(800)) == 800


def test_it_passes_on_what_went_wrong() -> None:
    with pytest.raises(ZeroDivisionError):
        roomy(lambda: 1 // 0)


def test_it_works_the_same_thing_out_once() -> None:
    made: list[int] = []
    for _ in range(3):
        once(("test", "once"), lambda: made.append(1))

    assert made == [1]


def test_it_says_that_it_is_busy_instead_of_letting_everybody_wait(monkeypatch) -> None:
    monkeypatch.setattr(sums, "PATIENCE_SECONDS", 0.01)
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> int:
        begun.set()
        go_on.wait(5)
        return 1

    other = threading.Thread(target=lambda: once(("test", "slow"), slow))
    other.start()
    begun.wait(5)
    with pytest.raises(BusyError):
        once(("test", "another"), lambda: 2)
    go_on.set()
    other.join()

    assert once(("test", "slow"), lambda: 3) == 1


def test_it_lets_few_wait_and_turns_the_others_away_at_once(monkeypatch) -> None:
    monkeypatch.setattr(sums, "_places", threading.BoundedSemaphore(1))
    monkeypatch.setattr(sums, "PATIENCE_SECONDS", 60.0)
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> int:
        begun.set()
        go_on.wait(5)
        return 1

    other = threading.Thread(target=lambda: once(("test", "place"), slow))
    other.start()
    begun.wait(5)
    with pytest.raises(BusyError):
        once(("test", "no place"), lambda: 2)
    go_on.set()
    other.join()

    assert once(("test", "no place"), lambda: 2) == 2
