"""Which routes and loops carry the change of a goal: an exact decomposition, possible as the model is linear.

The identity. Let S be the factors on which something is imposed and g the goal. A change reaches g along
chains of relations. Cut each chain at the last factor of S or g itself that it passes before it ends in g.
What is left is a walk from that factor to g through other factors only; take out of it, for each factor, all
that happens up to its last visit. What remains is a route (or, from g to g, a loop) without repetition, and
at each of its factors there may be rounds through factors that the route has not visited yet. So

    change of g  =  imposed on g  +  sum over routes  +  sum over loops through g

where a route from s contributes what becomes of the *actual* change of s when it passes the route's relations
one by one, every factor on the way amplified by the loops that avoid the factors already passed and S and g.
This is Mason's rule (1956) in time, and the loop-erased walk of Lawler (1980); no chain counts twice and
none is left out, so the parts add up to the whole to rounding. Each part is simulated as a part of its own.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from causal.model import Graph
from causal.response.motion import move
from causal.response.network import Array, Places, network_of
from causal.response.simulation import AT_ONCE, Response, initial_levels
from causal.structure import find_loops, find_paths

LISTED = 12


@dataclass(frozen=True)
class Part:
    """The share of one route or loop: ``change`` (T,) of the goal, of which ``direct`` (T,) without rounds.

    ``relations`` are places in the graph's arrays. A route begins at a factor on which something is imposed,
    a loop begins and ends at the goal.
    """

    factors: tuple[str, ...]
    relations: tuple[int, ...]
    is_loop: bool
    change: tuple[float, ...]
    direct: tuple[float, ...]


@dataclass(frozen=True)
class Dominance:
    """The change of a goal at T moments as a sum: imposed + parts + rest = whole.

    ``rest`` is what the routes and loops carry that are not in ``parts``; ``complete`` says that there are
    none, and then it is nothing but rounding. Parts are in order of their largest share over the run.
    """

    goal: str
    times: tuple[float, ...]
    whole: tuple[float, ...]
    imposed: tuple[float, ...]
    parts: tuple[Part, ...]
    rest: tuple[float, ...]
    complete: bool

    def as_json(self) -> dict[str, object]:
        """The decomposition as the command line shows it."""
        parts = [
            {
                "factors": list(part.factors),
                "loop": part.is_loop,
                "change": list(part.change),
                "direct": list(part.direct),
            }
            for part in self.parts
        ]
        whole = {"whole": list(self.whole), "imposed": list(self.imposed), "rest": list(self.rest)}
        return {
            "goal": self.goal,
            "times": list(self.times),
            **whole,
            "parts": parts,
            "complete": self.complete,
        }


def dominance(response: Response, goal: str, *, limit: int = LISTED) -> Dominance:
    """How the change of a goal is made up of the ``limit`` strongest routes and as many loops through it.

    Raises ValueError for an unknown factor.
    """
    graph, target = response.graph, response.graph.index(goal)
    sources = sorted(response.schedule.factors - {target})
    chains, complete = _chains(graph, sources, target, limit)
    levels = response.curves.at(response.times) - initial_levels(response.model)
    whole = levels[:, target]
    imposed = _imposed(response, target)
    parts = [_part(response, sources, target, chain) for chain in chains]
    parts.sort(key=lambda part: -max(map(abs, part.change), default=0.0))
    rest = whole - imposed - sum((np.array(part.change) for part in parts), np.zeros(len(whole)))
    return Dominance(
        goal=goal,
        times=response.times,
        whole=tuple(whole.tolist()),
        imposed=tuple(imposed.tolist()),
        parts=tuple(parts),
        rest=tuple(rest.tolist()),
        complete=complete,
    )


def _chains(
    graph: Graph, sources: Sequence[int], target: int, limit: int
) -> tuple[list[tuple[int, ...]], bool]:
    """Relations of the routes from each source around the others, and of the loops around them all."""
    chains: list[tuple[int, ...]] = []
    complete = True
    goal = graph.factors[target]
    for source in sources:
        around, places = _without(graph, [one for one in sources if one != source])
        found = find_paths(around, graph.factors[source], goal, k=limit)
        chains += [tuple(places[list(path.relations)].tolist()) for path in found.paths]
        complete = complete and found.complete and found.count == len(found.paths)
    around, places = _without(graph, sources)
    loops = find_loops(around, through=goal, limit=limit)
    for loop in loops.loops:
        first = loop.factors.index(goal)
        turned = loop.relations[first:] + loop.relations[:first]
        chains.append(tuple(places[list(turned)].tolist()))
    return chains, complete and loops.complete


def _without(graph: Graph, factors: Collection[int]) -> tuple[Graph, Places]:
    """The graph without the relations of these factors, and the place of each that is left."""
    out = np.isin(graph.source, list(factors)) | np.isin(graph.target, list(factors)) | (graph.gain == 0.0)
    places = np.flatnonzero(~out)
    return _of(graph, places), places


def _of(graph: Graph, places: Places) -> Graph:
    return replace(
        graph,
        source=graph.source[places],
        target=graph.target[places],
        sign=graph.sign[places],
        gain=graph.gain[places],
        delay=graph.delay[places],
        relations=graph.relations[places],
        uncertain=(),
        layers=(),
    )


def _imposed(response: Response, target: int) -> Array:
    """(T,) What was imposed on the goal itself."""
    if target not in response.schedule.factors:
        return np.zeros(len(response.times))
    motion = move(
        network_of(response.graph, response.order, response.curves.end * AT_ONCE),
        initial_levels(response.model),
        response.schedule,
        response.curves.end,
        [target],
    )
    return motion.imposed.at(response.times)[:, 0]


def _part(response: Response, sources: Sequence[int], target: int, chain: tuple[int, ...]) -> Part:
    graph = response.graph
    factors = [int(graph.source[chain[0]]), *graph.target[list(chain)].tolist()]
    change = _carried(response, _beside(graph, factors, chain, {*sources, target}))
    direct = _carried(response, _beside(graph, factors, chain, None))
    return Part(
        factors=tuple(graph.factors[factor] for factor in factors),
        relations=chain,
        is_loop=factors[0] == factors[-1],
        change=change,
        direct=direct,
    )


def _beside(
    graph: Graph, factors: Sequence[int], chain: Sequence[int], fixed: Collection[int] | None
) -> Graph:
    """The graph with the chain beside it: for every factor on the way a copy of what it can go round through.

    A copy holds the factors that are neither ``fixed`` nor passed before; ``fixed`` None leaves the copies
    empty. The end of the chain is the last factor of the new graph.
    """
    size = len(graph.factors)
    source, target = [graph.source], [graph.target]
    taken = [np.arange(len(graph.source))]
    here, copies = factors[0], 1
    for step, relation in enumerate(chain):
        there = factors[step + 1] + copies * size
        source.append(np.array([here]))
        target.append(np.array([there]))
        taken.append(np.array([relation]))
        if fixed is not None and step + 1 < len(chain):
            barred = list({*fixed, *factors[: step + 1]})
            inside = ~np.isin(graph.source, barred) & ~np.isin(graph.target, barred)
            inner = np.flatnonzero(inside)
            source.append(graph.source[inner] + copies * size)
            target.append(graph.target[inner] + copies * size)
            taken.append(inner)
        here = there
        copies += 1
    places = np.concatenate(taken)
    used, flat = np.unique(np.concatenate([np.arange(size), *source, *target]), return_inverse=True)
    count = [len(one) for one in source]
    tails = flat[size : size + sum(count)]
    heads = flat[size + sum(count) :]
    names = tuple(str(number) for number in used)
    return replace(
        _of(graph, places),
        factors=names,
        source=tails,
        target=heads,
        self_limited=np.ones(len(names), dtype=np.bool_),
    )


def _carried(response: Response, graph: Graph) -> tuple[float, ...]:
    """The level of the last factor of the graph, which begins at 0, at the moments of the response."""
    until = response.curves.end
    initial = np.zeros(len(graph.factors))
    levels = initial_levels(response.model)
    initial[: len(levels)] = levels
    last = len(graph.factors) - 1
    motion = move(
        network_of(graph, response.order, until * AT_ONCE), initial, response.schedule, until, [last]
    )
    return tuple(motion.levels.at(response.times)[:, 0].tolist())
