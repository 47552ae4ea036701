"""Lists that are very long are shown page by page, and read as one."""

import sys
from datetime import timedelta
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.paging import FarPaginator
from ketenzicht.signals import queries
from ketenzicht.signals.queries import Tab, Wanted
from ketenzicht.signals.queries.worklist import SORTS
from ketenzicht.signals.tests import factories as made
from ketenzicht.signals.tests.factories import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def _end(by: Actor, number: int) -> None:
    with acting(by):
        ids = list(queries.signals_visible_to(by).order_by("number").values_list("pk", flat=True)[:number])
        queries.signals_visible_to(by).filter(pk__in=ids).update(
            state="closed", outcome="no_indication", closed_at=NOON
        )


@pytest.mark.parametrize("sort", ["due", "-due", "-number"])
def test_it_lists_what_has_ended_beside_the_rest_as_one_list(
    sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = sys.modules[queries.worklist.__module__]  # the function has the name of its module
    monkeypatch.setattr(module, "PAGE_SIZE", 3)
    by = made.alice()
    for days in (30, 1, 9, 5):
        made.signal(NOON - timedelta(days=days))
    made.many(3)
    _end(by, 3)
    wanted = Wanted(tab=Tab.ALL, sort=sort)
    with acting(by):
        expected = list(queries.filtered(by, wanted, NOON).order_by(*SORTS[sort]))
        pages: list[Any] = [queries.worklist(by, wanted, NOON, number) for number in (1, 2, 3)]
    assert [row.pk for page in pages for row in page.page.object_list] == [row.pk for row in expected]
    assert {page.page.paginator.count for page in pages} == {7}
    assert pages[0].totals[queries.Severity.ENDED] == 3


@pytest.mark.parametrize("first", [2, 500])
@pytest.mark.parametrize("sort", ["due", "-due"])
def test_a_search_among_what_ended_shows_the_same_however_much_of_it_is_kept(
    sort: str, first: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = sys.modules[queries.worklist.__module__]
    monkeypatch.setattr(module, "PAGE_SIZE", 3)
    monkeypatch.setattr(module, "FOUND_FIRST", first)
    by = made.alice()
    for days in (30, 1, 9, 5, 3, 2, 0):
        made.signal(NOON - timedelta(days=days))
    _end(by, 5)
    wanted = Wanted(tab=Tab.ALL, sort=sort, q="woman")
    with acting(by):
        expected = list(queries.filtered(by, wanted, NOON).order_by(*SORTS[sort]))
        pages = [queries.worklist(by, wanted, NOON, number) for number in (1, 2, 3)]
    assert [row.pk for page in pages for row in page.page.object_list] == [row.pk for row in expected]
    assert {page.page.paginator.count for page in pages} == {7} == {len(expected)}


def test_a_rare_word_is_looked_for_once_among_what_ended() -> None:
    by = made.alice()
    made.signal(NOON)
    _end(by, 1)
    with acting(by), CaptureQueriesContext(connection) as asked:
        queries.worklist(by, Wanted(tab=Tab.ALL, q="woman"), NOON)
    searches = [one["sql"] for one in asked if "@@" in one["sql"] and '"id" IN' not in one["sql"]]
    assert sum("NOT" not in sql.partition("WHERE")[2] for sql in searches) == 1


def test_it_counts_a_long_list_no_further_than_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ketenzicht.common.paging.FURTHER", 2)
    by = made.alice()
    made.many(6)
    with acting(by):
        rows = queries.signals_visible_to(by).order_by("number")
        first, last = FarPaginator(rows, 2, None).shown(), FarPaginator(rows, 2, "9").shown()
        assert (first.paginator.count, first.paginator.cut) == (4, True)  # type: ignore[attr-defined]
        assert (last.paginator.count, last.paginator.cut, last.number) == (6, False, 3)  # type: ignore[attr-defined]
        assert list(last) == list(Paginator(rows, 2).page(3))
        assert FarPaginator(rows, 2, "9" * 5000).shown().number == 1
