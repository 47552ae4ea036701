"""Whatever people do in whatever order: the table decides, and every step leaves its audit row."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from ketenzicht.common.actor import acting
from ketenzicht.common.domain.state_table import MoveNotAllowed, Relation
from ketenzicht.signals import actions
from ketenzicht.signals.actions.holding import verbs_at
from ketenzicht.signals.domain.states import NOT_OPEN, SIGNAL_STATES, SignalEvent, SignalState
from ketenzicht.signals.models import Signal
from ketenzicht.signals.tests import factories as made
from ketenzicht.signals.tests.factories import A_MOMENT, NOON

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

_E = SignalEvent
# What a person does, and the row of the table it stands for; none where it does not move the signal.
DOES: dict[str, tuple[SignalEvent | None, Callable[..., Any]]] = {
    "take": (None, actions.take),
    "start": (_E.TAKE_UP, actions.start_triage),
    "judge": (None, lambda **on: actions.judge(judgement=made.JUDGEMENT, **on)),
    "wait": (_E.WAIT, lambda **on: actions.wait_for_information(reason="Tomorrow.", **on)),
    "continue": (_E.CONTINUE, lambda **on: actions.move_on(event=_E.CONTINUE, **on)),
    "follow up": (_E.FOLLOW_UP, lambda **on: actions.move_on(event=_E.FOLLOW_UP, **on)),
    "finish": (_E.FINISH, lambda **on: actions.move_on(event=_E.FINISH, **on)),
    "back": (_E.BACK_TO_TRIAGE, lambda **on: actions.move_on(event=_E.BACK_TO_TRIAGE, reason="Anew.", **on)),
    "hand over": (_E.HAND_OVER, lambda **on: actions.hand_over(wish=made.wish(), **on)),
    "close": (
        _E.CLOSE,
        lambda **on: actions.close(outcome="too_little", no_reply_reason="Nobody.", **on),
    ),
    "reopen": (_E.REOPEN, lambda **on: actions.reopen(reason="New facts.", **on)),
    "reply": (None, lambda **on: actions.reply_to_reporter(text_code="looked_at", text="Seen.", **on)),
}


def _may(name: str, known: Signal) -> bool:
    state, event = SignalState(known.state), DOES[name][0]
    if event is None:
        return state not in NOT_OPEN
    verbs = verbs_at(made.alice(), known.desk_id)
    return any(row.event is event for row in SIGNAL_STATES.allowed(state, verbs, Relation.HOLDER))


@settings(max_examples=15)
@given(names=some.lists(some.sampled_from(sorted(DOES)), min_size=3, max_size=9))
def test_it_does_what_the_table_allows_and_nothing_else(names: list[str]) -> None:
    known, by = made.signal(), made.alice()
    for place, name in enumerate(names, 1):
        before, traces = made.again(known), made.audit_kinds(known)
        allowed = _may(name, before)
        try:
            with acting(by):
                DOES[name][1](signal_id=known.pk, by=by, at=NOON + place * A_MOMENT)
            happened = True
        except MoveNotAllowed:
            happened = False
        except actions.CannotClose:
            # A hand-off is still out: more than the table asks, and nothing may have changed.
            happened, allowed = False, False
        assert happened == allowed, (name, before.state)
        after = made.again(known)
        if happened:
            assert len(made.audit_kinds(known)) > len(traces)
        else:
            assert (after.state, made.audit_kinds(known)) == (before.state, traces)
