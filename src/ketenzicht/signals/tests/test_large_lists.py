"""Lists that are very long are shown page by page, and read as one."""

import sys
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.core.paginator import Paginator

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


_SAYS, _CAME = {"q": "woman"}, {"channel": "public"}


def _in_order(rows: Iterable[Any], sort: str) -> list[Any]:
    """What a list shows: in its order, but that of what ended the newest comes first."""
    listed = list(rows)
    if sort not in {"due", "-due"}:
        return listed
    over = [row for row in listed if row.state == "closed"]
    others = [row for row in listed if row.state != "closed"]
    over.sort(key=lambda row: row.received_at, reverse=sort == "due")
    return others + over if sort == "due" else over + others


@pytest.mark.parametrize("wanted", [{}, _SAYS, _CAME, _SAYS | _CAME])
@pytest.mark.parametrize("sort", ["due", "-due", "-number"])
def test_it_lists_what_has_ended_beside_the_rest_as_one_list(
    sort: str, wanted: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    module = sys.modules[queries.worklist.__module__]  # the function has the name of its module
    monkeypatch.setattr(module, "PAGE_SIZE", 3)
    by = made.alice()
    for days in (30, 1, 9, 5):
        made.signal(NOON - timedelta(days=days))
    for days in (3, 2, 0):
        made.signal(NOON - timedelta(days=days))
    _end(by, 3)
    looked_for = Wanted(tab=Tab.ALL, sort=sort, **wanted)
    with acting(by):
        expected = _in_order(queries.filtered(by, looked_for, NOON).order_by(*SORTS[sort]), sort)
        pages = [queries.worklist(by, looked_for, NOON, number) for number in "123"]
    assert [row.pk for page in pages for row in page.page.object_list] == [row.pk for row in expected]
    assert {page.page.paginator.count for page in pages} == {7}
    assert pages[0].totals[queries.Severity.ENDED] == 3


def test_it_counts_what_ended_no_further_than_needed_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    module = sys.modules[queries.worklist.__module__]
    monkeypatch.setattr(module, "PAGE_SIZE", 1)
    monkeypatch.setattr("ketenzicht.common.paging.FURTHER", 1)
    by = made.alice()
    made.many(5)
    _end(by, 4)
    with acting(by):
        pages = [queries.worklist(by, Wanted(tab=Tab.ALL), NOON, number) for number in "135"]
    assert [page.totals[queries.Severity.ENDED] for page in pages] == [2, 4, 4]
    assert [page.cut for page in pages] == [True, False, False]
    assert pages[2].page.number == 5


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
