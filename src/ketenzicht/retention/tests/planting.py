"""A marked row in every table of casework, put there past all rules, as years of use would leave them."""

import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from psycopg import sql
from psycopg.types.json import Jsonb

from ketenzicht.common.privacy import FieldClass

LONG_AGO = datetime(2023, 3, 1, 9, 0, tzinfo=UTC)
CASEWORK = "soft_signal"
_ROOTS = ("signals.Signal", "reporting.Report", "handover.Handover")
# Codes and numbers that rules of the database look at, or that say how things hang together.
_SAID: Mapping[str, Mapping[str, Any]] = {
    "signals.Signal": {"state": "closed", "outcome": "no_exploitation", "merged_into": None},
    "handover.Handover": {
        "state": "finished",
        "fields": ["forms"],
        "accepted_fields": ["forms"],
        "question": "{} ?",
        "access_until": LONG_AGO + timedelta(days=30),
    },
    "handover.HandoverOrigin": {"kind": "signal"},
    "signals.SignalReport": {"removed_at": None},
    # Planted past references, so the account that asked need not be there.
    "reporting.IdentityRequest": {"state": "asked", "hours": 4, "asked_by": 1, "open_until": None},
    "signals.GlassBreak": {
        "state": "closed",
        "by_user": 1,
        "broken_at": LONG_AGO,
        "open_until": LONG_AGO + timedelta(hours=3),
        "judged_by": None,
        "judged_at": None,
    },
    "retention.LegalHold": {"end_reason": "{}"},
}


def casework() -> list[type[models.Model]]:
    """Every model that declares itself casework."""
    found = [model for model in apps.get_models() if getattr(model, "privacy", None)]
    return [model for model in found if vars(model)["privacy"].retention == CASEWORK]


class Dossier:
    """One row in every table, all of one signal, with ``mark`` in everything that is free text."""

    def __init__(self, mark: str, number: int, desks: tuple[int, int]) -> None:
        self.mark, self.number, self.desks = mark, number, desks
        self.ids: dict[str, Any] = {name: uuid.uuid4() for name in _ROOTS}
        self.planted: set[str] = set()

    @property
    def signal_id(self) -> uuid.UUID:
        found: uuid.UUID = self.ids["signals.Signal"]
        return found

    def plant(self, connection: psycopg.Connection) -> None:
        """Write all of it, past triggers and references."""
        with connection.transaction():
            connection.execute("SET LOCAL session_replication_role = replica")
            for model in casework():
                self._row(connection, model)

    def _row(self, connection: psycopg.Connection, model: type[models.Model]) -> None:
        values = dict(self._values(connection, model))
        statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
            sql.Identifier(model._meta.db_table),
            sql.SQL(", ").join(map(sql.Identifier, values)),
            sql.SQL(", ").join(sql.SQL("%s") for _ in values),
        )
        connection.execute(statement, list(values.values()))

    def _values(self, connection: psycopg.Connection, model: type[models.Model]) -> Iterator[tuple[str, Any]]:
        label = model._meta.label
        for field in model._meta.local_fields:
            said = _SAID.get(label, {})
            if field.name in said:
                value = said[field.name]
                value = value.format(self.mark) if isinstance(value, str) and "{}" in value else value
            elif field.primary_key and not field.remote_field:
                value = self.ids.setdefault(label, uuid.uuid4())
                value = self.signal_id if field.name == "signal_id" else value
            else:
                value = self._value(connection, model, field)
            yield str(field.column), value

    def _value(self, connection: psycopg.Connection, model: type[models.Model], field: Any) -> Any:
        if field.remote_field:
            return self._reference(connection, field)
        if field.name in {"signal_id", "subject_id"}:
            return self.signal_id
        free = vars(model)["privacy"].classes[field.name] is not FieldClass.NEUTRAL
        word = self.mark if free or isinstance(field, models.TextField) else "code"
        if isinstance(field, models.JSONField | models.BinaryField | SearchVectorField):
            self.planted.add(f"{model._meta.label}.{field.name}")
            if isinstance(field, models.JSONField):
                return Jsonb({"said": self.mark})
            return self.mark.encode() if isinstance(field, models.BinaryField) else self.mark
        if isinstance(field, ArrayField):
            return [word]
        if isinstance(field, models.CharField | models.TextField):
            if word == self.mark:
                self.planted.add(f"{model._meta.label}.{field.name}")
            unique = field.unique or field.name in {"code_hash", "submission"}
            return f"{word}{self.number}" if unique else word
        return self._plain(field)

    def _plain(self, field: Any) -> Any:
        if isinstance(field, models.DateTimeField):
            return LONG_AGO
        if isinstance(field, models.DateField):
            return LONG_AGO.date()
        if isinstance(field, models.BooleanField):
            return False
        if isinstance(field, models.UUIDField):
            return uuid.uuid4()
        return 0 if isinstance(field, models.PositiveSmallIntegerField) else self.number

    def _reference(self, connection: psycopg.Connection, field: Any) -> Any:
        label = field.related_model._meta.label
        if label == "partners.Desk":
            return self.desks[field.name == "to_desk"]
        if field.related_model in casework():
            # A report's addition and the like are made in their own turn, under the id kept for them.
            return self.ids.setdefault(label, uuid.uuid4())
        if field.null:
            return None
        table = sql.Identifier(field.related_model._meta.db_table)
        where = sql.SQL("code = 'soft_signal'") if label == "retention.Regime" else sql.SQL("true")
        row = connection.execute(
            sql.SQL("SELECT id FROM {} WHERE {} LIMIT 1").format(table, where)
        ).fetchone()
        return row[0] if row else None


def tables_with(connection: psycopg.Connection, mark: str) -> set[str]:
    """Every table of the whole database in which ``mark`` stands, as text or as bytes."""
    names = connection.execute(
        "SELECT schemaname, tablename FROM pg_tables"
        " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
    ).fetchall()
    patterns = [f"%{mark}%", f"%{mark.encode().hex()}%"]
    found = set()
    for schema, name in names:
        query = sql.SQL("SELECT count(*) FROM {} AS row WHERE row::text ILIKE ANY (%s)").format(
            sql.Identifier(schema, name)
        )
        if connection.execute(query, [patterns]).fetchone() != (0,):
            found.add(name)
    return found
