"""The search for loops, step by step: one text that runs on lists as it stands and on arrays when compiled.

It is Johnson's search (1975) with relations instead of factors as steps, so that parallel relations give
different loops, and with two additions. A factor is entered only when its shortest way back to the root
still fits the bound, and a factor that failed is locked for every visit with no more room than it had then.
Both keep the work between two loops polynomial under a length bound, where a plain bounded search is
exponential. Everything the search knows is in its arguments: it can stop at any step and go on later, also
after lists have become arrays.
"""

from collections.abc import MutableSequence, Sequence
from typing import NamedTuple

# Places in State.cursor
NEXT_ROOT = 0  # which of Net.roots comes next
DEPTH = 1  # relations between the root and where the search stands; -1 between two roots
BOUND = 2  # most relations in a loop
BOUNDED = 3  # 1 when the bound can leave loops out
WHOLE = 4  # 1 when every factor may be entered, 0 when only those from the root on
CLOSED = 5  # loops closed so far
LIMIT = 6  # stop when so many loops are closed
CAUGHT = 7  # loops in the catch
USED = 8  # places of Catch.slots in use
CURSOR_SIZE = 9

FAR = 1 << 30  # no way back; also the lock of a factor that is on the path

DONE = 0
PAUSED = 1
FULL = 2


class Net(NamedTuple):
    """One component, its N factors and M relations renumbered; a slot is the place of a relation.

    Slots are sorted by source: those of factor i are ``offsets[i]`` to ``offsets[i + 1]``. ``in_slots`` holds
    the slots sorted by target, found by ``in_offsets``. Self relations are not in it. A slot may stand for
    several ways from its source to its target: ``ways`` in all, ``signed`` of known sign, and ``balance`` is
    the positive minus the negative ones.
    """

    offsets: Sequence[int]
    head: Sequence[int]
    tail: Sequence[int]
    ways: Sequence[int]
    signed: Sequence[int]
    balance: Sequence[int]
    in_offsets: Sequence[int]
    in_slots: Sequence[int]
    roots: Sequence[int]


class State(NamedTuple):
    """Where the search stands; ``signs``: loops of known sign, and reinforcing minus balancing ones."""

    cursor: MutableSequence[int]
    signs: MutableSequence[int]
    distance: MutableSequence[int]
    lock: MutableSequence[int]
    waiting: MutableSequence[int]
    path: MutableSequence[int]
    pointer: MutableSequence[int]
    ways: MutableSequence[int]
    signed: MutableSequence[int]
    balance: MutableSequence[int]
    found: MutableSequence[int]
    pile: MutableSequence[int]


class Catch(NamedTuple):
    """Loops found: how many slots each has, and the slots one after another. Without room it only counts."""

    lengths: MutableSequence[int]
    slots: MutableSequence[int]


def advance(steps: int, net: Net, state: State, catch: Catch) -> int:
    """Take so many steps; answers DONE, PAUSED (steps are used up) or FULL (limit reached, or no room)."""
    cursor, path, pointer, distance = state.cursor, state.path, state.pointer, state.distance
    offsets, head, lock = net.offsets, net.head, state.lock
    while steps > 0:
        steps -= 1
        depth = cursor[DEPTH]
        if depth < 0:
            if cursor[NEXT_ROOT] == len(net.roots):
                return DONE
            steps -= begin(net, state)
            continue
        slot = pointer[depth]
        if slot == offsets[path[depth] + 1]:
            leave(net, state, depth)
            continue
        ahead = head[slot]
        if ahead == path[0]:
            if not close(net, state, catch, depth):
                return FULL
            pointer[depth] = slot + 1
            continue
        pointer[depth] = slot + 1
        room = cursor[BOUND] - depth - 1
        if lock[ahead] < room and distance[ahead] <= room:
            lock[ahead] = FAR
            enter(net, state, depth, slot)
    return PAUSED


def enter(net: Net, state: State, depth: int, slot: int) -> None:
    """Stand on the factor at the end of a slot."""
    ahead = net.head[slot]
    deeper = depth + 1
    state.cursor[DEPTH] = deeper
    state.path[deeper] = ahead
    state.pointer[deeper] = net.offsets[ahead]
    state.ways[deeper] = state.ways[depth] * net.ways[slot]
    state.signed[deeper] = state.signed[depth] * net.signed[slot]
    state.balance[deeper] = state.balance[depth] * net.balance[slot]
    state.found[deeper] = 0


def begin(net: Net, state: State) -> int:
    """Stand on the next root with everything unlocked; answers what that cost in steps."""
    cursor, distance, tail, pile = state.cursor, state.distance, net.tail, state.pile
    root = net.roots[cursor[NEXT_ROOT]]
    lowest = 0 if cursor[WHOLE] else root
    for node in range(len(distance)):
        distance[node] = FAR
        state.lock[node] = 0
    for slot in range(len(tail)):
        state.waiting[slot] = 0
    distance[root] = 0
    pile[0] = root
    first = 0
    last = 1
    while first < last:
        here = pile[first]
        first += 1
        for place in range(net.in_offsets[here], net.in_offsets[here + 1]):
            behind = tail[net.in_slots[place]]
            if behind >= lowest and distance[behind] == FAR:
                distance[behind] = distance[here] + 1
                pile[last] = behind
                last += 1
    cursor[NEXT_ROOT] += 1
    cursor[DEPTH] = 0
    state.path[0] = root
    state.pointer[0] = net.offsets[root]
    state.ways[0] = state.signed[0] = state.balance[0] = 1
    state.found[0] = 0
    state.lock[root] = FAR
    return len(distance) + len(tail)


def close(net: Net, state: State, catch: Catch, depth: int) -> bool:
    """Count the loop that the next relation closes, and catch it when there is a catch; False if full."""
    cursor = state.cursor
    if cursor[CLOSED] >= cursor[LIMIT]:
        return False
    if len(catch.lengths) > 0:
        used = cursor[USED]
        if cursor[CAUGHT] == len(catch.lengths) or used + depth + 1 > len(catch.slots):
            return False
        for level in range(depth):
            catch.slots[used + level] = state.pointer[level] - 1
        catch.slots[used + depth] = state.pointer[depth]
        catch.lengths[cursor[CAUGHT]] = depth + 1
        cursor[CAUGHT] += 1
        cursor[USED] = used + depth + 1
    slot = state.pointer[depth]
    cursor[CLOSED] += state.ways[depth] * net.ways[slot]
    state.signs[0] += state.signed[depth] * net.signed[slot]
    state.signs[1] += state.balance[depth] * net.balance[slot]
    state.found[depth] = 1
    return True


def leave(net: Net, state: State, depth: int) -> None:
    """Step back from a factor: free it when it was on a loop, else lock it until one ahead of it is freed."""
    node = state.path[depth]
    state.cursor[DEPTH] = depth - 1
    if depth == 0:
        return
    if state.found[depth]:
        state.found[depth - 1] = 1
        unlock(net, state, node)
        return
    state.lock[node] = state.cursor[BOUND] - depth if state.cursor[BOUNDED] else FAR - 1
    for slot in range(net.offsets[node], net.offsets[node + 1]):
        state.waiting[slot] = 1


def unlock(net: Net, state: State, first: int) -> None:
    """Free a factor and all that waited for it, and those that waited for them."""
    lock, waiting, pile = state.lock, state.waiting, state.pile
    lock[first] = 0
    pile[0] = first
    height = 1
    while height > 0:
        height -= 1
        here = pile[height]
        for place in range(net.in_offsets[here], net.in_offsets[here + 1]):
            slot = net.in_slots[place]
            if waiting[slot]:
                waiting[slot] = 0
                behind = net.tail[slot]
                if 0 < lock[behind] < FAR:
                    lock[behind] = 0
                    pile[height] = behind
                    height += 1
