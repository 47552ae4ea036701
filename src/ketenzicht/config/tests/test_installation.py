"""A data directory knows what it is for; the one way out of a demonstration is to wipe it."""

from pathlib import Path

import pytest

from ketenzicht.config import installation
from ketenzicht.config.installation import Mode
from ketenzicht.config.problem import Problem


def test_it_makes_a_new_directory_with_keys_and_outbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("KETENZICHT_MODE")
    home = tmp_path / "deep" / "data"

    made = installation.find_or_make(home, Mode.DEMONSTRATION)

    assert made.mode is Mode.DEMONSTRATION
    assert sorted(path.name for path in home.iterdir()) == ["installation.json", "keys", "outbox"]


def test_it_keeps_the_mode_it_was_made_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("KETENZICHT_MODE")
    installation.find_or_make(tmp_path / "data", Mode.EMPTY)

    assert installation.find_or_make(tmp_path / "data", Mode.DEMONSTRATION).mode is Mode.EMPTY


def test_it_refuses_a_mode_that_contradicts_the_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("KETENZICHT_MODE")
    installation.find_or_make(tmp_path / "data", Mode.DEMONSTRATION)
    monkeypatch.setenv("KETENZICHT_MODE", "production")

    with pytest.raises(Problem, match="is for demonstration, KETENZICHT_MODE asks for production") as said:
        installation.find(tmp_path / "data")

    assert "only by ./ketenzicht demo wipe" in str(said.value)


def test_it_refuses_a_directory_with_other_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("KETENZICHT_MODE")
    (tmp_path / "thesis.odt").touch()

    with pytest.raises(Problem, match="holds other files"):
        installation.find_or_make(tmp_path, Mode.EMPTY)


def test_it_says_when_a_directory_cannot_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("KETENZICHT_MODE")
    (tmp_path / "file").touch()

    with pytest.raises(Problem, match="cannot be used as data directory: Not a directory"):
        installation.find_or_make(tmp_path / "file" / "data", Mode.EMPTY)


def test_it_says_when_the_description_is_damaged(tmp_path: Path):
    (tmp_path / "installation.json").write_text('{"mode": "party"}')

    with pytest.raises(Problem, match="damaged"):
        installation.find(tmp_path)


def test_it_gives_children_the_runtime_database_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("KETENZICHT_MODE")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://owner@db/ketenzicht")
    here = installation.find_or_make(tmp_path / "data", Mode.EMPTY)

    found = here.environment("postgresql://app@db/ketenzicht")

    assert found["DATABASE_URL"] == "postgresql://app@db/ketenzicht"
    assert found["KETENZICHT_MODE"] == "production"
    assert "DATABASE_OWNER_URL" not in found
