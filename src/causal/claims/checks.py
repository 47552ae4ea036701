"""One function per test a claim can name. Each looks at one graph and says what it saw, in both languages."""

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from causal.claims.arrows import Arrow, Arrows
from causal.claims.wish import MARKS, NotAWish, Wish
from causal.model import Graph, Sign, Text


@dataclass(frozen=True)
class Finding:
    """Whether a check holds on one graph; None when it cannot be decided. ``seen`` says what was found."""

    holds: bool | None
    seen: Text


@dataclass(frozen=True)
class Scene:
    """What a check may look at."""

    wish: Wish
    graph: Graph
    arrows: Arrows


def say(dutch: str, english: str) -> Text:
    return {"nl": dutch, "en": english}


def chain(factors: Iterable[str]) -> str:
    return " → ".join(factors)


def path(scene: Scene) -> Finding:
    """``through``: this exact route exists with the product ``sign``; ``not_through`` stays out of it."""
    route = scene.wish.factors("through")
    _at_least(route, 2)
    return _route(scene, route, scene.wish.sign("sign"), avoided=scene.wish.factors("not_through"))


def _at_least(route: tuple[str, ...], count: int) -> None:
    if len(route) < count:
        raise NotAWish(
            f"'through' vraagt minstens {count} factoren.", f"'through' needs {count} factors or more."
        )


def _route(scene: Scene, route: tuple[str, ...], wanted: Sign, *, avoided: tuple[str, ...] = ()) -> Finding:
    if gap := scene.arrows.missing_step(route):
        return Finding(False, say(f"er is geen relatie {chain(gap)}", f"there is no relation {chain(gap)}"))
    if met := set(route) & set(avoided):
        return Finding(False, say(f"de route gaat door {min(met)}", f"the route goes through {min(met)}"))
    signs = scene.arrows.signs_along(route)
    shown = "/".join(MARKS[sign] for sign in sorted(signs, reverse=True))
    found = say(f"{chain(route)} heeft teken {shown}", f"{chain(route)} has sign {shown}")
    return Finding(wanted in signs, found)


def loop(scene: Scene) -> Finding:
    """``through`` closes into a loop of ``type`` R or B; may ask for ``length`` and ``slowest_at_least``."""
    members = scene.wish.factors("through")
    _at_least(members, 1)
    kinds = {"R": Sign.PLUS, "B": Sign.MINUS, "?": Sign.UNKNOWN}
    kind = next(iter(scene.wish.words("type")), "")
    if kind not in kinds:
        raise NotAWish("'type' is R of B.", "'type' is R or B.")
    ring = (*members, members[0])
    found = _route(scene, ring, kinds[kind])
    length = scene.wish.number("length")
    if found.holds and length is not None and len(members) != length:
        return Finding(
            False, say(f"de loop heeft lengte {len(members)}", f"the loop has length {len(members)}")
        )
    return _slow_enough(scene, ring, found) if found.holds else found


def _slow_enough(scene: Scene, ring: tuple[str, ...], found: Finding) -> Finding:
    least = scene.wish.number("slowest_at_least")
    if least is None:
        return found
    delays = [arrow.delay for pair in itertools.pairwise(ring) for arrow in scene.arrows.between(*pair)]
    slowest = max(delays)
    dutch = f"{found.seen['nl']}; de traagste relatie duurt {slowest:g}"
    english = f"{found.seen['en']}; its slowest relation takes {slowest:g}"
    return Finding(slowest >= least, say(dutch, english))


def inputs(scene: Scene) -> Finding:
    """Direct causes ``of`` a factor: at least those of ``include``, or ``exactly`` these."""
    return _neighbours(scene, scene.arrows.into, lambda arrow: arrow.source)


def outputs(scene: Scene) -> Finding:
    """Direct effects ``of`` a factor: at least those of ``include``, or ``exactly`` these."""
    return _neighbours(scene, scene.arrows.out, lambda arrow: arrow.target)


def _neighbours(scene: Scene, arrows: dict[str, list[Arrow]], end: Callable[[Arrow], str]) -> Finding:
    there = {(end(arrow), arrow.sign) for arrow in arrows[scene.wish.factor("of")]}
    exact = scene.wish.has("exactly")
    wanted = scene.wish.signed("exactly" if exact else "include")
    missing, extra = wanted - there, (there - wanted if exact else frozenset())
    if missing:
        return Finding(False, say(f"ontbreekt: {_signed(missing)}", f"missing: {_signed(missing)}"))
    if extra:
        return Finding(False, say(f"ook aanwezig: {_signed(extra)}", f"also there: {_signed(extra)}"))
    return Finding(True, say(f"gevonden: {_signed(wanted)}", f"found: {_signed(wanted)}"))


def _signed(pairs: Iterable[tuple[str, Sign]]) -> str:
    return ", ".join(f"{factor}{MARKS[sign]}" for factor, sign in sorted(pairs))


def reaches(scene: Scene) -> Finding:
    """``from`` reaches every factor of ``to`` along some route."""
    start = scene.wish.factor("from")
    missed = sorted(set(scene.wish.factors("to")) - scene.arrows.reached(start))
    if missed:
        names = ", ".join(missed)
        return Finding(False, say(f"{start} bereikt niet: {names}", f"{start} does not reach: {names}"))
    return Finding(True, say(f"{start} bereikt ze alle", f"{start} reaches them all"))


def only_through(scene: Scene) -> Finding:
    """Every route ``from`` … ``to`` passes one of ``factors``, and there is at least one route."""
    start, end = scene.wish.factor("from"), scene.wish.factor("to")
    gates = scene.wish.factors("factors")
    if end not in scene.arrows.reached(start):
        return Finding(False, say(f"{start} bereikt {end} niet", f"{start} does not reach {end}"))
    shown = ", ".join(gates)
    if end in scene.arrows.reached(start, without=gates):
        return Finding(False, say(f"er is een route buiten {shown} om", f"there is a route around {shown}"))
    return Finding(True, say(f"elke route gaat door {shown}", f"every route passes {shown}"))


def through_domains(scene: Scene) -> Finding:
    """``from`` reaches ``to`` through a factor of each of ``domains``."""
    start, end = scene.wish.factor("from"), scene.wish.factor("to")
    model = scene.wish.model
    between = {one for one in scene.arrows.reached(start, without=[end]) if end in scene.arrows.reached(one)}
    met = {model.factor(one).domain for one in between - {start}}
    missed = [domain for domain in scene.wish.words("domains") if domain not in met]
    if missed:
        names = ", ".join(missed)
        return Finding(False, say(f"geen route door: {names}", f"no route through: {names}"))
    return Finding(True, say("er zijn routes door elk domein", "there are routes through every domain"))


def first_effect(scene: Scene) -> Finding:
    """With equal speeds the first effect ``from`` … ``to`` has this ``sign``, after ``steps`` when given;
    ``opposite_later``: an opposite effect follows."""
    wish = scene.wish
    start, end, sign = wish.factor("from"), wish.factor("to"), wish.sign("sign")
    first = scene.arrows.fewest_steps(start, end)
    here, there = first.get(sign), first.get(Sign(-int(sign)))
    seen = say(f"stappen tot {end}: {_steps(first, 'geen')}", f"steps to {end}: {_steps(first, 'none')}")
    steps = wish.number("steps")
    early = here is not None and (there is None or here < there) and steps in (None, here)
    return Finding(early and (there is not None or not wish.has("opposite_later")), seen)


def _steps(first: dict[Sign, int], nothing: str) -> str:
    return ", ".join(f"{MARKS[sign]} {first.get(sign, nothing)}" for sign in (Sign.PLUS, Sign.MINUS))


def goals(scene: Scene) -> Finding:
    """The goals of the model and their ``directions``, these and no others."""
    wanted = scene.wish.mapping("directions")
    there = {factor.id: factor.desired.value for factor in scene.wish.model.factors if factor.desired}
    dutch = ", ".join(f"{factor} {WAYS[direction]}" for factor, direction in there.items())
    english = ", ".join(f"{factor} {direction}" for factor, direction in there.items())
    return Finding(wanted == there, say(f"doelen: {dutch}", f"goals: {english}"))


WAYS = {"up": "omhoog", "down": "omlaag"}


def out_of_reach(scene: Scene) -> Finding:
    """A statement this model cannot decide; ``why`` says so."""
    return Finding(None, scene.wish.text("why"))
