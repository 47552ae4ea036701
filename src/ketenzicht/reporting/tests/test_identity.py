"""Two people open an identity: in the actions, and past them at the database itself."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from ketenzicht.accounts.models import User
from ketenzicht.accounts.tasks import send_notice
from ketenzicht.accounts.tests import factories as people
from ketenzicht.audit.models import AuditEvent
from ketenzicht.common.actor import Actor, NotAllowed, NotVisible, acting
from ketenzicht.common.domain.rights import Role, Verb
from ketenzicht.common.domain.state_table import MoveNotAllowed
from ketenzicht.reporting import actions
from ketenzicht.reporting.domain.content import ContentRefused, ReporterContact
from ketenzicht.reporting.domain.identity_access import IdentityPurpose, WindowOver
from ketenzicht.reporting.domain.visibility import ReporterMode
from ketenzicht.reporting.models import IdentityRequest, ReporterIdentity
from ketenzicht.reporting.tests.factories import focal_desk, public_report

pytestmark = pytest.mark.django_db
CONTACT = ReporterContact(name="Proefpersoon", phone="0600000051")
AN_HOUR = timedelta(hours=1)


def _officer(name: str = "Alice") -> Actor:
    return people.actor(people.user(name, (focal_desk(), Role.FOCAL_OFFICER)))


def _privacy() -> User:
    return people.user("Olga", (people.desk("privacy"), Role.PRIVACY_OFFICER))


def _decider() -> Actor:
    return people.actor(_privacy())


def _reported() -> UUID:
    return public_report(mode=ReporterMode.CONFIDENTIAL, contact=CONTACT).report_id


def _asked(report_id: UUID, by: Actor, reason: str = "Nobody answers.", hours: int = 4) -> IdentityRequest:
    with acting(by):
        return actions.ask_for_identity(
            report_id=report_id,
            purpose=IdentityPurpose.SAFETY,
            reason=reason,
            hours=hours,
            by=by,
            at=timezone.now(),
        )


def _granted(asked: IdentityRequest, by: Actor) -> None:
    with acting(by):
        actions.decide_identity(request_id=asked.pk, grant=True, reason="", by=by, at=timezone.now())


def _seen_past_the_product(by: Actor) -> int:
    with acting(by), connection.cursor() as cursor:
        cursor.execute("SELECT count(sealed) FROM reporting_reporteridentity")
        return int(cursor.fetchone()[0])


def test_it_opens_for_two_people_together_and_writes_every_step_down() -> None:
    report_id, by, decider, colleague = _reported(), _officer(), _decider(), _officer("Anna")
    with pytest.raises(ContentRefused):
        _asked(report_id, by, reason=" ")
    asked = _asked(report_id, by)
    assert _seen_past_the_product(by) == 0
    with acting(by), pytest.raises(MoveNotAllowed):
        actions.look_at_identity(request_id=asked.pk, by=by, at=timezone.now())
    with pytest.raises(MoveNotAllowed):
        _asked(report_id, by)
    _granted(asked, decider)
    assert [_seen_past_the_product(who) for who in (by, colleague, decider)] == [1, 0, 0]
    with acting(colleague), pytest.raises(NotVisible):
        actions.look_at_identity(request_id=asked.pk, by=colleague, at=timezone.now())
    with acting(by):
        assert CONTACT.name.encode() not in bytes(ReporterIdentity.objects.get().sealed)
        assert actions.look_at_identity(request_id=asked.pk, by=by, at=timezone.now()) == CONTACT
        with pytest.raises(WindowOver):
            actions.look_at_identity(request_id=asked.pk, by=by, at=timezone.now() + 4 * AN_HOUR)
    with acting(decider):
        actions.take_identity_back(request_id=asked.pk, reason="Not needed.", by=decider, at=timezone.now())
    assert _seen_past_the_product(by) == 0
    with acting(by), pytest.raises(MoveNotAllowed):
        actions.look_at_identity(request_id=asked.pk, by=by, at=timezone.now())
    with acting(Actor.operator(Verb.AUDIT_READ)):
        kinds = AuditEvent.objects.filter(kind__startswith="reporting.identity").order_by("at")
        assert [row.kind.rsplit(".", 1)[1] for row in kinds] == ["asked", "granted", "read", "taken_back"]
        assert "Nobody answers." not in str([row.detail for row in kinds])


def test_it_is_closed_by_the_database_when_its_time_has_passed() -> None:
    by, decider = _officer(), _decider()
    asked = _asked(_reported(), by, hours=1)
    with acting(decider):
        long_ago = timezone.now() - 2 * AN_HOUR
        actions.decide_identity(request_id=asked.pk, grant=True, reason="", by=decider, at=long_ago)
    assert _seen_past_the_product(by) == 0


def test_it_asks_for_nothing_where_nobody_may_know() -> None:
    by, stranger = _officer(), people.actor(people.charlie())
    anonymous = public_report(mode=ReporterMode.ANONYMOUS).report_id
    with pytest.raises(NotVisible):
        _asked(anonymous, by)
    with pytest.raises(NotVisible):
        _asked(_reported(), stranger)
    with pytest.raises(NotAllowed):
        _asked(_reported(), Actor.desk(focal_desk().pk, Verb.REPORT_READ, Verb.IDENTITY_READ))


# What whoever asked, with both rights, tries at the database itself: to grant it, to make it last, to make
# it somebody else's, and to bring in one that was granted already.
_GRANT = (
    "UPDATE reporting_identityrequest SET state = 'granted', decided_at = now(),"
    " decided_by_id = {decider}, open_until = now() + interval '{time}'"
)
FORGED = {
    "granted to oneself": (_GRANT, "{me}", "1 hour"),
    "in the name of another": (_GRANT, "{other}", "1 hour"),
    "of another": ("UPDATE reporting_identityrequest SET asked_by_id = {decider}", "{other}", ""),
    "with a longer wish": ("UPDATE reporting_identityrequest SET hours = 24", "", ""),
}


@pytest.mark.parametrize("forged", FORGED)
def test_straight_sql_opens_nothing_alone(forged: str) -> None:
    both = people.user("Both", (focal_desk(), Role.FOCAL_OFFICER), (focal_desk(), Role.PRIVACY_OFFICER))
    by, other = people.actor(both), _privacy()
    _asked(_reported(), by)
    statement, who, time = FORGED[forged]
    said = statement.format(decider=who.format(me=both.pk, other=other.pk), time=time)
    with acting(by), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(said)
    assert _seen_past_the_product(by) == 0


def test_straight_sql_opens_no_longer_than_was_asked() -> None:
    other, by = _privacy(), _officer()
    _asked(_reported(), by)
    said = _GRANT.format(decider=other.pk, time="5 hours")
    with (
        acting(people.actor(other)),
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(said)


def test_it_tells_whoever_decides_that_there_is_something_and_nothing_else() -> None:
    officer = _privacy()
    send_notice(desk_id=None, verb=Verb.UNSEAL_DECIDE.value)
    (sent,) = mail.outbox
    assert sent.to == [officer.email]
    assert "Proefpersoon" not in sent.body
