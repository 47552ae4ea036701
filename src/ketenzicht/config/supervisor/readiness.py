"""Which code the database was last made ready for, so that a second start need not ask Django."""

import hashlib
from pathlib import Path

import psycopg
from psycopg import sql

from ketenzicht.config.installation import PROJECT

_READ = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"


def is_ready(owner: str) -> bool:
    """Whether the database of address ``owner`` was made ready by exactly this code."""
    with psycopg.connect(owner) as connection:
        row = connection.execute(_READ).fetchone()
    return row is not None and row[0] == _mark()


def remember(owner: str) -> None:
    """Note in the database itself that it is ready; one restored from a dump comes without the note."""
    with psycopg.connect(owner) as connection:
        words = {"name": sql.Identifier(connection.info.dbname), "mark": sql.Literal(_mark())}
        connection.execute(sql.SQL("COMMENT ON DATABASE {name} IS {mark}").format(**words))


def _mark() -> str:
    digest = hashlib.sha256((PROJECT / "requirements.lock").read_bytes())
    shipped = (PROJECT / "src" / "causal" / "shipped").glob("*.yaml")
    for path in sorted([*_sources(PROJECT / "src" / "ketenzicht"), *shipped]):
        digest.update(f"{path.relative_to(PROJECT)}\0".encode() + path.read_bytes())
    return f"ready for {digest.hexdigest()}"


def _sources(package: Path) -> list[Path]:
    code = [path for path in package.rglob("*.py") if "tests" not in path.parts]
    return code + [path for path in package.glob("*/refdata/**/*") if path.is_file()]
