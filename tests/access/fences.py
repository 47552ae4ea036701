"""What somebody gets past the fences of the database: read, changed, removed or brought in."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, ProgrammingError, connection, transaction
from psycopg import sql
from psycopg.errors import InsufficientPrivilege
from psycopg.types.json import Jsonb

from ketenzicht.common.actor import acting
from tests.access.truth import Sight, Truth, model_of
from tests.access.world import World

Tables = Iterable[str] | None


def keys(table: str) -> set[Any]:
    """What the runtime role sees of a table now."""
    # In no order: sorting by a column of another table would hide what that table hides.
    return set(model_of(table)._default_manager.order_by().values_list("pk", flat=True))


def key_of(table: str, row: dict[str, Any]) -> Any:
    """The key of a row."""
    return row[key_column(table)]


def key_column(table: str) -> str:
    """The column that is the key of a table."""
    column = model_of(table)._meta.pk
    assert column
    return column.column


def misread(world: World, truth: Truth, who: str, tables: Tables = None) -> list[str]:
    """Where somebody sees other rows than the own ones."""
    sight, wrong = Sight(world, truth, who), []
    with acting(world.actor(who)):
        for table in tables or truth.casework:
            right = {key_of(table, row) for row in truth.casework[table] if sight.sees(table, row)}
            if (shown := keys(table)) != right:
                wrong.append(f"{table}: {len(shown - right)} too many, {len(right - shown)} too few")
    return wrong


def rewritten(world: World, truth: Truth, who: str, tables: Tables = None) -> list[str]:
    """Where somebody changes other rows than the own ones, by a statement that reads none of them."""
    sight, wrong = Sight(world, truth, who), []
    with acting(world.actor(who)):
        for table in tables or truth.casework:
            theirs = sum(sight.changes(table, row) for row in truth.casework[table])
            column, value = truth.harmless(table)
            if column and (done := changed(_overwrite(table, column, value))) != theirs:
                wrong.append(f"{table}: changed {done}, of which {theirs} are theirs to change")
    return wrong


def removed(world: World, truth: Truth, who: str, tables: Tables = None) -> list[str]:
    """Where somebody removes other rows than the own ones."""
    sight, wrong = Sight(world, truth, who), []
    with acting(world.actor(who)):
        for table in tables or truth.casework:
            theirs = sum(sight.removes(table, row) for row in truth.casework[table])
            if (done := changed(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))) != theirs:
                wrong.append(f"{table}: removed {done}, of which {theirs} are theirs to remove")
    return wrong


def smuggled(world: World, truth: Truth, who: str, tables: Tables = None) -> list[str]:
    """Into which tables somebody brings a row of another desk; the trail takes in what anybody does."""
    sight, wrong = Sight(world, truth, who), []
    with acting(world.actor(who)):
        for table in tables or truth.casework:
            foreign = [
                row
                for row in truth.casework[table]
                if not sight.sees(table, row) and not sight.seals(table, row)
            ]
            if foreign and table != "audit_auditevent" and changed(copy(table, foreign[0])):
                wrong.append(f"{who} wrote into {table} for another desk")
    return wrong


def changed(statement: sql.Composed) -> int:
    """How many rows a statement changed; none when it was refused. It is taken back."""
    with connection.cursor() as cursor:
        point = transaction.savepoint()
        try:
            cursor.execute(statement)
            count = cursor.rowcount
        except IntegrityError:
            # Row security let it through: it is asked first.
            count = 1
        except ProgrammingError as refused:
            if not isinstance(refused.__cause__, InsufficientPrivilege):
                raise
            count = 0
        transaction.savepoint_rollback(point)
    return count


def copy(table: str, row: dict[str, Any]) -> sql.Composed:
    """The statement that adds the same row under another key."""
    fields = {field.column: field.get_internal_type() for field in model_of(table)._meta.local_fields}
    values = {
        column: Jsonb(value) if fields.get(column) == "JSONField" else value for column, value in row.items()
    }
    if fields[key_column(table)] == "UUIDField":
        values[key_column(table)] = uuid4()
    made = {field.column for field in model_of(table)._meta.local_fields if field.generated}
    values = {column: value for column, value in values.items() if column not in made}
    return sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, values)),
        sql.SQL(", ").join(map(sql.Literal, values.values())),
    )


def _overwrite(table: str, column: str, value: Any) -> sql.Composed:
    return sql.SQL("UPDATE {} SET {} = {}").format(
        sql.Identifier(table), sql.Identifier(column), sql.Literal(value)
    )
