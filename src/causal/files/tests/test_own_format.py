"""The project's own format: how it reads, what it promises, and the schema that goes with it."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from causal.files import dump, from_json, load, parse, to_json
from causal.files.loading import shipped_names
from causal.files.schema import FILE, schema, text
from causal.files.tests.models import models
from causal.model import ChangeKind, Layer, Role, Sign

MODEL = """\
# A remark may stand anywhere.
format: causal-model/1
id: proef
title: {nl: Proef, en: Trial}
scales:
  time_unit: month
  strengths: {weak: 0.2, average: 0.5}
  speeds: {average: 1, slow: 6}
domains:
- {id: zorg, label: {nl: zorg, en: care}}
factors:
- {id: K5, label: {nl: aantal aangiften, en: reports}, roles: [key, lever], desired: up, initial: 0.5}
- {id: NO, label: druk, domain: zorg, pressure: true, self_limitation: false, position: [10, 20.5]}
relations:
- {from: K5, to: NO, sign: +, strength: weak, speed: slow, layer: read, reference: 3.10}
- {id: other, from: K5, to: NO, sign: minus, speed: 0.3, uncertain: g1, said_by: [Ada, Bea]}
- {from: NO, to: K5, sign: "?", left_out: no direction in the text}
interventions:
- id: c1
  changes:
  - {factor: K5, kind: control, amount: 0.8, over: 2}
claims:
- id: M01
  text: {nl: iets}
  layer: stated
  checks:
  - {test: path, from: K5, to: NO, sign: +, length: 2}
"""


def model():
    return parse(MODEL, format="yaml", name="proef.yaml")


def test_it_reads_every_field():
    found = model()
    first, second = found.factors
    assert first.label == {"nl": "aantal aangiften", "en": "reports"}
    assert (first.roles, first.initial) == ((Role.KEY, Role.LEVER), 0.5)
    assert (second.label, second.pressure, second.self_limitation) == ({"": "druk"}, True, False)
    assert second.position == (10.0, 20.5)
    assert [relation.id for relation in found.relations] == ["K5>NO", "other", "NO>K5"]
    assert [relation.sign for relation in found.relations] == [Sign.PLUS, Sign.MINUS, Sign.UNKNOWN]
    assert found.relations[1].said_by == ("Ada", "Bea")
    assert found.interventions[0].changes[0].kind is ChangeKind.CONTROL
    assert found.claims[0].checks == ({"test": "path", "from": "K5", "to": "NO", "sign": "+", "length": 2},)
    assert found.scales.speeds == {"average": 1.0, "slow": 6.0}


def test_it_takes_words_as_they_are_written():
    """A section 3.10 is not the number 3.1, and NO is not a way to say false."""
    found = model()
    assert found.relations[0].reference == "3.10"
    assert found.factors[1].id == "NO"
    assert found.relations[0].layer is Layer.READ


def test_it_writes_one_relation_on_one_line():
    lines = dump(model(), format="yaml").text.splitlines()
    first = 'from: K5, to: "NO", sign: "+", strength: weak, speed: slow, layer: read, reference: "3.10"'
    assert f"- {{{first}}}" in lines


def test_it_changes_one_line_when_one_relation_changes():
    found = model()
    other = replace(found, relations=(replace(found.relations[0], strength="average"), *found.relations[1:]))
    before, after = (set(dump(one, format="yaml").text.splitlines()) for one in (found, other))
    assert len(before - after) == len(after - before) == 1


def test_it_leaves_out_what_is_the_default():
    data = to_json(parse("id: m\nfactors:\n- {id: A}\nrelations: []\n", format="yaml", name="m"))
    assert data == {"format": "causal-model/1", "id": "m", "factors": [{"id": "A"}], "relations": []}


def test_it_survives_a_database_that_reorders_keys():
    found = model()
    shuffled = json.loads(json.dumps(to_json(found), sort_keys=True))
    assert from_json(shuffled) == found


@pytest.mark.parametrize("name", shipped_names())
def test_it_brings_every_shipped_model_back_whole(name):
    found = load(name)
    assert from_json(to_json(found)) == found
    assert parse(dump(found, format="yaml").text, format="yaml", name=name) == found


def test_it_publishes_the_schema_that_the_reader_goes_by():
    assert FILE.read_text(encoding="utf-8") == text()


def fits(value, rule) -> bool:
    """A small reader of the part of JSON schema that ours uses."""
    if "anyOf" in rule:
        return any(fits(value, one) for one in rule["anyOf"])
    if "enum" in rule or "const" in rule:
        return value in rule.get("enum", [rule.get("const")])
    return _OF_TYPE[rule["type"]](value, rule)


def _object(value, rule) -> bool:
    if not isinstance(value, dict) or not set(rule.get("required", ())) <= set(value):
        return False
    other = rule.get("additionalProperties", True)
    known = rule.get("properties", {})
    return all(
        fits(one, known[key]) if key in known else (other is True or (bool(other) and fits(one, other)))
        for key, one in value.items()
    )


def _string(value, rule) -> bool:
    return (
        isinstance(value, str)
        and rule.get("minLength", 0) <= len(value) <= rule.get("maxLength", 10**9)
        and bool(re.search(rule.get("pattern", ""), value))
    )


def _number(value, rule) -> bool:
    return isinstance(value, int | float) and rule["minimum"] <= value <= rule["maximum"]


def _array(value, rule) -> bool:
    return (
        isinstance(value, list)
        and rule.get("minItems", 0) <= len(value) <= rule.get("maxItems", 10**9)
        and all(fits(one, rule["items"]) for one in value)
    )


_OF_TYPE = {
    "object": _object,
    "string": _string,
    "number": _number,
    "array": _array,
    "boolean": lambda value, rule: isinstance(value, bool),
}


@settings(max_examples=20, phases=(Phase.generate,), suppress_health_check=[HealthCheck.too_slow])
@given(models())
def test_it_writes_only_what_the_schema_allows(made):
    assert fits(to_json(made), schema())


@pytest.mark.parametrize("name", shipped_names())
def test_the_schema_allows_every_shipped_model(name):
    assert fits(to_json(load(name)), schema())


@pytest.mark.parametrize(
    "relation",
    [
        {"from": "A", "to": "B"},
        {"from": "A", "to": "B", "sign": "up"},
        {"from": "A", "to": "B", "sign": "+", "speed": 0},
        {"from": "A", "to": "B", "sign": "+", "colour": "red"},
        {"from": "A=1", "to": "B", "sign": "+"},
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(relation):
    data = {"id": "m", "factors": [{"id": "A"}, {"id": "B"}], "relations": [relation]}
    assert not fits(data, schema())
