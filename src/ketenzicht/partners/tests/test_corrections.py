"""Correcting desks and routes: kept with what was before, and never over a colleague's head."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from ketenzicht.accounts.tests.factories import actor, alice, desk, sign_in, user
from ketenzicht.common.actor import Actor, NotAllowed, acting
from ketenzicht.common.domain.rights import Role
from ketenzicht.partners import actions, queries
from ketenzicht.partners.models import Desk

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def admin() -> Actor:
    return actor(user("Admin", (desk("office"), Role.ADMINISTRATOR)))


def _correct(by: Actor, row: Desk, seen: int = 0, **changes: object) -> None:
    with acting(by):
        actions.correct(row=row, changes=changes, reason="moved", seen=seen, by=by, at=AT)


def test_it_keeps_what_was_and_why(admin: Actor) -> None:
    row = desk("some-desk")
    _correct(admin, row, phone="000", label_nl="Nieuw")
    with acting(admin):
        revision = queries.revisions("desk", "some-desk").get()
        assert (revision.before, revision.after) == (
            {"phone": "", "label_nl": "some-desk"},
            {"phone": "000", "label_nl": "Nieuw"},
        )
        assert revision.reason == "moved"
        row.refresh_from_db()
        assert (row.phone, row.corrected_at) == ("000", AT)


def test_it_refuses_a_correction_made_on_an_older_page(admin: Actor) -> None:
    row = desk("some-desk")
    _correct(admin, row, phone="000")
    with pytest.raises(actions.ChangedMeanwhile):
        _correct(admin, row, phone="111")
    _correct(admin, row, seen=1, phone="111")


def test_it_refuses_a_correction_that_changes_nothing(admin: Actor) -> None:
    with pytest.raises(actions.NothingChanged):
        _correct(admin, desk("some-desk"), phone="")


def test_it_is_for_nobody_without_the_right() -> None:
    by, row = actor(alice()), desk("some-desk")
    with pytest.raises(NotAllowed):
        _correct(by, row, phone="000")
    with acting(by):
        assert Desk.objects.filter(code="some-desk").update(phone="000") == 0


def test_it_can_be_done_on_the_page_of_a_route(client: Client, admin: Actor) -> None:
    sign_in(client, user("Admin"))
    route = queries.all_routes().get(code="route-1-acute")
    address = reverse("partners:edit_route", args=[route.code])
    page = client.get(address)
    form, steps = page.context["form"], page.context["steps"]
    typed = {name: value for name, value in form.initial.items() if value not in (None, "")}
    typed |= {"acute": "yes", "reason": "agreed with the police", "reply_quantity": 60, "seen": 0}
    typed |= {"verified_on": "22-11-2026"}
    for index, step in enumerate(steps):
        typed |= {f"step-{index}-{name}": value for name, value in (step.initial or {}).items()}
    typed |= {"step-TOTAL_FORMS": len(steps.forms), "step-INITIAL_FORMS": len(route.steps)}
    answer = client.post(address, typed)
    assert answer.status_code == 302, answer.context["form"].errors
    route.refresh_from_db()
    assert (route.reply_quantity, route.conditions) == (60, {"acute": True})
    assert [step["act"] for step in route.steps] == ["phone", "handoff"]
    assert "agreed with the police" in client.get(address).content.decode()


def test_it_says_what_is_wrong_on_the_page(client: Client, admin: Actor) -> None:
    sign_in(client, user("Admin"))
    answer = client.post(reverse("partners:edit_desk", args=["nla"]), {"phone": "x" * 99, "seen": "y"})
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() >= {"phone", "label_nl", "reason", "seen"}


def test_it_tries_the_table_and_keeps_nothing(client: Client) -> None:
    sign_in(client, alice())
    page = client.get(reverse("partners:try"), {"acute": "yes"})
    assert "Acuut gevaar" in page.content.decode()
    assert client.get(reverse("partners:try"), {"acute": "maybe"}).status_code == 200
    for sort in ("minor_or_doubtful", "soft"):
        assert client.get(reverse("partners:try"), {sort: "yes"}).status_code == 200
