"""The database roles: the owner migrates, web and worker log in as another, the public side as a third."""

import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from ketenzicht.config.files import write_once

DATABASE = "ketenzicht"
OWNER = "ketenzicht_owner"
APP = "ketenzicht_app"
PUBLIC = "ketenzicht_public"
SUPERUSER = "postgres"
EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist")

_LIMITS = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"


@dataclass(frozen=True)
class Credentials:
    """How somebody reaches the server: its socket directory, and passwords in files only we can read."""

    home: Path
    socket: Path

    def password(self, role: str) -> str:
        """The password of ``role``, made when there is none yet."""
        path = self.home / f"{role}.password"
        if not path.exists():
            write_once(path, secrets.token_urlsafe(32))
        return path.read_text("utf-8")

    def url(self, role: str, database: str = DATABASE) -> str:
        """The postgresql:// address of ``database`` for ``role``."""
        socket = quote(str(self.socket), safe="")
        return f"postgresql://{role}:{quote(self.password(role), safe='')}@/{database}?host={socket}"

    def connect(self, database: str = "postgres", role: str = SUPERUSER) -> psycopg.Connection:
        """A connection that commits each statement by itself."""
        return psycopg.connect(self.url(role, database), autocommit=True)


def prepare(credentials: Credentials, database: str = DATABASE) -> None:
    """Make the roles and ``database`` with its extensions and rights; what is there already stays."""
    with credentials.connect() as connection:
        ensure_roles(connection, credentials)
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
        if known:
            _let_in(connection, database)
        else:
            create_database(connection, database)
    with credentials.connect(database) as connection:
        furnish(connection)


def ensure_roles(connection: psycopg.Connection, credentials: Credentials) -> None:
    """Make the roles and give them the limits and passwords they should have."""
    for role in (OWNER, APP, PUBLIC):
        _ensure_role(connection, role, credentials.password(role))


def _ensure_role(connection: psycopg.Connection, role: str, password: str) -> None:
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    statement = "ALTER ROLE {} {} PASSWORD {}" if known else "CREATE ROLE {} {} PASSWORD {}"
    connection.execute(
        sql.SQL(statement).format(sql.Identifier(role), sql.SQL(_LIMITS), sql.Literal(password))
    )


def create_database(connection: psycopg.Connection, name: str, *, template: str = "template1") -> None:
    """Make the database ``name`` as a copy of ``template``; nobody but our own roles may enter it."""
    words = {
        "name": sql.Identifier(name),
        "template": sql.Identifier(template),
        "owner": sql.Identifier(OWNER),
    }
    connection.execute(sql.SQL("CREATE DATABASE {name} TEMPLATE {template} OWNER {owner}").format(**words))
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {name} FROM PUBLIC").format(**words))
    _let_in(connection, name)


def _let_in(connection: psycopg.Connection, name: str) -> None:
    for role in (APP, PUBLIC):
        words = {"name": sql.Identifier(name), "role": sql.Identifier(role)}
        connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {name} TO {role}").format(**words))


def furnish(connection: psycopg.Connection) -> None:
    """Give the connected database its extensions and the runtime role its default rights."""
    for extension in EXTENSIONS:
        connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
    words = {"owner": sql.Identifier(OWNER), "app": sql.Identifier(APP)}
    for statement in (
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        "GRANT USAGE ON SCHEMA public TO {app}",
        "GRANT ALL ON SCHEMA public TO {owner}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT USAGE, SELECT ON SEQUENCES TO {app}",
    ):
        connection.execute(sql.SQL(statement).format(**words))
