"""What comes out of a network of causes.

Counts are counts of statements: how often something was said, not whether it is true.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from heapq import heappop, heappush
from itertools import combinations, count, islice, product
from operator import or_

from ketenzicht.planning.domain.causes.network import Arrow, Network, Node

# Pairs of numbers of statements that say the opposite of each other.
Opposites = Collection[tuple[int, int]]
CHAINS_SHOWN = 10
# A network that people drew is done long before; it keeps a page quick on one that nobody can read anyway.
LOOKED_AT = 20_000


def root_causes(network: Network) -> list[Node]:
    """The nodes from which arrows go and to which none leads."""
    reached = {arrow.target for arrow in network.arrows.values()}
    going = {arrow.source for arrow in network.arrows.values()}
    return [node for key, node in network.nodes.items() if key in going and key not in reached]


def loose(network: Network) -> list[Node]:
    """The nodes that no arrow touches yet."""
    used = {end for arrow in network.arrows.values() for end in (arrow.source, arrow.target)}
    return [node for key, node in network.nodes.items() if key not in used]


def unsupported(network: Network) -> list[Arrow]:
    """The arrows that no statement says."""
    return [arrow for arrow in network.arrows.values() if not arrow.support]


@dataclass(frozen=True)
class Chain:
    """Arrows from a root cause to where nothing follows. ``statements`` counts each statement once."""

    arrows: tuple[Arrow, ...]

    @property
    def statements(self) -> frozenset[int]:
        """Every statement that supports an arrow of the chain."""
        return frozenset(number for arrow in self.arrows for number in arrow.support)

    @property
    def weakest(self) -> Arrow:
        """The arrow with the fewest statements; the first one when several have so few."""
        return min(self.arrows, key=lambda arrow: len(arrow.support))

    @property
    def nodes(self) -> tuple[str, ...]:
        """The keys of the nodes from first to last."""
        return (self.arrows[0].source, *(arrow.target for arrow in self.arrows))


@dataclass(frozen=True)
class Chains:
    """The chains with the most statements first; ``complete`` is False when looking was broken off."""

    chains: tuple[Chain, ...]
    complete: bool


def most_supported(network: Network, *, most: int = CHAINS_SHOWN, looked_at: int = LOOKED_AT) -> Chains:
    """The chains that rest on the most statements.

    Goes on where the most can still come of it, so that what is finished first has the most. When that takes
    too long, the chains it was at are finished as well as they go, and ``complete`` says so.
    """
    search = _Search(network)
    found: list[Chain] = []
    steps = 0
    while search.waiting and len(found) < most and steps < looked_at:
        done = search.step()
        found += [done] if done else []
        steps += 1
    complete = not search.waiting or len(found) == most
    if not complete:
        found += islice(search.finished_at_once(), most - len(found))
        found.sort(key=lambda chain: -len(chain.statements))
    return Chains(tuple(found), complete)


class _Search:
    """Chains that are not finished, each with the most statements that can come of it."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.masks = _masks(network)
        self.ahead, self.most_after = _ahead(network, self.masks), _most_after(network)
        self.waiting: list[tuple[int, int, int, tuple[int, ...]]] = []
        self.order = count()
        for root in root_causes(network):
            for arrow in network.out_of(root.key):
                self.put((arrow.number,), self.masks[arrow.number])

    def put(self, path: tuple[int, ...], mask: int) -> None:
        """Let a chain wait for its turn: those of which the most can come first, of these the newest."""
        end = self.network.arrows[path[-1]].target
        can_be = min((mask | self.ahead[end]).bit_count(), mask.bit_count() + self.most_after[end])
        heappush(self.waiting, (-can_be, -next(self.order), mask, path))

    def step(self) -> Chain | None:
        """Take the best chain that waits one arrow further; answers a chain that is finished."""
        bound, _place, mask, path = heappop(self.waiting)
        following = self.following(path)
        for arrow in following:
            self.put((*path, arrow.number), mask | self.masks[arrow.number])
        if following:
            return None
        if -bound == mask.bit_count():
            return self.chain(path)
        # What lies ahead leads back into the chain and adds nothing; it waits for its real turn.
        heappush(self.waiting, (-mask.bit_count(), -next(self.order), mask, path))
        return None

    def finished_at_once(self) -> Iterator[Chain]:
        """The chains that wait, each taken to its end by the arrow with the most new statements."""
        seen = set()
        while self.waiting:
            _bound, _place, mask, path = heappop(self.waiting)
            while following := self.following(path):
                best = max(following, key=lambda arrow: (mask | self.masks[arrow.number]).bit_count())
                path, mask = (*path, best.number), mask | self.masks[best.number]
            if path not in seen:
                seen.add(path)
                yield self.chain(path)

    def following(self, path: tuple[int, ...]) -> list[Arrow]:
        """The arrows by which a chain can go on: a chain comes nowhere twice."""
        passed = {self.network.arrows[number].source for number in path}
        return [one for one in self.going[self.network.arrows[path[-1]].target] if one.target not in passed]

    @cached_property
    def going(self) -> dict[str, list[Arrow]]:
        """The arrows that go on from each node."""
        return {key: self.network.out_of(key) for key in self.network.nodes}

    def chain(self, path: tuple[int, ...]) -> Chain:
        """The arrows of a path."""
        return Chain(tuple(self.network.arrows[number] for number in path))


def _masks(network: Network) -> dict[int, int]:
    """The statements that support each arrow, as bits of a number."""
    bit = {number: 1 << place for place, number in enumerate(sorted(network.statements()))}
    return {
        number: reduce(or_, (bit[one] for one in arrow.support), 0)
        for number, arrow in network.arrows.items()
    }


def _ahead(network: Network, masks: Mapping[int, int]) -> dict[str, int]:
    """For each node the statements under all arrows that can follow it."""
    ahead = dict.fromkeys(network.nodes, 0)
    changed = True
    while changed:
        changed = False
        for number, arrow in network.arrows.items():
            more = ahead[arrow.source] | masks[number] | ahead[arrow.target]
            changed |= more != ahead[arrow.source]
            ahead[arrow.source] = more
    return ahead


def _most_after(network: Network) -> dict[str, int]:
    """For each node no fewer than the statements under the arrows that one chain can take after it."""
    most = dict.fromkeys(network.nodes, 0)
    for _longest in network.nodes:
        before = dict(most)
        for arrow in network.arrows.values():
            most[arrow.source] = max(most[arrow.source], len(arrow.support) + before[arrow.target])
        if most == before:
            break
    return most


@dataclass(frozen=True)
class Contradiction:
    """Where people contradict each other about one arrow, or two arrows say opposite things.

    ``opposed`` are pairs of statements marked as opposite that stand on different sides.
    """

    arrows: tuple[Arrow, ...]
    opposed: tuple[tuple[int, int], ...] = ()


def contradictions(network: Network, opposites: Opposites = ()) -> list[Contradiction]:
    """Arrows with statements for and against, and pairs of arrows with the same ends and opposite signs."""
    arrows = network.arrows.values()
    single = [
        Contradiction((one,), _across(one.support, one.doubt, opposites))
        for one in arrows
        if one.support and one.doubt
    ]
    double = [
        Contradiction((one, other), _across(one.support, other.support, opposites))
        for one, other in combinations(arrows, 2)
        if (one.source, one.target) == (other.source, other.target) and one.sign != other.sign
    ]
    return single + double


def opposed_on_one_side(network: Network, opposites: Opposites) -> list[Contradiction]:
    """Arrows on one side of which two statements stand that were marked as opposite."""
    return [
        Contradiction((arrow,), pairs)
        for arrow in network.arrows.values()
        if (pairs := (*_within(arrow.support, opposites), *_within(arrow.doubt, opposites)))
    ]


def _across(one: Iterable[int], other: Iterable[int], opposites: Opposites) -> tuple[tuple[int, int], ...]:
    return tuple(pair for pair in product(one, other) if _are_opposite(pair, opposites))


def _within(side: Iterable[int], opposites: Opposites) -> Iterator[tuple[int, int]]:
    return (pair for pair in combinations(side, 2) if _are_opposite(pair, opposites))


def _are_opposite(pair: tuple[int, int], opposites: Opposites) -> bool:
    return pair in opposites or pair[::-1] in opposites
