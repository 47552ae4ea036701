"""The keys that seals hang under, outside the database, newest first.

A key stands as ``VALUE`` or ``VALUE:moment it was made``. Kept in a file, they are read again as soon as that
file changes, so that a new key seals at once in every process that runs.
"""

import base64
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

ID_LENGTH: Final = 8
_MADE_AT: Final = re.compile(r"(?P<value>.+?)(:(?P<made_at>\d{4}-\d\d-\d\dT[\d:.+-]+))?")


@dataclass(frozen=True)
class Key:
    """One key, and when it was made where that is known."""

    value: str
    made_at: datetime | None = None

    @property
    def id(self) -> str:
        """What a key is called in seals and in the trail; it tells nothing of the key."""
        return sha256(f"ketenzicht/key id/{self.value}".encode()).hexdigest()[:ID_LENGTH]

    def derived(self, purpose: str) -> bytes:
        """The 32 bytes of this sealing key for one purpose."""
        return derive(base64.urlsafe_b64decode(self.value), purpose)

    def __str__(self) -> str:
        return f"{self.value}:{self.made_at.isoformat()}" if self.made_at else self.value


def parse(entries: Iterable[str]) -> tuple[Key, ...]:
    """The keys as they are written down."""
    found = []
    for entry in entries:
        if match := _MADE_AT.fullmatch(entry.strip()):
            made_at = match["made_at"]
            found.append(Key(match["value"], datetime.fromisoformat(made_at) if made_at else None))
    return tuple(found)


def written(keys: Sequence[Key]) -> str:
    """The keys as :func:`parse` reads them."""
    return ",".join(map(str, keys))


def sealing_keys() -> tuple[Key, ...]:
    """The keys that seal and open, the newest first: as they are at this moment."""
    if path := settings.SEALING_KEYS_FILE:
        now = os.stat(path)
        return _read(path, now.st_mtime_ns, now.st_ino)
    return parse(settings.SEALING_KEYS)


@lru_cache(maxsize=256)
def derive(material: bytes, purpose: str) -> bytes:
    """32 bytes for one purpose, from which nothing can be learned about another."""
    return HKDF(hashes.SHA256(), 32, salt=None, info=f"ketenzicht/{purpose}".encode()).derive(material)


@lru_cache(maxsize=2)
def _read(path: str, _changed_at: int, _inode: int) -> tuple[Key, ...]:
    return parse(Path(path).read_text("utf-8").split(","))
