"""Two people press at the same moment, on real connections: one wins, the other hears why."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ketenzicht.accounts.domain.recovery import Check
from ketenzicht.accounts.recovery import actions as recovery
from ketenzicht.accounts.tests.recovering import new_app
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.handover.domain.states import HandoverState
from ketenzicht.handover.models import Handover
from ketenzicht.reporting.models import Report
from ketenzicht.reporting.tests.walking import Walker
from ketenzicht.signals.models import Signal, SignalEvent
from tests.access.casework_world import handed_over
from tests.access.people import HOLDING, desk, everybody
from tests.access.world import World, plain_record

pytestmark = pytest.mark.slow
# Takes in what is about no municipality in particular.
REGIONAL = "focal-markiezaten"
Press = Callable[[], HttpResponse]


@pytest.fixture
def busy(fresh_database: None) -> World:
    """A small world that stays, with a hand-off for every race."""
    world = World(everybody(), timezone.now() - timedelta(hours=1))
    for tag in ("assigned", "closed"):
        plain_record(world, tag, HOLDING)
    for tag in ("ended", "taken"):
        handed_over(world, HandoverState.SENT, tag)
    return world


def at_once(*presses: Press) -> list[HttpResponse]:
    """What everybody hears who presses at the same moment."""
    answers: list[HttpResponse | None] = [None] * len(presses)
    gate = Barrier(len(presses))

    def run(place: int, press: Press) -> None:
        try:
            gate.wait()
            answers[place] = press()
        finally:
            connection.close()

    threads = [Thread(target=run, args=each) for each in enumerate(presses)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answer for answer in answers if answer is not None]


def post(world: World, who: str, name: str, **kwargs: object) -> Callable[..., Press]:
    """A button, with what is filled in beside it, pressed in a browser of its own."""

    def filled(**data: str) -> Press:
        client = Client()
        client.cookies.load(world.people[who].client.cookies.output().replace("Set-Cookie: ", ""))
        return lambda: client.post(reverse(name, kwargs=kwargs), data)

    return filled


def one_wins(answers: list[HttpResponse]) -> None:
    """One did it, and the other hears what happened meanwhile."""
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    refused = next(answer for answer in answers if answer.status_code == 409)
    assert b"<h1" in refused.content


def test_it_lets_one_of_two_win(busy: World) -> None:
    holder = busy.actor("holder")
    ended, taken = busy.records["ended"], busy.records["taken"]
    one_wins(
        at_once(
            post(busy, "receiver", "handover:return", handover_id=ended.handover)(reason_code="not_our_task"),
            post(busy, "holder", "handover:revoke", handover_id=ended.handover)(reason="A mistake."),
        )
    )
    one_wins(
        at_once(
            post(busy, "receiver", "handover:accept", handover_id=taken.handover)(),
            post(busy, "receiver", "handover:accept_partly", handover_id=taken.handover)(
                fields_wanted="statements_fact", reason="Enough."
            ),
        )
    )
    for tag, name, data in (
        ("assigned", "signals:assign", {"to": str(holder.user_id)}),
        ("closed", "signals:take", {}),
        ("closed", "signals:close", {"outcome": "no_exploitation", "no_reply_reason": "Nobody to tell."}),
    ):
        record = busy.records[tag]
        with acting(holder):
            seen = Signal.objects.get(pk=record.signal).last_activity_at.isoformat()
        press = post(busy, "holder", name, signal_id=record.signal)
        one_wins(at_once(press(version=seen, **data), press(version=seen, **data)))
    with acting(holder):
        assert Signal.objects.get(pk=busy.records["closed"].signal).state == "closed"
        steps = SignalEvent.objects.filter(signal=busy.records["closed"].signal, event="closed")
        assert steps.count() == 1
        assert Handover.objects.get(pk=ended.handover).state in {"returned", "revoked"}


def test_it_lets_somebody_back_in_once(busy: World) -> None:
    admin, at = busy.actor("admin"), timezone.now()
    person = busy.people["care"].account
    assert person
    with acting(admin):
        asked = recovery.ask_recovery(user_id=person.pk, checked=Check.IN_PERSON, by=admin, at=at)
    grant = post(busy, "privacy", "accounts:recovery", request_id=asked.pk)
    one_wins(at_once(grant(decision="grant"), grant(decision="grant")))
    token = recovery.make_link(user_id=person.pk, at=at)
    use = post(busy, "nobody", "accounts:use_recovery", token=token)
    typed = new_app(Client(), reverse("accounts:use_recovery", args=[token]))
    first, second = sorted(answer.status_code for answer in at_once(use(**typed), use(**typed)))
    # Whoever comes after the other is done finds the link gone.
    assert first == 303
    assert second in {404, 409}
    assert Authenticator.objects.filter(user=person).count() == 1


def test_it_adds_somebody_once(busy: World) -> None:
    press = post(busy, "admin", "accounts:add")
    typed = {"name": "Anna Nieuw", "email": "anna@voorbeeld.example", "language": "nl"}
    answers = at_once(*[press(**typed) for _ in range(3)])

    assert sorted(answer.status_code for answer in answers) == [200, 200, 302]
    for refused in (answer for answer in answers if answer.status_code == 200):
        assert list(refused.context["form"].errors) == ["email"]


def test_it_accepts_then_revokes_or_revokes_alone(busy: World) -> None:
    handover = busy.records["taken"].handover
    accepted, revoked = at_once(
        post(busy, "receiver", "handover:accept", handover_id=handover)(),
        post(busy, "holder", "handover:revoke", handover_id=handover)(reason="A mistake."),
    )
    assert revoked.status_code == 303
    assert accepted.status_code in {303, 409}
    with acting(busy.actor("receiver")):
        assert Handover.objects.get(pk=handover).state == "revoked"


def test_it_stores_one_report_when_it_is_sent_twice(busy: World) -> None:
    walker = Walker(Client(), "/melden/").press("next")
    walker.press("next", subject="person", fact="Somebody is locked in.", municipality="elsewhere")
    while walker.values.get("page") != ["check"]:
        walker.press("next")
    data = {**walker.values, "go": "send"}
    answers = at_once(*[lambda: Client().post("/melden/", data)] * 3)
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.context["code"] for answer in answers}) == 1
    with acting(Actor.desk(desk(REGIONAL).pk, Verb.REPORT_READ, Verb.SIGNAL_READ)):
        assert (Report.objects.count(), Signal.objects.count()) == (1, 1)
