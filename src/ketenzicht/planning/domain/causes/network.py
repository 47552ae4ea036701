"""A network of causes: what causes what, and which statements say so. Plain values that never change."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any


class NodeKind(StrEnum):
    """Where something stands: what causes, what is wrong, and what follows."""

    CAUSE = "cause"
    PROBLEM = "problem"
    CONSEQUENCE = "consequence"


class Side(StrEnum):
    """Whether a statement supports an arrow or speaks against it."""

    FOR = "for"
    AGAINST = "against"


@dataclass(frozen=True)
class Node:
    """A cluster, or with ``cluster`` empty something that a person named. ``step`` changed it last."""

    key: str
    kind: NodeKind
    title: str
    cluster: str = ""
    note: str = ""
    step: int = 0


@dataclass(frozen=True)
class Arrow:
    """More of ``source`` gives more (1) or less (-1) of ``target``.

    ``statements`` says by number which statements bear on it and on which side; ``drawn`` is the step that
    drew it, ``step`` the one that changed it last.
    """

    number: int
    source: str
    target: str
    sign: int
    statements: Mapping[int, Side] = field(default_factory=dict)
    note: str = ""
    drawn: int = 0
    step: int = 0

    def on(self, side: Side) -> tuple[int, ...]:
        """The numbers of the statements on one side, in their order."""
        return tuple(sorted(number for number, there in self.statements.items() if there == side))

    @property
    def support(self) -> tuple[int, ...]:
        """The statements that say so."""
        return self.on(Side.FOR)

    @property
    def doubt(self) -> tuple[int, ...]:
        """The statements that speak against it."""
        return self.on(Side.AGAINST)


@dataclass(frozen=True)
class Network:
    """All nodes by key and all arrows by number, in the order in which they came."""

    nodes: Mapping[str, Node] = field(default_factory=dict)
    arrows: Mapping[int, Arrow] = field(default_factory=dict)

    def into(self, key: str) -> list[Arrow]:
        """The arrows that lead to a node."""
        return [arrow for arrow in self.arrows.values() if arrow.target == key]

    def out_of(self, key: str) -> list[Arrow]:
        """The arrows that go on from a node."""
        return [arrow for arrow in self.arrows.values() if arrow.source == key]

    def of_kind(self, kind: NodeKind) -> list[Node]:
        """The nodes that stand under one heading."""
        return [node for node in self.nodes.values() if node.kind == kind]

    def between(self, source: str, target: str, sign: int) -> Arrow | None:
        """The arrow that says exactly this."""
        for arrow in self.arrows.values():
            if (arrow.source, arrow.target, arrow.sign) == (source, target, sign):
                return arrow
        return None

    def statements(self) -> frozenset[int]:
        """The numbers of all statements that bear on an arrow."""
        return frozenset(number for arrow in self.arrows.values() for number in arrow.statements)


# One thing that a step changed: what it is, its key, and what it was and became (None when it was not there).
Touched = tuple[str, str, dict[str, Any] | None, dict[str, Any] | None]


def touched(before: Network, after: Network) -> list[Touched]:
    """What differs, as plain data from which either can be made out of the other."""
    return [
        *_differences("node", before.nodes, after.nodes, node_data),
        *_differences("arrow", before.arrows, after.arrows, arrow_data),
    ]


def _differences(
    kind: str, before: Mapping[Any, Any], after: Mapping[Any, Any], data: Any
) -> Iterator[Touched]:
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        if old != new:
            yield kind, str(key), data(old) if old else None, data(new) if new else None


def brought_back(network: Network, changes: Iterable[Any]) -> Network:
    """The network as it was before ``changes``, which were the last ones made in it."""
    nodes, arrows = dict(network.nodes), dict(network.arrows)
    for kind, key, before, _after in changes:
        if kind == "node":
            nodes.pop(key, None)
            if before is not None:
                nodes[key] = node_of(before)
        else:
            arrows.pop(int(key), None)
            if before is not None:
                arrows[int(key)] = arrow_of(before)
    return Network(nodes, dict(sorted(arrows.items())))


def following(network: Network, stands: Mapping[int, Iterable[int]]) -> Network:
    """The network with, for a statement that stands no longer, the ones that hold its words now."""
    return replace(
        network,
        arrows={
            number: replace(arrow, statements=_followed(arrow.statements, stands))
            for number, arrow in network.arrows.items()
        },
    )


def _followed(statements: Mapping[int, Side], stands: Mapping[int, Iterable[int]]) -> dict[int, Side]:
    found = {number: side for number, side in statements.items() if number not in stands}
    for number, side in statements.items():
        for now in stands.get(number, ()):
            found.setdefault(now, side)
    return dict(sorted(found.items()))


def node_data(node: Node) -> dict[str, Any]:
    """A node as plain data."""
    return {**vars(node), "kind": node.kind.value}


def node_of(data: Mapping[str, Any]) -> Node:
    """The node in plain data."""
    return Node(**{**data, "kind": NodeKind(data["kind"])})


def arrow_data(arrow: Arrow) -> dict[str, Any]:
    """An arrow as plain data."""
    return {**vars(arrow), "statements": [[number, side.value] for number, side in arrow.statements.items()]}


def arrow_of(data: Mapping[str, Any]) -> Arrow:
    """The arrow in plain data."""
    return Arrow(**{**data, "statements": {number: Side(side) for number, side in data["statements"]}})


def with_node(network: Network, node: Node) -> Network:
    """The network with this node in the place of the one with its key."""
    return replace(network, nodes={**network.nodes, node.key: node})


def with_arrow(network: Network, arrow: Arrow) -> Network:
    """The network with this arrow in the place of the one with its number."""
    return replace(network, arrows={**network.arrows, arrow.number: arrow})
