"""Seals: opened by the right purpose and key alone."""

import pytest
from django.conf import LazySettings

from ketenzicht.common.sealing import SealBroken, fingerprint, seal, unseal

OLD = "b2xkLW9sZC1vbGQtb2xkLW9sZC1vbGQtb2xkLW9sZDE="
NEW = "bmV3LW5ldy1uZXctbmV3LW5ldy1uZXctbmV3LW5ldzE="


def test_it_opens_with_the_same_purpose_only() -> None:
    sealed = seal(b"who reported", "identity")
    assert b"who" not in sealed
    assert unseal(sealed, "identity") == b"who reported"
    with pytest.raises(SealBroken):
        unseal(sealed, "original")


def test_it_breaks_when_a_byte_is_changed() -> None:
    sealed = bytearray(seal(b"who reported", "identity"))
    sealed[20] ^= 1
    with pytest.raises(SealBroken):
        unseal(bytes(sealed), "identity")


def test_it_still_opens_what_an_older_key_sealed(settings: LazySettings) -> None:
    settings.SEALING_KEYS = [OLD]
    sealed = seal(b"who reported", "identity")
    found_before = fingerprint(b"somebody", "sign-in")
    settings.SEALING_KEYS = [NEW, OLD]
    assert unseal(sealed, "identity") == b"who reported"
    assert fingerprint(b"somebody", "sign-in") == found_before
    settings.SEALING_KEYS = [NEW]
    with pytest.raises(SealBroken):
        unseal(sealed, "identity")
