"""Statements, reporter modes and acute answers."""

import pytest

from ketenzicht.reporting.domain.acute import AcuteAnswer, acute_fact, is_acute
from ketenzicht.reporting.domain.statements import (
    Statement,
    StatementKind,
    in_order,
    says_something,
)
from ketenzicht.reporting.domain.visibility import (
    ReporterMode,
    becomes,
    keeps_identity,
    may_reveal,
    may_travel,
)

YES, NO, SUSPECT = AcuteAnswer.YES, AcuteAnswer.NO, AcuteAnswer.SUSPECT
ANONYMOUS, CONFIDENTIAL, NAMED = ReporterMode


def test_it_shows_statements_by_kind_and_leaves_out_blanks() -> None:
    said = [
        Statement(StatementKind.SOURCE, "own eyes"),
        Statement(StatementKind.FACT, "second thing"),
        Statement(StatementKind.HEARD, "  "),
        Statement(StatementKind.FACT, "third thing"),
    ]
    assert [one.text for one in in_order(said)] == ["second thing", "third thing", "own eyes"]


@pytest.mark.parametrize("kind", StatementKind)
def test_it_wants_an_observation_not_only_a_thought(kind: StatementKind) -> None:
    observation = kind not in {StatementKind.INTERPRETATION, StatementKind.SOURCE}
    assert says_something([Statement(kind, "something")]) is observation
    assert not says_something([Statement(kind, " ")])


@pytest.mark.parametrize(
    ("mode", "keeps", "reveals", "travels"),
    [(ANONYMOUS, False, False, False), (CONFIDENTIAL, True, True, False), (NAMED, True, True, True)],
)
def test_it_keeps_and_shows_an_identity_as_the_reporter_wants(
    mode: ReporterMode, keeps: bool, reveals: bool, travels: bool
) -> None:
    assert keeps_identity(mode) is keeps
    assert may_reveal(mode, has_right=True) is reveals
    assert not may_reveal(mode, has_right=False)
    assert may_travel(mode) is travels


def test_it_promises_nobody_to_become_anonymous_again() -> None:
    refused = {(now, wanted) for now in ReporterMode for wanted in ReporterMode if not becomes(now, wanted)}
    assert refused == {(CONFIDENTIAL, ANONYMOUS), (NAMED, ANONYMOUS)}


@pytest.mark.parametrize(
    ("answers", "acute"),
    [([], False), ([NO, NO], False), ([NO, SUSPECT], True), ([YES], True), ([SUSPECT], True)],
)
def test_it_is_acute_on_one_yes_or_suspicion(answers: list[AcuteAnswer], acute: bool) -> None:
    assert is_acute(answers) is acute


@pytest.mark.parametrize(
    ("answers", "fact"),
    [([], None), ([None], None), ([NO, None], None), ([NO, NO], False), ([None, SUSPECT], True)],
)
def test_it_does_not_take_an_open_question_for_a_no(
    answers: list[AcuteAnswer | None], fact: bool | None
) -> None:
    assert acute_fact(answers) is fact
