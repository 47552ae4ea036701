"""Every setting can come from a file, so that no password has to stand in an environment."""

import os
import re
from pathlib import Path

import pytest

from ketenzicht.config import cli
from ketenzicht.config.environment import env, take_files
from ketenzicht.config.keys import KEYS
from ketenzicht.config.problem import Problem

OPERATIONS = Path(__file__).resolve().parents[4] / "docs" / "operations.md"
NAMES = re.findall(r"^\| `((?:KETENZICHT|DATABASE)_\w+)`", OPERATIONS.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("name", NAMES)
def test_it_reads_every_documented_name_from_a_file(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "value").write_text("from a file\n", "utf-8")
    monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(f"{name}_FILE", str(tmp_path / "value"))

    take_files(leave=KEYS)

    assert env(name) == "from a file"
    assert (name in os.environ) is (name not in KEYS)
    assert (f"{name}_FILE" in os.environ) is (name in KEYS)
    os.environ.pop(name, None)


def test_what_is_given_itself_comes_before_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "value").write_text("from a file", "utf-8")
    monkeypatch.setenv("DATABASE_URL", "given")
    monkeypatch.setenv("DATABASE_URL_FILE", str(tmp_path / "value"))

    take_files()

    assert env("DATABASE_URL") == "given"


def test_it_says_which_file_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_OWNER_URL_FILE", str(tmp_path / "nothing"))

    with pytest.raises(Problem, match=r"DATABASE_OWNER_URL_FILE: .*nothing cannot be read"):
        take_files()


def test_starting_takes_the_files_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("DATABASE_URL_FILE", str(tmp_path / "nothing"))

    assert cli.main(["serve"]) == 1
    assert "DATABASE_URL_FILE" in capsys.readouterr().err
