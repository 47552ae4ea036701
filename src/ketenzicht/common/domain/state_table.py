"""State machines as tables: state × event × right × relation → state.

One table drives buttons (:meth:`Table.allowed`), guards (:meth:`Table.move`) and tests, so the three
cannot disagree. A row without a verb is caused by the relation alone: the product itself, or a reporter.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from ketenzicht.common.domain.rights import Verb


class Relation(StrEnum):
    """How the one who acts stands to the record."""

    HOLDER = "holder"
    REPORTER = "reporter"
    SENDER = "sender"
    RECEIVER = "receiver"
    SYSTEM = "system"


S = TypeVar("S", bound=StrEnum)
E = TypeVar("E", bound=StrEnum)


class MoveNotAllowed(Exception):
    """The record cannot make this move now, or not by this actor. Knows the state and the event."""

    def __init__(self, state: StrEnum, event: StrEnum) -> None:
        super().__init__(f"{state.value} × {event.value}")
        self.state = state
        self.event = event


class ReasonMissing(MoveNotAllowed):
    """The move is allowed, but only with a reason."""


@dataclass(frozen=True)
class Transition(Generic[S, E]):
    """One row of a state table."""

    frm: S
    event: E
    to: S
    verb: Verb | None
    relation: Relation
    reason_required: bool = False

    def open_to(self, verbs: Collection[Verb], relation: Relation | None) -> bool:
        """Whether somebody with these rights and this relation may cause it."""
        return relation == self.relation and (self.verb is None or self.verb in verbs)


class Table(Generic[S, E]):
    """All moves of one kind of record. Raises ValueError for a table that contradicts itself."""

    def __init__(self, initial: S, transitions: Iterable[Transition[S, E]]) -> None:
        self.initial = initial
        self.transitions = tuple(transitions)
        self._refuse_contradictions()

    @property
    def final(self) -> frozenset[S]:
        """The states that nothing leaves."""
        left = {row.frm for row in self.transitions if row.to is not row.frm}
        return frozenset(type(self.initial)) - left

    def allowed(
        self, state: S, verbs: Collection[Verb], relation: Relation | None
    ) -> tuple[Transition[S, E], ...]:
        """The moves that somebody with these rights and this relation may make now, in table order."""
        return tuple(row for row in self.transitions if row.frm == state and row.open_to(verbs, relation))

    def move(
        self,
        state: S,
        event: E,
        *,
        verbs: Collection[Verb],
        relation: Relation | None,
        reason: str = "",
    ) -> S:
        """The state after ``event``. Raises MoveNotAllowed, or ReasonMissing where a reason is due."""
        for row in self.allowed(state, verbs, relation):
            if row.event == event:
                if row.reason_required and not reason.strip():
                    raise ReasonMissing(state, event)
                return row.to
        raise MoveNotAllowed(state, event)

    def reachable(self) -> frozenset[S]:
        """The states that some sequence of moves leads to."""
        found = {self.initial}
        while more := {row.to for row in self.transitions if row.frm in found} - found:
            found |= more
        return frozenset(found)

    def _refuse_contradictions(self) -> None:
        seen: set[tuple[S, E, Verb | None, Relation]] = set()
        target: dict[tuple[S, E], S] = {}
        for row in self.transitions:
            key = (row.frm, row.event, row.verb, row.relation)
            if key in seen or target.setdefault((row.frm, row.event), row.to) is not row.to:
                raise ValueError(f"Two rows for {row.frm.value} × {row.event.value}")
            seen.add(key)
