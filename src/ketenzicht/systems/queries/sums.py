"""Working things out while somebody waits: with room on the stack, one heavy sum at a time, and only once.

Few may wait for their turn: every other page, reporting above all, needs a free thread of the web server.
"""

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from django.utils import translation

KEPT = 64
# One at work and one waiting, of the four threads of a web worker.
PLACES = 2
PATIENCE_SECONDS = 40.0
# Linear algebra takes half a megabyte of stack at a call; the threads of the web server have too little.
STACK = 64 * 1024 * 1024

Made = TypeVar("Made")
_kept: dict[tuple[object, ...], Any] = {}
_places = threading.BoundedSemaphore(PLACES)
_one_at_a_time = threading.Lock()
_one_starts = threading.Lock()


class BusyError(Exception):
    """Others are asking too much just now; asking again a little later will do."""


def once(key: tuple[object, ...], make: Callable[[], Made]) -> Made:
    """What was made for this key before, or what is made now.

    Raises BusyError at once when others wait already, or when it is not its turn within a while.
    """
    if key in _kept:
        known: Made = _kept[key]
        return known
    return _at_its_turn(lambda: _keeping(key, make))


def in_turn(make: Callable[[], Made]) -> Made:
    """What ``make`` gives, which is too large to keep. Raises BusyError as ``once`` does."""
    return _at_its_turn(lambda: roomy(make))


def _keeping(key: tuple[object, ...], make: Callable[[], Made]) -> Made:
    if key not in _kept:  # somebody else may have asked the same while this one waited
        made = roomy(make)
        if len(_kept) >= KEPT:
            _kept.pop(next(iter(_kept)))
        _kept[key] = made
    found: Made = _kept[key]
    return found


def _at_its_turn(work: Callable[[], Made]) -> Made:
    if not _places.acquire(blocking=False):
        raise BusyError
    try:
        if not _one_at_a_time.acquire(timeout=PATIENCE_SECONDS):
            raise BusyError
        try:
            return work()
        finally:
            _one_at_a_time.release()
    finally:
        _places.release()


def roomy(make: Callable[[], Made]) -> Made:
    """What ``make`` gives, worked out in a thread with a large stack, in the language of the page.

    Raises what ``make`` raises. ``make`` asks nothing of the database: another thread is another connection.
    """
    made: list[Made] = []
    wrong: list[BaseException] = []

    language = translation.get_language()

    def work() -> None:
        try:
            with translation.override(language):
                made.append(make())
        except BaseException as error:
            wrong.append(error)

    thread = threading.Thread(target=work, daemon=True)
    with _one_starts:
        before = threading.stack_size(STACK)
        try:
            thread.start()
        finally:
            threading.stack_size(before)
    thread.join()
    if wrong:
        raise wrong[0]
    return made[0]
