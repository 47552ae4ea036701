"""Two people at the same moment, on a connection each."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from ketenzicht.accounts import tasks
from ketenzicht.accounts.models import CHOSEN, User
from ketenzicht.accounts.recovery import actions, queries
from ketenzicht.accounts.tests.factories import actor, alice
from ketenzicht.accounts.tests.recovering import asked, officer
from ketenzicht.common.actor import Actor, NotVisible, acting

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh_database")]


def _digest() -> str:
    """Of the link to what was granted for Alice."""
    request, who = asked(), actor(officer())
    with acting(who):
        actions.decide_recovery(request_id=request.pk, grant=True, by=who, at=timezone.now())
    tasks.send_recovery_link(request.user_id)
    address = str(mail.outbox[-1].body).split("http")[1].split()[0]
    return queries.link_digest(address.rstrip("/").rpartition("/")[2])


@contextmanager
def _choosing(person: User) -> Iterator[threading.Event]:
    """Somebody chooses a password beside this, and keeps it as soon as the event is set."""
    chosen, keep = threading.Event(), threading.Event()

    def choose() -> None:
        person.set_password("another long password")
        try:
            with acting(Actor.nobody()):
                person.save(update_fields=CHOSEN)
                chosen.set()
                keep.wait(timeout=30)
        finally:
            connection.close()

    beside = threading.Thread(target=choose)
    beside.start()
    try:
        assert chosen.wait(timeout=30)
        yield keep
    finally:
        keep.set()
        beside.join(timeout=30)


def test_a_password_that_is_chosen_while_a_link_is_used_ends_it() -> None:
    digest = _digest()
    with _choosing(alice()) as keep:
        # Long enough to have passed by whoever does not wait.
        threading.Timer(1, keep.set).start()
        with pytest.raises(NotVisible):
            actions.use_recovery(digest=digest, app_secret="A" * 32, at=timezone.now())
