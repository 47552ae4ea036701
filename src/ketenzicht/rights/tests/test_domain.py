"""How a request goes, walked through every sequence of events, and by when it is answered."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import MoveNotAllowed, Relation
from ketenzicht.rights.domain.clock import Answering, days_left, due_on, may_extend
from ketenzicht.rights.domain.states import ENDED, REQUEST, RequestEvent, RequestState

attempts = st.tuples(
    st.sampled_from(RequestEvent),
    st.sampled_from((Relation.HOLDER, Relation.SYSTEM, None)),
    st.frozensets(st.sampled_from((Verb.RIGHTS_MANAGE, Verb.AUDIT_READ))),
    st.sampled_from(("", " ", "why")),
)
days = st.dates(date(2020, 1, 1), date(2090, 12, 31))
laws = st.builds(Answering, st.just("law"), st.integers(1, 24), st.integers(0, 24))


@given(st.lists(attempts, max_size=9))
def test_nobody_searches_or_decides_before_it_is_known_who_asks(
    sequence: list[tuple[RequestEvent, Relation | None, frozenset[Verb], str]],
) -> None:
    state, done = REQUEST.initial, []
    for event, relation, verbs, reason in sequence:
        before = state
        try:
            state = REQUEST.move(state, event, verbs=verbs, relation=relation, reason=reason)
        except MoveNotAllowed:
            assert state is before
            continue
        assert before not in ENDED
        done.append(event)
        if event is RequestEvent.FOUND:
            assert relation is Relation.SYSTEM
        else:
            assert (relation, Verb.RIGHTS_MANAGE in verbs) == (Relation.HOLDER, True)
        if event in {RequestEvent.SEARCH, RequestEvent.DECIDE}:
            assert RequestEvent.VERIFY in done
        if event in {RequestEvent.DECIDE, RequestEvent.CLOSE, RequestEvent.EXTEND}:
            assert reason.strip()
        if state is RequestState.ANSWERED:
            assert {RequestEvent.FOUND, RequestEvent.DECIDE} <= set(done)


def test_every_state_is_reached_and_the_ends_are_ends() -> None:
    assert REQUEST.reachable() == set(RequestState)
    assert REQUEST.final == ENDED


@given(laws, days)
def test_the_answer_is_due_whole_months_after_arrival(law: Answering, arrived: date) -> None:
    due, later = due_on(law, arrived), due_on(law, arrived, extended=True)
    assert due
    assert later
    assert arrived < due <= later
    whole = (due.year - arrived.year) * 12 + due.month - arrived.month
    assert whole == law.months
    # The same day, or the last one of a month that has no such day.
    assert due.day == arrived.day or (due.day < arrived.day and (due + timedelta(days=1)).day == 1)


@given(laws, days, st.integers(-5, 1000), st.booleans())
def test_it_is_extended_once_and_only_while_it_runs(
    law: Answering, arrived: date, passed: int, extended: bool
) -> None:
    today, due = arrived + timedelta(days=passed), due_on(law, arrived)
    left = days_left(due, today)
    assert left is not None
    wanted = bool(law.extension_months) and not extended and left >= 0
    assert may_extend(law, arrived, today, extended=extended) == wanted


def test_a_law_without_a_known_number_computes_nothing() -> None:
    law = Answering("wpg", None)
    assert due_on(law, date(2026, 1, 31)) is None
    assert not may_extend(law, date(2026, 1, 31), date(2026, 1, 31))
    assert days_left(None, date(2026, 1, 31)) is None
    assert due_on(Answering("avg", 1, 2), date(2026, 1, 31)) == date(2026, 2, 28)
