"""Breaking the glass: in the actions and on the pages, and past them at the database itself."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from psycopg.errors import InsufficientPrivilege

from ketenzicht.accounts.models import User
from ketenzicht.accounts.tests import factories as people
from ketenzicht.audit.models import AuditEvent
from ketenzicht.common.actor import Actor, NotAllowed, NotVisible, acting
from ketenzicht.common.domain.rights import Role, Verb
from ketenzicht.common.domain.state_table import MoveNotAllowed, ReasonMissing
from ketenzicht.common.domain.throttle import Throttle
from ketenzicht.partners.models import Desk
from ketenzicht.reporting.domain.content import ContentRefused, FileContent, ReporterContact
from ketenzicht.reporting.domain.visibility import ReporterMode
from ketenzicht.reporting.models import Attachment, Report, ReporterIdentity
from ketenzicht.reporting.tests.factories import focal_desk, public_report
from ketenzicht.signals import actions, queries
from ketenzicht.signals.domain.glass import OPEN_FOR, GlassState
from ketenzicht.signals.models import GlassBreak, Note, Signal
from ketenzicht.signals.views import glass as glass_pages

pytestmark = pytest.mark.django_db
WHY = "The police stand at the door and the desk does not answer."
A_MINUTE = timedelta(minutes=1)
JUDGES_HEAR = '{"verb": "glass.review", "desk_id": null}'


def _standin(name: str = "Alice") -> User:
    """Works with signals at another desk of the municipality that holds this one."""
    return people.user(name, (Desk.objects.get(code="enforcement-gm1674"), Role.FOCAL_OFFICER))


def _judge() -> User:
    return people.user("Olga", (people.desk("privacy"), Role.PRIVACY_OFFICER))


def _holder() -> Actor:
    return people.actor(people.user("Henk", (focal_desk(), Role.FOCAL_OFFICER)))


def _signal() -> Signal:
    contact = ReporterContact(name="Proefpersoon")
    files = [FileContent("seen.txt", b"A text that was sent along.")]
    report = public_report(mode=ReporterMode.CONFIDENTIAL, contact=contact, files=files).report_id
    with acting(_holder()):
        return Signal.objects.get(signal_reports__report=report)


def _break(number: int, by: Actor, ago: timedelta = timedelta()) -> GlassBreak | None:
    with acting(by):
        return actions.break_glass(number=number, reason=WHY, by=by, at=timezone.now() - ago)


def _broken(by: Actor, ago: timedelta = timedelta()) -> GlassBreak:
    found = _break(_signal().number, by, ago)
    assert found
    return found


def _seen(by: Actor) -> tuple[int, int, int]:
    """How many signals, reports and identities the database itself shows."""
    with acting(by):
        return Signal.objects.count(), Report.objects.count(), ReporterIdentity.objects.count()


def _judged(glass_id: UUID, by: Actor, justified: bool = True, why: str = "Right.", then: str = "") -> None:
    with acting(by):
        actions.judge_glass(
            glass_id=glass_id, justified=justified, judgement=why, follow_up=then, by=by, at=timezone.now()
        )


def test_it_opens_to_read_for_three_hours_and_is_judged_by_somebody_else() -> None:
    by, colleague, judge = (people.actor(who) for who in (_standin(), _standin("Anna"), _judge()))
    broken = _broken(by)
    assert broken.open_until - broken.broken_at == OPEN_FOR
    # Neither a colleague nor whoever judges sees it, and nobody sees who reported.
    with acting(by):
        assert not Attachment.objects.exists()
    assert [_seen(who) for who in (by, colleague, judge)] == [(1, 1, 0), (0, 0, 0), (0, 0, 0)]
    with acting(by):
        _glass, found = actions.look_behind_glass(glass_id=broken.pk, by=by, at=timezone.now())
        assert found.reports[0].statements
        assert not queries.signals_visible_to(by).exists(), "no list, count or search knows it"
    with acting(colleague), pytest.raises(NotVisible):
        actions.look_behind_glass(glass_id=broken.pk, by=colleague, at=timezone.now())
    with pytest.raises(MoveNotAllowed):
        _judged(broken.pk, judge)
    with acting(by):
        actions.close_glass(glass_id=broken.pk, by=by, at=timezone.now())
        with pytest.raises(NotVisible):
            actions.look_behind_glass(glass_id=broken.pk, by=by, at=timezone.now())
    assert _seen(by) == (0, 0, 0)
    assert _count(judge) == 1
    with pytest.raises(ReasonMissing):
        _judged(broken.pk, judge, why=" ")
    with pytest.raises(ContentRefused):
        _judged(broken.pk, judge, justified=False)
    _judged(broken.pk, judge, justified=False, then="Talked about.")
    assert _count(judge) == 0
    with acting(Actor.operator(Verb.AUDIT_READ)):
        rows = AuditEvent.objects.filter(kind__startswith="signals.glass").order_by("at")
        assert [row.kind.rsplit(".", 1)[1] for row in rows] == ["broken", "read", "closed", "not_justified"]
        assert WHY not in str([row.detail for row in rows])


def test_whoever_judges_is_reminded_while_a_judgement_is_late() -> None:
    by, judge = people.actor(_standin()), people.actor(_judge())
    broken = _broken(by)
    due = broken.review_due_at
    told = _notices()
    assert (actions.remind_of_glass(at=due - A_MINUTE), _notices()) == (0, told)
    assert (actions.remind_of_glass(at=due), _notices()) == (1, told + 1)
    with acting(by):
        actions.close_glass(glass_id=broken.pk, by=by, at=timezone.now())
    _judged(broken.pk, judge)
    assert (actions.remind_of_glass(at=due), _notices()) == (0, told + 1)


def _notices() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE args = %s", [JUDGES_HEAR])
        return int(cursor.fetchone()[0])


def _count(by: Actor) -> int:
    with acting(by):
        return queries.count_to_judge(by)


def test_it_is_closed_by_the_database_when_its_time_or_the_role_has_passed() -> None:
    person = _standin()
    by = people.actor(person)
    _broken(by)
    assert _seen(by)[0] == 1
    assert _seen(Actor.user(person.pk, {})) == (0, 0, 0)
    late = people.actor(_standin("Anna"))
    assert _broken(late, ago=OPEN_FOR + A_MINUTE)
    assert _seen(late) == (0, 0, 0)


def test_a_number_elsewhere_and_none_give_the_same_nothing() -> None:
    number, stranger, by = _signal().number, people.actor(people.charlie()), people.actor(_standin())
    assert _break(number, stranger) is None
    assert _break(10**9, by) is None
    assert _break(number, _holder()) is None, "whoever sees it breaks nothing"
    with acting(by), pytest.raises(ContentRefused):
        actions.break_glass(number=number, reason="urgent urgent urgent urgent", by=by, at=timezone.now())
    with pytest.raises(NotAllowed):
        _break(number, people.actor(_judge()))
    with acting(Actor.operator(Verb.AUDIT_READ)):
        assert AuditEvent.objects.filter(kind="signals.glass.missed").count() == 3
    again = _break(number, by)
    assert again == _break(number, by), "what is open already is given again"


# What whoever broke it, with every right there is about glass, tries at the database itself.
FORGED = {
    "a longer window": "UPDATE signals_glassbreak SET open_until = open_until + interval '1 day'",
    "for another": "UPDATE signals_glassbreak SET by_user_id = {other}",
    "another reason": "UPDATE signals_glassbreak SET reason = 'Something else altogether.'",
    "judged alone": "UPDATE signals_glassbreak SET state = 'justified', judged_by_id = {me},"
    " judged_at = now(), judgement = 'Right.'",
    "in another's name": "UPDATE signals_glassbreak SET state = 'justified', judged_by_id = {other},"
    " judged_at = now(), judgement = 'Right.'",
    "brought in": "INSERT INTO signals_glassbreak SELECT gen_random_uuid(), number, reason, broken_at,"
    " open_until, state, ended_at, review_due_at, judged_at, judgement, follow_up, by_desk_id, by_user_id,"
    " desk_id, judged_by_id, signal_id FROM signals_glassbreak",
    "a note": "INSERT INTO signals_note (id, signal_id, at, text) SELECT gen_random_uuid(), id, now(), 'x'"
    " FROM signals_signal",
    "a task": "INSERT INTO signals_task (id, signal_id, title, created_at)"
    " SELECT gen_random_uuid(), id, 'x', now() FROM signals_signal",
    "without a reason": "SELECT signals_break_glass((SELECT number FROM signals_signal), 'x', now())",
    "from tomorrow": "SELECT signals_break_glass(1, repeat('because ', 9), now() + interval '1 day')",
}


@pytest.mark.parametrize("forged", FORGED)
def test_straight_sql_makes_no_more_of_it(forged: str) -> None:
    person, other = _standin(), _judge()
    everything = people.user("Alice", (focal_desk(), Role.PRIVACY_OFFICER))
    assert everything == person
    by = people.actor(person)
    _broken(by)
    said = FORGED[forged].format(me=person.pk, other=other.pk)
    with acting(by), pytest.raises(DatabaseError) as refused, transaction.atomic():
        connection.cursor().execute(said)
    assert isinstance(refused.value.__cause__, InsufficientPrivilege)
    with acting(by), connection.cursor() as cursor:
        cursor.execute("UPDATE signals_signal SET title = 'x'")
        assert cursor.rowcount == 0
        cursor.execute("DELETE FROM signals_glassbreak")
        assert cursor.rowcount == 0
    with acting(_holder()):
        assert not Note.objects.exists()


def test_its_pages_say_what_happens_and_slow_down_whoever_guesses(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = Throttle(free=5, first_wait=60, longest_wait=3600, in_all=1000, window=60)
    monkeypatch.setattr(glass_pages, "guesses", fresh)
    signal, person = _signal(), _standin()
    people.sign_in(client, person)
    url = reverse("signals:break_glass")
    missed = client.post(url, {"number": "S-999999999", "reason": WHY}).content.decode()
    assert "999999999" in missed, "what was typed stays"
    answer = client.post(url, {"number": str(signal), "reason": WHY}, follow=True)
    assert "Somebody stood at the door" in answer.content.decode()
    assert "Proefpersoon" not in answer.content.decode()
    with acting(_holder()):
        glass = GlassBreak.objects.get()
    desk, judge = (people.sign_in(Client(), who) for who in (User.objects.get(name="Henk"), _judge()))
    assert WHY in desk.get(reverse("signals:signal", args=[signal.pk])).content.decode()
    assert f"S-{signal.number}" in judge.get(reverse("signals:glass_reviews")).content.decode()
    page = reverse("signals:judge_glass", args=[glass.pk])
    told = {"decision": "not_justified", "judgement": "It could wait."}
    assert judge.post(page, {**told, "follow_up": "A talk."}).status_code == 409
    assert judge.post(reverse("signals:close_glass", args=[glass.pk])).status_code == 303
    assert judge.post(page, told).status_code == 200, "nothing follows yet"
    assert judge.post(page, {**told, "follow_up": "A talk."}).status_code == 303
    with acting(_holder()):
        assert GlassBreak.objects.get().state == GlassState.NOT_JUSTIFIED
    answers = [client.post(url, {"number": "1", "reason": WHY}).status_code for _try in range(6)]
    assert answers[-1] == 429
