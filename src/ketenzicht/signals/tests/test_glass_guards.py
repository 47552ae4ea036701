"""Every guard around broken glass by itself: these fail when one of them is taken away."""

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from psycopg.errors import InsufficientPrivilege

from ketenzicht.accounts.tests import factories as people
from ketenzicht.common.actor import Actor, ActorKind, NotAllowed, NotVisible, acting
from ketenzicht.common.domain.rights import Role, Verb
from ketenzicht.common.domain.state_table import MoveNotAllowed
from ketenzicht.partners.models import Desk
from ketenzicht.reporting.models import Report
from ketenzicht.reporting.tests.factories import focal_desk, public_report
from ketenzicht.signals import actions, queries
from ketenzicht.signals.domain.glass import OPEN_FOR
from ketenzicht.signals.models import GlassBreak, RouteDecision, Signal, SignalReport, Task

pytestmark = pytest.mark.django_db
WHY = "The police stand at the door and the desk does not answer."
NOBODY_HAS = MappingProxyType[Verb, frozenset[int]]({})


def _at(name: str, *roles: tuple[Desk, Role]) -> Actor:
    return people.actor(people.user(name, *roles))


def _elsewhere() -> Desk:
    return Desk.objects.get(code="enforcement-gm1674")


def _alice() -> Actor:
    return _at("Alice", (_elsewhere(), Role.FOCAL_OFFICER))


def _judge() -> Actor:
    return _at("Olga", (people.desk("privacy"), Role.PRIVACY_OFFICER))


def _holder() -> Actor:
    return _at("Henk", (focal_desk(), Role.FOCAL_OFFICER))


def _signal() -> Signal:
    report = public_report().report_id
    with acting(_holder()):
        return Signal.objects.get(signal_reports__report=report, signal_reports__removed_at=None)


def _break(signal: Signal, by: Actor, ago: timedelta = timedelta()) -> GlassBreak:
    with acting(by):
        found = actions.break_glass(number=signal.number, reason=WHY, by=by, at=timezone.now() - ago)
    assert found
    return found


def _close(broken: GlassBreak, by: Actor) -> None:
    with acting(by):
        actions.close_glass(glass_id=broken.pk, by=by, at=timezone.now())


def _judged(broken: GlassBreak, by: Actor) -> None:
    with acting(by):
        actions.judge_glass(
            glass_id=broken.pk, justified=True, judgement="Right.", follow_up="", by=by, at=timezone.now()
        )


def _sql(by: Actor, statement: str) -> int:
    """How many rows straight SQL reaches."""
    with acting(by), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.rowcount)


def _refused(by: Actor, statement: str) -> None:
    with pytest.raises(DatabaseError) as refused:
        _sql(by, statement)
    assert isinstance(refused.value.__cause__, InsufficientPrivilege), statement


def _sees(by: Actor) -> tuple[int, int]:
    with acting(by):
        return Signal.objects.count(), Report.objects.count()


WRITTEN = (
    "INSERT INTO signals_signalreport (id, signal_id, report_id, added_at)"
    " SELECT gen_random_uuid(), s.id, r.id, now() FROM signals_signal AS s, reporting_report AS r",
    "INSERT INTO signals_signalevent (id, signal_id, at, event, text, detail)"
    " SELECT gen_random_uuid(), id, now(), 'x', '', '{}' FROM signals_signal",
    "INSERT INTO signals_note (id, signal_id, at, text) SELECT gen_random_uuid(), id, now(), 'x'"
    " FROM signals_signal",
    "INSERT INTO signals_task (id, signal_id, title, created_at)"
    " SELECT gen_random_uuid(), id, 'x', now() FROM signals_signal",
    "INSERT INTO signals_assessment (id, signal_id, at, profile, catalogue_version, result)"
    " SELECT gen_random_uuid(), id, now(), 'x', 1, '{}' FROM signals_signal",
    "INSERT INTO signals_routedecision (id, signal_id, at, route_code, advice, follows_advice, reason)"
    " SELECT gen_random_uuid(), id, now(), '', '{}', true, '' FROM signals_signal",
)
CHANGED = (
    "UPDATE signals_signalreport SET removed_at = now()",
    "UPDATE signals_task SET title = 'x'",
    "UPDATE signals_routedecision SET reason = 'x'",
)


def test_who_reads_through_it_writes_nothing() -> None:
    signal, holder, by = _signal(), _holder(), _alice()
    with acting(holder):
        Task.objects.create(signal=signal, title="Call.", created_at=timezone.now())
        RouteDecision.objects.create(signal=signal, at=timezone.now(), advice={}, follows_advice=True)
    _break(signal, by)
    with acting(by):
        assert (SignalReport.objects.count(), Task.objects.count(), RouteDecision.objects.count()) == (
            1,
            1,
            1,
        )
    for statement in WRITTEN:
        _refused(by, statement)
    assert [_sql(by, statement) for statement in CHANGED] == [0, 0, 0]


def test_it_is_known_to_whoever_broke_it_the_desk_and_whoever_judges() -> None:
    broken = _break(_signal(), _alice())
    anna = _at("Anna", (_elsewhere(), Role.FOCAL_OFFICER))
    for by, known in (
        (_alice(), 1),
        (_holder(), 1),
        (_judge(), 1),
        (anna, 0),
        (people.actor(people.charlie()), 0),
    ):
        with acting(by):
            assert GlassBreak.objects.count() == queries.glass_visible_to(by).count() == known
    # The desk sees it and does nothing with it; nor does whoever has the right no more.
    gone = Actor.user(_alice().user_id or 0, NOBODY_HAS)
    for by in (_holder(), gone):
        assert _sql(by, "UPDATE signals_glassbreak SET state = 'closed', ended_at = now()") == 0
    with acting(gone):
        with pytest.raises(NotVisible):
            actions.close_glass(glass_id=broken.pk, by=gone, at=timezone.now())
        assert queries.own_glass(gone, timezone.now()) == []
    with acting(_holder()), pytest.raises(NotVisible):
        actions.close_glass(glass_id=broken.pk, by=_holder(), at=timezone.now())


def test_it_opens_for_one_account_at_the_desk_where_it_was_broken() -> None:
    broken, by = _break(_signal(), _alice()), _alice()
    # Somebody who judges sees every row, and looks through none of them by breaking glass elsewhere.
    both = _at("Bea", (_elsewhere(), Role.FOCAL_OFFICER), (people.desk("privacy"), Role.PRIVACY_OFFICER))
    moved = Actor.user(by.user_id or 0, {Verb.GLASS_BREAK: frozenset({people.desk("privacy").pk})})
    assert [_sees(one) for one in (by, both, moved)] == [(1, 1), (0, 0), (0, 0)]
    for one in (both, moved):
        with acting(one):
            assert queries.own_glass(one, timezone.now()) == []
            with pytest.raises(NotVisible):
                actions.look_behind_glass(glass_id=broken.pk, by=one, at=timezone.now())
    with acting(by):
        assert [one.pk for one in queries.own_glass(by, timezone.now())] == [broken.pk]
        assert queries.own_glass(by, broken.open_until) == []
        with pytest.raises(NotVisible):
            actions.look_behind_glass(glass_id=broken.pk, by=by, at=broken.open_until)


def test_a_report_that_was_put_elsewhere_is_not_behind_it() -> None:
    signal, other, holder = _signal(), _signal(), _holder()
    _break(signal, _alice())
    assert _sees(_alice()) == (1, 1)
    with acting(holder):
        actions.merge(signal_id=signal.pk, into_id=other.pk, by=holder, at=timezone.now())
    assert _sees(_alice()) == (1, 0)


def test_the_number_of_a_signal_under_another_opens_where_it_is_read() -> None:
    signal, other, holder = _signal(), _signal(), _holder()
    with acting(holder):
        actions.merge(signal_id=signal.pk, into_id=other.pk, by=holder, at=timezone.now())
    broken = _break(signal, _alice())
    assert (broken.signal_id, broken.number) == (other.pk, other.number)
    assert _sees(_alice()) == (1, 2)


def test_only_what_is_open_and_the_own_is_given_again() -> None:
    signal, by, anna = _signal(), _alice(), _at("Anna", (_elsewhere(), Role.FOCAL_OFFICER))
    late = _break(signal, by, ago=OPEN_FOR + timedelta(minutes=1))
    now = _break(signal, by)
    assert late.pk != now.pk
    assert _break(signal, by).pk == now.pk
    assert _break(signal, anna).pk != now.pk
    _close(now, by)
    assert _break(signal, by).pk not in {late.pk, now.pk}


def test_the_desk_and_whoever_judges_hear_of_each_once() -> None:
    signal, by, judge = _signal(), _alice(), _judge()
    told = _notices(signal)
    broken = _break(signal, by)
    assert _notices(signal) == (told[0] + 1, told[1] + 1)
    _break(signal, by)
    assert _notices(signal) == (told[0] + 1, told[1] + 1)
    _close(broken, by)
    _judged(broken, judge)
    assert _notices(signal) == (told[0] + 2, told[1] + 1)


def _notices(signal: Signal) -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE args @> %s), count(*) FILTER (WHERE args @> %s)"
            " FROM procrastinate_jobs",
            [
                f'{{"verb": "signal.read", "desk_id": {signal.desk_id}}}',
                '{"verb": "glass.review", "desk_id": null}',
            ],
        )
        desk, judges = cursor.fetchone()
        return int(desk), int(judges)


def test_only_a_person_with_the_right_breaks_it() -> None:
    signal, by = _signal(), _alice()
    asked = f"SELECT signals_break_glass({signal.number}, '{WHY}', now())"
    forged = (
        Actor.user(by.user_id or 0, NOBODY_HAS),
        replace(by, kind=ActorKind.DESK),
        replace(by, user_id=None),
    )
    for one in forged:
        _refused(one, asked)
    for one in (forged[0], forged[2]):
        with acting(one), pytest.raises(NotAllowed):
            actions.break_glass(number=signal.number, reason=WHY, by=one, at=timezone.now())


def _everything() -> Actor:
    """Whoever broke it, with every right there is about glass."""
    return _at("Alice", (_elsewhere(), Role.FOCAL_OFFICER), (people.desk("privacy"), Role.PRIVACY_OFFICER))


KEPT = {
    "id": "gen_random_uuid()",
    "signal_id": "'{other}'",
    "number": "number + 1",
    "desk_id": "by_desk_id",
    "by_user_id": "{somebody}",
    "by_desk_id": "desk_id",
    "reason": "'Something else altogether.'",
    "broken_at": "broken_at - interval '1 minute'",
    "open_until": "open_until + interval '1 minute'",
    "review_due_at": "review_due_at + interval '1 year'",
}


def test_what_was_broken_stays_as_it_was_also_when_it_is_closed() -> None:
    broken, other, by = _break(_signal(), _everything()), _signal(), _everything()
    for column, value in KEPT.items():
        new = value.format(other=other.pk, somebody=_judge().user_id)
        _refused(by, f"UPDATE signals_glassbreak SET state = 'closed', ended_at = now(), {column} = {new}")
    assert _sql(by, "UPDATE signals_glassbreak SET state = 'closed', ended_at = now()") == 1
    assert broken.state == "open"


def _judgement(who: object, state: str = "justified") -> str:
    return (
        f"UPDATE signals_glassbreak SET state = '{state}', judged_by_id = {who}, judged_at = now(),"
        " judgement = 'Right.'"
    )


def test_somebody_else_judges_afterwards_once_and_in_the_own_name() -> None:
    by, judge = _everything(), _judge()
    broken = _break(_signal(), by)
    _refused(judge, _judgement(judge.user_id))
    _close(broken, by)
    _refused(by, _judgement(by.user_id))
    _refused(judge, _judgement(_holder().user_id))
    _refused(judge, _judgement(judge.user_id, "closed"))
    with acting(by), pytest.raises(MoveNotAllowed):
        actions.judge_glass(
            glass_id=broken.pk, justified=True, judgement="Right.", follow_up="", by=by, at=timezone.now()
        )
    with acting(by):
        assert not queries.glass_to_judge(by).exists()
    with acting(_holder()), pytest.raises(NotVisible):
        actions.judge_glass(
            glass_id=broken.pk, justified=True, judgement="-", follow_up="", by=_holder(), at=timezone.now()
        )
    _judged(broken, judge)
    _refused(judge, _judgement(judge.user_id, "not_justified"))
    back = "UPDATE signals_glassbreak SET state = 'closed', judged_by_id = NULL, judged_at = NULL"
    for one in (by, judge):
        _refused(one, back)


def test_nobody_without_an_account_closes_it() -> None:
    _break(_signal(), _alice())
    machine = Actor.operator(Verb.GLASS_REVIEW)
    _refused(machine, "UPDATE signals_glassbreak SET state = 'closed', ended_at = now()")
