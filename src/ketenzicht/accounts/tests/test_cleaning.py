"""What signing in leaves behind is removed when its time is over."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ketenzicht.accounts import actions, tasks
from ketenzicht.accounts.tests.factories import alice, sign_in

pytestmark = pytest.mark.django_db


def _fail(client: Client, login: str) -> None:
    client.post(reverse("account_login"), {"login": login, "password": "wrong"})


def test_it_forgets_a_failed_attempt_after_a_day_and_not_before(client: Client) -> None:
    for login in ("old@ketenzicht.example", "new@ketenzicht.example"):
        _fail(client, login)
    old = AccessAttempt.objects.filter(username="old@ketenzicht.example")
    old.update(attempt_time=timezone.now() - timedelta(hours=25))
    assert actions.remove_expired(at=timezone.now())[0] == 1
    assert list(AccessAttempt.objects.values_list("username", flat=True)) == ["new@ketenzicht.example"]


def test_the_nightly_job_removes_ended_sessions_with_their_addresses_and_leaves_the_others() -> None:
    ended, open_one = Client(), Client()
    sign_in(ended, alice())
    ended.get(reverse("accounts:account"))
    Session.objects.update(expire_date=timezone.now() - timedelta(minutes=1))
    sign_in(open_one, alice())
    open_one.get(reverse("accounts:account"))
    assert (Session.objects.count(), UserSession.objects.count()) == (2, 2)
    tasks.remove_expired(timestamp=0)
    assert (Session.objects.count(), UserSession.objects.count()) == (1, 1)
    assert open_one.get(reverse("accounts:account")).status_code == 200
