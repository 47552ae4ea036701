"""What somebody at the command line reads when an installation is not complete."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
pytestmark = pytest.mark.slow


def _ketenzicht(*words: str) -> "subprocess.CompletedProcess[str]":
    environment = {name: value for name, value in os.environ.items() if name != "KETENZICHT_MODE"}
    return subprocess.run(
        [sys.executable, "-m", "ketenzicht.config", *words],
        cwd=ROOT,
        env=environment | {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_lists_the_commands_before_anything_is_set_up():
    listed = _ketenzicht()
    assert listed.returncode == 0, listed.stderr
    assert "  audit " in listed.stdout


def test_it_says_in_one_sentence_which_key_is_missing(tmp_path: Path):
    refused = _ketenzicht("migrate", f"--data={tmp_path}")
    assert refused.returncode == 1
    assert "Set KETENZICHT_SECRET_KEY" in refused.stderr
    assert "Traceback" not in refused.stderr
