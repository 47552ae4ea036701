"""The rules of the architecture that a linter cannot see."""

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, models

from ketenzicht.common.privacy import Privacy
from tests.architecture.addresses import addresses

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ROOT / "src" / "ketenzicht"
FLOORS = (
    *("common", "audit", "partners", "accounts", "disclosure", "handover", "reporting", "signals"),
    "retention",
    "systems",
    "planning",
    "rights",
)
OPEN_TABLES = {
    # Signing in and the machinery below it have to work before anybody acts.
    *("django_", "account_", "mfa_", "usersessions_", "socialaccount_", "axes_", "auth_", "procrastinate_"),
}


def _own_models() -> Iterator[type[models.Model]]:
    for part in FLOORS:
        yield from apps.get_app_config(part).get_models(include_auto_created=True)


def test_every_address_says_what_it_asks() -> None:
    without = [address.route for address in addresses() if address.right is None]
    assert not without


def test_every_address_has_one_name() -> None:
    names = [address.name for address in addresses()]
    assert len(names) == len(set(names))
    assert all(not name.endswith("None") for name in names)


def test_every_field_is_classed_for_privacy() -> None:
    for model in _own_models():
        privacy = getattr(model, "privacy", None)
        assert isinstance(privacy, Privacy), f"{model.__name__} has no privacy classes"
        fields = {field.name for field in model._meta.local_fields}
        assert set(privacy.classes) == fields, model.__name__


def test_every_relation_points_down() -> None:
    for model in _own_models():
        own = FLOORS.index(model._meta.app_label)
        for field in model._meta.local_fields:
            if target := field.related_model:
                assert target._meta.app_label in FLOORS, field
                assert FLOORS.index(target._meta.app_label) <= own, f"{model.__name__}.{field.name} points up"


def test_every_model_stands_in_the_glossary() -> None:
    with (ROOT / "docs" / "glossary.csv").open(encoding="utf-8") as glossary:
        known = {row["model"] for row in csv.DictReader(glossary) if row.get("model")}
    missing = sorted({model.__name__ for model in _own_models()} - known)
    assert not missing


@pytest.mark.django_db
def test_every_table_has_row_security_or_a_reason_not_to() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, relrowsecurity FROM pg_class WHERE relkind = 'r'"
            " AND relnamespace = 'public'::regnamespace"
        )
        open_tables = {name for name, secured in cursor.fetchall() if not secured}
    assert not {name for name in open_tables if not name.startswith(tuple(OPEN_TABLES))}


@pytest.mark.django_db
def test_what_runs_as_the_owner_looks_among_temporary_tables_last() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef"
            " AND NOT 'search_path=public, pg_temp' = ANY (coalesce(proconfig, '{}')) ORDER BY 1"
        )
        assert not cursor.fetchall()


# A day counted in UTC is another day than in Amsterdam only just after midnight, when nobody looks.
def test_no_moment_becomes_a_day_without_a_place() -> None:
    place = PRODUCT / "common" / "domain" / "workdays.py"
    for path in set(PRODUCT.rglob("*.py")) - {place}:
        if not {"tests", "migrations"} & set(path.parts):
            assert ".date()" not in path.read_text("utf-8"), f"{path}: say timezone.localdate(moment)"


@pytest.mark.django_db
def test_the_database_counts_no_days_in_utc() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT policyname::text FROM pg_policies"
            " WHERE concat(qual, with_check) ~* 'current_date|::date'"
            " UNION ALL SELECT proname::text FROM pg_proc"
            " WHERE pronamespace = 'public'::regnamespace AND prosrc ~* 'current_date|::date'"
            " AND prosrc !~ 'AT TIME ZONE'"
            " AND NOT 'TimeZone=Europe/Amsterdam' = ANY (coalesce(proconfig, '{}'))"
        )
        assert not cursor.fetchall()


def test_no_part_hears_another_by_signals_of_django() -> None:
    heard = re.compile(r"^(from|import) (django|allauth)\S*\.?.*\bsignals?\b", re.MULTILINE)
    allowed = {PRODUCT / "accounts" / "sign_in_trail.py"}
    for path in set(PRODUCT.rglob("*.py")) - allowed:
        assert not heard.search(path.read_text("utf-8")), path


def test_no_function_is_long_and_no_file_either() -> None:
    for path in [*(ROOT / "src").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]:
        if "migrations" in path.parts:
            continue
        text = path.read_text("utf-8")
        assert len(text.splitlines()) <= 400, path
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                assert node.end_lineno - node.lineno < 60, f"{path}: {node.name}"


def test_no_template_runs_or_styles_inline() -> None:
    for path in PRODUCT.rglob("*.html"):
        text = path.read_text("utf-8")
        assert not re.search(r"\sstyle=|\son[a-z]+=\"|<style|javascript:", text), path
        for script in re.findall(r"<script\b[^>]*>", text):
            assert "src=" in script or 'type="application/json"' in script, path
        assert "|safe" not in text, path


def test_the_cookieless_pages_alone_go_without_the_csrf_check() -> None:
    exempt = {
        str(path.relative_to(PRODUCT))
        for path in PRODUCT.rglob("*.py")
        if "csrf_exempt" in path.read_text("utf-8") and "tests" not in path.parts
    }
    assert exempt == {"common/pages.py"}


def test_every_part_says_what_it_is_for() -> None:
    for part in FLOORS:
        readme = PRODUCT / part / "README.md"
        assert readme.exists(), f"{part} has no README.md"
        assert len(readme.read_text("utf-8").splitlines()) <= 30


def test_every_command_is_documented() -> None:
    documented = (ROOT / "docs" / "operations.md").read_text("utf-8")
    for path in PRODUCT.glob("*/management/commands/*.py"):
        if not path.stem.startswith("_"):
            assert f"./ketenzicht {path.stem}" in documented, path.stem


def test_no_file_names_a_registry_or_where_it_was_made() -> None:
    words = re.compile(r"index-url|find-links|git\+https|registry\.npmjs|files\.pythonhosted|/work/|/farm/")
    folders = (ROOT / "src", ROOT / "docs", ROOT / "scripts", ROOT / ".ci")
    for path in [*ROOT.glob("*"), *(path for folder in folders for path in folder.rglob("*"))]:
        text = (
            path.suffix not in {".woff2", ".mo", ".pyc", ".png", ".nbc", ".nbi"}
            and "vendor" not in path.parts
            and path.name != ".git"  # a second work tree has a file there that is no part of the tree
        )
        if text and path.is_file():
            assert not words.search(path.read_text("utf-8", errors="ignore")), path
