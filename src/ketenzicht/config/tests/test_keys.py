"""Keys are made once, for us only, and never silently anew."""

from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from ketenzicht.config import keys
from ketenzicht.config.problem import Problem


def test_it_makes_every_key_for_its_owner_only(tmp_path: Path):
    keys.make(tmp_path)

    files = sorted((tmp_path / "keys").iterdir())
    assert [file.name for file in files] == ["receipt_pepper", "sealing_keys", "secret_key"]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700


def test_it_never_overwrites_a_key(tmp_path: Path):
    keys.make(tmp_path)
    before = (tmp_path / "keys" / "sealing_keys").read_bytes()

    keys.make(tmp_path)

    assert (tmp_path / "keys" / "sealing_keys").read_bytes() == before


def test_it_makes_a_sealing_key_that_seals(tmp_path: Path):
    keys.make(tmp_path)

    key = Fernet((tmp_path / "keys" / "sealing_keys").read_bytes())

    assert key.decrypt(key.encrypt(b"a name")) == b"a name"


def test_it_tells_settings_where_the_keys_are_and_not_what_they_are(tmp_path: Path):
    keys.make(tmp_path)

    assert keys.environment(tmp_path) == {
        "KETENZICHT_SECRET_KEY_FILE": str(tmp_path / "keys" / "secret_key"),
        "KETENZICHT_SEALING_KEYS_FILE": str(tmp_path / "keys" / "sealing_keys"),
        "KETENZICHT_RECEIPT_PEPPER_FILE": str(tmp_path / "keys" / "receipt_pepper"),
    }


def test_it_leaves_keys_of_the_environment_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    keys.make(tmp_path)
    monkeypatch.setenv("KETENZICHT_SEALING_KEYS", "from a vault")
    monkeypatch.setenv("KETENZICHT_SECRET_KEY_FILE", "/run/secrets/key")

    assert list(keys.environment(tmp_path)) == ["KETENZICHT_RECEIPT_PEPPER_FILE"]


def test_it_does_not_start_without_a_key_that_was_there(tmp_path: Path):
    keys.make(tmp_path)
    (tmp_path / "keys" / "receipt_pepper").unlink()

    with pytest.raises(Problem, match="receipt_pepper is gone"):
        keys.environment(tmp_path)
