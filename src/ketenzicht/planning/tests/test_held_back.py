"""What readers do not see: what a statement was before it was redacted, and what was not released yet."""

import re
from typing import Any

import pytest
from django.test import Client

from ketenzicht.common.actor import Actor, acting
from ketenzicht.planning import actions as steps
from ketenzicht.planning.actions import causes, pointing, talks
from ketenzicht.planning.domain.anthology import Reason
from ketenzicht.planning.domain.causes.network import NodeKind, Side
from ketenzicht.planning.models import Cluster, Consultation, Opposition, Placement, Statement, TalkStatement
from ketenzicht.planning.queries import search
from ketenzicht.planning.queries.account import account_of, opposite_numbers
from ketenzicht.planning.queries.causes import analysis_for, borne_on_by, last_cause_step, network_of
from ketenzicht.planning.queries.clustering import opposed_to, oppositions
from ketenzicht.planning.queries.consultations import last_change
from ketenzicht.planning.queries.pointing import held_back, pointing_of
from ketenzicht.planning.tests import casts
from ketenzicht.planning.tests.test_notes import finished, searched
from ketenzicht.planning.tests.test_pages import browser, text, url
from ketenzicht.planning.tests.test_talks import TALK
from ketenzicht.systems.models import ModelDraft

pytestmark = pytest.mark.django_db
NOTHING = "Van dit gesprek is nog niets uitgewerkt."
LOOKED_OVER = "Een deel van wat er is gezegd, wordt nog nagekeken."
APART = "Wat nog niet bij een onderwerp is gezet"
POINTING = """1 Trends

1.1 Opvang

Er zijn 37 plekken. Dat is te weinig.

Wachten duurt kort.
"""


def given() -> dict[str, Any]:
    return {"code": "stemmen", "by": casts.alice(), "at": casts.AT}


def said(words: str) -> Statement:
    return Statement.objects.get(text=words, replaced_by=None)


def opened(words: str = POINTING) -> None:
    """A consultation that everybody reads."""
    casts.consultation(casts.alice(), words)
    with acting(casts.alice()):
        steps.open_to(visibility="public", **given())


def redacted(statement: Statement) -> Statement:
    place = statement.text.index("37")
    return pointing.redact_point(statement_id=statement.pk, start=place, end=place + 2, **given())


def borne_on(statement: Statement) -> None:
    """An analysis with an arrow that a statement supports."""
    causes.begin_analysis(title="Waarom wachten mensen?", **given())
    causes.add_nodes(number=1, kind=NodeKind.CAUSE, title="Weinig geld", **given())
    clusters = [Cluster.objects.get().pk]
    causes.add_nodes(number=1, kind=NodeKind.PROBLEM, clusters=clusters, **given())
    causes.draw_arrow(number=1, source="weinig-geld", target="opvang", sign=1, **given())
    causes.bear_on(number=1, arrow=1, statements={statement.number: None}, side=Side.FOR, **given())


def test_nobody_outside_the_desk_reads_what_a_statement_was_before_it_was_redacted():
    opened()
    with acting(casts.alice()):
        whole = Statement.objects.get(text__contains="37")
        other = said("Wachten duurt kort.")
        steps.oppose(statement_id=whole.pk, number=other.number, **given())
        borne_on(whole)
        made = redacted(whole)
        assert not made.held_back
        assert opposed_to(other) == [made]
        assert [one.side for one in borne_on_by(made)] == [Side.FOR]
        assert opposite_numbers(made.consultation) == [sorted((made.number, other.number))]
    reader = Client()
    assert reader.get(url("statement", whole.number)).status_code == 404
    for page in (url("statement", made.number), url("cause_arrow", 1, 1), url("opposed")):
        shown = text(reader.get(page))
        assert "[aantal] plekken" in shown
        assert "37 plekken" not in shown
    with acting(casts.alice()):
        steps.undo(number=3, **given())
        back = Statement.objects.get(pk=whole.pk)
        assert (back.replaced_by, back.held_back) == (None, True)
        assert [opposed_to(other), len(borne_on_by(back))] == [[whole], 1]
    assert reader.get(url("statement", whole.number)).status_code == 404


def test_nor_what_it_was_split_from_or_an_undone_step_made_of_it():
    opened()
    with acting(casts.alice()):
        whole = Statement.objects.get(text__contains="37")
        first, second = steps.split_statement(statement_id=whole.pk, place=20, **given())
        redacted(first)
    with acting(Actor.public()):
        assert not Statement.objects.filter(text__contains="37").exists()
        assert Statement.objects.filter(pk=second.pk).exists()


def under_the_arrow() -> set[int]:
    """The statements under the arrow, which all stand."""
    found = network_of(analysis_for(casts.alice(), "stemmen", 1)).arrows[1].support
    assert not Statement.objects.filter(number__in=found).exclude(replaced_by=None).exists()
    return set(found)


def undone(which: str) -> None:
    """The last step of the analysis or of the consultation, undone."""
    held = Consultation.objects.get()
    if which == "cause":
        step = last_cause_step(analysis_for(casts.alice(), "stemmen", 1))
        assert step
        causes.undo_cause_step(number=1, step=step.number, **given())
    else:
        change = last_change(held)
        assert change
        steps.undo(number=change.number, **given())


def bear(statement: Statement, seen: Side | None, side: Side | None) -> None:
    causes.bear_on(number=1, arrow=1, statements={statement.number: seen}, side=side, **given())


def test_undoing_in_the_analysis_never_brings_back_what_was_redacted_cut_or_joined():
    opened()
    with acting(casts.alice()):
        whole, other = Statement.objects.get(text__contains="37"), said("Wachten duurt kort.")
        borne_on(whole)
        bear(other, None, Side.FOR)
        made = redacted(whole)
        undone("cause")
        assert under_the_arrow() == {made.number}
        with pytest.raises(steps.Changed):
            bear(whole, None, Side.FOR)
        bear(other, None, Side.FOR)
        undone("change")
        assert under_the_arrow() == {whole.number, other.number}
        undone("cause")
        assert under_the_arrow() == {whole.number}
        first, second = steps.split_statement(statement_id=whole.pk, place=20, **given())
        assert under_the_arrow() == {first.number, second.number}
        undone("cause")
        assert under_the_arrow() == set()
        bear(second, None, Side.FOR)
        again = steps.join_statements(statement_ids=[first.pk, second.pk], **given())
        assert under_the_arrow() == {again.number}
        bear(again, Side.FOR, None)
        hidden = redacted(again)
        undone("cause")
        assert under_the_arrow() == {hidden.number}
        steps.leave_out(statement_id=hidden.pk, reason=Reason.FURNITURE, **given())
        assert under_the_arrow() == set()
        for left in ({hidden.number}, {again.number}, {second.number}, {whole.number}):
            undone("change")
            assert under_the_arrow() == left
        assert not Statement.objects.filter(text__contains="37", held_back=False).exists()
    page = text(Client().get(url("cause_arrow", 1, 1)))
    assert "37 plekken" not in page


def test_readers_see_no_opposite_of_what_they_do_not_see():
    opened()
    with acting(casts.alice()):
        one = Statement.objects.get(text__contains="37")
        steps.oppose(statement_id=one.pk, number=said("Wachten duurt kort.").number, **given())
        Statement.objects.filter(pk=one.pk).update(held_back=True)
        assert len(oppositions(one.consultation)) == 1
    with acting(Actor.public()):
        assert not Opposition.objects.exists()
        assert oppositions(one.consultation) == []
    page = Client().get(url("opposed"))
    assert page.status_code == 200
    assert "Wachten duurt kort." not in text(page)


def test_nothing_that_is_handed_over_counts_or_names_what_readers_do_not_see():
    opened()
    with acting(casts.alice()):
        one = Statement.objects.get(text__contains="37")
        borne_on(one)
        Statement.objects.filter(pk=one.pk).update(held_back=True)
    client = browser()
    for reader in (client, Client()):
        assert "1.1 Opvang (1 uitspraak)" in text(reader.get(url("letter")))
        assert "/uitspraak/" not in text(reader.get(url("cause_model_file", 1)))
    client.post(url("cause_to_model", 1))
    with acting(casts.alice()):
        (relation,) = ModelDraft.objects.get().document["relations"]
        assert "/uitspraak/" not in str(relation)
        assert network_of(analysis_for(casts.alice(), "stemmen", 1)).arrows[1].support == (one.number,)


def test_the_letter_about_a_talk_leaves_out_nothing_in_silence():
    opened()
    with acting(casts.alice()):
        talk = talks.keep_talk(stakeholder_ids=[], **TALK, **given())
    letter, client = url("talk_letter", talk.number), browser()
    assert NOTHING in text(client.get(letter))
    with acting(casts.alice()):
        one, other = Statement.objects.get(text__contains="37"), said("Wachten duurt kort.")
        for each in (one, other):
            TalkStatement.objects.create(talk=talk, statement=each, added_at=casts.AT)
        step = other.made_by
        Placement.objects.filter(statement=other).update(ended_by=step)
        Statement.objects.filter(pk=one.pk).update(held_back=True)
    page = text(client.get(letter))
    assert LOOKED_OVER in page
    assert APART in page
    assert "Wachten duurt kort." in page
    assert "37 plekken" not in page
    assert NOTHING not in page


def test_readers_see_what_was_said_in_a_talk_only_after_the_check():
    note = searched()
    alice = casts.alice()
    with acting(alice):
        made = finished(note)
        steps.open_to(code="stemmen", visibility="public", by=alice, at=casts.AT)
        held = note.talk.consultation
        found = {one.statement.pk: [point.words for point in one.points] for one in pointing_of(alice, held)}
        assert found == {made[2].pk: ["Roosendaal", "3 mei 2026", "37"]}
        for shown in ([], [made[0].number], [one.number for one in made]):
            with pytest.raises(steps.Changed):
                pointing.release(numbers=shown, **given())
        assert pointing.release(numbers=[made[0].number, made[1].number], **given()) == 2
        assert held_back(held) == 1
    with acting(Actor.public()):
        assert Statement.objects.filter(text__contains="[e-mailadres]").exists()
        assert not Statement.objects.filter(pk=made[2].pk).exists()
        assert not list(search(held, "Roosendaal"))
    with acting(alice):
        pointing.let_stand(statement_id=made[2].pk, start=3, end=13, **given())
        with pytest.raises(steps.Changed):
            pointing.let_stand(statement_id=made[2].pk, start=3, end=13, **given())
        one = pointing.redact_point(statement_id=made[2].pk, start=24, end=34, **given())
        assert one.text == "In Roosendaal kwamen op [datum] 37 meisjes tegelijk."
        assert one.held_back
        left = pointing_of(alice, held)[0]
        for point in left.points:
            pointing.let_stand(statement_id=one.pk, start=point.start, end=point.end, **given())
        assert pointing.release(numbers=[one.number], **given()) == 1
        assert pointing.release(numbers=[], **given()) == 0
    with acting(Actor.public()):
        assert list(search(held, "Roosendaal")) == [one]


def test_no_letter_tells_what_is_held_back_and_the_account_counts_the_words_left_out():
    note = searched()
    with acting(casts.alice()):
        made = finished(note)
        assert account_of(casts.alice(), note.talk.consultation)["left_out_words"] == 4
    client = browser()
    for letter in (url("talk_letter", 1), url("letter")):
        page = text(client.get(letter))
        assert not [one.text for one in made if one.text in page]


def test_the_page_shows_what_would_be_released_and_releases_that_alone():
    note = searched()
    with acting(casts.alice()):
        finished(note)
    client = browser()
    page = text(client.get(url("pointing")))
    ready = re.search(r'name="numbers" value="([\d,]+)"', page)
    assert ready
    with acting(casts.alice()):
        shown = Statement.objects.filter(number__in=ready[1].split(","))
        assert len(shown) == 2
        assert all(one.text in page for one in shown)
    for other in ("", "1", f"{ready[1]},1", "x"):
        assert client.post(url("release"), {"numbers": other}).status_code == 409
    released = client.post(url("release"), {"numbers": ready[1]}, follow=True)
    assert "2 uitspraken vrijgegeven" in text(released)
