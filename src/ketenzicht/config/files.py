"""Writing files that are whole or not there at all."""

import os
from contextlib import suppress
from pathlib import Path


def write_once(path: Path, value: str) -> None:
    """Put ``value`` in ``path`` for its owner only; a file that is there already stays as it is."""
    fresh = _written(path, value)
    try:
        with suppress(FileExistsError):
            os.link(fresh, path)
    finally:
        fresh.unlink()


def replace(path: Path, value: bytes) -> None:
    """Put ``value`` in ``path``; readers see the old or the new content, never half of it."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_bytes(value)
    fresh.replace(path)


def replace_secret(path: Path, value: str) -> None:
    """Put ``value`` in ``path``, which is there, for the owner it has; it is on disk when this returns."""
    fresh, before = _written(path, value), path.stat()
    if os.geteuid() != before.st_uid:
        os.chown(fresh, before.st_uid, before.st_gid)
    fresh.chmod(before.st_mode & 0o777)
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _written(path: Path, value: str) -> Path:
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        file.write(value)
        file.flush()
        os.fsync(file.fileno())
    return fresh
