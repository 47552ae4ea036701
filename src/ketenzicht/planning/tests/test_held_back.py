"""What readers do not see: what a statement was before it was redacted, and what was not released yet."""

from typing import Any

import pytest
from django.test import Client

from ketenzicht.common.actor import Actor, acting
from ketenzicht.planning import actions as steps
from ketenzicht.planning.actions import causes, pointing
from ketenzicht.planning.domain.causes.network import NodeKind, Side
from ketenzicht.planning.models import Cluster, Opposition, Statement
from ketenzicht.planning.queries.account import opposite_numbers
from ketenzicht.planning.queries.causes import borne_on_by
from ketenzicht.planning.queries.clustering import opposed_to, oppositions
from ketenzicht.planning.tests import casts
from ketenzicht.planning.tests.test_pages import text, url

pytestmark = pytest.mark.django_db
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
