"""Encryption of what stands apart: identities of reporters, originals of attachments, drafts in a page.

Each seal has a data key of its own, which stands before it wrapped by a key of the installation, with the id
of that key. So a key is changed by wrapping data keys anew; what was sealed stays as it is. Keys of the
installation live outside the database, and each purpose has its own, derived from them: what was sealed for
one purpose cannot be opened for another. The newest key seals; all keys open.
"""

import base64
import hashlib
import hmac
import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from ketenzicht.common.keyring import ID_LENGTH, Key, derive, sealing_keys

MARK: Final = b"kz2."
_NONCE: Final = 12
_WRAPPED: Final = 80
# What stands before the body: the mark, the id of the key, the wrapped data key. Migrations know it too.
HEADER: Final = len(MARK) + ID_LENGTH + 1 + _WRAPPED + 1


class SealBroken(Exception):
    """The sealed bytes were changed, belong to another purpose, are too old, or the key is gone."""


def seal(data: bytes, purpose: str) -> bytes:
    """Encrypt ``data`` so that only :func:`unseal` with the same purpose opens it. The result is ASCII."""
    data_key = os.urandom(32)
    return _header(data_key, purpose) + _box(data_key).encrypt(data)


def unseal(sealed: bytes, purpose: str, max_age: int | None = None) -> bytes:
    """Decrypt what :func:`seal` made, at most ``max_age`` seconds ago when given.

    Raises :class:`SealBroken`.
    """
    sealed = bytes(sealed)
    try:
        return _box(_data_key(sealed, purpose)).decrypt(_body(sealed), ttl=max_age)
    except InvalidToken as broken:
        raise SealBroken(purpose) from broken


def key_of(sealed: bytes) -> str:
    """The id of the key that a seal hangs under; nothing for one of before there were data keys."""
    found = sealed[len(MARK) : len(MARK) + ID_LENGTH] if sealed.startswith(MARK) else b""
    return found.decode("ascii", errors="replace")


def rewrapped(sealed: bytes, purpose: str) -> bytes:
    """The header that puts ``sealed`` under the newest key.

    Of a seal with a data key only its header is needed. Raises :class:`SealBroken`.
    """
    return _header(_data_key(sealed, purpose), purpose)


def fingerprint(data: bytes, purpose: str) -> str:
    """A keyed digest (hex, 64 characters): equal data can be found again, and nothing can be guessed."""
    key = derive(settings.RECEIPT_PEPPER.encode(), f"fingerprint/{purpose}")
    return hmac.new(key, data, hashlib.sha256).hexdigest()


def _header(data_key: bytes, purpose: str) -> bytes:
    newest, nonce = sealing_keys()[0], os.urandom(_NONCE)
    wrapped = nonce + _wrapping(newest, purpose).encrypt(nonce, data_key, purpose.encode())
    return MARK + newest.id.encode() + b"." + base64.urlsafe_b64encode(wrapped) + b"."


def _data_key(sealed: bytes, purpose: str) -> bytes:
    if not sealed.startswith(MARK):
        return _of_before(sealed, purpose)
    wanted = key_of(sealed)
    try:
        wrapped = base64.urlsafe_b64decode(sealed[HEADER - _WRAPPED - 1 : HEADER - 1])
        key = next(key for key in sealing_keys() if key.id == wanted)
        return _wrapping(key, purpose).decrypt(wrapped[:_NONCE], wrapped[_NONCE:], purpose.encode())
    except (ValueError, StopIteration, InvalidTag) as broken:
        raise SealBroken(purpose) from broken


def _of_before(sealed: bytes, purpose: str) -> bytes:
    """What opens a seal that was made straight with a key of the installation."""
    for key in sealing_keys():
        made_with = key.derived(purpose)
        try:
            _box(made_with).decrypt(sealed)
        except InvalidToken:
            continue
        return made_with
    raise SealBroken(purpose)


def _body(sealed: bytes) -> bytes:
    return sealed[HEADER:] if sealed.startswith(MARK) else sealed


def _box(data_key: bytes) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(data_key))


def _wrapping(key: Key, purpose: str) -> AESGCM:
    return AESGCM(key.derived(f"wrap/{purpose}"))
