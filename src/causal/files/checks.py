"""What must hold between the parts of a model: ids, references, duplicates, definitions, sizes."""

from collections.abc import Iterable, Mapping, Sequence

from causal.files import limits
from causal.files.records import FORMAT
from causal.files.shapes import nearest
from causal.files.tree import Spot, shown
from causal.model import INDICATOR_SHAPES, ChangeKind, Indicator, Model, Relation, RelationKind

LARGEST = {"factors": limits.FACTORS, "relations": limits.RELATIONS}
GUESSES = 5  # looking for the id that was meant is slow; a file full of unknown ids needs no guesses
LISTS = ("factors", "relations", "interventions", "indicators", "claims", "domains", "notes")
CORNERS = {"ramp", "triangular", "trapezoidal", "s_shape", "pi"}
WIDTHS = {"gaussian", "bell"}
NAMING = {"through", "not_through", "from", "to", "of", "factors"}  # parameters of checks that are factors
HOLDING = {ChangeKind.PINNED, ChangeKind.CONTROL}


def check_data(spot: Spot) -> None:
    """Refuse data that is no model of this format, or too large, before anything is read."""
    if not isinstance(spot.value, Mapping):
        spot.wrong("not-a-model")
        return
    written = spot.value.get("format")
    if written not in (None, FORMAT):
        spot.at("format").wrong("format", value=shown(written), known=FORMAT)
    for key in LISTS:
        items = spot.at(key)
        limit = LARGEST.get(key, limits.OTHERS)
        if isinstance(items.value, Sequence) and len(items.value) > limit:
            items.wrong("too-many", what=key, limit=limit)


def check(model: Model, spot: Spot) -> None:
    """Write down everything that does not fit together."""
    factors = dict.fromkeys(factor.id for factor in model.factors)
    if not factors:
        spot.at("factors").wrong("no-factors")
    for key in ("domains", "factors", "interventions", "claims"):
        _unique_ids(spot.at(key))
    _domains(model, spot)
    _relations(model, spot, factors)
    _definitions(model, spot)
    _interventions(model, spot, factors)
    _indicators(model, spot, factors)
    _claims(model, spot, factors)


def _list(spot: Spot) -> Iterable[Spot]:
    return spot.items() if isinstance(spot.value, Sequence) and not isinstance(spot.value, str) else ()


def _unique_ids(items: Spot) -> None:
    seen: dict[str, Spot] = {}
    for item in _list(items):
        first = seen.setdefault(item.value["id"], item)
        if first is not item:
            item.wrong("double-id", id=item.value["id"], first=_place(first))


def _place(spot: Spot) -> str:
    return spot.path if spot.line is None else str(spot.line)


def _exists(spot: Spot, name: str, factors: Mapping[str, None]) -> None:
    if name not in factors:
        meant = nearest(name, list(factors)) if len(spot.findings.problems) < GUESSES else ""
        spot.wrong("unknown-factor" if not meant else "unknown-factor-near", id=name, meant=meant)


def _domains(model: Model, spot: Spot) -> None:
    for factor, place in zip(model.factors, _list(spot.at("factors")), strict=True):
        if factor.domain and factor.domain not in model.domains:
            known = ", ".join(model.domains) or "–"
            place.at("domain").wrong("unknown-domain", id=factor.domain, known=known)


def _relations(model: Model, spot: Spot, factors: Mapping[str, None]) -> None:
    ids: dict[str, Spot] = {}
    alike: dict[object, Spot] = {}
    for relation, place in zip(model.relations, _list(spot.at("relations")), strict=True):
        _exists(place.at("from"), relation.source, factors)
        _exists(place.at("to"), relation.target, factors)
        _class(place.at("strength"), relation.strength, model.scales.strengths)
        _class(place.at("speed"), relation.speed, model.scales.speeds)
        _once(relation, place, ids, alike)


def _class(spot: Spot, value: str | float, scale: Mapping[str, float]) -> None:
    if isinstance(value, str) and value not in scale:
        spot.wrong("unknown-class", value=value, known=", ".join(scale))


def _once(relation: Relation, place: Spot, ids: dict[str, Spot], alike: dict[object, Spot]) -> None:
    """Parallel relations are meant when each has its own id and something tells them apart."""
    twin = alike.setdefault(_likeness(relation), place)
    namesake = ids.setdefault(relation.id, place)
    arrow = f"{relation.source} > {relation.target}"
    if twin is not place:
        place.wrong("double-relation", arrow=arrow, first=_place(twin))
    elif namesake is not place and "id" in place.value:
        place.wrong("double-id", id=relation.id, first=_place(namesake))
    elif namesake is not place:
        place.wrong("parallel", arrow=arrow, first=_place(namesake))


def _likeness(relation: Relation) -> object:
    return (
        (relation.source, relation.target, relation.sign, relation.kind, relation.layer, relation.reference),
        (relation.strength, relation.speed, relation.uncertain, relation.said_by, relation.left_out),
    )


def _definitions(model: Model, spot: Spot) -> None:
    """What is defined by itself means nothing."""
    if cycle := definition_cycle(model.relations):
        last = next(
            number
            for number, relation in enumerate(model.relations)
            if relation.kind is RelationKind.DEFINITION and (relation.source, relation.target) == cycle[-2:]
        )
        places = list(_list(spot.at("relations")))
        places[last].wrong("definition-cycle", cycle=" > ".join(cycle))


def definition_cycle(relations: Iterable[Relation]) -> tuple[str, ...]:
    """The factors of one circle of definitions, first one repeated at the end; () when there is none."""
    after: dict[str, list[str]] = {}
    for relation in relations:
        if relation.kind is RelationKind.DEFINITION:
            after.setdefault(relation.source, []).append(relation.target)
    done: set[str] = set()
    for start in after:
        if cycle := _circle_from(start, after, done):
            return cycle
    return ()


def _circle_from(start: str, after: Mapping[str, Sequence[str]], done: set[str]) -> tuple[str, ...]:
    route: dict[str, None] = {}
    open_ends = [iter((start,))]
    while open_ends:
        following = next(open_ends[-1], None)
        if following is None:
            open_ends.pop()
            if route:
                done.add(route.popitem()[0])
        elif following in route:
            names = list(route)
            return (*names[names.index(following) :], following)
        elif following not in done:
            route[following] = None
            open_ends.append(iter(after.get(following, ())))
    return ()


def _interventions(model: Model, spot: Spot, factors: Mapping[str, None]) -> None:
    for intervention, item in zip(model.interventions, _list(spot.at("interventions")), strict=True):
        held: set[str] = set()
        for change, place in zip(intervention.changes, _list(item.at("changes")), strict=True):
            _exists(place.at("factor"), change.factor, factors)
            if change.until is not None and change.until <= change.start:
                place.at("until").wrong("until", start=f"{change.start:g}", until=f"{change.until:g}")
            if change.kind in HOLDING and change.factor in held:
                place.wrong("held-twice", id=change.factor)
            held |= {change.factor} if change.kind in HOLDING else set()


def _indicators(model: Model, spot: Spot, factors: Mapping[str, None]) -> None:
    for indicator, place in zip(model.indicators, _list(spot.at("indicators")), strict=True):
        _exists(place.at("factor"), indicator.factor, factors)
        numbers = INDICATOR_SHAPES.get(indicator.shape)
        if numbers is None:
            place.at("shape").wrong("unknown-shape", value=indicator.shape, known=", ".join(INDICATOR_SHAPES))
        elif len(indicator.parameters) != numbers:
            place.at("parameters").wrong("shape-numbers", shape=indicator.shape, length=numbers)
        else:
            _in_order(indicator, place.at("parameters"))


def _in_order(indicator: Indicator, place: Spot) -> None:
    """Corners go from low to high; a width is above 0."""
    numbers = indicator.parameters
    if indicator.shape in CORNERS and list(numbers) != sorted(numbers):
        place.wrong("shape-order", shape=indicator.shape)
    elif indicator.shape in WIDTHS and numbers[0] <= 0:
        place.wrong("not-positive", value=numbers[0])


def _claims(model: Model, spot: Spot, factors: Mapping[str, None]) -> None:
    """Factors that a check names exist; whether the check makes sense is for whoever runs it."""
    for claim, item in zip(model.claims, _list(spot.at("claims")), strict=True):
        for check, place in zip(claim.checks, _list(item.at("checks")), strict=True):
            for key in NAMING & set(check):
                named = check[key]
                for name in named if isinstance(named, list) else [named]:
                    _exists(place.at(key), str(name), factors)
