"""Claims as tests: what passes, what fails, at which layer, and what is out of reach."""

from collections.abc import Mapping

import pytest

from causal.claims import ClaimResult, Outcome, run_claims
from causal.files import load
from causal.model import Claim, Factor, Layer, Model, Relation, Sign

PLUS, MINUS = Sign.PLUS, Sign.MINUS


def a_model(*checks: Mapping[str, object], layer: Layer = Layer.STATED) -> Model:
    """a → b → c and back, a ⊣ d → c beside it, with one step read and one inferred."""
    relations = (
        ("a", "b", PLUS, Layer.STATED),
        ("b", "c", PLUS, Layer.STATED),
        ("c", "a", MINUS, Layer.INFERRED),
        ("a", "d", MINUS, Layer.READ),
        ("d", "c", PLUS, Layer.STATED),
    )
    return Model(
        id="small",
        factors=tuple(Factor(name, domain="left" if name == "b" else "right") for name in "abcde"),
        relations=tuple(
            Relation(f"{source}>{target}", source, target, sign, layer=at)
            for source, target, sign, at in relations
        ),
        claims=(Claim("one", {"en": "So it is."}, layer, checks),),
    )


def outcome_of(check: Mapping[str, object], layer: Layer = Layer.STATED) -> ClaimResult:
    (result,) = run_claims(a_model(check, layer=layer))
    return result


HOLDS = [
    ({"test": "path", "through": ["a", "b", "c"], "sign": "+"}, Layer.STATED),
    ({"test": "path", "through": ["a", "d", "c"], "sign": "-"}, Layer.READ),
    ({"test": "path", "through": ["a", "b", "c"], "sign": "+", "not_through": ["d"]}, Layer.STATED),
    ({"test": "loop", "through": ["a", "b", "c"], "type": "B", "length": 3}, Layer.INFERRED),
    ({"test": "loop", "through": ["b", "c", "a"], "type": "B", "slowest_at_least": 1}, Layer.INFERRED),
    ({"test": "loop", "through": ["a", "d", "c"], "type": "R"}, Layer.INFERRED),
    ({"test": "loop_count", "count": 2, "reinforcing": 1, "balancing": 1}, Layer.INFERRED),
    ({"test": "inputs", "of": "c", "include": ["b+"]}, Layer.STATED),
    ({"test": "inputs", "of": "c", "exactly": ["b+", "d+"]}, Layer.INFERRED),
    ({"test": "outputs", "of": "a", "include": ["d-"]}, Layer.READ),
    ({"test": "reaches", "from": "a", "to": ["b", "c"]}, Layer.STATED),
    ({"test": "reaches", "from": "b", "to": "a"}, Layer.INFERRED),
    ({"test": "only_through", "from": "a", "to": "c", "factors": ["b"]}, Layer.STATED),
    ({"test": "only_through", "from": "a", "to": "c", "factors": ["b", "d"]}, Layer.INFERRED),
    ({"test": "through_domains", "from": "a", "to": "c", "domains": ["left", "right"]}, Layer.READ),
    ({"test": "first_effect", "from": "a", "to": "c", "sign": "+", "steps": 2}, Layer.STATED),
    ({"test": "routes", "from": "a", "to": "c", "positive_at_least": 1, "negative_at_least": 1}, Layer.READ),
    ({"test": "routes", "from": "a", "to": "c", "negative_at_most": 0}, Layer.STATED),
    ({"test": "routes", "from": "a", "to": "c", "negative_share_at_least": 0.5}, Layer.READ),
    ({"test": "net", "from": "a", "to": "c", "verdict": "both"}, Layer.READ),
    ({"test": "net", "from": "a", "to": "c", "verdict": "+"}, Layer.STATED),
    ({"test": "net", "from": "e", "to": "c", "verdict": "none"}, Layer.INFERRED),
    ({"test": "equilibrium"}, Layer.STATED),
    ({"test": "goals", "directions": {}}, Layer.STATED),
]


@pytest.mark.parametrize(("check", "layer"), HOLDS)
def test_it_passes_what_holds_from_the_layer_it_names(check: Mapping[str, object], layer: Layer) -> None:
    result = outcome_of(check, layer)
    assert result.outcome is Outcome.HOLDS, result.explanation
    assert result.needed is layer


FAILS = [
    ({"test": "path", "through": ["a", "b", "c"], "sign": "-"}, "has sign +"),
    ({"test": "path", "through": ["a", "c"], "sign": "+"}, "no relation a → c"),
    ({"test": "path", "through": ["a", "b", "c"], "sign": "+", "not_through": ["b"]}, "goes through b"),
    ({"test": "loop", "through": ["a", "b", "c"], "type": "B"}, "no relation c → a"),
    ({"test": "inputs", "of": "c", "include": ["b-"]}, "missing: b−"),
    ({"test": "inputs", "of": "c", "exactly": ["b+"]}, "also there: d+"),
    ({"test": "reaches", "from": "a", "to": ["d"]}, "does not reach: d"),
    ({"test": "only_through", "from": "a", "to": "c", "factors": ["d"]}, "a route around d"),
    ({"test": "only_through", "from": "e", "to": "c", "factors": ["d"]}, "does not reach c"),
    ({"test": "goals", "directions": {"a": "up"}}, "goals:"),
]


@pytest.mark.parametrize(("check", "why"), FAILS)
def test_it_says_why_something_fails(check: Mapping[str, object], why: str) -> None:
    result = outcome_of(check)
    assert result.outcome is Outcome.FAIL
    assert why in result.explanation["en"]
    assert result.explanation["nl"]


ODD = [
    {"test": "guess"},
    {"test": "path", "through": ["a", "z"], "sign": "+"},
    {"test": "path", "through": ["a"], "sign": "+"},
    {"test": "path", "through": ["a", "b"], "sign": "up"},
    {"test": "path", "through": ["a", "b"]},
    {"test": "path", "through": ["a", "b"], "sign": "+", "layer": "rumour"},
    {"test": "loop", "through": ["a", "b"], "type": "X"},
    {"test": "inputs", "of": "c", "include": ["b"]},
    {"test": "net", "from": "a", "to": "c", "verdict": "maybe"},
    {"test": "routes", "from": "a", "to": "c", "positive_at_least": "many"},
    {"test": "goals", "directions": "up"},
]


@pytest.mark.parametrize("check", ODD)
def test_it_fails_a_check_that_is_written_wrong(check: Mapping[str, object]) -> None:
    result = outcome_of(check)
    assert result.outcome is Outcome.FAIL
    assert result.explanation["nl"]


def test_it_fails_what_a_firmer_layer_already_carries() -> None:
    result = outcome_of({"test": "path", "through": ["a", "b"], "sign": "+"}, Layer.INFERRED)
    assert result.outcome is Outcome.FAIL
    assert result.checks[0].needed is Layer.STATED
    assert "already" in result.explanation["en"]


def test_it_takes_the_weakest_layer_of_all_checks() -> None:
    firm = {"test": "path", "through": ["a", "b"], "sign": "+", "layer": "stated"}
    weak = {"test": "path", "through": ["a", "d"], "sign": "-", "layer": "read"}
    (result,) = run_claims(a_model(firm, weak, layer=Layer.READ))
    assert (result.outcome, result.needed) == (Outcome.HOLDS, Layer.READ)


def test_it_lists_what_cannot_be_decided() -> None:
    result = outcome_of({"test": "out_of_reach", "why": "No costs."})
    assert (result.outcome, result.explanation["en"]) == (Outcome.OUT_OF_REACH, "No costs.")


def test_it_gives_results_that_can_be_printed() -> None:
    told = outcome_of({"test": "equilibrium"}).as_json()
    assert told["outcome"] == "pass"
    assert isinstance(told["checks"], list)


def test_it_verifies_the_forty_five_statements_of_the_memo_each_at_its_layer() -> None:
    results = {result.id: result for result in run_claims(load("mensenhandel"))}
    statements = [f"M{number:02}" for number in range(1, 46)]
    failed = {name: results[name].explanation["en"] for name in statements if results[name].outcome != "pass"}
    assert not failed
    assert all(results[name].needed is results[name].layer for name in statements)
    assert {name for name, result in results.items() if result.outcome is Outcome.OUT_OF_REACH} == {
        "X1",
        "X2",
        "X3",
        "X4",
        "X5",
    }


@pytest.mark.parametrize("name", ["marvel-software-release", "marvel-software-release-paper"])
def test_it_verifies_what_the_example_says_of_itself(name: str) -> None:
    assert {result.outcome for result in run_claims(load(name))} == {Outcome.HOLDS}
