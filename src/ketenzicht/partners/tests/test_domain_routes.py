"""Route advice: the default table of the field, and what must never change it."""

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenzicht.partners.domain.routes import (
    Advice,
    Condition,
    ConditionValue,
    Facts,
    Met,
    Passed,
    Residence,
    Rule,
    Step,
    advise,
    condition_problems,
)

TODAY = date(2024, 6, 3)


def rule(order: int, code: str, **conditions: bool | tuple[str, ...]) -> Rule:
    return Rule(code, order, conditions, (Step(f"do {code}", desk_kind=code),))


TABLE = [
    rule(1, "acute", acute=True),
    rule(2, "minor", minor_or_doubtful=True),
    rule(3, "no_residence", identifiable_person=True, residence=("none",)),
    rule(4, "adult", identifiable_person=True, residence=("lawful",)),
    rule(5, "labour", forms=("LAB", "DOM")),
    rule(6, "place", subject=("place", "online"), forms=("SEX", "CRI")),
    rule(7, "hidden", perpetrator_information_source_hidden=True),
    rule(8, "soft", soft=True),
]
KNOWN = Facts(
    acute=False,
    minor_or_doubtful=False,
    identifiable_person=False,
    residence=Residence.LAWFUL,
    forms=frozenset({"SEX"}),
    subject=frozenset({"person"}),
    perpetrator_information_source_hidden=False,
    soft=False,
)


def known(**changes: object) -> Facts:
    return Facts(**{**KNOWN.__dict__, **changes})


@pytest.mark.parametrize(
    ("facts", "fired", "because"),
    [
        (known(acute=True, minor_or_doubtful=True), "acute", "danger goes before everything"),
        (known(minor_or_doubtful=True, identifiable_person=True), "minor", "a child before an adult"),
        (known(identifiable_person=True, residence=Residence.NONE), "no_residence", "reflection period"),
        (known(identifiable_person=True), "adult", "Dutch, European or lawful"),
        (known(forms=frozenset({"CRI", "LAB"})), "labour", "one form is enough"),
        (known(subject=frozenset({"person", "place"})), "place", "both a person and a place"),
        (known(perpetrator_information_source_hidden=True), "hidden", "source stays unknown"),
        (known(soft=True), "soft", "only a soft signal"),
        (known(), None, "nothing fits"),
    ],
)
def test_it_follows_the_first_rule_that_fits(facts: Facts, fired: str | None, because: str) -> None:
    assert advise(facts, TABLE, TODAY).rule == fired, because


def test_it_says_why_and_what_to_do() -> None:
    advice = advise(known(identifiable_person=True), TABLE, TODAY)
    assert [(one.condition, one.met) for one in advice.why] == [
        (Condition.IDENTIFIABLE_PERSON, Met.MET),
        (Condition.RESIDENCE, Met.MET),
    ]
    assert advice.steps == (Step("do adult", desk_kind="adult"),)
    assert advice.missing == ()
    assert [passed.code for passed in advice.passed_over] == ["acute", "minor", "no_residence"]


def test_it_says_which_unknown_fact_could_make_an_earlier_rule_fire() -> None:
    facts = known(acute=None, minor_or_doubtful=None, identifiable_person=True)
    advice = advise(facts, TABLE, TODAY)
    assert advice.rule == "adult"
    assert advice.missing == (Condition.ACUTE, Condition.MINOR_OR_DOUBTFUL)


def test_it_does_not_ask_for_what_can_change_nothing() -> None:
    advice = advise(known(residence=None, soft=None, forms=frozenset({"LAB"})), TABLE, TODAY)
    assert advice.rule == "labour"
    assert advice.missing == ()


@pytest.mark.parametrize("residence", [None, Residence.UNKNOWN])
def test_it_treats_unknown_residence_as_not_known(residence: Residence | None) -> None:
    advice = advise(known(identifiable_person=True, residence=residence, soft=True), TABLE, TODAY)
    assert advice.rule == "soft"
    assert advice.missing == (Condition.RESIDENCE,)


def test_it_asks_for_everything_when_nothing_is_known() -> None:
    advice = advise(Facts(), TABLE, TODAY)
    assert advice.rule is None
    assert advice.missing == tuple(Condition)


def test_it_leaves_out_rules_that_are_not_in_force() -> None:
    past = Rule("past", 0, {}, valid_to=TODAY - timedelta(days=1))
    future = Rule("future", 0, {}, valid_from=TODAY + timedelta(days=1))
    last_day = Rule("last day", 1, {}, valid_from=TODAY, valid_to=TODAY)
    advice = advise(known(), [last_day, past, future], TODAY)
    assert advice.rule == "last day"
    assert advice.passed_over == (Passed("future", ()), Passed("past", ()))


@pytest.mark.parametrize(
    "conditions",
    [{"nationality": "x"}, {"acute": "yes"}, {"forms": ()}, {"forms": True}, {"residence": ("",)}],
)
def test_it_refuses_a_malformed_rule(conditions: dict[str, ConditionValue]) -> None:
    assert len(condition_problems(conditions)) == 1
    with pytest.raises(ValueError, match="broken: "):
        Rule("broken", 1, conditions)


maybe = st.none() | st.booleans()
words = st.frozensets(st.sampled_from(["SEX", "LAB", "CRI"]))
subjects = st.frozensets(st.sampled_from(["person", "place"]))
any_facts = st.builds(
    Facts,
    acute=maybe,
    minor_or_doubtful=maybe,
    identifiable_person=maybe,
    residence=st.none() | st.sampled_from(Residence),
    forms=st.none() | words,
    subject=st.none() | subjects,
    perpetrator_information_source_hidden=maybe,
    soft=maybe,
)
any_conditions = st.fixed_dictionaries(
    {},
    optional={
        "acute": st.booleans(),
        "minor_or_doubtful": st.booleans(),
        "residence": st.sampled_from([("none",), ("lawful",), "none"]),
        "forms": st.sampled_from([("SEX",), ("LAB", "CRI"), "LAB"]),
        "subject": st.sampled_from([("person",), ("place",), ("person", "place")]),
    },
)


def _table(rows: list[dict[str, Any]]) -> list[Rule]:
    return [Rule(f"r{order}", order, row) for order, row in enumerate(rows)]


any_tables = st.lists(any_conditions, max_size=6).map(_table)


@given(any_facts, any_tables, st.randoms(use_true_random=False), any_conditions)
def test_it_ignores_the_order_of_the_input_and_every_rule_after_the_one_that_fires(
    facts: Facts, table: list[Rule], random: Random, extra: dict[str, Any]
) -> None:
    advice = advise(facts, table, TODAY)
    shuffled = random.sample(table, len(table))
    assert advise(facts, shuffled, TODAY) == advice
    if advice.rule is not None:
        assert advise(facts, [*shuffled, Rule("later", 99, extra)], TODAY) == advice


def _answers(facts: Facts, missing: Condition) -> list[Facts]:
    options: dict[Condition, list[object]] = {
        Condition.RESIDENCE: [Residence.NONE, Residence.LAWFUL],
        Condition.FORMS: [frozenset({"SEX"}), frozenset({"LAB"}), frozenset({"CRI"})],
        Condition.SUBJECT: [frozenset({"person"}), frozenset({"place"})],
    }
    values = options.get(missing, [True, False])
    return [Facts(**{**facts.__dict__, missing.value: value}) for value in values]


@given(any_facts, any_tables)
def test_it_names_every_single_fact_that_could_change_the_advice(facts: Facts, table: list[Rule]) -> None:
    advice = advise(facts, table, TODAY)
    for condition in Condition:
        value = getattr(facts, condition.value)
        if value in {None, frozenset(), Residence.UNKNOWN}:
            changed = [answer for answer in _answers(facts, condition) if _fires_other(answer, table, advice)]
            assert not changed or condition in advice.missing


def _fires_other(facts: Facts, table: list[Rule], advice: Advice) -> bool:
    return advise(facts, table, TODAY).rule != advice.rule
