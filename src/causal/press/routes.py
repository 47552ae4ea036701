"""Which signs the simple routes between two factors have, without counting them all."""

from causal.press.system import System

_MOVES = 200_000
State = tuple[int, int]


def route_signs(system: System, press: int, goal: int, moves: int = _MOVES) -> tuple[frozenset[int], bool]:
    """The signs (1, -1; 0 through an unknown sign) of simple routes, and whether these are surely all.

    First the signs of walks, which may pass a factor twice: a sign no walk has, no route has. What walks
    leave open is searched for route by route, within a budget of moves, until nothing is open.
    """
    if press == goal:
        return frozenset({1}), True
    steps = _steps(system)
    possible = frozenset(sign for sign in (1, -1, 0) if (goal, sign) in _walks(steps, press))
    if len(possible) < 2:
        return possible, True
    ahead = system.leading_to(goal)
    found: set[int] = set()
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


def _walks(steps: dict[int, list[State]], press: int) -> set[State]:
    reached = {(press, 1)}
    open_ends = [(press, 1)]
    while open_ends:
        factor, sign = open_ends.pop()
        for further, link in steps.get(factor, ()):
            state = (further, sign * link)
            if state not in reached:
                reached.add(state)
                open_ends.append(state)
    return reached
