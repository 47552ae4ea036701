"""Tests that need the search for routes and loops, or a run in time."""

from causal.claims.checks import Finding, Scene, say
from causal.claims.wish import NotAWish
from causal.structure import count_loops, find_paths

BUDGET_SECONDS = 2.0
LIMITS = ("positive_at_least", "positive_at_most", "negative_at_least", "negative_at_most")


def routes(scene: Scene) -> Finding:
    """How many routes ``from`` … ``to`` raise and lower it: ``positive_at_least``, ``negative_at_most``, …,
    ``positive_share_at_least``, ``negative_share_at_least``."""
    plus, minus, complete = _count(scene)
    verdicts = [_within(scene, name, plus if name.startswith("positive") else minus) for name in LIMITS]
    verdicts += [_share(scene, "positive_share_at_least", plus, minus)]
    verdicts += [_share(scene, "negative_share_at_least", minus, plus)]
    shown = say(f"{plus} verhogen, {minus} verlagen", f"{plus} raise, {minus} lower")
    if complete:
        return Finding(all(verdicts), shown)
    sure = all(verdicts) and not any(
        scene.wish.has(name) for name in ("positive_at_most", "negative_at_most")
    )
    sure = sure and not any(scene.wish.has(f"{sign}_share_at_least") for sign in ("positive", "negative"))
    return Finding(True if sure else None, _unfinished(plus + minus))


def _count(scene: Scene) -> tuple[int, int, bool]:
    start, end = scene.wish.factor("from"), scene.wish.factor("to")
    found = find_paths(scene.graph, start, end, k=1, budget_seconds=BUDGET_SECONDS)
    return found.positive, found.negative, found.complete


def _unfinished(count: int) -> dict[str, str]:
    return {
        "nl": f"het zijn er te veel om te tellen (na {count} gestopt)",
        "en": f"there are too many to count (stopped after {count})",
    }


def _within(scene: Scene, name: str, count: int) -> bool:
    limit = scene.wish.number(name)
    if limit is None:
        return True
    return count >= limit if name.endswith("least") else count <= limit


def _share(scene: Scene, name: str, these: int, others: int) -> bool:
    least = scene.wish.number(name)
    return least is None or (these > 0 and these / (these + others) >= least)


def net(scene: Scene) -> Finding:
    """The routes ``from`` … ``to`` give ``verdict``: +, -, both or none. Both is a trade-off."""
    wanted = next(iter(scene.wish.words("verdict")), "")
    if wanted not in ("+", "-", "both", "none"):
        raise NotAWish("'verdict' is +, -, both of none.", "'verdict' is +, -, both or none.")
    plus, minus, complete = _count(scene)
    if not complete and not (plus and minus):
        return Finding(None, _unfinished(plus + minus))
    found = "both" if plus and minus else "+" if plus else "-" if minus else "none"
    return Finding(found == wanted, say(f"{plus} verhogen, {minus} verlagen", f"{plus} raise, {minus} lower"))


def loop_count(scene: Scene) -> Finding:
    """The loops of the graph: ``count``, ``reinforcing``, ``balancing``."""
    found = count_loops(scene.graph, budget_seconds=BUDGET_SECONDS)
    if not found.complete:
        return Finding(None, _unfinished(found.count))
    wanted = {name: scene.wish.number(name) for name in ("count", "reinforcing", "balancing")}
    holds = all(number is None or getattr(found, name) == number for name, number in wanted.items())
    return Finding(
        holds,
        say(
            f"{found.count} loops: {found.reinforcing} versterkend, {found.balancing} remmend",
            f"{found.count} loops: {found.reinforcing} reinforcing, {found.balancing} balancing",
        ),
    )


def equilibrium(scene: Scene) -> Finding:
    """Without intervention no factor moves."""
    from causal.response import simulate

    response = simulate(scene.wish.model, (), until=1.0, at=(0.0, 0.5, 1.0))
    moved = [factor for factor, levels in response.levels.items() if max(levels) - min(levels) > 1e-12]
    if moved:
        return Finding(False, say(f"{moved[0]} beweegt", f"{moved[0]} moves"))
    return Finding(True, say("alles blijft gelijk", "everything stays as it is"))
