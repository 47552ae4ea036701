"""Words to the person at the terminal, who may have closed it."""

import sys
from contextlib import suppress


def say(text: str = "") -> None:
    """Print ``text``; when nobody can read it any more, that is no reason to stop."""
    with suppress(OSError, ValueError):
        print(text, flush=True)


def complain(text: str) -> None:
    """Print ``text`` as an error."""
    with suppress(OSError, ValueError):
        print(text, file=sys.stderr, flush=True)
