"""The table of cases against the shipped rules: who, what, whom, why → allowed, or refused because."""

from datetime import UTC, date, datetime, timedelta
from typing import cast

import pytest

from ketenzicht.common.reference.catalogue import read_all
from ketenzicht.common.reference.kinds import all_kinds
from ketenzicht.disclosure.domain.gate import Allowed, PrivacyClass, Request, Rule, may_share
from ketenzicht.disclosure.reference_rows import (
    BASES,
    CASES,
    EVERY_KIND,
    RULES,
    GateCaseRow,
    GateRuleRow,
    LegalBasisRow,
)

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
CATALOGUE = read_all(all_kinds(), date(2026, 11, 22))
GROUNDS = {row.code: row for row in cast("tuple[LegalBasisRow, ...]", CATALOGUE.rows[BASES])}
CASE_ROWS = cast("tuple[GateCaseRow, ...]", CATALOGUE.rows[CASES])
RULE_ROWS = cast("tuple[GateRuleRow, ...]", CATALOGUE.rows[RULES])


def the_rules() -> list[Rule]:
    return [
        Rule(
            code=row.code,
            basis=row.conditions.basis,
            purposes=frozenset(row.conditions.purposes),
            receiver_kinds=frozenset(row.conditions.receiver_kinds),
            privacy_classes=frozenset(map(PrivacyClass, row.conditions.privacy_classes)),
            longest=timedelta(days=row.conditions.longest_days),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            proof_required=row.conditions.proof_required,
        )
        for row in RULE_ROWS
    ]


def judged(case: GateCaseRow, days: int = 7) -> tuple[str, set[str]]:
    """The rule that allows it, or why not."""
    if not {EVERY_KIND, case.sender_kind} & set(GROUNDS[case.basis].applies_to):
        return "", {"sender"}
    request = Request(
        basis=case.basis,
        purpose=case.purpose,
        fields={"one": PrivacyClass(case.privacy_class)},
        receiver_kind=case.receiver_kind,
        until=NOW + timedelta(days=days),
        proof=case.proof,
    )
    answer = may_share(request, NOW, the_rules())
    if isinstance(answer, Allowed):
        return answer.rule, set()
    return "", {str(reason.refusal) for reason in answer.reasons}


@pytest.mark.parametrize("case", CASE_ROWS, ids=lambda case: case.label_en)
def test_it_judges(case: GateCaseRow) -> None:
    rule, reasons = judged(case)
    assert rule == case.allowed_by
    assert case.refused_because in reasons or (case.allowed_by and not case.refused_because)


def test_it_lets_no_case_pass_for_longer_than_a_year() -> None:
    assert not [case.code for case in CASE_ROWS if judged(case, days=366)[0]]


def test_it_gives_every_ground_a_rule() -> None:
    assert {row.conditions.basis for row in RULE_ROWS} == set(GROUNDS)


def test_it_shares_nothing_on_the_collaboration_act_before_that_was_in_force() -> None:
    before = date(2025, 2, 28)
    collaboration = [rule for rule in the_rules() if rule.basis.startswith("wgs-")]
    assert len(collaboration) == 2
    assert not any(rule.in_force(before) for rule in collaboration)
    assert all(rule.in_force(date(2025, 3, 1)) for rule in collaboration)
