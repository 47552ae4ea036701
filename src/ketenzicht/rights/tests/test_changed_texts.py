"""Texts that somebody changes while a desk decides what of them goes out."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ketenzicht.accounts.tests import factories as people
from ketenzicht.common.actor import Actor, NotNow, acting
from ketenzicht.common.domain.rights import Role
from ketenzicht.reporting.tests.factories import focal_desk, public_report
from ketenzicht.rights import actions
from ketenzicht.rights.actions import hand_outs, passages
from ketenzicht.rights.domain.hand_outs import Decision, HandOutState, PassageState
from ketenzicht.rights.domain.states import Outcome
from ketenzicht.rights.models import HandOut, Passage
from ketenzicht.rights.passages import print_of
from ketenzicht.rights.queries import hand_outs as queries
from ketenzicht.rights.tests.test_requests import NOW, officer, searched
from ketenzicht.signals.models import Signal

pytestmark = pytest.mark.django_db
NAME, OTHER, LATER = "Zqxjv", "Wkbrt", "Pfgnm"


def _named(title: str) -> Actor:
    """The desk gives the one signal another title."""
    holder = people.actor(people.user("Henk", (focal_desk(), Role.FOCAL_OFFICER)))
    with acting(holder):
        Signal.objects.update(title=title)
    return holder


def _put_before(title: str) -> tuple[Actor, Actor, Passage]:
    by = officer()
    public_report(statements={"fact": "Something else."})
    holder = _named(title)
    number = searched(by, NAME, at=NOW)
    with acting(by):
        hand_outs.put_before(number=number, about=NAME, wanted_by=timezone.localdate(NOW), by=by, at=NOW)
    with acting(holder):
        return by, holder, queries.passages_for_desk(holder).get(place="signals.Signal.title")


def _decide(holder: Actor, one: Passage, read: str) -> None:
    with acting(holder):
        passages.decide(
            passage_id=one.pk,
            version=1,
            read=print_of(read),
            decision=Decision.PARTLY,
            ground="rights_of_others",
            rows=[(OTHER, "black")],
            by=holder,
            at=NOW,
        )


def test_nothing_goes_out_of_a_text_that_was_not_read(client: Client) -> None:
    _by, holder, one = _put_before(f"{NAME} en {OTHER}")
    page = reverse("rights:passage", args=[one.pk])
    people.sign_in(client, people.user("Henk", (focal_desk(), Role.FOCAL_OFFICER)))
    form = client.get(page).context["form"]
    sent = {"version": "1", "decision": "partly", "ground": "rights_of_others"}
    sent |= {"read": form["read"].value(), "row1-words": OTHER, "row1-becomes": "black"}
    # A colleague adds somebody to the text that lies on the screen.
    _named(f"{LATER}, {NAME} en {OTHER}")
    for posted in (sent, sent | {"read": ""}):
        assert client.post(page, posted).status_code == 200
    with pytest.raises(NotNow, match="another_text"):
        _decide(holder, one, f"{NAME} en {OTHER}")
    with acting(holder):
        assert Passage.objects.get(pk=one.pk).state == PassageState.OPEN
    sent["read"] = client.get(page).context["form"]["read"].value()
    assert client.post(page, sent).status_code == 303


def test_the_words_that_were_marked_are_not_looked_up_in_another_text(client: Client) -> None:
    _by, holder, one = _put_before(f"{NAME} en {OTHER}")
    _decide(holder, one, f"{NAME} en {OTHER}")
    page = reverse("rights:passage", args=[one.pk])
    people.sign_in(client, people.user("Henk", (focal_desk(), Role.FOCAL_OFFICER)))
    assert _marked(client, page) == [OTHER]
    _named(f"{LATER}, {NAME} en {OTHER}")
    assert _marked(client, page) == []


def _marked(client: Client, page: str) -> list[str]:
    return [row["words"].value() for row in client.get(page).context["rows"] if row["words"].value()]


def test_a_text_that_was_emptied_keeps_no_document_back() -> None:
    by, _holder, one = _put_before(f"{NAME} en {OTHER}")
    assert hand_outs.forget_what_is_gone(at=NOW) == 0
    _named("")
    # It is noticed at the latest when the document is made.
    with acting(by):
        found = HandOut.objects.get()
        actions.decide(number=found.number, outcome=Outcome.GRANTED, ground="", reason="So.", by=by, at=NOW)
        seen = queries.as_it_stands(by, found)
        hand_outs.release(number=found.number, seen=seen, by=by, at=NOW)
        assert Passage.objects.get(pk=one.pk).state == PassageState.GONE
        assert HandOut.objects.get().state == HandOutState.RELEASED
