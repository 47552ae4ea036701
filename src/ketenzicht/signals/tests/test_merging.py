"""Two signals under one, and apart again: nothing is lost, whatever the order."""

import re
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from ketenzicht.common.actor import NotVisible, acting
from ketenzicht.common.clocks import running
from ketenzicht.common.domain.state_table import MoveNotAllowed
from ketenzicht.reporting import queries as reporting
from ketenzicht.signals import actions
from ketenzicht.signals.domain.states import SignalState
from ketenzicht.signals.models import Signal, SignalReport
from ketenzicht.signals.queries import report_ids
from ketenzicht.signals.tests import factories as made
from ketenzicht.signals.tests.factories import A_MOMENT, NOON

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LATER = NOON + 5 * A_MOMENT


def _reports(known: Signal) -> set[UUID]:
    with acting(made.desk_view()):
        return set(report_ids(known))


def _merge(one: Signal, into: Signal) -> None:
    by = made.alice()
    with acting(by):
        actions.merge(signal_id=one.pk, into_id=into.pk, by=by, at=LATER)


def test_it_moves_the_reports_and_lets_the_clocks_stand_still() -> None:
    one, into = made.signal(), made.signal()
    both = _reports(one) | _reports(into)
    _merge(one, into)
    assert made.again(one).state == SignalState.MERGED
    assert _reports(into) == both
    with acting(made.desk_view()):
        paused = list(running(subject=("signal", one.pk)).values_list("paused_at", flat=True))
    assert paused
    assert all(paused)
    assert made.audit_kinds(one)[-1] == "merged"
    assert made.audit_kinds(into)[-1] == "took_in"


def test_it_answers_every_reporter_in_the_language_of_the_own_report() -> None:
    one, into, by = made.signal(language="en"), made.signal(language="nl"), made.alice()
    _merge(one, into)
    with acting(by):
        actions.reply_to_reporter(signal_id=into.pk, text_code="looked_at", by=by, at=LATER)
        texts = {
            view.language: [message.text for message in view.thread]
            for view in reporting.report_views(by, report_ids(into))
        }
    assert [text[:27] for text in texts["en"]] == ["We have read your report an"]
    assert [text[:27] for text in texts["nl"]] == ["We hebben uw melding geleze"]


def test_it_offers_no_text_that_tells_a_reporter_what_others_reported() -> None:
    told = "already knew|known already|al bekend|wisten|andere meld|tweede melding|second report|other report"
    for row in reporting.reply_texts(date.today()):
        for text in (row.label_nl, row.label_en, row.text_nl, row.text_en):
            assert not re.search(told, text, re.IGNORECASE), row.code


def test_it_takes_them_apart_with_reports_and_clocks() -> None:
    one, into, by = made.signal(), made.signal(), made.alice()
    had, kept = _reports(one), _reports(into)
    _merge(one, into)
    with acting(by):
        actions.unmerge(signal_id=one.pk, reason="Two hotels after all.", by=by, at=LATER + A_MOMENT)
    assert (_reports(one), _reports(into)) == (had, kept)
    opened = made.again(one)
    assert (opened.state, opened.merged_into_id) == (SignalState.IN_TRIAGE, None)
    with acting(made.desk_view()):
        assert not running(subject=("signal", one.pk)).exclude(paused_at=None).exists()
        assert running(subject=("signal", one.pk)).count() == 2


def test_it_refuses_itself_a_closed_one_and_another_desk() -> None:
    one, by = made.signal(), made.alice()
    with acting(by), pytest.raises(actions.CannotMerge):
        actions.merge(signal_id=one.pk, into_id=one.pk, by=by, at=LATER)
    closed = made.judged(made.signal())
    with acting(by):
        actions.close(signal_id=closed.pk, outcome="too_little", no_reply_reason="-", by=by, at=LATER)
    with acting(by), pytest.raises(actions.CannotMerge):
        actions.merge(signal_id=one.pk, into_id=closed.pk, by=by, at=LATER)
    elsewhere = made.report(municipality="GM0748")
    hidden = made.hidden_signal(elsewhere)
    with acting(by), pytest.raises(NotVisible):
        actions.merge(signal_id=one.pk, into_id=hidden, by=by, at=LATER)
    with acting(by), pytest.raises(MoveNotAllowed):
        actions.unmerge(signal_id=one.pk, reason="x", by=by, at=LATER)


def test_it_never_merges_danger_away() -> None:
    danger, into = made.signal(acute=True), made.signal()
    _merge(danger, into)
    assert made.again(into).urgency == "acute"


def test_new_information_reaches_the_signal_where_the_report_lies_now() -> None:
    sent = made.report()
    one, into = made.signal_of(sent), made.judged(made.signal())
    _merge(one, into)
    made.add(sent, "She is back.", LATER + A_MOMENT)
    assert made.steps(into)[-1] == "information_added"
    assert made.again(one).state == SignalState.MERGED


@settings(max_examples=12)
@given(
    moves=some.lists(
        some.tuples(some.sampled_from(["merge", "apart"]), some.integers(0, 3), some.integers(0, 3)),
        max_size=10,
    )
)
def test_it_loses_no_report_in_any_order(moves: list[tuple[str, int, int]]) -> None:
    by, signals = made.alice(), [made.signal() for _each in range(4)]
    first = {known.pk: _reports(known) for known in signals}
    for place, (what, one, other) in enumerate(moves, 1):
        at = LATER + place * A_MOMENT
        with acting(by):
            try:
                if what == "merge":
                    actions.merge(signal_id=signals[one].pk, into_id=signals[other].pk, by=by, at=at)
                else:
                    actions.unmerge(signal_id=signals[one].pk, reason="Apart.", by=by, at=at)
            except (actions.CannotMerge, MoveNotAllowed):
                continue
    for place in range(len(signals)):
        for known in signals:
            if made.again(known).state == SignalState.MERGED:
                with acting(by):
                    actions.unmerge(
                        signal_id=known.pk, reason="Apart.", by=by, at=LATER + timedelta(days=1 + place)
                    )
    assert {known.pk: _reports(known) for known in signals} == first
    with acting(made.desk_view()):
        lying = SignalReport.objects.filter(removed_at=None, signal__in=signals)
        assert lying.count() == len(signals)
