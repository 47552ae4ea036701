"""Whatever two people do in whatever order: nobody opens an identity alone, or past its time."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import MoveNotAllowed
from ketenzicht.reporting.domain import identity_access
from ketenzicht.reporting.domain.identity_access import IDENTITY_STATES, IdentityEvent, IdentityState

NOON = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
ASKER, DECIDER, BOTH, NOBODY = 1, 2, 3, None
RIGHTS = {
    ASKER: {Verb.IDENTITY_READ, Verb.UNSEAL_DECIDE},
    DECIDER: {Verb.UNSEAL_DECIDE},
    BOTH: {Verb.IDENTITY_READ, Verb.UNSEAL_DECIDE},
    NOBODY: {Verb.IDENTITY_READ, Verb.UNSEAL_DECIDE},
}
Step = tuple[IdentityEvent, int | None, int]
STEPS = some.tuples(
    some.sampled_from(list(IdentityEvent)), some.sampled_from(list(RIGHTS)), some.integers(0, 40)
)


@given(some.lists(STEPS, max_size=12), some.sampled_from(identity_access.WINDOWS))
def test_nobody_looks_alone_or_too_late(steps: list[Step], hours: int) -> None:
    state, granted_at, until, at = IdentityState.ASKED, None, None, NOON
    for event, who, quarters in steps:
        at += timedelta(minutes=15 * quarters)
        try:
            after = identity_access.move(
                state,
                event,
                verbs=RIGHTS[who],
                relation=identity_access.relation_of(who, ASKER),
                open_until=until,
                at=at,
                reason="Because.",
            )
        except MoveNotAllowed:
            continue
        if event is IdentityEvent.GRANT:
            granted_at, until = at, identity_access.closes_at(at, hours)
            assert who in (DECIDER, BOTH), "who asks does not grant"
        if event is IdentityEvent.LOOK:
            assert who == ASKER
            assert granted_at is not None
            assert granted_at <= at < granted_at + timedelta(hours=hours)
        state = after


def test_every_state_is_reached_and_what_ended_stays_ended() -> None:
    assert IDENTITY_STATES.reachable() == frozenset(IdentityState)
    assert IDENTITY_STATES.final == frozenset(IdentityState) - {IdentityState.ASKED, IdentityState.GRANTED}
