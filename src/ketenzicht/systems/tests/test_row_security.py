"""What the database itself refuses, whatever the pages would let through."""

from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from ketenzicht.common.actor import Actor, acting
from ketenzicht.systems.models import Version
from ketenzicht.systems.tests.factories import alice, anna, bob, charlie, draft, version

pytestmark = pytest.mark.django_db


def _changed(statement: str, *values: UUID) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


@pytest.mark.parametrize(
    "column", ["document = '{}'", "digest = ''", "reason = 'Other.'", "number = 9", "made_at = now()"]
)
def test_a_version_never_changes_not_even_by_its_own_desk(column: str) -> None:
    kept = version("public")
    with acting(alice()), pytest.raises(DatabaseError), transaction.atomic():
        _changed(f"UPDATE systems_version SET {column} WHERE id = %s", kept.pk)


def test_nobody_removes_anything_of_a_model() -> None:
    kept = version("public")
    draft()
    for actor in (alice(), bob(), Actor.nobody()):
        with acting(actor):
            for table in ("version", "causalmodel", "modeldraft", "edit"):
                assert _changed(f"DELETE FROM systems_{table}") == 0
    with acting(bob()):
        assert Version.objects.filter(pk=kept.pk).exists()


@pytest.mark.parametrize("stranger", [bob, charlie, Actor.public, Actor.nobody])
def test_another_desk_neither_changes_nor_publishes(stranger: object) -> None:
    version("public")
    made = draft()
    assert callable(stranger)
    with acting(stranger()):
        for statement in (
            "UPDATE systems_causalmodel SET visibility = 'public'",
            "UPDATE systems_version SET state = 'withdrawn'",
            "UPDATE systems_modeldraft SET revision = 0",
            "UPDATE systems_edit SET state = 'undone'",
        ):
            assert _changed(statement) == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            _changed(
                "INSERT INTO systems_edit (id, draft_id, number, at, kind, about, changes, state)"
                " VALUES (gen_random_uuid(), %s, 99, now(), 'x', '', '[]', 'done')",
                made.pk,
            )


def test_a_colleague_works_in_the_same_draft() -> None:
    draft()
    with acting(anna()):
        assert _changed("UPDATE systems_modeldraft SET revision = revision") == 1
