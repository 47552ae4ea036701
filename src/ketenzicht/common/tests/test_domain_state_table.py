"""The state table itself, on a small example: a door."""

from enum import StrEnum

import pytest

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import (
    MoveNotAllowed,
    ReasonMissing,
    Relation,
    Table,
    Transition,
)


class Door(StrEnum):
    OPEN = "open"
    SHUT = "shut"
    WALLED = "walled"


class Act(StrEnum):
    SHUT = "shut"
    OPEN = "open"
    WALL_UP = "wall_up"


TRIAGE = frozenset({Verb.SIGNAL_TRIAGE})
ROWS = (
    Transition(Door.OPEN, Act.SHUT, Door.SHUT, Verb.SIGNAL_TRIAGE, Relation.HOLDER),
    Transition(Door.SHUT, Act.OPEN, Door.OPEN, None, Relation.REPORTER),
    Transition(Door.SHUT, Act.WALL_UP, Door.WALLED, Verb.SIGNAL_CLOSE, Relation.HOLDER, True),
)
TABLE = Table(Door.OPEN, ROWS)


def test_it_moves_along_a_row() -> None:
    assert TABLE.move(Door.OPEN, Act.SHUT, verbs=TRIAGE, relation=Relation.HOLDER) is Door.SHUT


def test_it_needs_no_right_where_the_relation_is_enough() -> None:
    assert TABLE.move(Door.SHUT, Act.OPEN, verbs=(), relation=Relation.REPORTER) is Door.OPEN


@pytest.mark.parametrize(
    ("state", "event", "verbs", "relation"),
    [
        (Door.SHUT, Act.SHUT, TRIAGE, Relation.HOLDER),
        (Door.OPEN, Act.SHUT, frozenset({Verb.SIGNAL_READ}), Relation.HOLDER),
        (Door.OPEN, Act.SHUT, TRIAGE, Relation.SENDER),
        (Door.OPEN, Act.SHUT, TRIAGE, None),
        (Door.OPEN, Act.SHUT, frozenset(), Relation.HOLDER),
    ],
)
def test_it_refuses_everything_else(
    state: Door, event: Act, verbs: frozenset[Verb], relation: Relation | None
) -> None:
    with pytest.raises(MoveNotAllowed) as refusal:
        TABLE.move(state, event, verbs=verbs, relation=relation)
    assert (refusal.value.state, refusal.value.event) == (state, event)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_it_asks_for_a_reason_where_one_is_due(reason: str) -> None:
    close = frozenset({Verb.SIGNAL_CLOSE})
    with pytest.raises(ReasonMissing):
        TABLE.move(Door.SHUT, Act.WALL_UP, verbs=close, relation=Relation.HOLDER, reason=reason)
    moved = TABLE.move(Door.SHUT, Act.WALL_UP, verbs=close, relation=Relation.HOLDER, reason="draught")
    assert moved is Door.WALLED


def test_it_offers_exactly_the_moves_that_it_would_allow() -> None:
    offered = TABLE.allowed(Door.SHUT, frozenset({Verb.SIGNAL_CLOSE}), Relation.HOLDER)
    assert [row.event for row in offered] == [Act.WALL_UP]


def test_it_knows_its_final_and_reachable_states() -> None:
    assert TABLE.final == {Door.WALLED}
    assert TABLE.reachable() == set(Door)


@pytest.mark.parametrize(
    "extra",
    [ROWS[0], Transition(Door.OPEN, Act.SHUT, Door.WALLED, Verb.SIGNAL_CLOSE, Relation.HOLDER)],
)
def test_it_refuses_a_table_that_contradicts_itself(extra: Transition[Door, Act]) -> None:
    with pytest.raises(ValueError, match="Two rows for open × shut"):
        Table(Door.OPEN, (*ROWS, extra))
