"""Where higher parts hear that a hand-off moved. They join in ``AppConfig.ready()``."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class HandoverMoved:
    """A step of a hand-off. Ids and codes; no text.

    ``event`` is a code of ``domain.states.HandoverEvent`` or of ``domain.answers.Fact``; ``answer_outcome``
    and ``may_tell`` (``domain.answers``) are filled when it is ``finish``.
    """

    handover_id: UUID
    number: int
    origin: tuple[str, UUID]
    event: str
    from_desk_id: int
    to_desk_id: int
    at: datetime
    by_user_id: int | None
    answer_outcome: str = ""
    may_tell: str = ""


on_moved: list[Callable[[HandoverMoved], None]] = []


def tell(moved: HandoverMoved) -> None:
    """Call everybody who joined, inside the moving transaction, as the sending desk.

    Who moves it has no rights where it came from, so a handler acts as the desk it works for.
    """
    for handler in on_moved:
        handler(moved)
