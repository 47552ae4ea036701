"""What a page has looked up already: asked once, however many of its parts need it.

Only while a page is read: whoever writes asks the database each time.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import update_wrapper
from typing import Any, Generic, ParamSpec, TypeVar

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
_kept: ContextVar[dict[Hashable, Any] | None] = ContextVar("ketenzicht_remembered", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Remember within the body, and forget everything after it."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


class Remembered(Generic[Given, Answer]):
    """A reading function that is asked once per ``key`` of what it was given."""

    def __init__(self, read: Callable[Given, Answer], key: Callable[Given, Hashable]) -> None:
        self._read, self._key = read, key
        update_wrapper(self, read)

    def __call__(self, *args: Given.args, **kwargs: Given.kwargs) -> Answer:
        kept = _kept.get()
        if kept is None:
            return self._read(*args, **kwargs)
        place = (self._read, self._key(*args, **kwargs))
        if place not in kept:
            kept[place] = self._read(*args, **kwargs)
        answer: Answer = kept[place]
        return answer

    def known(self, *args: Given.args, **kwargs: Given.kwargs) -> Answer | None:
        """The answer, when this page has asked already."""
        return (_kept.get() or {}).get((self._read, self._key(*args, **kwargs)))


def remembered(
    key: Callable[Given, Hashable],
) -> Callable[[Callable[Given, Answer]], Remembered[Given, Answer]]:
    """Let a reading function be asked once per ``key`` of what it was given."""
    return lambda read: Remembered(read, key)
