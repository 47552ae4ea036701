"""Loading into the database: once is enough, nothing is deleted, corrections stay."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from ketenzicht.common.actor import Actor, NotAllowed, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.models import ExploitationForm, ReferenceFile
from ketenzicht.common.reference.catalogue import PARTS
from ketenzicht.common.reference.kinds import all_kinds
from ketenzicht.common.reference.loading import Loaded, check, load
from ketenzicht.common.reference.problems import ReferenceRefused
from tests.yardstick import within

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
OPERATOR = Actor.operator(Verb.REFERENCE_EDIT)
FORMS = next(kind for kind in all_kinds() if kind.id == "common.exploitation_forms")
OLD_LABEL, NEW_LABEL = "label_nl: Criminele uitbuiting", "label_nl: Uitbuiting door misdaad"


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    """A copy of the files, and the files themselves loaded."""
    for kind in all_kinds():
        kind.path(tmp_path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(kind.path(PARTS), kind.path(tmp_path))
    with acting(OPERATOR):
        load(kinds=all_kinds(), by=OPERATOR, at=NOW)
        yield tmp_path


def _change(root: Path, *changes: tuple[str, str], version: int = 2) -> None:
    path = FORMS.path(root)
    text = path.read_text(encoding="utf-8")
    for old, new in (*changes, ("  version: 1\n", f"  version: {version}\n")):
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def _load(root: Path) -> list[Loaded]:
    return load(kinds=all_kinds(), by=OPERATOR, at=NOW, root=root)


def _form(code: str) -> ExploitationForm:
    return ExploitationForm.objects.get(code=code)


def test_it_loads_every_row_and_remembers_the_file(root: Path) -> None:
    for kind in all_kinds():
        if kind.model:
            assert kind.model._default_manager.exclude(file_digest="").exists()
            assert ReferenceFile.objects.get(pk=kind.id).version >= 1


def test_it_does_nothing_the_second_time_and_fast(root: Path) -> None:
    with within(1, waiting=True):
        assert _load(root) == []


def test_it_takes_over_a_change_by_code(root: Path) -> None:
    before = _form("CRI").pk
    _change(root, (OLD_LABEL, NEW_LABEL))
    [done] = _load(root)
    assert (done.kind, done.version, done.added, done.changed) == (FORMS, 2, 0, 1)
    assert (_form("CRI").pk, _form("CRI").label_nl) == (before, "Uitbuiting door misdaad")
    assert ReferenceFile.objects.get(pk=FORMS.id).version == 2
    assert _load(root) == []


def test_it_wants_a_new_version_for_new_content(root: Path) -> None:
    _change(root, (OLD_LABEL, NEW_LABEL), version=1)
    with pytest.raises(ReferenceRefused, match=r"already holds version 1\. Write version 2"):
        _load(root)


def test_it_refuses_a_code_that_vanished_and_changes_nothing(root: Path) -> None:
    _change(root, ("  - code: MAR\n", "  - code: MARRIAGE\n"), (OLD_LABEL, NEW_LABEL))
    with pytest.raises(ReferenceRefused, match="row MAR: code: vanished from the file") as refused:
        _load(root)
    assert "close it with valid_to" in str(refused.value)
    assert _form("CRI").label_nl == "Criminele uitbuiting"


def test_it_never_deletes_a_row_that_was_closed(root: Path) -> None:
    _change(root, ("    valid_to: null\n", "    valid_to: 2026-12-31\n"))
    _load(root)
    assert str(_form("SEX").valid_to) == "2026-12-31"


def test_it_keeps_a_correction_and_says_that_the_file_changed(root: Path) -> None:
    ExploitationForm.objects.filter(code="CRI").update(label_nl="Zoals hier", corrected_at=NOW)
    _change(root, (OLD_LABEL, NEW_LABEL))
    [done] = _load(root)
    assert done.kept == ("CRI",)
    assert _form("CRI").label_nl == "Zoals hier"
    assert _form("CRI").upstream_changed


def test_it_leaves_a_correction_in_peace_while_its_file_stays_the_same(root: Path) -> None:
    ExploitationForm.objects.filter(code="LAB").update(label_nl="Zoals hier", corrected_at=NOW)
    _change(root, (OLD_LABEL, NEW_LABEL))
    [done] = _load(root)
    assert done.kept == ()
    assert not _form("LAB").upstream_changed


def test_it_leaves_rows_alone_that_were_made_here(root: Path) -> None:
    row = _form("CRI")
    row.pk, row.code, row.file_digest = None, "LOCAL", ""
    row.save()
    _change(root, (OLD_LABEL, NEW_LABEL))
    assert _load(root)
    assert _form("LOCAL").label_nl == "Criminele uitbuiting"


def test_it_points_to_other_rows_by_code(root: Path) -> None:
    model: Any = next(kind.model for kind in all_kinds() if kind.id == "partners.desks")
    [desk] = model._default_manager.filter(code="care-markiezaten").values_list(
        "organisation__code", "region__code", "municipality"
    )
    assert desk == ("zvh-markiezen", "care-coordination-markiezaten", None)


def test_it_is_not_for_everybody(root: Path) -> None:
    with pytest.raises(NotAllowed):
        load(kinds=all_kinds(), by=Actor.public(), at=NOW, root=root)


def test_it_checks_without_writing(root: Path) -> None:
    _change(root, ("  - code: MAR\n", "  - code: MARRIAGE\n"))
    problems = check(kinds=all_kinds(), at=NOW + timedelta(days=1), root=root).problems
    assert ["vanished" in str(problem) for problem in problems].count(True) == 1
    assert _form("MAR")


def test_it_does_not_call_a_broken_row_vanished(root: Path) -> None:
    _change(root, (OLD_LABEL, "label_nl: ''"))
    problems = [str(problem) for problem in check(kinds=all_kinds(), at=NOW, root=root).problems]
    assert len(problems) == 1
    assert "row CRI: label_nl" in problems[0]


def test_it_says_which_file_is_gone(root: Path) -> None:
    FORMS.path(root).unlink()
    with pytest.raises(
        ReferenceRefused, match=r"common/refdata/exploitation_forms.yaml, file: cannot be read"
    ):
        _load(root)


def test_it_prints_a_line_per_file(capsys: pytest.CaptureFixture[str]) -> None:
    with acting(OPERATOR):
        ReferenceFile.objects.update(sha256="other", version=0)
    call_command("reference", "load")
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == sum(kind.model is not None for kind in all_kinds())
    assert "reporting/refdata/indicators.csv version 1: 183 rows, 0 new, 0 changed." in lines
    call_command("reference", "load")
    assert capsys.readouterr().out == "Reference data are up to date.\n"


@pytest.mark.parametrize("words", [["check"], ["check", "--files-only"], ["load", "--check-only"]])
def test_it_counts_what_is_still_to_be_verified(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    call_command("reference", *words)
    assert "partners/refdata/routes.yaml: 13 rows, 13 still to be verified." in capsys.readouterr().out


def test_it_fails_the_command_with_every_problem(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with acting(OPERATOR):
        ExploitationForm.objects.create(
            code="GONE",
            label_nl="x",
            label_en="x",
            source="x",
            valid_from=NOW,
            verified_on=NOW,
            file_digest="1",
        )
    for words in (["check"], ["load"]):
        ReferenceFile.objects.filter(pk=FORMS.id).update(sha256="other", version=0)
        with pytest.raises(CommandError, match="row GONE: code: vanished from the file"):
            call_command("reference", *words)
