"""The oldest part of the trail: two people, nothing too young or held, in pieces, and never back."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread
from uuid import UUID

import psycopg
import pytest
from django.apps import apps
from django.conf import LazySettings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from ketenzicht.accounts.tests import factories as people
from ketenzicht.audit import actions as audit
from ketenzicht.audit import anchors
from ketenzicht.audit import queries as trail
from ketenzicht.common.actor import Actor, NotAllowed, NotNow, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.config.postgres import Credentials
from ketenzicht.retention import actions, destroyed, queries, shortening
from ketenzicht.retention.domain.states import ProposalEvent
from ketenzicht.retention.domain.terms import months_after
from ketenzicht.retention.models import DestructionProposal
from ketenzicht.retention.tests.acting import as_owner, director, officer, reached_by_the_owner
from ketenzicht.retention.tests.outliving import LONG_AGO, outliving, there
from ketenzicht.retention.tests.planting import Dossier

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh_database")]
AUDITOR = Actor.operator(Verb.AUDIT_READ)
OLD = 5
CHAIN = {"audit_auditevent", "audit_auditlink", "audit_audithead"}


def _record(kind: str, at: datetime) -> None:
    with acting(Actor.nobody()):
        audit.record(kind=kind, target=("thing", 1), by=Actor.nobody(), at=at)


@pytest.fixture
def chain(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five events that may go, one of today, one that only says it is old; cut two at a time."""
    settings.DATA = str(tmp_path)
    monkeypatch.setattr(shortening, "PIECE", 2)
    with acting(AUDITOR):
        assert trail.verify(AUDITOR).links == 0
    for day in range(OLD):
        _record("test.old", LONG_AGO + timedelta(days=day))
    with acting(AUDITOR):
        anchors.keep_anchor()
    _record("test.young", timezone.now())
    _record("test.late", LONG_AGO)


def _proposed(by: Actor) -> DestructionProposal:
    with acting(by):
        return shortening.propose(by=by, at=timezone.now())


def _decided(by: Actor, second: Actor) -> DestructionProposal:
    made = _proposed(by)
    with acting(second):
        return actions.decide(number=made.number, event=ProposalEvent.APPROVE, by=second, at=timezone.now())


def _carried_out() -> DestructionProposal:
    found = _decided(officer(), director())
    assert shortening.carry_out(number=found.number, at=timezone.now()) == OLD
    return found


def _verify() -> trail.ChainState:
    with acting(AUDITOR):
        return trail.verify(AUDITOR, anchors.anchor_file())


def _kinds(above: psycopg.Connection) -> list[str]:
    found = above.execute("SELECT DISTINCT kind FROM audit_auditevent WHERE kind LIKE 'test.%' ORDER BY kind")
    return [str(kind) for (kind,) in found]


def test_two_who_propose_at_once_make_one_proposal(chain: None) -> None:
    by, heard = officer(), []

    def second() -> None:
        try:
            _proposed(by)
        except NotNow as refused:
            heard.append(str(refused))
        finally:
            connection.close()

    other = Thread(target=second)
    with transaction.atomic():
        _proposed(by)
        other.start()
        other.join(1)
    other.join()
    assert heard == ["trail_proposed"]


def test_what_is_past_its_term_goes_in_pieces_and_the_chain_stays_whole(
    above: psycopg.Connection, chain: None
) -> None:
    by = officer()
    with acting(by):
        due = queries.trail_due(by)
        assert (due.upto, due.events, due.last_at) == (OLD, OLD, LONG_AGO + timedelta(days=OLD - 1))
        with connection.cursor() as cursor:
            cursor.execute("SELECT local_today()")
            (today,) = cursor.fetchone()
        assert due.before is not None
        assert timezone.localdate(due.before) == months_after(today, -60)
    assert _verify().whole
    number = _carried_out().number

    state = _verify()
    assert (state.whole, state.begins and state.begins.sequence) == (True, OLD)
    assert _kinds(above) == ["test.late", "test.young"]
    with acting(by):
        assert queries.proposal(by, number).state == "done"
        assert not queries.trail_due(by).events
    made = above.execute(
        "SELECT sequence, events, proposal, proposed_by, approved_by FROM audit_auditcheckpoint ORDER BY 1"
    ).fetchall()
    two = (number, by.user_id, director().user_id)
    assert made == [(2, 2, *two), (4, 2, *two), (5, 1, *two)]
    assert shortening.carry_out(number=number, at=timezone.now()) == 0


def test_stopped_halfway_it_says_only_what_is_gone_and_goes_on(
    above: psycopg.Connection, chain: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, kept = _decided(officer(), director()).number, anchors.keep_end
    with monkeypatch.context() as stopped:
        stopped.setattr(anchors, "keep_end", _fails_at(4, kept))
        with pytest.raises(OSError, match="full"):
            shortening.carry_out(number=number, at=timezone.now())
    state = _verify()
    assert (state.whole, state.begins and state.begins.sequence) == (True, 2)
    row = above.execute("SELECT count(*) FROM audit_auditevent WHERE kind = 'test.old'").fetchone()
    assert row == (OLD - 2,)
    assert shortening.carry_out(number=number, at=timezone.now()) == OLD - 2
    assert _verify().whole


def _fails_at(place: int, kept: Callable[[int, str], None]) -> Callable[[int, str], None]:
    def keep(sequence: int, digest: str) -> None:
        if sequence == place:
            raise OSError("the disk is full")
        kept(sequence, digest)

    return keep


def test_nobody_does_it_alone_and_nothing_young_goes(chain: None) -> None:
    by, second = officer(), director()
    with pytest.raises(NotAllowed), acting(second):
        shortening.propose(by=second, at=timezone.now())
    made = _proposed(by)
    with pytest.raises(NotNow), acting(by):
        shortening.propose(by=by, at=timezone.now())
    with pytest.raises(NotAllowed), acting(by):
        actions.decide(number=made.number, event=ProposalEvent.APPROVE, by=by, at=timezone.now())
    assert shortening.carry_out(number=made.number, at=timezone.now()) == 0
    _refused(by, "SELECT retention_cut_trail(%s, 5, now())", made.pk)
    _refused(by, "SELECT retention_cut_rows(%s)", made.pk)
    for change in ("upto = 7", "before = now()", "kind = 'signals', upto = NULL, before = NULL"):
        _refused(by, f"UPDATE retention_destructionproposal SET {change} WHERE id = %s", made.pk)
    with acting(second):
        actions.decide(number=made.number, event=ProposalEvent.APPROVE, by=second, at=timezone.now())
    # Approved, and still no further than what is old; and only by the function that looks at it.
    for place in (6, 7, 100):
        _refused(by, f"SELECT retention_cut_trail(%s, {place}, now())", made.pk)
    _refused(second, "SELECT retention_cut_trail(%s, 5, now())", made.pk)
    _refused(by, "SELECT audit_cut(5, now(), now(), NULL, NULL, NULL), %s", made.pk)
    _refused(by, "SELECT retention_outlived(now(), true), %s", made.pk)
    assert shortening.carry_out(number=made.number, at=timezone.now()) == OLD
    with pytest.raises(NotNow), acting(by):
        shortening.propose(by=by, at=timezone.now())


def _refused(by: Actor, statement: str, value: UUID) -> None:
    with pytest.raises(DatabaseError), acting(by), connection.cursor() as cursor:
        cursor.execute(statement, [value])


def test_a_shorter_regime_takes_nothing_of_the_last_three_years(
    above: psycopg.Connection, chain: None
) -> None:
    above.execute("UPDATE retention_regime SET months = 1 WHERE code = 'audit'")
    by = officer()
    with acting(by), connection.cursor() as cursor:
        cursor.execute("SELECT local_today(), retention_trail_before()")
        today, before = cursor.fetchone()
    assert timezone.localdate(before) == months_after(today, -36)


def test_a_hold_keeps_the_trail_from_when_the_signal_came_in(above: psycopg.Connection, chain: None) -> None:
    found = _decided(officer(), director())
    signal = Dossier("ZQXJV", 910_001, (people.desk("holding").pk, people.desk("receiving").pk))
    signal.plant(above)
    above.execute("SET session_replication_role = replica")
    above.execute("UPDATE signals_signal SET received_at = %s", [LONG_AGO + timedelta(days=2, hours=-1)])
    above.execute("UPDATE retention_legalhold SET ended_at = NULL")
    assert shortening.carry_out(number=found.number, at=timezone.now()) == 2
    state = _verify()
    assert (state.whole, state.begins and state.begins.sequence) == (True, 2)
    with acting(officer()):
        assert not queries.trail_due(officer()).events


_CHECKPOINT = "UPDATE audit_auditcheckpoint SET"
TAMPERING = (
    (f"{_CHECKPOINT} digest = repeat('a', 64) WHERE sequence = 5", "checkpoint_changed"),
    (f"{_CHECKPOINT} approved_by = approved_by + 9 WHERE sequence = 5", "checkpoint_changed"),
    (f"{_CHECKPOINT} made_at = made_at - interval '1 day' WHERE sequence = 5", "checkpoint_changed"),
    (f"{_CHECKPOINT} events = 9 WHERE sequence = 4", "checkpoint_changed"),
    ("DELETE FROM audit_auditcheckpoint WHERE sequence = 5", "link_missing"),
    ("DELETE FROM audit_auditlink WHERE sequence = 6", "link_missing"),
    ("DELETE FROM audit_auditlink", "event_without_link"),
    ("DELETE FROM audit_auditevent WHERE kind = 'audit.trail.cut'", "checkpoint_changed"),
    ("UPDATE audit_auditevent SET actor_kind = 'x' WHERE kind = 'test.young'", "event_changed"),
    (
        "INSERT INTO audit_auditlink VALUES (3, gen_random_uuid(), repeat('a', 64), repeat('b', 64))",
        "removed_is_back",
    ),
)


def test_a_changed_checkpoint_or_what_follows_it_is_found(above: psycopg.Connection, chain: None) -> None:
    _carried_out()
    above.execute("SET session_replication_role = replica")
    for statement, reason in TAMPERING:
        with above.transaction(force_rollback=True):
            assert above.execute(statement).rowcount, statement
            assert above.execute("SELECT reason FROM audit_breaks(NULL)").fetchone() == (reason,), statement
    assert _verify().whole


def test_a_cut_that_nobody_outside_knows_of_is_found(
    above: psycopg.Connection, chain: None, postgres: Credentials
) -> None:
    _carried_out()
    # The owner cuts once more, past two people and past the file, and the file goes on.
    with as_owner(postgres), acting(destroyed.OPERATOR), connection.cursor() as cursor:
        cursor.execute("SELECT audit_cut(6, now(), now(), NULL, NULL, NULL)")
    with acting(AUDITOR):
        anchors.keep_anchor()
    state = _verify()
    assert (state.broken_at, state.reason) == (6, "cut_elsewhere")


def test_what_shows_tampering_is_not_removed(above: psycopg.Connection, chain: None) -> None:
    found = _decided(officer(), director())
    above.execute("SET session_replication_role = replica")
    above.execute(
        "UPDATE audit_auditevent SET kind = 'test.other' WHERE id IN"
        " (SELECT event FROM audit_auditlink WHERE sequence = 2)"
    )
    with pytest.raises(DatabaseError, match="broken"):
        shortening.carry_out(number=found.number, at=timezone.now())
    assert _verify().reason == "event_changed"
    # It does not wait until whoever made it, who may have left, takes it back.
    by, second = officer(), director()
    with pytest.raises(NotNow, match="trail_proposed"):
        _proposed(by)
    with acting(second):
        stopped = actions.decide(
            number=found.number, event=ProposalEvent.WITHDRAW, by=second, at=timezone.now()
        )
        assert (stopped.state, stopped.decided_by) == ("withdrawn", second.user_id)
    assert _proposed(by).state == "proposed"
    assert shortening.carry_out(number=found.number, at=timezone.now()) == 0


def test_a_restored_backup_does_not_bring_it_back(
    above: psycopg.Connection, chain: None, postgres: Credentials, tmp_path: Path
) -> None:
    tables = "audit_auditevent", "audit_auditlink", "audit_audithead"
    for table in tables:
        above.execute(f"CREATE TABLE {table}_backup AS SELECT * FROM {table}")
    file_of_then = anchors.anchor_file().read_text("utf-8")
    _carried_out()
    assert destroyed.keep_list() == 3
    assert destroyed.keep_list() == 0
    rows = outliving(above)

    above.execute("SET session_replication_role = replica")
    above.execute(f"TRUNCATE {', '.join(tables)}, audit_auditcheckpoint")
    for table in tables:
        above.execute(f"INSERT INTO {table} SELECT * FROM {table}_backup")
    above.execute("SET session_replication_role = origin")
    anchors.anchor_file().write_text(file_of_then, "utf-8")
    assert _verify().links == OLD + 2
    with pytest.raises(destroyed.NotOwner):
        destroyed.replay(destroyed.list_file(), timezone.now())
    with as_owner(postgres):
        assert destroyed.replay(destroyed.list_file(), timezone.now()) == OLD
        assert destroyed.replay(destroyed.list_file(), timezone.now()) == 0
    assert _kinds(above) == ["test.late", "test.young"]
    assert there(above, rows) == {(table, key) for table, key, stays, _values in rows if stays}
    with acting(AUDITOR):
        anchors.keep_anchor()
    state = _verify()
    assert (state.whole, state.begins and state.begins.proposal) == (True, None)


def test_a_backup_that_ends_before_the_cut_keeps_what_is_younger(chain: None, postgres: Credentials) -> None:
    destroyed.list_file().write_text(f"trail 900:{'a' * 64} 2015-03-03T00:00:00+00:00\n", "utf-8")
    with as_owner(postgres):
        assert destroyed.replay(destroyed.list_file(), timezone.now()) == 2
    assert _verify().whole


def test_what_is_kept_as_long_goes_along_and_nothing_else(above: psycopg.Connection, chain: None) -> None:
    rows = outliving(above)
    assert len(there(above, rows)) == len(rows)
    found = _carried_out()
    assert there(above, rows) == {(table, key) for table, key, stays, _values in rows if stays}
    with acting(officer()):
        counted = queries.proposal(officer(), found.number).counts["rows"]
    going = [table for table, _key, stays, _values in rows if not stays]
    assert counted == {table: going.count(table) for table in going}


def test_every_fence_that_lets_the_owner_shorten_is_missed(above: psycopg.Connection, chain: None) -> None:
    outliving(above)
    fences = above.execute(
        "SELECT tablename, policyname, cmd FROM pg_policies WHERE policyname IN"
        " (tablename || '_weighed', tablename || '_outlived') ORDER BY 1, 2"
    ).fetchall()
    assert len(fences) == 10
    for table, policy, command in fences:
        with above.transaction(force_rollback=True):
            assert reached_by_the_owner(above, table, command) == 0, policy
            above.execute(f"ALTER POLICY {policy} ON {table} USING (true)")
            assert reached_by_the_owner(above, table, command) > 0, policy


def test_every_model_that_is_kept_as_long_as_the_trail_goes_with_it(above: psycopg.Connection) -> None:
    row = above.execute("SELECT prosrc FROM pg_proc WHERE proname = 'retention_outlived'").fetchone()
    assert row
    kept = {
        model._meta.db_table
        for model in apps.get_models()
        if "privacy" in vars(model) and vars(model)["privacy"].retention == "audit"
    }
    # The chain itself goes by audit_cut; its end is one row.
    missing = [name for name in kept - CHAIN if f"DELETE FROM {name} " not in row[0]]
    assert not missing, f"a migration has to let retention_outlived remove {missing} too"
