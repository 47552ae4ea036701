"""Lint, types, floors, migrations and the deployment check, counted among the tests."""

import os
import secrets
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
TOOLS = Path(sys.executable).parent


def _passes(*command: str, environment: Mapping[str, str] | None = None) -> None:
    ran = subprocess.run(
        [str(TOOLS / command[0]), *command[1:]],
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        pytest.fail(f"{' '.join(command)}\n{ran.stdout}{ran.stderr}", pytrace=False)


def test_types_hold() -> None:
    _passes("mypy", "--strict")


def test_nothing_is_left_to_lint() -> None:
    _passes("ruff", "check")


def test_everything_is_formatted() -> None:
    _passes("ruff", "format", "--check")


def test_imports_keep_to_the_floors() -> None:
    _passes("lint-imports")


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=1)


def test_production_settings_pass_the_deployment_check(tmp_path: Path) -> None:
    production = {
        "KETENZICHT_MODE": "production",
        "KETENZICHT_DATA": str(tmp_path),
        "KETENZICHT_PUBLIC_URL": "https://ketenzicht.example",
        "KETENZICHT_HOSTS": "ketenzicht.example",
        "KETENZICHT_SECRET_KEY": secrets.token_urlsafe(64),
        "KETENZICHT_SEALING_KEYS": Fernet.generate_key().decode("ascii"),
        "KETENZICHT_RECEIPT_PEPPER": secrets.token_urlsafe(64),
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
    }
    deployed = ("python", "-m", "ketenzicht.config", "check", "--deploy", "--fail-level=WARNING")

    _passes(*deployed, environment=production)
