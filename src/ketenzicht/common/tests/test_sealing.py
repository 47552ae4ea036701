"""Seals: opened by the right purpose and key alone, and put under another key without being opened."""

import base64
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.conf import LazySettings

from ketenzicht.common.keyring import Key, derive, parse
from ketenzicht.common.sealing import HEADER, SealBroken, fingerprint, key_of, rewrapped, seal, unseal

OLD = "b2xkLW9sZC1vbGQtb2xkLW9sZC1vbGQtb2xkLW9sZDE="
NEW = "bmV3LW5ldy1uZXctbmV3LW5ldy1uZXctbmV3LW5ldzE="


def test_it_opens_with_the_same_purpose_only() -> None:
    sealed = seal(b"who reported", "identity")
    assert b"who" not in sealed
    assert sealed.isascii()
    assert unseal(sealed, "identity") == b"who reported"
    with pytest.raises(SealBroken):
        unseal(sealed, "original")


@pytest.mark.parametrize("place", [0, 6, 20, HEADER - 1, HEADER, HEADER + 30])
def test_it_breaks_when_a_byte_is_changed(place: int) -> None:
    sealed = bytearray(seal(b"who reported", "identity"))
    sealed[place] ^= 1
    if place == HEADER - 1:
        sealed = sealed[:place]
    with pytest.raises(SealBroken):
        unseal(bytes(sealed), "identity")


@pytest.mark.parametrize("typed", ["", "kz2.", "kz2.ééééé", "kz2." + "é" * 200, "kz2." + "A" * 300, "gAAAAA"])
def test_what_somebody_made_up_is_broken(typed: str) -> None:
    with pytest.raises(SealBroken):
        unseal(typed.encode(), "identity")


def test_each_seal_has_a_data_key_of_its_own_that_stays(settings: LazySettings) -> None:
    settings.SEALING_KEYS = [OLD]
    one, two = seal(b"who reported", "identity"), seal(b"who reported", "identity")
    assert one[:HEADER] != two[:HEADER]
    with pytest.raises(SealBroken):
        unseal(one[:HEADER] + two[HEADER:], "identity")
    settings.SEALING_KEYS = [NEW, OLD]
    moved = rewrapped(one[:HEADER], "identity") + one[HEADER:]
    assert [key_of(seal) for seal in (one, moved)] == [Key(OLD).id, Key(NEW).id]
    settings.SEALING_KEYS = [NEW]
    assert unseal(moved, "identity") == b"who reported"
    with pytest.raises(SealBroken):
        unseal(one, "identity")


def test_a_seal_of_before_there_were_data_keys_opens_and_can_be_put_under_a_key(
    settings: LazySettings,
) -> None:
    settings.SEALING_KEYS = [NEW, OLD]
    made_with = derive(base64.urlsafe_b64decode(OLD), "identity")
    before = Fernet(base64.urlsafe_b64encode(made_with)).encrypt(b"who reported")
    assert unseal(before, "identity") == b"who reported"
    assert key_of(before) == ""
    moved = rewrapped(before, "identity") + before
    settings.SEALING_KEYS = [NEW]
    assert unseal(moved, "identity") == b"who reported"
    with pytest.raises(SealBroken):
        unseal(before, "identity")


def test_a_new_key_in_the_file_seals_at_once(settings: LazySettings, tmp_path: Path) -> None:
    settings.SEALING_KEYS_FILE = str(tmp_path / "keys")
    Path(settings.SEALING_KEYS_FILE).write_text(OLD, "utf-8")
    sealed, found_before = seal(b"who reported", "identity"), fingerprint(b"somebody", "sign-in")
    Path(settings.SEALING_KEYS_FILE).write_text(f"{NEW}:2026-11-22T20:00:00+00:00,{OLD}\n", "utf-8")
    assert key_of(seal(b"who reported", "identity")) == Key(NEW).id
    assert unseal(sealed, "identity") == b"who reported"
    assert fingerprint(b"somebody", "sign-in") == found_before


def test_a_key_may_stand_with_the_moment_it_was_made() -> None:
    text = f"{NEW}:2026-11-22T20:00:00+00:00"
    [new, old] = parse([text, OLD])
    assert (str(new), str(old), old.made_at) == (text, OLD, None)
