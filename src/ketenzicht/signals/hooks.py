"""What higher parts warn of where a signal is read or handed over. They join in ``AppConfig.ready()``."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ketenzicht.common.actor import Actor


@dataclass(frozen=True)
class Caution:
    """Something to know before a signal is used; the text says nothing about anybody."""

    title: str
    text: str
    since: datetime


cautions: list[Callable[[Actor, UUID], Iterator[Caution]]] = []


def cautions_about(actor: Actor, signal_id: UUID) -> list[Caution]:
    """Everything that anybody who joined warns of, for a signal that ``actor`` may read."""
    return [caution for said in cautions for caution in said(actor, signal_id)]
