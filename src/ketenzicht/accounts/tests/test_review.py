"""Looking again at the roles that people hold: who does it, about whom, and what the database refuses.

Alice may: she manages accounts where the roles are held. Bob may see: he checks who has access. Charlie may
not: he manages accounts at an organisation that looks after its own.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ketenzicht.accounts import actions
from ketenzicht.accounts.domain.review import Outcome
from ketenzicht.accounts.models import AccessReview, Membership, User
from ketenzicht.accounts.review import queries
from ketenzicht.accounts.review.actions import Done, review
from ketenzicht.accounts.tasks import remember_reviews, send_roles_overdue
from ketenzicht.accounts.tests.factories import LONG_AGO, OPERATOR, actor, desk, sign_in, user
from ketenzicht.audit.models import AuditEvent
from ketenzicht.common.actor import Actor, NotAllowed, acting
from ketenzicht.common.domain.rights import Role, Verb
from ketenzicht.partners.models import Desk

pytestmark = pytest.mark.django_db
PAGE, ACCESS = "accounts:review", "accounts:access"


def _now() -> datetime:
    return timezone.now()


def _team(name: str) -> Desk:
    """Another desk of the organisation that has the office."""
    office, made = desk("office"), desk(name)
    with acting(OPERATOR):
        Desk.objects.filter(pk=made.pk).update(organisation_id=office.organisation_id)
    return made


def _alice() -> User:
    """May, and is not alone."""
    user("Anna", (desk("office"), Role.ADMINISTRATOR))
    return user("Alice", (desk("office"), Role.ADMINISTRATOR))


def _bob() -> User:
    """May see."""
    return user("Bob", (desk("watch"), Role.AUDITOR))


def _charlie() -> User:
    """May not: an administrator elsewhere, with a colleague."""
    user("Carla", (desk("elsewhere"), Role.ADMINISTRATOR))
    return user("Charlie", (desk("elsewhere"), Role.ADMINISTRATOR))


def _held(name: str, *, role: Role = Role.PARTNER_DESK, at: str = "team") -> int:
    """The number of a role that somebody has held since long ago at a desk of the office's organisation."""
    return user(name, (_team(at), role)).memberships.get().pk


def _by(person: User) -> Actor:
    return actor(person, timezone.localdate())


def _review(by: Actor, **said: int) -> list[Done]:
    with acting(by):
        decisions = {number: Outcome(outcome) for outcome, number in said.items()}
        return [one.done for one in review(decisions=decisions, by=by, at=_now())]


def _outcomes() -> list[tuple[int, str]]:
    with acting(_by(_bob())):
        return sorted(AccessReview.objects.values_list("membership_number", "outcome"))


def test_many_are_worked_off_in_one_form_and_it_stays_written_down(client: Client) -> None:
    sign_in(client, _alice())
    dana, erik, fay = (_held(name) for name in ("Dana", "Erik", "Fay"))
    phone = sign_in(Client(), User.objects.get(name="Erik"))
    assert phone.get(reverse("accounts:account")).status_code == 200
    page = client.get(reverse(PAGE)).content.decode()
    assert 'Rollen nakijken <span class="kz-count' in page
    assert page.index("Dana") < page.index("Erik") < page.index("Fay")
    assert "ziet niets vóór het aannemen" in page
    nothing = client.post(reverse(PAGE), {})
    assert "Kies bij ten minste één rol" in nothing.content.decode()

    said = {f"role-{dana}": "confirmed", f"role-{erik}": "ended", f"role-{fay}": ""}
    answer = client.post(reverse(PAGE), said)
    assert (answer.status_code, answer["Location"]) == (303, reverse(PAGE))
    page = client.get(reverse(PAGE)).content.decode()
    assert "1 rol blijft. 1 rol is weggenomen." in page
    assert "Dana" not in page.split("<h2")[1]
    assert "Fay" in page
    assert not Membership.objects.filter(pk=erik).exists()
    assert phone.get(reverse("accounts:account")).status_code == 302
    assert _outcomes() == [(dana, "confirmed"), (erik, "ended")]
    with acting(Actor.operator(Verb.AUDIT_READ)):
        kinds = AuditEvent.objects.filter(kind__startswith="accounts.access.").values_list("kind", flat=True)
        assert sorted(kinds) == ["accounts.access.confirmed", "accounts.access.ended"]


def test_a_second_click_and_a_second_tab_leave_nothing_half_done(client: Client) -> None:
    sign_in(client, _alice())
    dana, erik, fay = (_held(name) for name in ("Dana", "Erik", "Fay"))
    said = {f"role-{dana}": "confirmed", f"role-{erik}": "ended"}
    for _click in range(2):
        client.post(reverse(PAGE), said)
    assert "Over 2 rollen was al zo besloten." in client.get(reverse(PAGE)).content.decode()
    # In the other tab, opened before, they are decided about the other way round.
    other = {f"role-{dana}": "ended", f"role-{erik}": "confirmed", f"role-{fay}": "confirmed"}
    client.post(reverse(PAGE), other)
    page = client.get(reverse(PAGE)).content.decode()
    assert "Intussen door iemand bevestigd en daarom niet weggenomen: Dana, Partnerloket" in page
    assert "er is niets gedaan: Erik, Partnerloket" in page
    assert "1 rol blijft." in page
    assert Membership.objects.filter(pk=dana).exists()
    assert _outcomes() == [(dana, "confirmed"), (erik, "ended"), (fay, "confirmed")]


def test_what_ended_elsewhere_is_not_confirmed() -> None:
    by, dana = _by(_alice()), _held("Dana")
    with acting(by):
        actions.end_role(membership_id=dana, by=by, at=_now())
    assert _review(by, confirmed=dana) == [Done.GONE]
    assert _outcomes() == [(dana, "ended")]


def test_roles_at_an_organisation_with_administrators_are_given_and_ended_by_those(client: Client) -> None:
    alice, charlie, dana = _alice(), _charlie(), _held("Dana")
    person, at = User.objects.get(name="Dana"), _now()
    given: dict[str, Any] = {"user": person, "desk_id": desk("office").pk, "role": Role.AUDITOR, "at": at}
    by = _by(charlie)
    with acting(by):
        with pytest.raises(actions.LookedAfterElsewhere):
            actions.give_role(**given, valid_until=None, by=by)
        with pytest.raises(actions.LookedAfterElsewhere):
            actions.end_role(membership_id=dana, by=by, at=at)
        with pytest.raises(DatabaseError), transaction.atomic():
            Membership.objects.create(
                user=person, desk=desk("office"), role="auditor", valid_from=timezone.localdate()
            )
        assert Membership.objects.filter(pk=dana).delete()[0] == 0
        assert not Membership.objects.filter(pk=dana).update(role="auditor")
    page, end = reverse("accounts:person", args=[person.pk]), [person.pk, dana]
    sign_in(client, charlie)
    shown = client.get(page).content.decode()
    assert "Voor de beheerders daar" in shown
    assert reverse("accounts:end_role", args=end) not in shown
    assert client.post(page, {"role": "auditor", "desk": desk("office").pk}).status_code == 200
    client.post(reverse("accounts:end_role", args=end))
    assert Membership.objects.get(user=person).pk == dana
    # Those who are of that organisation do.
    sign_in(client, alice)
    assert client.post(page, {"role": "auditor", "desk": desk("office").pk}).status_code == 302
    client.post(reverse("accounts:end_role", args=end))
    assert Membership.objects.get(user=person).role == "auditor"
    assert _outcomes() == [(dana, "ended")]


def test_nobody_looks_at_their_own(client: Client) -> None:
    alice = _alice()
    by, own, dana = _by(alice), alice.memberships.get().pk, _held("Dana")
    sign_in(client, alice)
    page = client.get(reverse(PAGE)).content.decode()
    assert f"role-{dana}" in page
    assert f"role-{own}" not in page
    assert "Dat kan: Anna" in page
    client.post(reverse(PAGE), {f"role-{own}": "confirmed", f"role-{dana}": "confirmed"})
    assert "Naar uw eigen rollen kijkt iemand anders." in client.get(reverse(PAGE)).content.decode()
    with acting(by), pytest.raises(actions.OwnRole):
        review(decisions={own: Outcome.ENDED}, by=by, at=_now())
    assert not _outcomes()
    # Her colleague does.
    assert _review(_by(User.objects.get(name="Anna")), confirmed=own) == [Done.CONFIRMED]


def test_whoever_is_alone_hears_what_to_do_and_somebody_new_can_look(client: Client) -> None:
    alone = user("Alone", (desk("office"), Role.ADMINISTRATOR))
    sign_in(client, alone)
    assert "Niemand anders kan dat: u bent de enige beheerder" in client.get(reverse(PAGE)).content.decode()
    new = user("New", (desk("elsewhere"), Role.ADMINISTRATOR))
    assert "Dat kan: New" in client.get(reverse(PAGE)).content.decode()
    assert _review(_by(new), confirmed=alone.memberships.get().pk) == [Done.CONFIRMED]


def test_an_organisation_with_administrators_looks_after_its_own(client: Client) -> None:
    _alice()
    charlie, dana = _charlie(), _held("Dana")
    sign_in(client, charlie)
    assert "Dana" not in client.get(reverse(PAGE)).content.decode()
    by = _by(charlie)
    assert _review(by, ended=dana) == [Done.GONE]
    assert _review(by, confirmed=10**17) == [Done.GONE]
    assert Membership.objects.filter(pk=dana).exists()
    # With one administrator left there, everybody helps; that an account is closed makes nobody fewer.
    with acting(OPERATOR):
        User.objects.filter(name="Anna").update(is_active=False)
    assert _review(by, confirmed=dana) == [Done.GONE]
    with acting(OPERATOR):
        Membership.objects.filter(user__name="Anna").delete()
    assert _review(by, confirmed=dana) == [Done.CONFIRMED]


def test_who_may_see_reads_the_outcome_and_others_nothing(client: Client) -> None:
    by, dana = _by(_alice()), _held("Dana")
    erik = _held("Erik", role=Role.AUDITOR)
    _review(by, confirmed=dana)
    sign_in(client, _bob())
    assert client.get(reverse(PAGE)).status_code == 403
    assert client.post(reverse(PAGE), {f"role-{erik}": "confirmed"}).status_code == 403
    page = client.get(reverse(ACCESS)).content.decode()
    # Of five roles only the one was looked at: three administrators and auditors among them.
    assert "4 rollen te laat" in page
    assert page.index("Erik") < page.index("Dana")
    for who, seen in ((_bob(), 1), (_charlie(), 0), (User.objects.get(name="Dana"), 1)):
        with acting(_by(who)):
            assert AccessReview.objects.count() == seen, who.name
    nobody = _by(User.objects.get(name="Dana"))
    with acting(nobody), pytest.raises(NotAllowed):
        review(decisions={erik: Outcome.ENDED}, by=nobody, at=_now())


@pytest.mark.parametrize(
    "wrong",
    [
        lambda by, held: {"by_user_id": User.objects.get(name="Anna").pk},
        lambda by, held: _about(User.objects.get(name="Alice").memberships.get()),
        lambda by, held: _about(User.objects.get(name="Charlie").memberships.get()),
        lambda by, held: {"role": "auditor"},
        lambda by, held: {"membership_number": 10**9},
        lambda by, held: {"at": _now() + timedelta(days=400)},
    ],
    ids=["in another's name", "about oneself", "elsewhere", "another role", "no role", "for later"],
)
def test_the_database_takes_in_no_other_review(
    wrong: Callable[[Actor, Membership], dict[str, object]],
) -> None:
    by, held = _by(_alice()), Membership.objects.get(pk=_held("Dana"))
    _charlie()
    right: dict[str, object] = {
        "by_user_id": by.user_id,
        "at": _now(),
        "outcome": "confirmed",
        "due_on": LONG_AGO,
    }
    right |= _about(held)
    with acting(by):
        with pytest.raises(DatabaseError), transaction.atomic():
            AccessReview.objects.create(**{**right, **wrong(by, held)})
        made = AccessReview.objects.create(**right)
        with connection.cursor() as cursor:
            for change in (
                "UPDATE accounts_accessreview SET at = now()",
                "DELETE FROM accounts_accessreview",
            ):
                cursor.execute(change)
                assert cursor.rowcount == 0
        made.refresh_from_db()


def _about(held: Membership) -> dict[str, object]:
    return {
        "membership_number": held.pk,
        "user_id": held.user_id,
        "desk_id": held.desk_id,
        "role": held.role,
    }


def test_the_database_gives_and_ends_no_role_of_whoever_asks() -> None:
    alice = _alice()
    own = alice.memberships.get()
    with acting(_by(alice)):
        with pytest.raises(DatabaseError), transaction.atomic():
            Membership.objects.create(user=alice, desk=own.desk, role="focal_officer", valid_from=LONG_AGO)
        assert not Membership.objects.filter(pk=own.pk).update(valid_from=timezone.localdate())
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM accounts_membership WHERE id = %s", [own.pk])
            assert cursor.rowcount == 0


def test_a_page_stays_short_and_asks_as_little_however_many_there_are(client: Client) -> None:
    sign_in(client, _alice())
    team = _team("team")
    _held("Dana")
    client.get(reverse(PAGE))

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(reverse(PAGE))
        assert answer.content.count(b'class="kz-fieldset"') <= 40
        return len(captured)

    few = asked()
    with acting(OPERATOR):
        people = User.objects.bulk_create(
            User(email=f"p{number}@ketenzicht.example", name=f"Person {number}", password="!")
            for number in range(1000)
        )
        Membership.objects.bulk_create(
            Membership(user=person, desk=team, role=role, valid_from=LONG_AGO)
            for person in people
            for role in (Role.PARTNER_DESK, Role.AUDITOR)
        )
    assert asked() == few
    with acting(_by(User.objects.get(name="Alice"))):
        assert queries.count_overdue(_by(User.objects.get(name="Alice"))) == 2002


def test_who_manages_accounts_gets_a_mail_with_a_number_and_no_name() -> None:
    alice = _alice()
    _held("Dana")
    remember_reviews(0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'accounts.send_roles_overdue'")
        jobs = [row[0] for row in cursor.fetchall()]
    assert f'{{"user_id": {alice.pk}}}' in jobs
    assert len(jobs) == 2
    send_roles_overdue(alice.pk)
    [sent] = mail.outbox
    assert sent.to == [alice.email]
    assert "2 rollen" in str(sent.body)
    assert "Dana" not in str(sent.body)
    # Her colleague's role and that of Dana; once both are done there is nothing to say.
    with acting(_by(alice)):
        held = Membership.objects.exclude(user=alice).values_list("pk", flat=True)
        review(decisions=dict.fromkeys(held, Outcome.CONFIRMED), by=_by(alice), at=_now())
    send_roles_overdue(alice.pk)
    send_roles_overdue(0)
    assert len(mail.outbox) == 1
