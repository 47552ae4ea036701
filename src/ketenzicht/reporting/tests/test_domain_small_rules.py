"""Statements, reporter modes and acute answers."""

import pytest

from ketenzicht.reporting.domain.acute import AcuteAnswer, is_acute
from ketenzicht.reporting.domain.statements import (
    Statement,
    StatementKind,
    in_order,
)
from ketenzicht.reporting.domain.visibility import (
    ReporterMode,
    becomes,
    keeps_identity,
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


@pytest.mark.parametrize(("mode", "keeps"), [(ANONYMOUS, False), (CONFIDENTIAL, True), (NAMED, True)])
def test_it_keeps_an_identity_only_when_the_reporter_wants(mode: ReporterMode, keeps: bool) -> None:
    assert keeps_identity(mode) is keeps


def test_it_promises_nobody_to_become_anonymous_again() -> None:
    refused = {(now, wanted) for now in ReporterMode for wanted in ReporterMode if not becomes(now, wanted)}
    assert refused == {(CONFIDENTIAL, ANONYMOUS), (NAMED, ANONYMOUS)}


@pytest.mark.parametrize(
    ("answers", "acute"),
    [([], False), ([NO, NO], False), ([NO, SUSPECT], True), ([YES], True), ([SUSPECT], True)],
)
def test_it_is_acute_on_one_yes_or_suspicion(answers: list[AcuteAnswer], acute: bool) -> None:
    assert is_acute(answers) is acute
