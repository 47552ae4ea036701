"""Back in without the second step: by two others, with a link that works once, and the password."""

import re
import time
from collections.abc import Iterator
from datetime import timedelta
from unittest.mock import patch
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from axes.models import AccessAttempt
from django.core import mail
from django.db import Error, connection, transaction
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from ketenzicht.accounts import tasks
from ketenzicht.accounts.domain.recovery import TERM, Check, RecoveryState
from ketenzicht.accounts.models import CHOSEN, RecoveryRequest, User
from ketenzicht.accounts.recovery import actions, queries, views
from ketenzicht.accounts.tests.factories import OPERATOR, actor, alice, bob, charlie, sign_in
from ketenzicht.accounts.tests.recovering import PASSWORD, admin, asked, both, lost, new_app, officer
from ketenzicht.audit.models import AuditEvent
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import MoveNotAllowed
from ketenzicht.common.sealing import seal

ARGON = "django.contrib.auth.hashers.Argon2PasswordHasher"
MD5 = "django.contrib.auth.hashers.MD5PasswordHasher"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _free_guesses() -> Iterator[None]:
    with patch.object(views.guesses, "attempt", return_value=0.0):
        yield


def granted(person: User | None = None) -> RecoveryRequest:
    request, who = asked(person), actor(officer())
    with acting(who):
        return actions.decide_recovery(request_id=request.pk, grant=True, by=who, at=timezone.now())


def link(person: User | None = None) -> str:
    """The address in the mail of what was granted."""
    request = granted(person)
    mail.outbox = []
    tasks.send_recovery_link(request.user_id)
    [sent] = mail.outbox
    assert sent.to == [request.user.email]
    [address] = re.findall(r"https?://\S+", str(sent.body))
    return str(address).removeprefix("http://localhost:8000")


def state_of(request_id: UUID) -> str:
    with acting(actor(admin())):
        return str(RecoveryRequest.objects.get(pk=request_id).state)


def has_second_step(person: User) -> bool:
    return bool(Authenticator.objects.filter(user=person).exists())


def kinds() -> list[str]:
    with acting(Actor.operator(Verb.AUDIT_READ)):
        found = AuditEvent.objects.filter(kind__startswith="accounts.recovery").order_by("at", "id")
        return [kind.removeprefix("accounts.recovery.") for kind in found.values_list("kind", flat=True)]


def jobs() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args::text FROM procrastinate_jobs ORDER BY id")
        return list(cursor.fetchall())


def test_two_others_let_somebody_back_in_with_a_new_app_in_the_place_of_the_old_steps(client: Client) -> None:
    person, phone = lost(), Client()
    officer()
    sign_in(phone, person)
    phone.get(reverse("accounts:account"))
    asking, deciding = sign_in(Client(), admin()), sign_in(Client(), officer())
    page = reverse("accounts:ask_recovery", args=[person.pk])
    assert page in asking.get(reverse("accounts:person", args=[person.pk])).content.decode()
    answer = asking.post(page, {"checked": "in_person"})
    assert answer.status_code == 303
    assert ("accounts.send_notice", '{"verb": "recovery.decide", "desk_id": null}') in jobs()
    listed = deciding.get(reverse("accounts:recoveries")).content.decode()
    assert person.name in listed
    assert answer["Location"] in listed
    for tab in (303, 409):
        assert deciding.post(answer["Location"], {"decision": "grant"}).status_code == tab
    assert jobs().count(("accounts.send_recovery_link", f'{{"user_id": {person.pk}}}')) == 1

    tasks.send_recovery_link(person.pk)
    [address] = re.findall(r"https?://localhost:8000(\S+)", str(mail.outbox[-1].body))
    assert client.get(address).status_code == 200
    assert has_second_step(person)
    sent = new_app(client, address)
    answer = client.post(address, sent)
    assert (answer.status_code, answer["Location"]) == (303, reverse("account_login"))
    assert [one.type for one in Authenticator.objects.filter(user=person)] == [Authenticator.Type.TOTP]
    assert phone.get(reverse("accounts:account")).status_code == 302
    assert "_auth_user_id" not in client.session
    # The password alone opens nothing at any moment; with a code of the new app it does.
    signing_in = {"login": person.email, "password": PASSWORD}
    assert client.post(reverse("account_login"), signing_in)["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("signals:worklist")).status_code == 302
    client.post(reverse("mfa_authenticate"), {"code": sent["code"]})
    assert client.get(reverse("signals:worklist")).status_code == 200
    assert jobs()[-1] == ("accounts.send_second_step_removed", f'{{"user_id": {person.pk}}}')
    assert Client().get(address).status_code == 404
    assert sorted(kinds()) == ["asked", "granted", "link_made", "used"]
    mail.outbox = []
    tasks.send_second_step_removed(person.pk)
    assert mail.outbox[0].to == [person.email]


def test_it_takes_no_app_that_this_page_did_not_offer(client: Client) -> None:
    address, person = link(), alice()
    before = [one.data for one in Authenticator.objects.filter(user=person).order_by("pk")]
    right = new_app(client, address)
    other = seal(b"A" * 32, "recovery app of another link").decode()
    # Of an app without a key everybody knows the code.
    empty = format_hotp_value(hotp_value("", next(yield_hotp_counters_from_time())))
    for wrong in (
        {"code": "000000" if right["code"] != "000000" else "000001"},
        {"code": "é" * 6},
        {"code": ""},
        {"app": other},
        {"app": "", "code": empty},
        {"app": "\0", "code": empty},
    ):
        assert client.post(address, right | wrong).status_code == 200
    # Whoever saw the page in the same mailbox before was shown the key of another app.
    again = new_app(client, address)
    assert again["app"] != right["app"]
    assert client.post(address, right | {"app": again["app"]}).status_code == 200
    with patch("cryptography.fernet.time.time", return_value=time.time() + 4000):
        assert client.post(address, right).status_code == 200
    assert [one.data for one in Authenticator.objects.filter(user=person).order_by("pk")] == before
    assert client.post(address, right).status_code == 303


def test_the_same_password_under_another_hash_keeps_the_link(client: Client) -> None:
    address, person = link(), alice()
    with override_settings(PASSWORD_HASHERS=[ARGON, MD5]), acting(Actor.nobody()):
        person.refresh_from_db()
        assert person.check_password(PASSWORD)
        person.refresh_from_db()
        assert person.password.startswith("argon2")
        assert client.post(address, new_app(client, address)).status_code == 303


def test_it_keeps_of_the_link_a_digest_and_sent_again_it_is_another() -> None:
    first = link()
    token = first.rstrip("/").rpartition("/")[2]
    person = alice()
    with acting(actor(admin())):
        kept = RecoveryRequest.objects.get(user=person)
    assert token not in "".join(str(value) for value in vars(kept).values())
    tasks.send_recovery_link(person.pk)
    assert Client().get(first).status_code == 404
    for _name, args in jobs():
        assert token not in args


def test_it_asks_the_password_and_a_wrong_one_locks(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    address, person = link(), alice()
    sent = new_app(client, address)
    assert client.post(address, sent | {"password": ""}).status_code == 200
    answers = [client.post(address, sent | {"password": "wrong"}).status_code for _attempt in range(5)]
    assert answers[:4] == [200] * 4
    assert client.post(address, sent).status_code == 429
    # What counts attempts keeps the address of the page, and a secret stands in this one.
    kept = str(list(AccessAttempt.objects.values()))
    assert address.rstrip("/").rpartition("/")[2] not in kept + caplog.text
    assert has_second_step(person)
    assert "_auth_user_id" not in client.session


def test_it_opens_nothing_when_late_withdrawn_replaced_or_with_another_password(client: Client) -> None:
    address, person = link(), alice()
    sent = new_app(client, address)
    with patch.object(timezone, "now", return_value=timezone.now() + TERM):
        assert client.post(address, sent).status_code == 404
    second = link()
    assert [client.get(one).status_code for one in (address, second)] == [404, 200]
    assert (
        sign_in(Client(), admin())
        .post(reverse("accounts:withdraw_recovery", args=[_open(person)]))
        .status_code
        == 303
    )
    assert client.post(second, {"password": PASSWORD}).status_code == 404
    third = link()
    person.refresh_from_db()
    person.set_password("another long password")
    with acting(Actor.nobody()):
        person.save(update_fields=CHOSEN)
    assert client.post(third, {"password": "another long password"}).status_code == 404
    assert has_second_step(person)


def _open(person: User) -> UUID:
    who = actor(admin())
    with acting(who):
        found = queries.open_recovery(who, person.pk, timezone.now())
    assert found
    return found.pk


def test_it_is_not_for_somebody_else_who_is_signed_in(client: Client) -> None:
    address = link()
    sign_in(client, bob())
    assert client.post(address, {"password": PASSWORD}).status_code == 403
    assert has_second_step(alice())
    own = sign_in(Client(), alice())
    assert own.post(address, new_app(own, address))["Location"] == reverse("account_login")
    assert "_auth_user_id" not in own.session


def test_two_holders_of_one_link_use_it_once() -> None:
    token = link().rstrip("/").rpartition("/")[2]
    digest, at = queries.link_digest(token), timezone.now()
    actions.use_recovery(digest=digest, app_secret="A" * 32, at=at)
    held = RecoveryRequest(state=RecoveryState.GRANTED)
    with patch.object(queries, "recovery_by_link", return_value=held), pytest.raises(MoveNotAllowed):
        actions.use_recovery(digest=digest, app_secret="A" * 32, at=at)


def test_one_person_is_not_two_in_page_action_and_database() -> None:
    one = both()
    request = asked(by=one)
    client, page = sign_in(Client(), one), reverse("accounts:recovery", args=[request.pk])
    assert "besluit iemand anders" in client.get(page).content.decode()
    assert client.post(page, {"decision": "grant"}).status_code == 409
    with acting(actor(one)), pytest.raises(MoveNotAllowed):
        actions.decide_recovery(request_id=request.pk, grant=True, by=actor(one), at=timezone.now())
    about = asked(person=one, by=admin())
    with acting(actor(one)), pytest.raises(MoveNotAllowed):
        actions.decide_recovery(request_id=about.pk, grant=True, by=actor(one), at=timezone.now())
    for row in (request, about):
        assert not _changed(actor(one), _grant(row.pk, one.pk))
        assert not _changed(actor(one), _grant(row.pk, officer().pk))
        assert not _changed(OPERATOR, _grant(row.pk, officer().pk))
        assert _changed(actor(officer()), _grant(row.pk, officer().pk))


def _grant(request_id: UUID, by: int) -> str:
    return (
        "UPDATE accounts_recoveryrequest SET state = 'granted', decided_at = now(),"
        f" until = now() + interval '1 day', decided_by_id = {by} WHERE id = '{request_id}'"
    )


def _changed(by: Actor, statement: str) -> bool:
    with acting(by), connection.cursor() as cursor:
        point = transaction.savepoint()
        try:
            cursor.execute(statement)
            done = bool(cursor.rowcount > 0)
        except Error:
            done = False
        transaction.savepoint_rollback(point)
    return done


@pytest.mark.parametrize(
    ("who", "change"),
    [
        (admin, "state = 'used', ended_at = now()"),
        (officer, "state = 'used', ended_at = now()"),
        (officer, "state = 'withdrawn', ended_at = now()"),
        (officer, "state = 'lapsed', ended_at = now()"),
        (admin, "link_digest = 'mine'"),
        (officer, "until = now() + interval '9 days'"),
        (admin, "user_id = asked_by_id"),
        (admin, "checked = 'video'"),
        (admin, "state = 'asked', decided_by_id = NULL, decided_at = NULL"),
        (bob, "state = 'withdrawn', ended_at = now()"),
        (alice, "state = 'withdrawn', ended_at = now()"),
    ],
    ids=lambda one: getattr(one, "__name__", one),
)
def test_the_database_takes_no_other_step(who: object, change: str) -> None:
    request = granted()
    assert callable(who)
    statement = f"UPDATE accounts_recoveryrequest SET {change} WHERE id = '{request.pk}'"
    assert not _changed(actor(who()), statement)


def test_the_database_grants_nothing_that_lapsed_and_shows_it_to_nobody_else() -> None:
    person, by = lost(), actor(admin())
    ago = timezone.now() - timedelta(hours=25)
    officer()
    with acting(by):
        request = actions.ask_recovery(user_id=person.pk, checked=Check.VIDEO, by=by, at=ago)
    assert not _changed(actor(officer()), _grant(request.pk, officer().pk))
    for who, seen in ((admin, 1), (officer, 1), (alice, 0), (bob, 0), (charlie, 0)):
        with acting(actor(who())):
            assert RecoveryRequest.objects.count() == seen
            assert queries.recoveries_visible_to(actor(who())).count() == seen
    at = timezone.now()
    assert queries.recoveries_to_decide(actor(officer()), at) == 0
    assert actions.tidy_recoveries(at=at) == (1, 0)
    assert state_of(request.pk) == RecoveryState.LAPSED
    assert actions.tidy_recoveries(at=at + timedelta(days=366)) == (0, 0), "a year by the database too"
    assert kinds()[-1] == "lapsed"


def test_what_ended_a_year_ago_goes() -> None:
    by, long_ago = actor(admin()), timezone.now() - timedelta(days=400)
    officer()
    person = lost()
    with acting(by):
        request = actions.ask_recovery(user_id=person.pk, checked=Check.VIDEO, by=by, at=long_ago)
        actions.withdraw_recovery(request_id=request.pk, by=by, at=long_ago + timedelta(hours=1))
    assert actions.tidy_recoveries(at=timezone.now()) == (0, 1)


def test_a_new_request_withdraws_the_former_and_a_refusal_ends_it() -> None:
    first = asked()
    second = asked()
    assert (state_of(first.pk), state_of(second.pk)) == (RecoveryState.WITHDRAWN, RecoveryState.ASKED)
    deciding = sign_in(Client(), officer())
    with acting(actor(officer())):
        assert queries.recoveries_to_decide(actor(officer()), timezone.now()) == 1
    page = reverse("accounts:recovery", args=[second.pk])
    assert deciding.post(page, {"decision": "refuse"}).status_code == 303
    assert state_of(second.pk) == RecoveryState.REFUSED
    tasks.send_recovery_link(second.user_id)
    assert not mail.outbox
