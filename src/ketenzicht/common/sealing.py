"""Encryption of what stands apart: identities of reporters, originals of attachments, drafts in a page.

Keys live outside the database. Each purpose has its own key, derived from the installation's keys, so
what was sealed for one purpose cannot be opened for another. The newest key seals; all keys open.
"""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class SealBroken(Exception):
    """The sealed bytes were changed, belong to another purpose, are too old, or the key is gone."""


def seal(data: bytes, purpose: str) -> bytes:
    """Encrypt ``data`` so that only :func:`unseal` with the same purpose opens it."""
    return _box(purpose).encrypt(data)


def unseal(sealed: bytes, purpose: str, max_age: int | None = None) -> bytes:
    """Decrypt what :func:`seal` made, at most ``max_age`` seconds ago when given.

    Raises :class:`SealBroken`.
    """
    try:
        return _box(purpose).decrypt(bytes(sealed), ttl=max_age)
    except InvalidToken as broken:
        raise SealBroken(purpose) from broken


def fingerprint(data: bytes, purpose: str) -> str:
    """A keyed digest (hex, 64 characters): equal data can be found again, and nothing can be guessed."""
    return hmac.new(_derive(settings.SEALING_KEYS[-1], purpose), data, hashlib.sha256).hexdigest()


def _box(purpose: str) -> MultiFernet:
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(_derive(key, purpose))) for key in settings.SEALING_KEYS]
    )


def _derive(key: str, purpose: str) -> bytes:
    material = base64.urlsafe_b64decode(key)
    return HKDF(hashes.SHA256(), 32, salt=None, info=f"ketenzicht/{purpose}".encode()).derive(material)
