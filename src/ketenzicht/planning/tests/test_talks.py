"""Who is listened to, in which talks, and who was not heard."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from ketenzicht.accounts.tests.factories import sign_in
from ketenzicht.common.actor import NotAllowed, NotVisible, acting
from ketenzicht.planning import actions as steps
from ketenzicht.planning.actions import talks as actions
from ketenzicht.planning.domain.listening import Angle, questions_in
from ketenzicht.planning.models import Stakeholder, Statement, Talk, TalkStatement
from ketenzicht.planning.queries import talks as queries
from ketenzicht.planning.tests import casts
from ketenzicht.planning.tests.test_pages import browser, text, url

pytestmark = pytest.mark.django_db
TALK: dict[str, Any] = {
    "held_on": date(2026, 5, 12),
    "place_kind": "with_them",
    "angle": "care",
    "turn": 1,
    "people": 4,
    "questions": ["Wat gaat er goed?"],
}


def by_alice() -> dict[str, Any]:
    return {"code": "stemmen", "by": casts.alice(), "at": casts.AT}


def stakeholder(name: str, *, must: bool = False, **more: Any) -> Stakeholder:
    return actions.keep_stakeholder(
        organisation_id=None, name=name, angles=["care"], must_be_heard=must, **by_alice(), **more
    )


def test_questions_stand_each_on_a_line():
    assert questions_in("Wat helpt?\n\n  Wat niet? \r\n") == ["Wat helpt?", "Wat niet?"]


def test_it_tells_who_was_heard_and_who_must_still_be():
    alice = casts.alice()
    held = casts.consultation(alice)
    with acting(alice):
        heard, must, other = (
            stakeholder("Opvang Zuid"),
            stakeholder("Ervaringsgroep", must=True),
            stakeholder("Hotelbond"),
        )
        actions.keep_talk(stakeholder_ids=[heard.pk], **TALK, **by_alice())
        found = queries.hearing(alice, held)
        assert [one.stakeholder for one in found.heard] == [heard]
        assert (found.must_still, found.not_heard) == ([must], [other])
        assert Angle.CARE not in found.missing_angles
        assert Angle.POLICE in found.missing_angles
        counts = queries.listened(alice, held)
        assert (counts.talks, counts.people, counts.stakeholders_heard) == (1, 4, 1)
        assert counts.by_angle == [(Angle.CARE, 1)]


def test_it_changes_a_talk_only_as_it_was_seen():
    alice = casts.alice()
    casts.consultation(alice)
    with acting(alice):
        one, other = stakeholder("Opvang Zuid"), stakeholder("Hotelbond")
        actions.keep_talk(stakeholder_ids=[one.pk], **TALK, **by_alice())
        actions.keep_talk(number=1, seen=0, stakeholder_ids=[other.pk], **TALK, **by_alice())
        with pytest.raises(steps.Changed):
            actions.keep_talk(number=1, seen=0, stakeholder_ids=[], **TALK, **by_alice())
        talk = queries.talk_for(alice, "stemmen", 1)
        assert queries.participants_of(talk) == [other]
        with pytest.raises(actions.InUse):
            actions.remove_stakeholder(stakeholder_id=other.pk, **by_alice())
        actions.remove_stakeholder(stakeholder_id=one.pk, **by_alice())
        with pytest.raises(steps.Changed):
            stakeholder("Opvang Noord", stakeholder_id=one.pk, seen=0)


def test_it_takes_no_stakeholder_twice_and_none_of_another_consultation():
    alice = casts.alice()
    casts.consultation(alice)
    with acting(alice):
        stakeholder("Opvang Zuid")
        with pytest.raises(actions.NamedAlready):
            stakeholder("opvang zuid ")
        with pytest.raises(steps.Changed):
            actions.keep_talk(stakeholder_ids=[uuid4()], **TALK, **by_alice())
        with pytest.raises(steps.Changed):
            actions.keep_talk(number=7, stakeholder_ids=[], **TALK, **by_alice())


def test_what_was_said_in_a_talk_stays_with_it_when_it_is_cut_and_put_together():
    alice = casts.alice()
    casts.consultation(alice)
    with acting(alice):
        talk = actions.keep_talk(stakeholder_ids=[], **TALK, **by_alice())
        said = Statement.objects.get(text="Gemeenten doen mee. Scholen ook.")
        TalkStatement.objects.create(talk=talk, statement=said, added_at=casts.AT)
        one, other = steps.split_statement(statement_id=said.pk, place=20, **by_alice())
        assert queries.statements_of_talk(talk) == [one, other]
        whole = steps.join_statements(statement_ids=[one.pk, other.pk], **by_alice())
        assert queries.statements_of_talk(talk) == [whole]
        with pytest.raises(actions.InUse):
            actions.remove_talk(number=1, **by_alice())
        steps.undo(number=3, **by_alice())
        assert queries.statements_of_talk(talk) == [one, other]
        assert queries.listened(alice, talk.consultation).statements == 2


def test_only_the_desk_that_keeps_it_sees_talks():
    alice, charlie = casts.alice(), casts.charlie()
    held = casts.consultation(alice)
    with acting(alice):
        stakeholder("Opvang Zuid")
        actions.keep_talk(stakeholder_ids=[], **TALK, **by_alice())
        steps.open_to(visibility="public", **by_alice())
        held.refresh_from_db()
    with acting(charlie):
        assert queries.talks_of(charlie, held) == []
        assert not Talk.objects.exists()
        assert not Stakeholder.objects.exists()
        with pytest.raises(NotVisible):
            queries.talk_for(charlie, "stemmen", 1)
        with pytest.raises(NotAllowed):
            actions.remove_talk(code="stemmen", number=1, by=charlie, at=casts.AT)


def test_somebody_writes_down_a_talk_and_who_was_there():
    casts.consultation(casts.alice())
    client = browser()
    assert "Typ een datum" in text(client.post(url("add_talk"), {"held_on": "gisteren"}))
    assert "moet nog komen" in text(client.post(url("add_talk"), {"held_on": "1-1-2199"}))
    given = {"name": "Opvang Zuid", "angles": ["care"], "must_be_heard": "on", "seen": "0"}
    page = text(client.post(url("add_stakeholder"), given, follow=True))
    assert "De lijst is bijgewerkt." in page
    assert "Opvang Zuid" in page
    assert "staat al op de lijst" in text(client.post(url("add_stakeholder"), given))
    assert "een van de twee" in text(client.post(url("add_stakeholder"), {**given, "name": ""}))
    with acting(casts.alice()):
        pk = str(Stakeholder.objects.get().pk)
    filled = {**TALK, "held_on": "12 mei 2026", "questions": "Wat helpt?\nWat niet?", "seen": "0"}
    page = text(client.post(url("add_talk"), {**filled, "stakeholder_ids": [pk]}, follow=True))
    assert "Gesprek 1" in page
    assert "Opvang Zuid" in page
    assert "Wat niet?" in page
    assert "Opvang Zuid" in text(client.get(url("talks")))
    assert "checked" in text(client.get(url("change_talk", 1)))
    assert client.post(url("change_talk", 1), {**filled, "seen": "5"}).status_code == 409
    assert "blijft dus op de lijst" in text(client.post(url("remove_stakeholder", pk), follow=True))
    assert "weggehaald" in text(client.post(url("remove_talk", 1), follow=True))
    assert "Van de lijst halen" in text(client.get(url("change_stakeholder", pk)))
    assert "Niemand op de lijst" not in text(client.get(url("stakeholders")))
    assert "bijgewerkt" in text(client.post(url("remove_stakeholder", pk), follow=True))


def test_nobody_else_reads_the_pages_of_talks():
    casts.consultation(casts.alice())
    browser().post(url("open"), {"visibility": "public"})
    for who in (sign_in(Client(), casts.charlie_user()), sign_in(Client(), casts.bob_user())):
        for name in ("talks", "stakeholders", "add_talk", "add_stakeholder"):
            assert who.get(url(name)).status_code == 403
