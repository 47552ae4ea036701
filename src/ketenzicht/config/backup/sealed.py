"""Files under lock: an age archive (age-encryption.org) that the holder of its key opens, whole or not."""

import os
import tarfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import copyfileobj
from typing import IO

import pyrage

from ketenzicht.config.files import replace, write_once
from ketenzicht.config.problem import Problem

LOCK = "backup-recipient.txt"


def new_key(home: Path, secret: Path) -> None:
    """Make a pair of keys: ``secret`` opens backups, and what closes them stays with the installation.

    Raises Problem when ``secret`` is there already.
    """
    if secret.exists():
        raise Problem(f"{secret} is there already, and may be the only key to backups. Name another file.")
    pair = pyrage.x25519.Identity.generate()
    write_once(secret, f"{pair}\n")
    replace(home / LOCK, f"{pair.to_public()}\n".encode())


def seal(home: Path, files: Mapping[str, Path], target: Path) -> None:
    """Put ``files`` under their names in one archive ``target``, which is whole or not there at all.

    Raises Problem when ``target`` is there already, or the installation has no lock to close it with.
    """
    if target.exists():
        raise Problem(f"{target} is there already. Name another file; backups are never overwritten.")
    lock = _lock_of(home)
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "wb") as sealed:
            with _packed(files) as packed:
                pyrage.encrypt_io(packed, sealed, [lock])
            sealed.flush()
            os.fsync(sealed.fileno())
        os.link(fresh, target)
    except FileExistsError as error:
        raise Problem(f"{target} is being made by somebody else.") from error
    finally:
        fresh.unlink(missing_ok=True)


def unseal(source: Path, secret: Path, folder: Path) -> None:
    """Unpack the archive ``source`` into ``folder``.

    Raises Problem when ``secret`` does not open it, or when it is damaged or not whole.
    """
    keys = _keys_of(secret)
    archive = folder / "archive.tar"
    try:
        with source.open("rb") as sealed, archive.open("wb") as packed:
            pyrage.decrypt_io(sealed, packed, keys)
        with tarfile.open(archive) as members:
            _unpack(members, folder)
    except (pyrage.DecryptError, tarfile.TarError) as error:
        raise Problem(f"{source} is no backup of Ketenzicht, or {secret} is not the key to it.") from error
    except OSError as error:
        if error.errno:
            raise
        raise Problem(f"{source} is damaged or not whole.") from error
    finally:
        archive.unlink(missing_ok=True)


def _unpack(members: tarfile.TarFile, folder: Path) -> None:
    """Only what ``seal`` puts in: files beside each other. Python 3.11.2 (Debian 12) has no filter for it."""
    for member in members:
        content, place = members.extractfile(member) if member.isreg() else None, folder / member.name
        if content is None or Path(member.name).name != member.name or place.exists():
            raise tarfile.TarError(member.name)
        with content, place.open("xb") as unpacked:
            copyfileobj(content, unpacked)


def _lock_of(home: Path) -> "pyrage.x25519.Recipient":
    try:
        return pyrage.x25519.Recipient.from_str((home / LOCK).read_text("ascii").strip())
    except FileNotFoundError as error:
        raise Problem(
            "Backups need a key first: ./ketenzicht backup --new-key FILE. Keep that file away from this "
            "machine: whoever has it opens every backup, and without it nobody does."
        ) from error
    except (pyrage.RecipientError, UnicodeDecodeError) as error:
        raise Problem(f"{home / LOCK} is damaged. Put it back, or make a new key.") from error


def _keys_of(secret: Path) -> list["pyrage.x25519.Identity"]:
    lines = secret.read_text("utf-8", errors="replace").splitlines()
    keys = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    try:
        return [pyrage.x25519.Identity.from_str(key) for key in keys]
    except pyrage.IdentityError as error:
        raise Problem(f"{secret} is no key to a backup.") from error


@contextmanager
def _packed(files: Mapping[str, Path]) -> Iterator[IO[bytes]]:
    """The files as one stream, packed while it is read.

    Raises what packing raises, after the stream has ended.
    """
    reading, writing = os.pipe()
    wrong: list[BaseException] = []

    def pack() -> None:
        try:
            with open(writing, "wb") as stream, tarfile.open(fileobj=stream, mode="w|") as members:
                for name, path in files.items():
                    members.add(path, name)
        except BaseException as error:
            wrong.append(error)

    packing = threading.Thread(target=pack, daemon=True)
    with open(reading, "rb") as stream:
        packing.start()
        yield stream
    with suppress(RuntimeError):
        packing.join()
    if wrong:
        raise wrong[0]
