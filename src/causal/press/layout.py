"""Where each number of a system is kept, and in which order it is eliminated; worked out once per system.

The sizes differ from draw to draw, the places do not. So the elimination order, the fill-in and the list of
steps are found once, and every step then runs over all draws of a chunk at a time.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from causal.press.system import Ints, System


@dataclass(frozen=True)
class Pivot:
    """One step of elimination: the slot of the pivot, and what it changes.

    ``below`` pairs (position i, slot of m[i, k]); ``right`` pairs (position j, slot of m[k, j]); ``updates``
    holds for each of ``below`` the slots (m[k, j], m[i, j]) to update.
    """

    position: int
    slot: int
    below: tuple[tuple[int, int], ...]
    right: tuple[tuple[int, int], ...]
    updates: tuple[tuple[tuple[int, int], ...], ...]


@dataclass(frozen=True)
class Block:
    """One strongly connected part at the positions start..stop, with its elimination.

    ``dense`` when some factor may lack a restraint: then pivots can vanish and the part is solved with
    row exchange instead. ``cells`` are the slots of a dense (k, k) picture: (row, column, slot).
    """

    start: int
    stop: int
    dense: bool
    pivots: tuple[Pivot, ...]
    cells: Ints
    inflow: tuple[tuple[int, int, int], ...]  # (position in the block, earlier position, link)

    @property
    def size(self) -> int:
        """How many factors."""
        return self.stop - self.start


@dataclass(frozen=True)
class Layout:
    """The positions of a system's factors and the slots of its entries.

    ``order`` (N,) holds the factor at each position and ``place`` (N,) the position of each factor;
    ``link_slots`` pairs (link, slot) inside blocks; ``diagonal`` (N,) is the slot of
    each position's own entry.
    """

    order: Ints
    place: Ints
    slots: int
    diagonal: Ints
    link_slots: tuple[tuple[int, int], ...]
    blocks: tuple[Block, ...]


def layout_of(system: System) -> Layout:
    """Order, slots and steps of a system."""
    inside = _links_inside(system)
    orders = [_elimination_order(block.tolist(), inside) for block in system.blocks]
    order = np.array([factor for part in orders for factor in part], dtype=np.int64)
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    slots: dict[tuple[int, int], int] = {(p, p): p for p in range(len(order))}
    ends = np.cumsum([len(part) for part in orders]).tolist()
    block_of = np.repeat(np.arange(len(orders)), [len(part) for part in orders])
    link_slots, inflow = _slots_of_links(system, place, block_of, slots)
    blocks = []
    for number, (part, stop) in enumerate(zip(orders, ends, strict=True)):
        start = stop - len(part)
        dense = len(part) > 1 and not _surely_restrained(system, part)
        pivots = () if dense else _eliminate(start, stop, slots)
        cells = [(i - start, j - start, slot) for (i, j), slot in slots.items() if start <= i < stop]
        blocks.append(
            Block(start, stop, dense, pivots, np.array(cells, dtype=np.int64), tuple(inflow[number]))
        )
    return Layout(
        order=order,
        place=place,
        slots=len(slots),
        diagonal=np.arange(len(order)),
        link_slots=tuple(link_slots),
        blocks=tuple(blocks),
    )


def _links_inside(system: System) -> dict[int, set[int]]:
    block_of = np.empty(len(system.factors), dtype=np.int64)
    for number, block in enumerate(system.blocks):
        block_of[block] = number
    near: dict[int, set[int]] = {}
    for target, source in zip(system.target.tolist(), system.source.tolist(), strict=True):
        if block_of[target] == block_of[source] and target != source:
            near.setdefault(target, set()).add(source)
            near.setdefault(source, set()).add(target)
    return near


def _elimination_order(block: Sequence[int], inside: dict[int, set[int]]) -> list[int]:
    """Fewest neighbours first; taking one out joins its neighbours."""
    near = {factor: set(inside.get(factor, ())) for factor in block}
    order = []
    while near:
        factor = min(near, key=lambda one: (len(near[one]), one))
        neighbours = near.pop(factor)
        for other in neighbours:
            near[other] |= neighbours
            near[other] -= {other, factor}
        order.append(factor)
    return order


def _slots_of_links(
    system: System, place: Ints, block_of: Ints, slots: dict[tuple[int, int], int]
) -> tuple[list[tuple[int, int]], list[list[tuple[int, int, int]]]]:
    """Give each entry inside a block its slot, and list what flows into each block from earlier ones."""
    link_slots = []
    inflow: list[list[tuple[int, int, int]]] = [[] for _ in np.unique(block_of)]
    for link, (target, source) in enumerate(zip(place[system.target], place[system.source], strict=True)):
        here = (int(target), int(source))
        if block_of[here[0]] == block_of[here[1]]:
            link_slots.append((link, slots.setdefault(here, len(slots))))
        else:
            inflow[block_of[here[0]]].append((*here, link))
    return link_slots, inflow


def _surely_restrained(system: System, block: Sequence[int]) -> bool:
    self_links = set(system.target[system.target == system.source].tolist())
    return bool(system.restrained[list(block)].all()) and self_links.isdisjoint(block)


def _eliminate(start: int, stop: int, slots: dict[tuple[int, int], int]) -> tuple[Pivot, ...]:
    rows: dict[int, set[int]] = {i: {i} for i in range(start, stop)}
    columns: dict[int, set[int]] = {j: {j} for j in range(start, stop)}
    for i, j in [key for key in slots if start <= key[0] < stop]:
        rows[i].add(j)
        columns[j].add(i)
    pivots = []
    for k in range(start, stop):
        below = sorted(i for i in columns[k] if i > k)
        right = sorted(j for j in rows[k] if j > k)
        updates = []
        for i in below:
            for j in right:
                slots.setdefault((i, j), len(slots))
                rows[i].add(j)
                columns[j].add(i)
            updates.append(tuple((slots[k, j], slots[i, j]) for j in right))
        pivots.append(
            Pivot(
                position=k,
                slot=slots[k, k],
                below=tuple((i, slots[i, k]) for i in below),
                right=tuple((j, slots[k, j]) for j in right),
                updates=tuple(updates),
            )
        )
    return tuple(pivots)
