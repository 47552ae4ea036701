"""Where nodes stand in a drawing: causes, problems and consequences beside each other, arrows short."""

from collections.abc import Mapping, Sequence

from ketenzicht.planning.domain.causes.network import Network, NodeKind

Point = tuple[float, float]
# The sizes of the engine's drawings: a node with the room round it, and the room for arrows between columns.
ACROSS, DOWN, BETWEEN = 168.0, 80.0, 96.0
HIGHEST = 14
SWEEPS = 6


def positions(network: Network) -> dict[str, Point]:
    """The middle of every node. Columns higher than ``HIGHEST`` are cut into columns beside each other."""
    rows = _ordered(network)
    found: dict[str, Point] = {}
    left = 0.0
    for kind in NodeKind:
        keys = rows[kind]
        for place, key in enumerate(keys):
            column, row = divmod(place, HIGHEST)
            found[key] = (left + column * ACROSS, (row - min(len(keys), HIGHEST) / 2) * DOWN)
        if keys:
            left += ((len(keys) - 1) // HIGHEST + 1) * ACROSS + BETWEEN
    return found


def _ordered(network: Network) -> dict[NodeKind, list[str]]:
    """Each column from top to bottom, every node near the middle of what it is joined to."""
    rows = {kind: [node.key for node in network.of_kind(kind)] for kind in NodeKind}
    for _sweep in range(SWEEPS):
        for kind in (*NodeKind, *reversed(NodeKind)):
            places = {key: _at(place, keys) for keys in rows.values() for place, key in enumerate(keys)}
            rows[kind] = sorted(rows[kind], key=lambda key: _middle(network, key, places))
    return rows


def _at(place: int, keys: Sequence[str]) -> float:
    return place - (len(keys) - 1) / 2


def _middle(network: Network, key: str, places: Mapping[str, float]) -> float:
    """The mean height of what a node is joined to; its own height when that is nothing."""
    joined = [places[one.target] for one in network.out_of(key)] + [
        places[one.source] for one in network.into(key)
    ]
    return sum(joined) / len(joined) if joined else places[key]
