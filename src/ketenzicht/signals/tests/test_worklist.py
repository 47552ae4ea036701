"""The worklist: who sees what, in which order, found by which words, at a cost that does not grow."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ketenzicht.common import clocks
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.workdays import due_at
from ketenzicht.common.remembered import remembering
from ketenzicht.signals import actions, queries
from ketenzicht.signals.domain import limits
from ketenzicht.signals.queries import Severity, Tab, Wanted
from ketenzicht.signals.tests import factories as made
from ketenzicht.signals.tests.factories import A_MOMENT, NOON

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def _numbers(by: Actor, **wanted: Any) -> list[int]:
    with acting(by):
        found = queries.worklist(by, Wanted(tab=Tab.ALL, **wanted), NOON + A_MOMENT)
    return [row.signal.number for group in found.groups for row in group.rows]


def _cost(by: Actor) -> int:
    with acting(by), CaptureQueriesContext(connection) as asked:
        list(queries.worklist(by, Wanted(tab=Tab.DESK), NOON).groups)
        queries.counts(by, NOON)
    return len(asked)


def test_it_costs_the_same_for_five_signals_as_for_two_hundred() -> None:
    by = made.alice()
    made.many(5)
    few = _cost(by)
    made.many(200)
    assert _cost(by) == few


def test_it_looks_up_when_a_signal_is_due_no_oftener_than_it_must() -> None:
    by = made.alice()
    made.many(3)
    with acting(by), CaptureQueriesContext(connection) as asked:
        queries.worklist(by, Wanted(tab=Tab.DESK), NOON)
    numbers, rows = (one["sql"] for one in asked if "width_bucket" in one["sql"])
    # For the severity and for who is late among the acute ones; for the severity and for the order.
    assert [sql.count('FROM "common_clock"') for sql in (numbers, rows)] == [2, 2]
    assert "JOIN" not in rows


def test_it_calls_it_late_after_the_moment_and_soon_up_to_it() -> None:
    by = made.alice()
    made.signal(NOON)
    with acting(by):
        (row,) = queries.filtered(by, Wanted(tab=Tab.DESK), NOON)
        days_off, due = clocks.holidays(), row.due_at
        moments = [due + A_MOMENT, due, *(due - timedelta(days=days) for days in range(1, 9))]
        found = [queries.filtered(by, Wanted(tab=Tab.DESK), at).get().severity for at in moments]
    soon = [due_at(at, limits.SOON, days_off) for at in moments[2:]]
    assert due in soon
    assert found[:2] == [Severity.OVERDUE, Severity.SOON]
    assert found[2:] == [Severity.SOON if due <= until else Severity.LATER for until in soon]


def test_it_counts_for_the_navigation_in_one_query_beside_that_for_days_off() -> None:
    by = made.alice()
    made.many(3)
    with acting(by), CaptureQueriesContext(connection) as asked:
        found = queries.counts(by, NOON)
    assert ["holiday" in one["sql"] for one in asked] == [True, False]
    assert (found.desk, found.unassigned, found.mine) == (3, 3, 0)


def test_it_means_one_thing_by_too_late_however_it_counts() -> None:
    by = made.alice()
    made.signal(NOON - timedelta(days=30))
    made.signal(NOON - timedelta(days=1), acute=True)
    made.signal(NOON)
    with acting(by):
        desk = queries.worklist(by, Wanted(tab=Tab.DESK), NOON)
        late = queries.worklist(by, Wanted(tab=Tab.OVERDUE), NOON)
        narrowed = queries.worklist(by, Wanted(tab=Tab.DESK, overdue=True), NOON)
        counted, alone = queries.counts(by, NOON), queries.count_late(by, NOON)
        with remembering():
            queries.counts(by, NOON)
            known = queries.count_late(by, NOON)
    shown = {desk.late, late.late, late.page.paginator.count, narrowed.late}
    assert shown | {counted.overdue, alone, known} == {2}


def test_it_shows_and_counts_nothing_of_another_desk() -> None:
    made.signal()
    by = made.charlie()
    assert _numbers(by) == []
    with acting(by):
        assert queries.counts(by, NOON) == queries.Counts()
    assert _numbers(Actor.nobody()) == []


def test_it_puts_danger_first_then_what_is_too_late_then_what_is_due_first() -> None:
    late = made.signal(NOON - timedelta(days=30))
    later = made.signal(NOON)
    danger = made.signal(NOON, acute=True)
    by = made.alice()
    assert _numbers(by) == [danger.number, late.number, later.number]
    with acting(by):
        found = queries.worklist(by, Wanted(tab=Tab.DESK), NOON + A_MOMENT)
    assert [group.severity for group in found.groups] == [Severity.ACUTE, Severity.OVERDUE, Severity.LATER]
    assert found.page.paginator.count == 3


def test_it_finds_dutch_words_in_any_form_and_nothing_of_others() -> None:
    found = made.signal(said={"fact": "Er komen steeds andere mannen naar de kamers boven de winkel."})
    made.signal(said={"fact": "De zaak verkoopt niets en heeft toch omzet."})
    by = made.alice()
    assert _numbers(by, q="kamer") == [found.number]
    assert _numbers(by, q='"andere mannen"') == [found.number]
    assert _numbers(by, q="mannen -kamers") == []
    assert _numbers(by, q=f"S-{found.number}") == [found.number]
    assert _numbers(made.charlie(), q="kamer") == []


def test_it_finds_a_note_as_soon_as_it_is_written() -> None:
    known, by = made.signal(), made.alice()
    with acting(by):
        actions.add_note(
            signal_id=known.pk, text="De auto staat achter, bij de kamers.", by=by, at=NOON + A_MOMENT
        )
    assert _numbers(by, q="kamer") == [known.number]


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        ({"state": ["in_triage"]}, True),
        ({"state": ["closed"]}, False),
        ({"urgency": "ordinary"}, True),
        ({"form": "SEX"}, True),
        ({"form": "LAB"}, False),
        ({"channel": "public"}, True),
        ({"channel": "professional"}, False),
        ({"subject": "person"}, True),
        ({"since": (NOON + timedelta(days=1)).date()}, False),
        ({"until": NOON.date()}, True),
        ({"overdue": True}, False),
    ],
)
def test_it_narrows_by_what_is_asked(wanted: dict[str, Any], fits: bool) -> None:
    known = made.judged(made.signal())
    assert _numbers(made.alice(), **wanted) == ([known.number] if fits else [])


@pytest.mark.parametrize(
    "order", ["number", "-number", "received", "-received", "activity", "municipality", "x"]
)
def test_it_keeps_every_signal_in_every_order(order: str) -> None:
    several = {made.signal(NOON + place * A_MOMENT).number for place in range(3)}
    assert set(_numbers(made.alice(), sort=order)) == several


def test_it_leaves_what_waits_for_others_to_the_end() -> None:
    handed = made.judged(made.signal(NOON - timedelta(days=1)), NOON - timedelta(hours=3))
    made.handed_over(handed, NOON - timedelta(hours=2))
    by = made.alice()
    with acting(by):
        actions.reply_to_reporter(
            signal_id=handed.pk, text_code="passed_on", text="Passed on.", by=by, at=NOON
        )
        found = queries.worklist(by, Wanted(tab=Tab.DESK), NOON + A_MOMENT)
    assert [group.severity for group in found.groups] == [Severity.NO_CLOCK]


def test_it_keeps_a_view_for_oneself_and_shows_a_shared_one_to_colleagues() -> None:
    by, colleague, other = made.alice(), made.anna(), made.charlie()
    desk = made.focal_desk().pk
    with acting(by):
        actions.save_view(name="Mine", query="tab=mine", desk_id=desk, shared=False, by=by, at=NOON)
        actions.save_view(name="Ours", query="tab=desk", desk_id=desk, shared=True, by=by, at=NOON)
        actions.save_view(name="Ours", query="tab=overdue", desk_id=desk, shared=True, by=by, at=NOON)
    with acting(by):
        assert [view.name for view in queries.saved_views_of(by)] == ["Mine", "Ours"]
    with acting(colleague):
        assert [view.query for view in queries.saved_views_of(colleague)] == ["tab=overdue"]
    with acting(other):
        assert not queries.saved_views_of(other)


def test_it_tells_the_chain_director_how_late_a_desk_is_and_nothing_else() -> None:
    made.signal(NOON - timedelta(days=40))
    overseer = made.chain_director()
    with acting(overseer):
        found = queries.late_desks(overseer, NOON)
    assert [(each.desk.pk, each.total) for each in found] == [(made.focal_desk().pk, 2)]
    assert found[0].oldest.overdue
    with acting(overseer):
        assert not queries.signals_visible_to(overseer).exists()
