"""The chain: whole when untouched, and it names the first place where anybody laid a hand on it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection, transaction

from ketenzicht.audit import actions, queries
from ketenzicht.audit.models import AuditEvent
from ketenzicht.common.actor import Actor, NotAllowed, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.config.postgres import Credentials

AT = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
AUDITOR = Actor.operator(Verb.AUDIT_READ)
pytestmark = pytest.mark.slow


def _record(count: int = 5) -> None:
    for number in range(count):
        with acting(Actor.nobody()):
            actions.record(
                kind="test.thing.done",
                target=("thing", number),
                by=Actor.nobody(),
                at=AT + timedelta(minutes=number),
                step=number,
            )


def _verify(anchors: Path | None = None) -> queries.ChainState:
    with acting(AUDITOR):
        return queries.verify(AUDITOR, anchors)


@pytest.fixture
def chain(fresh_database: None) -> int:
    """A chain with five links more than whatever was there; gives the sequence of its first own link."""
    before = _verify().links
    _record()
    return before + 1


@pytest.fixture
def tamper(postgres: Credentials, chain: int) -> Callable[[str], None]:
    """Do something to the trail as somebody who owns the whole database server."""

    def run(statement: str) -> None:
        name = str(connection.settings_dict["NAME"])
        with postgres.connect(name) as superuser:
            superuser.execute("SET session_replication_role = replica")
            superuser.execute(statement.replace("%n", str(chain + 2)).encode())

    return run


def test_it_is_whole_when_nobody_touched_it(chain: int) -> None:
    state = _verify()
    assert state.whole
    assert state.links == chain + 4


@pytest.mark.parametrize(
    ("statement", "place", "reason"),
    [
        (
            """UPDATE audit_auditevent SET detail = '{"step": 99}'
               WHERE id = (SELECT event FROM audit_auditlink WHERE sequence = %n)""",
            2,
            "event_changed",
        ),
        (
            "DELETE FROM audit_auditevent WHERE id = (SELECT event FROM audit_auditlink WHERE sequence = %n)",
            2,
            "event_missing",
        ),
        ("DELETE FROM audit_auditlink WHERE sequence = %n", 3, "link_missing"),
        (
            """UPDATE audit_auditlink SET sequence = -1 WHERE sequence = %n;
               UPDATE audit_auditlink SET sequence = %n WHERE sequence = %n + 1;
               UPDATE audit_auditlink SET sequence = %n + 1 WHERE sequence = -1""",
            2,
            "out_of_order",
        ),
        (
            """DELETE FROM audit_auditlink WHERE sequence > %n""",
            3,
            "end_missing",
        ),
        (
            """INSERT INTO audit_auditevent
                 (id, at, kind, is_read, actor_kind, target_kind, target_id, detail) VALUES
                 (gen_random_uuid(), now(), 'x', false, 'user', 'x', 'x', '{}')""",
            5,
            "event_without_link",
        ),
    ],
    ids=["edited", "event deleted", "link deleted", "reordered", "cut off", "put in beside"],
)
def test_it_names_the_first_broken_link(
    chain: int, tamper: Callable[[str], None], statement: str, place: int, reason: str
) -> None:
    tamper(statement)
    state = _verify()
    assert not state.whole
    assert (state.broken_at, state.reason) == (chain + place, reason)


def test_it_notices_an_event_that_was_moved_in_time(chain: int, tamper: Callable[[str], None]) -> None:
    tamper(
        """UPDATE audit_auditevent AS e SET at = e.at + interval '3 minutes'
           WHERE id = (SELECT event FROM audit_auditlink WHERE sequence = %n)"""
    )
    assert _verify().broken_at == chain + 2


def test_it_notices_a_chain_that_was_rebuilt_by_an_end_kept_outside(
    chain: int, tamper: Callable[[str], None], tmp_path: Path
) -> None:
    state = _verify()
    anchors = tmp_path / "anchors.txt"
    anchors.write_text(f"{state.links} {state.digest}\n")
    assert _verify(anchors).whole
    # Somebody with all rights changes an event and computes every digest after it again.
    tamper(
        """DO $$ DECLARE l record; previous text; BEGIN
             UPDATE audit_auditevent SET kind = 'changed'
               WHERE id = (SELECT event FROM audit_auditlink WHERE sequence = %n);
             SELECT digest INTO previous FROM audit_auditlink WHERE sequence = %n - 1;
             FOR l IN SELECT * FROM audit_auditlink WHERE sequence >= %n ORDER BY sequence LOOP
               UPDATE audit_auditlink SET previous_digest = previous, digest = audit_digest(
                 (SELECT e FROM audit_auditevent e WHERE e.id = l.event), l.sequence, previous)
               WHERE sequence = l.sequence RETURNING digest INTO previous;
             END LOOP;
             UPDATE audit_audithead SET digest = previous;
           END $$"""
    )
    assert _verify().whole
    rebuilt = _verify(anchors)
    assert (rebuilt.broken_at, rebuilt.reason) == (state.links, "rebuilt")


def test_it_cannot_be_changed_by_the_product(chain: int) -> None:
    for statement in (
        "UPDATE audit_auditevent SET kind = 'x'",
        "DELETE FROM audit_auditevent",
        "TRUNCATE audit_auditevent",
        "DELETE FROM audit_auditlink",
        "UPDATE audit_audithead SET sequence = 0",
        "INSERT INTO audit_auditlink VALUES (999, gen_random_uuid(), '', '')",
    ):
        assert _changed_by(statement) == 0, statement
    assert _verify().whole


def _changed_by(statement: str) -> int:
    """How many rows the statement changes for the runtime role; none when it is refused."""
    try:
        with acting(AUDITOR), connection.cursor() as cursor:
            cursor.execute(statement)
            return int(cursor.rowcount)
    except ProgrammingError:
        return 0


def test_it_has_no_event_of_what_was_rolled_back(chain: int) -> None:
    class Stop(Exception):
        pass

    def do_and_fail() -> None:
        with acting(Actor.nobody()):
            actions.record(kind="test.undone", target=("thing", 1), by=Actor.nobody(), at=AT)
            raise Stop

    with pytest.raises(Stop):
        do_and_fail()
    with acting(AUDITOR):
        assert not AuditEvent.objects.filter(kind="test.undone").exists()
    assert _verify().links == chain + 4


@pytest.mark.django_db
def test_it_is_read_by_nobody_without_the_right() -> None:
    with acting(Actor.nobody()):
        actions.record(kind="test.thing.done", target=("thing", 1), by=Actor.nobody(), at=AT)
    stranger = Actor.desk(1, Verb.SIGNAL_READ)
    with acting(stranger):
        assert AuditEvent.objects.count() == 0
        with pytest.raises(NotAllowed):
            queries.events(stranger, queries.Filters())
    with acting(AUDITOR):
        assert queries.events(AUDITOR, queries.Filters(kind="test.")).count() == 1


@pytest.mark.django_db
def test_it_leaves_the_account_of_a_reporter_out() -> None:
    from uuid import uuid4

    reporter = Actor.reporter(uuid4(), user_id=7)
    with acting(reporter):
        actions.record(kind="test.reported", target=("report", 1), by=reporter, at=AT)
    with acting(AUDITOR):
        assert AuditEvent.objects.get(kind="test.reported").actor_user_id is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [Actor.user(8, {}), Actor.operator(Verb.AUDIT_READ), Actor.clockwork(), Actor.nobody()],
    ids=lambda actor: actor.kind.value,
)
def test_it_takes_no_event_in_the_name_of_another(name: Actor) -> None:
    with acting(Actor.user(7, {})), pytest.raises(ProgrammingError), transaction.atomic():
        actions.record(kind="test.thing.done", target=("thing", 1), by=name, at=AT)


@pytest.mark.django_db
def test_it_takes_no_event_of_nobody_at_all() -> None:
    with pytest.raises(ProgrammingError), transaction.atomic():
        actions.record(kind="test.thing.done", target=("thing", 1), by=Actor.nobody(), at=AT)
