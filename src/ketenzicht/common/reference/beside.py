"""What comes in together with the reference data and is no table of rows. Parts join in ``ready()``."""

from collections.abc import Callable
from datetime import datetime

from ketenzicht.common.actor import Actor

# Brings its things up to date, only once however often it is called, and says in lines what it did.
loaders: list[Callable[[Actor, datetime], list[str]]] = []


def load_beside(*, by: Actor, at: datetime) -> list[str]:
    """Let every joined part load what it ships; call it inside ``acting(by)``."""
    return [line for load in loaders for line in load(by, at)]
