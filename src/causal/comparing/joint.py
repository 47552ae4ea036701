"""The models of several people → one joint model that remembers who said what."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from causal.comparing.difference import field_name, name_of, value_text
from causal.comparing.document import Fields, Key, document_of, parts_of
from causal.comparing.words import said, word
from causal.files import from_json
from causal.model import Model, Relation, RelationKind

Views = dict[str, Any]  # who → what they said


@dataclass(frozen=True)
class Disagreement:
    """A field on which people differ. ``views`` tells who said what, as plain data; None for nothing said.

    The joint model holds every sign that was said, as relations side by side; of other fields it holds what
    most people said, and of these the first when it is a draw.
    """

    kind: str
    id: str
    field: str
    views: tuple[tuple[str, Any], ...]
    label: Mapping[str, str] | str | None = None

    def line(self, language: str = "en") -> str:
        """The disagreement in a line, in Dutch ("nl") or English ("en")."""
        by_value: dict[str, list[str]] = {}
        for who, value in self.views:
            by_value.setdefault(value_text(value, language), []).append(who)
        return said(
            "disagreement",
            language,
            kind=word("kinds", self.kind, language).capitalize(),
            name=name_of(self.id, self.label, language),
            field=field_name(self.field, language),
            views="; ".join(
                said("view", language, value=value, who=", ".join(who)) for value, who in by_value.items()
            ),
        )

    def as_json(self) -> dict[str, Any]:
        """The disagreement as data."""
        return {"kind": self.kind, "id": self.id, "field": self.field, "views": dict(self.views)}


@dataclass(frozen=True)
class Joint:
    """One model of several, and what they differ on."""

    model: Model
    disagreements: tuple[Disagreement, ...]


def merge(models: Mapping[str, Model]) -> Model:
    """The joint model of several people; see ``join``."""
    return join(models).model


def join(models: Mapping[str, Model], *, model_id: str = "joint") -> Joint:
    """Join the models of several people, by name.

    Factors, relations, interventions and claims belong together when their ids are equal (a relation: the two
    ends and the kind). ``said_by`` of a relation names everybody who drew it, in the order of ``models``.
    Different signs stay apart, as parallel relations, and stand in the list of disagreements.

    Raises:
        ValueError: without any model.
        ModelErrors: when what comes out is no sound model, for instance because definitions form a circle.
    """
    if not models:
        raise ValueError("A joint model needs at least one model.")
    signed = _said(models)
    views = {who: parts_of(model) for who, model in signed.items()}
    found: list[Disagreement] = []
    joined = {key: _agree(key, views, found) for key in _keys(views.values())}
    joined[("model", "")]["id"] = model_id
    found = [one for one in found if (one.kind, one.field) not in {("model", "id"), ("relation", "said_by")}]
    return Joint(from_json(document_of(joined), name=model_id), (*found, *_signs(signed)))


def _keys(views: Iterable[Mapping[Key, Fields]]) -> list[Key]:
    return list(dict.fromkeys(key for parts in views for key in parts))


def _said(models: Mapping[str, Model]) -> dict[str, Model]:
    """The models with relations named after what they say, and after who said so."""
    names: dict[str, set[str]] = {}
    for model in models.values():
        for relation in model.relations:
            names.setdefault(_ends(relation), set()).add(_name(relation))
    return {who: _named(who, model, names) for who, model in models.items()}


def _named(who: str, model: Model, names: Mapping[str, set[str]]) -> Model:
    seen: Counter[str] = Counter()
    relations = []
    for relation in model.relations:
        ends = _ends(relation)
        name = _name(relation) if len(names[ends]) > 1 else ends
        seen[name] += 1
        number = f" ({seen[name]})" if seen[name] > 1 else ""
        relations.append(replace(relation, id=name + number, said_by=relation.said_by or (who,)))
    return replace(model, relations=tuple(relations))


def _ends(relation: Relation) -> str:
    """The two ends, which is what people agree on when they differ on the sign."""
    return f"{relation.source}>{relation.target}"


def _name(relation: Relation) -> str:
    kind = "" if relation.kind is RelationKind.CAUSAL else f" {relation.kind.value}"
    return f"{_ends(relation)} {_SIGNS[int(relation.sign)]}{kind}"


_SIGNS = {1: "+", -1: "-", 0: "?"}


def _agree(key: Key, views: Mapping[str, Mapping[Key, Fields]], found: list[Disagreement]) -> Fields:
    """The fields of one part, with what people differ on written down."""
    said_here = {who: parts[key] for who, parts in views.items() if key in parts}
    fields: Fields = {}
    for field in dict.fromkeys(name for part in said_here.values() for name in part):
        values = {who: part.get(field) for who, part in said_here.items()}
        fields[field] = _most_said(list(values.values()))
        if field == "said_by":
            fields[field] = list(dict.fromkeys(who for names in values.values() for who in names or ()))
        elif len({repr(value) for value in values.values()}) > 1 and field != "position":
            label = next((part["label"] for part in said_here.values() if part.get("label")), None)
            found.append(Disagreement(*key, field, tuple(values.items()), label))
    return {field: value for field, value in fields.items() if value is not None}


def _most_said(values: Sequence[Any]) -> Any:
    """What most said; something rather than nothing; the first when it is a draw."""
    filled = [value for value in values if value is not None]
    counts = Counter(repr(value) for value in filled)
    return max(filled, key=lambda value: counts[repr(value)], default=None)


def _signs(models: Mapping[str, Model]) -> Iterable[Disagreement]:
    """Pairs of factors between which people drew different signs."""
    signs: dict[tuple[str, str], Views] = {}
    for who, model in models.items():
        for relation in model.relations:
            views = signs.setdefault((relation.source, relation.target), {})
            views.setdefault(who, set()).add(_SIGNS[int(relation.sign)])
    for (source, target), views in signs.items():
        if len({frozenset(said_here) for said_here in views.values()}) > 1:
            told = tuple((who, " ".join(sorted(said_here))) for who, said_here in views.items())
            yield Disagreement("relation", f"{source}>{target}", "sign", told)
