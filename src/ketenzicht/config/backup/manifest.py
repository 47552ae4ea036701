"""What a backup says of itself, so that a restored one can be held against it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from ketenzicht.config.problem import Problem

FORMAT = 1
MANIFEST, DUMP, ANCHORS = "manifest.json", "database.dump", "audit-anchors.txt"
# Never in a backup: it says what happened since. The product reads it at its first start after a restore.
DESTROYED = "destroyed.txt"
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"


@dataclass(frozen=True)
class Manifest:
    """When and by which version a backup was made, for which mode, and how many rows each table had then.

    ``made_at`` is ISO 8601 in UTC; ``dump`` the SHA-256 of the dump.
    """

    version: str
    mode: str
    made_at: str
    rows: Mapping[str, int]
    dump: str
    format: int = FORMAT

    def text(self) -> str:
        """As it stands in the backup."""
        return json.dumps(asdict(self), indent=1, sort_keys=True) + "\n"

    @classmethod
    def read(cls, text: str) -> "Manifest":
        """What stands in a backup.

        Raises Problem when it is of a kind that this version does not know.
        """
        found = json.loads(text)
        if found.get("format") != FORMAT:
            raise Problem("This backup was made by another version of Ketenzicht, which can restore it.")
        return cls(**found)


def count_rows(connection: psycopg.Connection) -> dict[str, int]:
    """How many rows each table has, as ``connection`` sees it: one that row security does not hold."""
    names = [str(name) for (name,) in connection.execute(_TABLES)]
    return {name: _count(connection, name) for name in names}


def _count(connection: psycopg.Connection, table: str) -> int:
    row = connection.execute(
        sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier("public", table))
    ).fetchone()
    return int(row[0]) if row else 0


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
