"""./ketenzicht and ./run answer with words, not with tracebacks."""

import errno
from pathlib import Path

import pytest

from ketenzicht.config import cli, installation
from ketenzicht.config.installation import Mode
from ketenzicht.config.supervisor import welcome


def test_it_lists_every_command_with_a_line(capsys: pytest.CaptureFixture[str]):
    assert cli.main([]) == 0

    lines = capsys.readouterr().out.splitlines()
    listed = {line.split()[0] for line in lines if line.startswith("  ")}
    assert {"serve", "migrate", "reference", "demo", "audit", "user"} <= listed
    assert all(len(line.split(maxsplit=1)) == 2 for line in lines if line.startswith("  "))


@pytest.mark.parametrize(
    "words", [["--data", "HOME", "user"], ["user", "--data", "HOME"], ["user", "--data=HOME"]]
)
def test_it_accepts_the_data_directory_anywhere(words: list[str], tmp_path: Path):
    home, rest = cli._without_data_option([word.replace("HOME", str(tmp_path)) for word in words])

    assert (home, rest) == (tmp_path, ["user"])


@pytest.mark.parametrize("port", ["0", "65536", "-1", "eighty"])
def test_it_refuses_what_is_no_port(port: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        cli.main(["serve", "--port", port])

    assert "argument --port" in capsys.readouterr().err


def test_it_refuses_to_empty_a_demonstration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.delenv("KETENZICHT_MODE")
    installation.find_or_make(tmp_path / "data", Mode.DEMONSTRATION)

    assert cli.main(["run", "--empty", f"--data={tmp_path / 'data'}"]) == 1
    assert "holds a demonstration" in capsys.readouterr().err


def test_it_says_that_the_disk_is_full():
    assert cli._in_words(OSError(errno.ENOSPC, "No space left on device")).startswith("The disk is full.")


def test_it_names_the_file_that_gives_trouble():
    assert cli._in_words(PermissionError(errno.EACCES, "Permission denied", "/srv/data")) == (
        "/srv/data: Permission denied"
    )


def test_it_shows_everybody_of_the_demonstration_with_their_roles():
    lines = list(welcome.demonstration_accounts())

    assert len(lines) >= 12
    assert any("tessel.regenboog@roosendaal.example" in line and "focal officer" in line for line in lines)
