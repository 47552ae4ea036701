"""Out and in again: what comes back differs in nothing but what the loss report names."""

import json
from collections import Counter
from dataclasses import asdict, fields, replace

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings

from causal.files import dump, parse, read
from causal.files.losses import Loss
from causal.files.registry import format_named, format_names
from causal.files.tests.models import models, plain_names
from causal.model import Factor, Model, Relation, RelationKind, Sign

# No shrinking: a whole model shrinks slowly, and the example found says enough.
quick = settings(
    max_examples=15,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
FACTOR = {field.name: field for field in fields(Factor)}
RELATION = {field.name: field for field in fields(Relation)}


def default(item, names, known):
    """The item with these fields as if they had never been filled in."""
    blank = {}
    for name in names & set(known):
        field = known[name]
        blank[name] = field.default_factory() if callable(field.default_factory) else field.default
    return replace(item, **blank)


def without(model: Model, losses: tuple[Loss, ...]) -> tuple[object, ...]:
    """What must be the same before and after, given these losses; order never counts."""
    lost = {loss.field for loss in losses}
    of = {
        kind: {name.partition(".")[2] for name in lost if name.startswith(kind + ".")}
        for kind in ("model", "factor", "relation")
    }
    relations = [one for one in model.relations if not drops(one, lost)]
    if "relation" in lost:  # parallel relations became one
        pairs = {(one.source, one.target): one for one in relations}
        relations = [Relation("", *ends, Sign.UNKNOWN) for ends in pairs]
    joined = {end for one in relations for end in (one.source, one.target)}
    factors = [default(one, of["factor"] - {"id"}, FACTOR) for one in model.factors]
    factors = [one for one in factors if "factor" not in lost or one.id in joined]
    relations = [default(one, of["relation"] - {"id"}, RELATION) for one in relations]
    relations = [replace(one, id="") if "id" in of["relation"] else one for one in relations]
    whole = {
        name: None if name in of["model"] else unordered(getattr(model, name))
        for name in (
            "id",
            "title",
            "description",
            "source",
            "licence",
            "notes",
            "scales",
            "domains",
            "interventions",
            "indicators",
            "claims",
        )
    }
    return whole, Counter(map(told, factors)), Counter(map(told, relations))


def unordered(value: object) -> str:
    """A value as text in which the order of languages does not count."""
    return json.dumps(value, sort_keys=True, default=vars)


def told(item: Factor | Relation) -> str:
    return unordered(asdict(item))


def drops(relation: Relation, lost: set[str]) -> bool:
    return (
        ("relation.left_out" in lost and bool(relation.left_out))
        or ("relation.kind" in lost and relation.kind is RelationKind.SUMMARY)
        or ("factor.self_limitation" in lost and relation.source == relation.target)
    )


def comes_back(model: Model, name: str) -> None:
    written = dump(model, format=name)
    back = format_named(name).read(written.text, "model")
    assert not [loss for loss in back.losses if loss.how in {"not-read", "renamed"}]
    assert without(back.model, written.losses) == without(model, written.losses)


@quick
@given(models())
def test_it_loses_nothing_in_our_own_formats(model):
    for name in ("yaml", "json"):
        written = dump(model, format=name)
        assert written.losses == ()
        assert parse(written.text, format=name, name="model") == model


@pytest.mark.parametrize("name", [name for name in format_names() if name not in {"yaml", "json", "qpress"}])
@quick
@given(model=models(whole=False))
def test_it_loses_only_what_it_names(name, model):
    comes_back(model, name)


@quick
@given(models(plain_names, whole=False))
def test_it_loses_only_what_it_names_in_qpress(model):
    assume(any(relation.counts for relation in model.relations))  # without a line there is no model
    comes_back(model, "qpress")


@pytest.mark.parametrize("name", format_names())
def test_it_writes_the_shipped_model_in_every_format(name, tmp_path):
    model = read("mensenhandel").model
    written = dump(model, format=name)
    file = tmp_path / f"model.{name}.txt"
    file.write_text(written.text, encoding="utf-8")
    back = read(file, format=name)
    assert {factor.id for factor in back.model.factors} <= {factor.id for factor in model.factors}
    assert all(loss.text("nl") and loss.text("en") and loss.as_json() for loss in written.losses)


def test_it_says_that_qpress_limits_factors_that_do_not_limit_themselves():
    model = parse(
        "id: m\nfactors:\n- {id: a, self_limitation: false}\n- {id: b, self_limitation: false}\n"
        "relations:\n- {from: a, to: b, sign: '+'}\n",
        format="yaml",
        name="m",
    )
    assert "factor.self_limitation" in {loss.field for loss in dump(model, format="qpress").losses}
    comes_back(model, "qpress")


def test_it_renames_what_another_format_cannot_call_so():
    model = parse(
        "id: m\nfactors:\n- {id: a-b}\n- {id: a_b}\nrelations:\n- {from: a-b, to: a_b, sign: '+'}\n",
        format="yaml",
        name="m",
    )
    written = dump(model, format="qpress")
    assert written.text == "a_b -> a_b_2\n"
    assert ("factor.id", "renamed") in {(loss.field, loss.how) for loss in written.losses}
