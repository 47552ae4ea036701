"""Which fields a format holds, and from that what is lost of a model."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from causal.files.losses import Loss, loss
from causal.files.records import FACTOR, MODEL, RELATION, Record
from causal.model import Model, Relation, RelationKind, Scales, Sign

PARTS = ("format", "id", "factors", "relations")


@dataclass(frozen=True)
class Holding:
    """The keys of the own format, per kind, that come through."""

    model: frozenset[str] = frozenset()
    factor: frozenset[str] = frozenset()
    relation: frozenset[str] = frozenset()

    def losses(self, model: Model) -> tuple[Loss, ...]:
        """What of this model the format does not hold."""
        return (
            *self._of_model(model),
            *_of_items("factor", FACTOR, model.factors, self.factor),
            *_of_items("relation", RELATION, model.relations, self.relation),
        )

    def _of_model(self, model: Model) -> Iterable[Loss]:
        if "id" not in self.model:
            yield from loss("model.id", [model.id])
        for field in MODEL.fields:
            held = getattr(model, field.target, None)
            if field.key not in self.model and field.key not in PARTS and held and held != Scales():
                count = len(held) if isinstance(held, tuple) or field.key == "domains" else 1
                yield Loss(f"model.{field.key}", count)


def _of_items(kind: str, record: Record, items: Iterable[Any], held: frozenset[str]) -> Iterable[Loss]:
    places: dict[str, list[str]] = {}
    for item in items:
        for key in record.write(item):
            if key not in held and not (key == "id" and kind == "relation" and is_plain_id(item)):
                places.setdefault(key, []).append(item.id)
    for key, where in places.items():
        if key not in {"from", "to", "sign"} and (kind, key) != ("factor", "id"):
            yield from loss(f"{kind}.{key}", where)


def is_plain_id(relation: Relation) -> bool:
    """Whether the id says no more than the two ends."""
    return relation.id == f"{relation.source}>{relation.target}"


def alone(model: Model) -> list[str]:
    """The factors without relations."""
    joined = {end for relation in model.relations for end in (relation.source, relation.target)}
    return [factor.id for factor in model.factors if factor.id not in joined]


def only_counting(model: Model) -> tuple[Model, tuple[Loss, ...]]:
    """The model without the relations that take part in no sum, for formats in which every arrow counts."""
    left_out = [relation.id for relation in model.relations if relation.left_out]
    summaries = [
        relation.id
        for relation in model.relations
        if not relation.left_out and relation.kind is RelationKind.SUMMARY
    ]
    kept = tuple(relation for relation in model.relations if relation.counts)
    return replace(model, relations=kept), (
        *loss("relation.left_out", left_out),
        *loss("relation.kind", summaries),
    )


def told_apart(model: Model) -> tuple[Model, tuple[Loss, ...]]:
    """The model with one relation for those that differ in nothing but what a bare format cannot say."""
    kept: dict[tuple[str, str, int], Relation] = {}
    merged = []
    for relation in model.relations:
        key = (relation.source, relation.target, int(relation.sign))
        if kept.setdefault(key, relation) is not relation:
            merged.append(relation.id)
    return replace(model, relations=tuple(kept.values())), loss("relation", merged, "merged")


def bare(model: Model) -> tuple[Model, tuple[Loss, ...]]:
    """The model as a format holds it that knows no more of a relation than its ends and its sign."""
    counting, left_out = only_counting(model)
    apart, merged = told_apart(counting)
    return apart, (*left_out, *merged)


def in_numbers(model: Model) -> tuple[Model, tuple[Loss, ...]]:
    """Classes that the default scales do not know become numbers, for formats without scales."""
    relations = tuple(_in_numbers(model, relation) for relation in model.relations)
    pairs = list(zip(model.relations, relations, strict=True))
    strong = [before.id for before, after in pairs if before.strength != after.strength]
    fast = [before.id for before, after in pairs if before.speed != after.speed]
    losses = (*loss("relation.strength", strong, "changed"), *loss("relation.speed", fast, "changed"))
    return replace(model, relations=relations), losses


def _in_numbers(model: Model, relation: Relation) -> Relation:
    known = Scales()
    return replace(
        relation,
        strength=_number(relation.strength, model.scales.strengths, known.strengths),
        speed=_number(relation.speed, model.scales.speeds, known.speeds),
    )


def _number(value: str | float, scale: Mapping[str, float], known: Mapping[str, float]) -> str | float:
    return scale[value] if isinstance(value, str) and scale[value] != known.get(value) else value


def renamed(model: Model, legal: Callable[[str], str]) -> tuple[dict[str, str], tuple[Loss, ...]]:
    """The names of the factors in a format with narrower names, all different, by id."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for factor in model.factors:
        wanted = chosen = legal(factor.id)
        number = 2
        while chosen in taken:
            chosen, number = f"{wanted}_{number}", number + 1
        names[factor.id] = chosen
        taken.add(chosen)
    changed = [factor.id for factor in model.factors if names[factor.id] != factor.id]
    return names, loss("factor.id", changed, "renamed")


def all_keys(record: Record, *, without: Iterable[str] = ()) -> frozenset[str]:
    """Every key of a record but these."""
    return frozenset(field.key for field in record.fields) - frozenset(without)


def limiting_themselves(model: Model) -> list[str]:
    """The factors that restrain themselves beside what their own relations with a minus say."""
    said = {
        relation.source
        for relation in model.relations
        if relation.source == relation.target and relation.sign is Sign.MINUS
    }
    return [factor.id for factor in model.factors if factor.self_limitation and factor.id not in said]
