"""The gate: who, what, whom, why → allowed, or refused because."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenzicht.disclosure.domain.gate import (
    Allowed,
    PrivacyClass,
    Reason,
    Refusal,
    Refused,
    Request,
    Rule,
    may_share,
)

NOW = datetime(2024, 6, 3, 10, 0, tzinfo=UTC)
RULE = Rule(
    code="care",
    basis="public_task",
    purposes=frozenset({"shelter"}),
    receiver_kinds=frozenset({"care_coordination"}),
    privacy_classes=frozenset({PrivacyClass.NEUTRAL, PrivacyClass.PERSONAL}),
    longest=timedelta(days=90),
    valid_from=date(2022, 1, 1),
)
CONSENT = replace(
    RULE,
    code="consent",
    basis="consent",
    privacy_classes=frozenset(PrivacyClass),
    proof_required=True,
)
REQUEST = Request(
    basis="public_task",
    purpose="shelter",
    fields={"form": PrivacyClass.NEUTRAL, "name": PrivacyClass.PERSONAL},
    receiver_kind="care_coordination",
    until=NOW + timedelta(days=90),
)


def reasons(request: Request, rules: list[Rule]) -> list[Refusal]:
    answer = may_share(request, NOW, rules)
    assert isinstance(answer, Refused)
    return [reason.refusal for reason in answer.reasons]


def test_it_allows_what_a_rule_covers_in_full() -> None:
    assert may_share(REQUEST, NOW, [CONSENT, RULE]) == Allowed("care")


@pytest.mark.parametrize(
    ("request_", "because"),
    [
        (replace(REQUEST, basis=""), Refusal.NO_BASIS),
        (replace(REQUEST, basis="curiosity"), Refusal.BASIS_UNKNOWN),
        (replace(REQUEST, purpose=""), Refusal.NO_PURPOSE),
        (replace(REQUEST, purpose="investigation"), Refusal.PURPOSE_NOT_COVERED),
        (replace(REQUEST, receiver_kind=""), Refusal.NO_RECEIVER),
        (replace(REQUEST, receiver_kind="press"), Refusal.RECEIVER_NOT_COVERED),
        (replace(REQUEST, fields={}), Refusal.NO_FIELDS),
        (replace(REQUEST, fields={"health": PrivacyClass.SPECIAL}), Refusal.FIELD_NOT_COVERED),
        (replace(REQUEST, until=None), Refusal.NO_END),
        (replace(REQUEST, until=NOW), Refusal.END_PAST),
        (replace(REQUEST, until=NOW + timedelta(days=90, seconds=1)), Refusal.END_TOO_FAR),
    ],
)
def test_it_refuses_and_says_why(request_: Request, because: Refusal) -> None:
    assert reasons(request_, [RULE]) == [because]


def test_it_refuses_everything_while_nothing_is_configured() -> None:
    assert reasons(REQUEST, []) == [Refusal.NOTHING_CONFIGURED]


@pytest.mark.parametrize(
    "rule",
    [replace(RULE, valid_from=date(2024, 6, 4)), replace(RULE, valid_to=date(2024, 6, 2))],
)
def test_it_refuses_a_basis_that_is_not_in_force(rule: Rule) -> None:
    assert reasons(REQUEST, [rule]) == [Refusal.BASIS_NOT_IN_FORCE]


def test_it_asks_for_proof_where_the_basis_rests_on_it() -> None:
    request = replace(REQUEST, basis="consent")
    assert reasons(request, [CONSENT]) == [Refusal.NO_PROOF]
    assert may_share(replace(request, proof="form 12"), NOW, [CONSENT]) == Allowed("consent")


def test_it_gives_all_reasons_at_once() -> None:
    request = Request(basis="", purpose=" ", fields={}, receiver_kind="", until=None)
    assert reasons(replace(request, purpose=""), [RULE]) == [
        Refusal.NO_BASIS,
        Refusal.NO_PURPOSE,
        Refusal.NO_RECEIVER,
        Refusal.NO_FIELDS,
        Refusal.NO_END,
    ]


def test_it_names_the_field_that_is_not_covered() -> None:
    request = replace(REQUEST, fields={"record": PrivacyClass.CRIMINAL, "name": PrivacyClass.PERSONAL})
    assert may_share(request, NOW, [RULE]) == Refused((Reason(Refusal.FIELD_NOT_COVERED, "record"),))


def test_it_gives_the_reasons_of_the_rule_that_comes_nearest() -> None:
    far = replace(RULE, code="a", purposes=frozenset(), receiver_kinds=frozenset())
    near = replace(RULE, code="b", purposes=frozenset())
    assert reasons(REQUEST, [far, near]) == [Refusal.PURPOSE_NOT_COVERED]


def test_it_refuses_a_moment_without_a_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        may_share(REQUEST, NOW.replace(tzinfo=None), [RULE])


words = st.sampled_from(["", "public_task", "consent", "shelter", "care_coordination"])
requests = st.builds(
    Request,
    basis=words,
    purpose=words,
    fields=st.dictionaries(st.sampled_from(["form", "name"]), st.sampled_from(PrivacyClass)),
    receiver_kind=words,
    until=st.none() | st.timedeltas(timedelta(days=-9), timedelta(days=200)).map(NOW.__add__),
    proof=words,
)
rule_sets = st.lists(
    st.builds(
        Rule,
        code=st.text("abc", min_size=1, max_size=2),
        basis=words,
        purposes=st.frozensets(words),
        receiver_kinds=st.frozensets(words),
        privacy_classes=st.frozensets(st.sampled_from(PrivacyClass)),
        longest=st.timedeltas(timedelta(0), timedelta(days=300)),
        valid_from=st.sampled_from([date(2022, 1, 1), date(2025, 1, 1)]),
        valid_to=st.sampled_from([None, date(2023, 1, 1)]),
        proof_required=st.booleans(),
    ),
    max_size=5,
)


@given(requests, rule_sets)
def test_it_never_allows_an_incomplete_request(request_: Request, rules: list[Rule]) -> None:
    answer = may_share(request_, NOW, rules)
    if isinstance(answer, Allowed):
        assert request_.basis
        assert request_.purpose
        assert request_.receiver_kind
        assert request_.fields
        assert request_.until is not None
        assert request_.until > NOW
        assert any(rule.code == answer.rule and rule.basis == request_.basis for rule in rules)
    else:
        assert answer.reasons


@given(requests, rule_sets)
def test_it_never_allows_anything_without_a_basis(request_: Request, rules: list[Rule]) -> None:
    assert isinstance(may_share(replace(request_, basis=""), NOW, rules), Refused)


@given(requests, rule_sets)
def test_it_never_refuses_more_because_a_rule_was_added(request_: Request, rules: list[Rule]) -> None:
    if isinstance(may_share(request_, NOW, rules[1:]), Allowed):
        assert isinstance(may_share(request_, NOW, rules), Allowed)
