"""Which signs the simple routes between two factors have, without counting them all."""

from collections import deque

from causal.press.system import System

_MOVES = 200_000
State = tuple[int, int]


def route_signs(system: System, press: int, goal: int, moves: int = _MOVES) -> tuple[frozenset[int], bool]:
    """The signs (1, -1; 0 through an unknown sign) of simple routes, and whether these are surely all.

    First the signs of walks, which may pass a factor twice: a sign no walk has, no route has, and a shortest
    walk without a factor twice is a route. What that leaves open is searched for route by route, within a
    budget of moves, until nothing is open.
    """
    if press == goal:
        return frozenset({1}), True
    steps = _steps(system)
    walks = _walks(steps, press)
    possible = frozenset(sign for sign in (1, -1, 0) if (goal, sign) in walks)
    found = {sign for sign in possible if _is_route(walks, (goal, sign))}
    if len(possible) < 2 or found == possible:
        return possible, True
    ahead = system.leading_to(goal)
    trail: list[tuple[int, int, list[State]]] = [(press, 1, list(steps.get(press, ())))]
    visited = {press}
    while trail and moves:
        factor, sign, left = trail[-1]
        if not left:
            trail.pop()
            visited.discard(factor)
            continue
        moves -= 1
        further, link = left.pop()
        if further == goal:
            found.add(sign * link)
            if found == possible:
                return possible, True
        elif further not in visited and ahead[further]:
            visited.add(further)
            trail.append((further, sign * link, list(steps.get(further, ()))))
    return frozenset(found), not trail


def _steps(system: System) -> dict[int, list[State]]:
    steps: dict[int, list[State]] = {}
    for source, target, sign in zip(
        system.source.tolist(), system.target.tolist(), system.sign.tolist(), strict=True
    ):
        steps.setdefault(source, []).append((target, sign))
    return steps


def _walks(steps: dict[int, list[State]], press: int) -> dict[State, State | None]:
    """Every factor and sign that a walk reaches, with the one before it on a shortest walk."""
    before: dict[State, State | None] = {(press, 1): None}
    open_ends: deque[State] = deque([(press, 1)])
    while open_ends:
        here = open_ends.popleft()
        for further, link in steps.get(here[0], ()):
            state = (further, here[1] * link)
            if state not in before:
                before[state] = here
                open_ends.append(state)
    return before


def _is_route(walks: dict[State, State | None], end: State) -> bool:
    passed: list[int] = []
    state: State | None = end
    while state is not None:
        passed.append(state[0])
        state = walks[state]
    return len(set(passed)) == len(passed)
