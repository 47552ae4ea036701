"""A PostgreSQL that somebody else runs, named by DATABASE_URL."""

import psycopg

from ketenzicht.config.postgres import public_side
from ketenzicht.config.problem import Problem

OLDEST_VERSION = 15
_READABLE = (
    "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm')"
    " AND relnamespace = 'public'::regnamespace AND has_table_privilege(oid, 'SELECT')"
)
# Whoever owns a table takes its fences away, and so does a member of the role that owns it.
_OWNS = (
    "SELECT has_schema_privilege('public', 'CREATE') OR EXISTS (SELECT 1 FROM pg_class"
    " WHERE relnamespace = 'public'::regnamespace AND pg_has_role(relowner, 'MEMBER'))"
)
# Somebody who can become a role that row security does not hold, or make one, is not held either.
_WHO = (
    "SELECT current_setting('server_version_num')::int / 10000, current_user::text,"
    " EXISTS (SELECT 1 FROM pg_roles WHERE (rolsuper OR rolbypassrls OR rolcreaterole)"
    " AND pg_has_role(oid, 'MEMBER'))"
)


def check(url: str) -> None:
    """Make sure that the database of ``url`` answers and that its row security will hold for us.

    Raises Problem, which never shows the password.
    """
    version, role, unfenced = reach(url, "DATABASE_URL")
    if version < OLDEST_VERSION:
        raise Problem(
            f"The database of DATABASE_URL is PostgreSQL {version}; {OLDEST_VERSION} or later is needed."
        )
    if unfenced:
        raise Problem(
            f"DATABASE_URL logs in as {role}, which row security does not hold. Use an ordinary role."
        )


def check_runtime(url: str) -> None:
    """Make sure that web and worker log in as somebody who can take no fence away.

    Raises Problem for the owner of the tables, whoever makes them, and a member of who does.
    """
    _version, role, _unfenced = reach(url, "DATABASE_URL")
    with psycopg.connect(url, connect_timeout=10) as connection:
        row = connection.execute(_OWNS).fetchone()
    if row and row[0]:
        raise Problem(
            f"DATABASE_URL logs in as {role}, which owns tables or makes them, or can become who does. Use "
            "the runtime role, and keep the owner's address in DATABASE_OWNER_URL (docs/operations.md)."
        )


def reach(url: str, name: str) -> tuple[int, str, bool]:
    """Log in at ``url`` of setting ``name``: the version, the role, and whether it is above row security.

    Raises Problem, which never shows the password.
    """
    if not url.startswith(("postgresql://", "postgres://")):
        raise Problem(f"{name} must look like postgresql://role:password@host:5432/database.")
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            row = connection.execute(_WHO).fetchone()
    except (psycopg.Error, ValueError) as error:
        reason = " ".join(str(error).split())
        raise Problem(f"The database of {name} cannot be reached: {reason}") from error
    version, role, unfenced = row or (0, "?", True)
    return version, role, unfenced


def check_public(url: str) -> None:
    """Make sure that the role of ``url`` may do no more than the public side needs.

    Raises Problem when it reads casework, cannot read what is needed, or does not get in.
    """
    reach(url, "DATABASE_URL")
    with psycopg.connect(url, connect_timeout=10) as connection:
        tables = connection.execute(_READABLE).fetchall()
    names = {name for (name,) in tables}
    if more := sorted(names - public_side.readable()):
        raise Problem(
            f"The role of the public side reads {more[0]}, which is not for it. Give DATABASE_URL a role of "
            "its own (docs/operations.md)."
        )
    if not names:
        raise Problem(
            "The role of the public side has no rights yet. Start the other side with DATABASE_OWNER_URL."
        )
