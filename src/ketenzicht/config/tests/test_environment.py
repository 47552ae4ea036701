"""Every setting can come from a file, so that no password has to stand in an environment."""

import os
import re
import subprocess
import sys
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


ASK_FOR_THE_ADDRESS = """
import django; django.setup()
from allauth.account.adapter import get_adapter
from django.test import RequestFactory
said = {"x-forwarded-for": "192.0.2.1, 192.0.2.7"}
visitor = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1", headers=said)
print(get_adapter().get_client_ip(visitor))
"""


@pytest.mark.parametrize(("behind", "address"), [("yes", "192.0.2.7"), ("", "127.0.0.1")])
def test_it_lets_no_visitor_behind_a_proxy_use_up_the_attempts_of_all(behind: str, address: str):
    settings = {"DJANGO_SETTINGS_MODULE": "ketenzicht.config.settings", "KETENZICHT_MODE": "test"}
    told = subprocess.run(
        [sys.executable, "-c", ASK_FOR_THE_ADDRESS],
        env={**os.environ, **settings, "KETENZICHT_BEHIND_PROXY": behind},
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.strip() == address
