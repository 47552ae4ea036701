"""What the database itself refuses, whoever asks, as the role the product runs as."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction
from psycopg import sql

from ketenzicht.common.actor import Actor, acting
from ketenzicht.handover.domain.states import HandoverState
from ketenzicht.handover.models import Handover, HandoverEvent
from ketenzicht.handover.tests import factories as make

pytestmark = pytest.mark.django_db


def _insert_again(handover: Handover, changes: dict[str, Any]) -> None:
    """A new row like this one, by straight SQL, so that no code of ours stands in between."""
    columns = [field.attname for field in Handover._meta.local_concrete_fields]
    row: dict[str, Any] = {column: getattr(handover, column) for column in columns}
    row |= {"id": "00000000-0000-4000-8000-00000000abcd", "number": 999_999, **changes}
    statement = sql.SQL("INSERT INTO handover_handover ({}) VALUES ({})").format(
        sql.SQL(", ").join(map(sql.Identifier, row)), sql.SQL(", ").join([sql.Placeholder()] * len(row))
    )
    with acting(make.sender()), connection.cursor() as cursor:
        cursor.execute(statement.as_string(connection.connection), list(row.values()))


def _update(actor: Actor, handover: Handover, change: str) -> int:
    with acting(actor), connection.cursor() as cursor:
        cursor.execute(f"UPDATE handover_handover SET {change} WHERE id = %s", [handover.pk])
        return int(cursor.rowcount)


def test_it_stores_a_complete_hand_off() -> None:
    _insert_again(make.sent(), {})


@pytest.mark.parametrize(
    "changes",
    [
        {"basis_id": None},
        {"purpose_id": None},
        {"fields": None},
        {"fields": []},
        {"question": None},
        {"question": ""},
        {"question": "  \n"},
        {"access_until": None},
        {"access_until": make.NOON},
        {"to_desk_id": None},
        {"answer_due_at": None},
        {"state": "returned", "reason_code": ""},
        {"state": "finished", "accepted_fields": ["test_facts"], "answer": ""},
        {"state": "accepted", "accepted_fields": []},
        {"accepted_fields": ["something else"]},
        {"confirmed_at": make.NOON, "spoken_to": ""},
    ],
    ids=lambda changes: ", ".join(f"{name}={value!r}" for name, value in changes.items()),
)
def test_it_refuses_to_store_an_incomplete_one(changes: dict[str, Any]) -> None:
    handover = make.sent()

    with pytest.raises(IntegrityError), transaction.atomic():
        _insert_again(handover, changes)


def test_it_refuses_a_hand_off_to_the_own_desk() -> None:
    handover = make.sent()

    with pytest.raises(IntegrityError), transaction.atomic():
        _insert_again(handover, {"to_desk_id": handover.from_desk_id})


@pytest.mark.parametrize(
    "change",
    [
        "access_until = access_until + interval '1 year'",
        "fields = fields || '{more}'",
        "question = 'Something else?'",
        "purpose_id = purpose_id + 1",
        "basis_id = basis_id + 1",
        "to_desk_id = from_desk_id, from_desk_id = to_desk_id",
        "answer_due_at = answer_due_at + interval '1 day'",
        "preview_region = 'Elsewhere'",
    ],
)
@pytest.mark.parametrize("who", [make.sender, make.receiver])
def test_it_keeps_what_was_sent_as_it_was_sent(who: Callable[[], Actor], change: str) -> None:
    handover = make.sent()

    with pytest.raises(DatabaseError), transaction.atomic():
        _update(who(), handover, change)


@pytest.mark.parametrize("who", [make.stranger, make.nobody])
def test_it_lets_no_other_desk_change_anything(who: Callable[[], Actor]) -> None:
    assert _update(who(), make.sent(), "state = 'accepted', accepted_fields = fields") == 0


@pytest.mark.parametrize("table", ["packageitem", "packagefile", "handoverevent", "handoverorigin"])
@pytest.mark.parametrize("who", [make.sender, make.receiver])
def test_it_never_changes_or_deletes_a_package_or_a_step(who: Callable[[], Actor], table: str) -> None:
    handover = make.brought_to(HandoverState.ACCEPTED)

    with acting(who()), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM handover_{table} WHERE handover_id = %s", [handover.pk])
        deleted = cursor.rowcount
        cursor.execute(f"UPDATE handover_{table} SET handover_id = handover_id")
        assert (deleted, cursor.rowcount) == (0, 0)


def test_it_lets_the_receiver_add_nothing_to_a_package() -> None:
    handover = make.brought_to(HandoverState.ACCEPTED)

    with pytest.raises(ProgrammingError), acting(make.receiver()), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO handover_packageitem (id, handover_id, field, content)"
            " VALUES (gen_random_uuid(), %s, 'extra', '[]')",
            [handover.pk],
        )


def test_it_lets_no_desk_send_in_the_name_of_another() -> None:
    handover = make.sent()

    with pytest.raises(ProgrammingError), transaction.atomic():
        _insert_again(handover, {"from_desk_id": make.stranger().home_desk_id})


@pytest.mark.parametrize("state", ["returned", "revoked", "finished", "expired"])
def test_it_lets_nobody_open_again_what_has_ended(state: str) -> None:
    handover = make.brought_to(HandoverState(state))
    with pytest.raises(ProgrammingError), transaction.atomic():
        _update(make.receiver(), handover, "state = 'accepted', accepted_fields = fields")


def test_it_lets_nobody_take_more_than_was_accepted() -> None:
    handover = make.brought_to(HandoverState.ACCEPTED_PARTLY)
    with pytest.raises(ProgrammingError), transaction.atomic():
        _update(make.receiver(), handover, "accepted_fields = fields")


@pytest.mark.parametrize(
    ("who", "desk", "taken"),
    [
        (make.sender, make.from_desk, True),
        (make.receiver, make.to_desk, True),
        (make.sender, make.to_desk, False),
        (make.receiver, make.from_desk, False),
        (make.sender, make.overseer, False),
        (make.sender, lambda: None, False),
        (make.stranger, make.to_desk, False),
    ],
)
def test_it_takes_a_step_in_the_name_of_the_own_desk_only(
    who: Callable[[], Actor], desk: Callable[[], Any], taken: bool
) -> None:
    handover, named = make.brought_to(HandoverState.IN_HAND), desk()
    step = HandoverEvent(handover=handover, at=make.NOON, event="see", by_desk=named)
    with acting(who()):
        try:
            with transaction.atomic():
                step.save(force_insert=True)
        except DatabaseError:
            assert not taken
        else:
            assert taken
