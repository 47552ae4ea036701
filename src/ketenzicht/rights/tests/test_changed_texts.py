"""Texts that somebody changes while a desk decides about them, and decisions that are changed."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ketenzicht.accounts.tests import factories as people
from ketenzicht.common.actor import Actor, NotAllowed, NotNow, acting
from ketenzicht.common.domain.rights import Role
from ketenzicht.reporting.tests.factories import focal_desk, public_report
from ketenzicht.rights import actions, document
from ketenzicht.rights.actions import hand_outs, passages
from ketenzicht.rights.domain.hand_outs import Decision, HandOutState, PassageState, Reason
from ketenzicht.rights.domain.states import Outcome
from ketenzicht.rights.models import HandOut, Passage
from ketenzicht.rights.passages import print_of
from ketenzicht.rights.queries import hand_outs as queries
from ketenzicht.rights.tests.test_requests import NOW, officer, searched
from ketenzicht.signals.models import Note, Signal

pytestmark = pytest.mark.django_db
NAME, OTHER, LATER, HIDDEN = "Zqxjv", "Wkbrt", "Pfgnm", "Rqlzz"


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


def test_what_was_decided_about_a_text_that_was_corrected_since_is_decided_anew(client: Client) -> None:
    by, holder, one = _put_before(f"{NAME} en {OTHER}")
    _decide(holder, one, f"{NAME} en {OTHER}")
    with acting(by):
        number = HandOut.objects.get().number
        actions.decide(number=number, outcome=Outcome.GRANTED, ground="", reason="So.", by=by, at=NOW)
        assert hand_outs.return_changed(number=number, by=by, at=NOW) == 0
    _named(f"{NAME} en {OTHER}. Bij nader inzien niet {LATER}.")
    with acting(by):
        seen = queries.as_it_stands(by, HandOut.objects.get())
        with pytest.raises(NotNow, match="text_changed"), transaction.atomic():
            hand_outs.release(number=number, seen=seen, by=by, at=NOW)
    people.sign_in(client, people.user("Petra", (people.desk("privacy"), Role.PRIVACY_OFFICER)))
    told = client.post(reverse("rights:release", args=[number]), {"seen": seen}, follow=True)
    assert "1 tekst is veranderd na de beslissing" in told.content.decode()
    with acting(by):
        kept = Passage.objects.get(pk=one.pk)
        assert (kept.state, kept.returned) == (PassageState.RETURNED, Reason.TEXT_CHANGED)
        assert HandOut.objects.get().state == HandOutState.DECIDING
        with pytest.raises(NotAllowed):
            hand_outs.return_changed(number=number, by=holder, at=NOW)


def test_a_job_notices_too_that_a_text_was_corrected() -> None:
    by, holder, one = _put_before(f"{NAME} en {OTHER}")
    _decide(holder, one, f"{NAME} en {OTHER}")
    assert hand_outs.return_what_changed(at=NOW) == 0
    _named(f"{NAME}, {OTHER} en {LATER}")
    assert hand_outs.return_what_changed(at=NOW) == 1
    assert hand_outs.return_what_changed(at=NOW) == 0
    with acting(by):
        assert Passage.objects.get(pk=one.pk).state == PassageState.RETURNED


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


def test_numbers_of_labels_say_nothing_of_a_text_that_stays_out() -> None:
    by = officer()
    public_report(statements={"fact": "Something else."})
    title, note = f"{NAME} en {LATER} en {OTHER}", f"{NAME} en {HIDDEN}"
    holder = _named(title)
    with acting(holder):
        Note.objects.create(signal=Signal.objects.get(), at=NOW, by_user_id=holder.user_id, text=note)
    number = searched(by, NAME, at=NOW)
    with acting(by):
        hand_outs.put_before(number=number, about=NAME, wanted_by=timezone.localdate(NOW), by=by, at=NOW)
    steps: tuple[tuple[str, str, Decision, list[tuple[str, str]]], ...] = (
        ("signals.Note.text", note, Decision.PARTLY, [(HIDDEN, "person")]),
        ("signals.Signal.title", title, Decision.PARTLY, [(LATER, "person"), (OTHER, "person")]),
        ("signals.Note.text", note, Decision.LEFT_OUT, []),
    )
    with acting(holder):
        for place, text, decision, rows in steps:
            one = Passage.objects.get(place=place)
            passages.decide(
                passage_id=one.pk,
                version=one.version,
                read=print_of(text),
                decision=decision,
                ground="rights_of_others",
                rows=rows,
                by=holder,
                at=NOW,
            )
        assert (
            Passage.objects.get(place="signals.Signal.title").told == f"{NAME} en [persoon 2] en [persoon 3]"
        )
    with acting(by):
        told = str(document.paper(by, HandOut.objects.get(), timezone.localdate(NOW)).as_data())
    assert f"{NAME} en [persoon 1] en [persoon 2]" in told


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
