"""What a page has looked up already: asked once, however many of its parts need it.

Only while a page is read: whoever writes asks the database each time.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

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


def remembered(
    key: Callable[Given, Hashable],
) -> Callable[[Callable[Given, Answer]], Callable[Given, Answer]]:
    """Let a reading function be asked once per ``key`` of what it was given."""

    def decorate(read: Callable[Given, Answer]) -> Callable[Given, Answer]:
        @wraps(read)
        def ask(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
            kept = _kept.get()
            if kept is None:
                return read(*args, **kwargs)
            place = (read, key(*args, **kwargs))
            if place not in kept:
                kept[place] = read(*args, **kwargs)
            answer: Answer = kept[place]
            return answer

        return ask

    return decorate
