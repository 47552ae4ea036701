"""Broken reference data: refused with the file, the row and what to do."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ketenzicht.common.reference.catalogue import PARTS, read_all
from ketenzicht.common.reference.kinds import all_kinds

TODAY = date(2026, 11, 22)
Change = Callable[[str, str, str], list[str]]

FORMS = "common/refdata/exploitation_forms.yaml"
HOLIDAYS = "common/refdata/public_holidays.csv"
MEMBERSHIPS = "partners/refdata/region_memberships.csv"
DESKS = "partners/refdata/desks.yaml"
ROUTES = "partners/refdata/routes.yaml"
INDICATORS = "reporting/refdata/indicators.csv"
SETTINGS = "reporting/refdata/settings.yaml"
RULES = "disclosure/refdata/gate_rules.yaml"

SEX = "  - code: SEX\n    position: 1\n    label_nl: Seksuele uitbuiting\n    label_en: Sexual exploitation\n"
FIRST_INDICATOR = "WER-01,A,1,"


@pytest.fixture
def change(tmp_path: Path) -> Change:
    """Change one place in a copy of the files, and say what is refused."""
    for kind in all_kinds():
        kind.path(tmp_path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(kind.path(PARTS), kind.path(tmp_path))

    def changed(file: str, old: str, new: str) -> list[str]:
        path = tmp_path / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return [str(problem) for problem in read_all(all_kinds(), TODAY, tmp_path).problems]

    return changed


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (FORMS, SEX, SEX.replace("Seksuele uitbuiting", "''"), "row SEX: label_nl"),
        (
            FORMS,
            SEX,
            SEX.replace("    label_en: Sexual exploitation\n", ""),
            "row SEX: label_en: Field required. Add it",
        ),
        (FORMS, "valid_from: 2022-01-01\n", "valid_from: soon\n", "row SEX: valid_from"),
        (FORMS, "    valid_from: 2022-01-01\n", "", "row SEX: valid_from: Field required. Add it"),
        (FORMS, "    verified_on: 2026-11-22\n", "", "row SEX: verified_on: Field required. Add it"),
        (
            FORMS,
            "verified_on: 2026-11-22",
            "verified_on: 2027-01-01",
            "row SEX: verified_on: lies in the future",
        ),
        (FORMS, "    valid_to: null\n", "    valid_to: 2021-01-01\n", "valid_to lies before valid_from"),
        (
            FORMS,
            SEX,
            SEX + "    colour: blue\n",
            "row SEX: colour: Extra inputs are not permitted. Remove it",
        ),
        (
            FORMS,
            "  - code: LAB\n",
            "  - code: SEX\n",
            "row SEX: code: stands there 2 times. Give each row its own",
        ),
        (FORMS, "certainty: old", "certainty: perhaps", "row SEX: certainty"),
        (
            FORMS,
            "  id: common.exploitation_forms",
            "  id: common.forms",
            "meta: id is common.forms. Write common.",
        ),
        (FORMS, "items:", "rows:", "file: must hold exactly meta and items"),
        (HOLIDAYS, "2024-01-01,Algemene", "2023-01-01,Algemene", "row 2024-nieuwjaarsdag"),
        (HOLIDAYS, "2024-nieuwjaarsdag,", "", "file: row 1 does not have as many columns"),
        (
            MEMBERSHIPS,
            "district-markiezaten,GM0748",
            "district-nowhere,GM0748",
            "district-nowhere is no code of",
        ),
        (
            MEMBERSHIPS,
            ",GM1655,police",
            ",GM0748,police",
            "municipality and theme: valid at the same time as police.",
        ),
        (
            DESKS,
            "forms: [LAB, DOM, LAB-EB]",
            "forms: [WORK]",
            "row nla: forms: WORK is no code of common.exploitation",
        ),
        (DESKS, "forms: [LAB, DOM, LAB-EB]", "forms: [LAB]", "hands over to nla, which does not take in DOM"),
        (
            ROUTES,
            "desk: police-112",
            "desk: police-911",
            "row route-1-acute: steps: there is no desk police-911",
        ),
        (ROUTES, "desk_kind: advice_report_centre", "desk_kind: youth_protection", "which is not connected"),
        (ROUTES, "acute: true", "urgent: true", "row route-1-acute: row: unknown condition urgent"),
        (ROUTES, "Er is nu gevaar.", "Let op de herkomst.", "speaks of nationality or origin (herkomst)"),
        (INDICATORS, FIRST_INDICATOR, "WER-02,A,1,", "row WER-02: code: stands there 2 times"),
        (INDICATORS, "RIS-01,K,171,", "RIS-01,K,0,", "row RIS-01: position"),
        (
            INDICATORS,
            "risk_factor,,-,-,,false,false",
            "risk_factor,,S,-,,false,false",
            "has no strength and no dim",
        ),
        (
            INDICATORS,
            "risk_factor,,-,-,,false,false",
            "risk_factor,,-,-,,false,true",
            "a risk factor never counts",
        ),
        (
            SETTINGS,
            "WON-06",
            "WON-66",
            "row hotel_recreation: indicator_codes: WON-66 is no code of reporting.indica",
        ),
        (SETTINGS, "WON-06", "RIS-01", "row hotel_recreation: indicator_codes: RIS-01 never counts"),
        (SETTINGS, "WON-06", "WON-07", "row hotel_recreation: indicator_codes: WON-07 is asked twice"),
        (SETTINGS, "WON-06", "WER-01", "row hotel_recreation: indicator_codes: WER-01 has no plain words"),
        (RULES, "basis: avg-6-1-d", "basis: feeling", "conditions: feeling is no legal basis"),
        (
            RULES,
            "[neutral, personal, criminal]",
            "[neutral, special]",
            "avg-6-1-e does not carry special data",
        ),
    ],
)
def test_it_refuses(change: Change, file: str, old: str, new: str, said: str) -> None:
    problems = change(file, old, new)
    assert [problem for problem in problems if said in problem], problems


def test_it_says_when_a_file_is_gone(tmp_path: Path) -> None:
    problems = read_all(all_kinds(), TODAY, tmp_path).problems
    assert len(problems) == len(all_kinds())
    assert str(problems[0]).endswith(
        "cannot be read (No such file or directory). Restore or correct the file."
    )


def test_it_refuses_text_that_is_not_utf8(change: Change, tmp_path: Path) -> None:
    (tmp_path / FORMS).write_bytes(b"\xff\xfe")
    problems = [str(problem) for problem in read_all(all_kinds(), TODAY, tmp_path).problems]
    assert f"{FORMS}, file: is not UTF-8. Restore or correct the file." in problems
