"""What the database role of the public side may do: take in reports, and follow one whose code is known."""

from collections.abc import Mapping
from typing import Final

import psycopg
from psycopg import sql

from ketenzicht.config.postgres.roles import PUBLIC

REFERENCE: Final = (
    "common_exploitationform",
    "common_holiday",
    "common_referencefile",
    "django_migrations",
    "partners_desk",
    "partners_municipality",
    "partners_organisation",
    "partners_region",
    "partners_regionmembership",
    "reporting_acutequestion",
    "reporting_acutetext",
    "reporting_indicator",
    "reporting_replytext",
    "reporting_setting",
    "reporting_settingquestion",
    "procrastinate_workers",
)
_OF_A_REPORT: Final = (
    "reporting_report",
    "reporting_statement",
    "reporting_indicatoranswer",
    "reporting_detail",
    "reporting_attachment",
    "reporting_addition",
    "reporting_receipt",
)
# Each row: table, and what may be done with it. Row security narrows this to the one report whose code or
# unguessable id is known; see the migration of reporting that names the outside.
RIGHTS: Final[Mapping[str, str]] = {
    **dict.fromkeys(REFERENCE, "SELECT"),
    **dict.fromkeys(_OF_A_REPORT, "SELECT, INSERT"),
    # The policy of reports looks whether an account sent them.
    "reporting_authorship": "SELECT",
    "reporting_reply": "SELECT, UPDATE (read_at)",
    "reporting_receipt": "SELECT, INSERT, UPDATE (last_opened_at, confirmed_at)",
    "reporting_reporteridentity": "INSERT",
    "reporting_attachmentoriginal": "INSERT",
    "reporting_pendingfile": "SELECT, INSERT, DELETE",
    "audit_auditevent": "INSERT",
    "procrastinate_jobs": "INSERT, SELECT (id)",
    "procrastinate_events": "INSERT",
}
_SEQUENCES: Final = ("procrastinate_jobs_id_seq", "procrastinate_events_id_seq")


def readable() -> set[str]:
    """The tables of which the role reads whole rows."""
    return {table for table, rights in RIGHTS.items() if "SELECT" in rights and "SELECT (" not in rights}


def grant(owner: str, role: str = PUBLIC) -> bool:
    """Give ``role`` these rights in the database of ``owner`` and no others; False without the role."""
    with psycopg.connect(owner) as connection:
        known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
        if known:
            _grant(connection, sql.Identifier(role))
        return known is not None


def _grant(connection: psycopg.Connection, role: sql.Identifier) -> None:
    for kind in ("TABLES", "SEQUENCES"):
        connection.execute(sql.SQL(f"REVOKE ALL ON ALL {kind} IN SCHEMA public FROM {{}}").format(role))
    connection.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role))
    for table, rights in RIGHTS.items():
        connection.execute(sql.SQL(f"GRANT {rights} ON {{}} TO {{}}").format(sql.Identifier(table), role))
    for sequence in _SEQUENCES:
        connection.execute(sql.SQL("GRANT USAGE ON SEQUENCE {} TO {}").format(sql.Identifier(sequence), role))
