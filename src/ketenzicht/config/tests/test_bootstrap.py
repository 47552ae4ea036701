"""The environment is made from the lock, with nothing that has no hash in it."""

import re
from pathlib import Path

import pytest

from ketenzicht.config import bootstrap

LOCKS = [bootstrap.RUNTIME, bootstrap.DEVELOPMENT]


def _pins(lock: str) -> dict[str, str]:
    text = (bootstrap.PROJECT / lock).read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", text, re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_it_finds_the_installer_with_its_hashes(lock: str):
    pin = bootstrap._pin_of("uv", (bootstrap.PROJECT / lock).read_text("utf-8"))

    assert re.match(r"uv==\S+ \\\n", pin)
    assert "--hash=sha256:" in pin
    assert pin.count("==") == 1


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_has_a_hash_and_none_an_address(lock: str):
    text = (bootstrap.PROJECT / lock).read_text("utf-8")

    assert "://" not in text
    assert all(line.endswith("\\") for line in text.splitlines() if "==" in line)


def test_development_uses_the_versions_of_the_product():
    development = _pins(bootstrap.DEVELOPMENT)

    assert {name: development.get(name) for name in _pins(bootstrap.RUNTIME)} == _pins(bootstrap.RUNTIME)


def test_an_environment_that_was_moved_counts_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "requirements.lock.installed").write_text(bootstrap._stamp(bootstrap.RUNTIME))

    monkeypatch.setattr(bootstrap, "ENVIRONMENT", tmp_path)

    assert not bootstrap.is_ready(bootstrap.RUNTIME)


def test_it_says_what_to_install_when_python_cannot_make_environments(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bootstrap, "_can_import", lambda name: name != "ensurepip")

    with pytest.raises(
        bootstrap.Failed, match=r"ensurepip failed\)\. Debian, Ubuntu: apt-get install python3"
    ):
        bootstrap._make_environment()
