"""What holds broken glass when a fence beside it is down: table, trigger, and the owner without rights."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection
from django.utils import timezone
from psycopg.errors import CheckViolation, InsufficientPrivilege

from ketenzicht.accounts.tests import factories as people
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Role
from ketenzicht.config.postgres import Credentials
from ketenzicht.config.postgres.roles import APP, OWNER, SUPERUSER
from ketenzicht.partners.models import Desk
from ketenzicht.reporting.tests.factories import focal_desk, public_report
from ketenzicht.signals import actions
from ketenzicht.signals.models import Signal

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh_database", "broken")]
WHY = "The police stand at the door and the desk does not answer."
CLOSE = "UPDATE signals_glassbreak SET state = 'closed', ended_at = now()"
JUDGE = (
    "UPDATE signals_glassbreak SET state = 'justified', judged_by_id = {who}, judged_at = now(),"
    " judgement = 'Right.'"
)


def _alice() -> Actor:
    desk = Desk.objects.get(code="enforcement-gm1674")
    return people.actor(people.user("Alice", (desk, Role.FOCAL_OFFICER)))


def _holder() -> Actor:
    return people.actor(people.user("Henk", (focal_desk(), Role.FOCAL_OFFICER)))


@pytest.fixture
def broken(fresh_database: None) -> None:
    """Alice broke the glass of the one signal."""
    public_report()
    with acting(_holder()):
        number = Signal.objects.get().number
    by = _alice()
    with acting(by):
        assert actions.break_glass(number=number, reason=WHY, by=by, at=timezone.now())


@pytest.fixture
def above(postgres: Credentials, broken: None) -> Iterator[psycopg.Connection]:
    """A connection that nothing holds back."""
    with _connected(postgres, SUPERUSER) as opened:
        yield opened


def _connected(postgres: Credentials, role: str) -> psycopg.Connection:
    return psycopg.connect(postgres.url(role, str(connection.settings_dict["NAME"])), autocommit=True)


def _as(connected: psycopg.Connection, by: Actor) -> psycopg.Connection:
    for name, value in by.settings().items():
        connected.execute("SELECT set_config(%s, %s, false)", [name, value])
    return connected


def test_the_table_keeps_three_hours_two_people_and_a_judgement_that_says_why(
    above: psycopg.Connection,
) -> None:
    by, judge = _alice().user_id, people.user("Olga").pk
    above.execute("SET session_replication_role = replica")
    for statement, named in (
        ("UPDATE signals_glassbreak SET open_until = open_until + interval '1 hour'", "three_hours"),
        (JUDGE.format(who=by), "two_people"),
        ("UPDATE signals_glassbreak SET state = 'justified'", "judged"),
        (JUDGE.format(who=judge).replace("'Right.'", "''"), "judged"),
    ):
        with pytest.raises(CheckViolation, match=f"signals_glass_{named}"):
            above.execute(statement)
    with above.transaction(force_rollback=True):
        above.execute(JUDGE.format(who=judge))


def test_the_trigger_holds_who_is_neither_when_the_policy_lets_everybody(
    above: psycopg.Connection, postgres: Credentials
) -> None:
    above.execute(
        "ALTER POLICY signals_glassbreak_update ON signals_glassbreak USING (true) WITH CHECK (true)"
    )
    holder = _holder()
    with _as(_connected(postgres, APP), holder) as desk:
        with pytest.raises(InsufficientPrivilege):
            desk.execute(CLOSE)
        above.execute("ALTER TABLE signals_glassbreak DISABLE TRIGGER signals_glass_two_people")
        above.execute(CLOSE)
        above.execute("ALTER TABLE signals_glassbreak ENABLE TRIGGER signals_glass_two_people")
        with pytest.raises(InsufficientPrivilege):
            desk.execute(JUDGE.format(who=holder.user_id))


def test_the_owner_of_the_tables_sees_and_adds_nothing_beyond_the_right(
    above: psycopg.Connection, postgres: Credentials
) -> None:
    counted = "SELECT count(*) FROM signals_glassbreak", "SELECT count(*) FROM signals_signal"
    by, other = _alice(), people.user("Olga").pk
    more = (
        "INSERT INTO signals_glassbreak (id, number, reason, broken_at, open_until, state, review_due_at,"
        " judgement, follow_up, by_desk_id, by_user_id, desk_id, signal_id) SELECT gen_random_uuid(), number,"
        " reason, broken_at, open_until, state, review_due_at, '', '', by_desk_id, {who}, desk_id, signal_id"
        " FROM signals_glassbreak"
    )
    with _connected(postgres, OWNER) as owner:
        _as(owner, Actor.nobody())
        assert [owner.execute(each).fetchone() for each in counted] == [(0,), (0,)]
        _as(owner, by)
        assert [owner.execute(each).fetchone() for each in counted] == [(1,), (1,)]
        with pytest.raises(InsufficientPrivilege):
            owner.execute(more.format(who=other))
    row = above.execute("SELECT count(*) FROM signals_glassbreak").fetchone()
    assert row == (1,)
