"""A proposal to destroy, walked through every sequence of events."""

from hypothesis import given
from hypothesis import strategies as st

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import MoveNotAllowed, Relation
from ketenzicht.retention.domain.states import PROPOSAL, ProposalEvent, ProposalState

MAKER, SECOND = Relation.HOLDER, Relation.RECEIVER
attempts = st.tuples(
    st.sampled_from(ProposalEvent),
    st.sampled_from((MAKER, SECOND, Relation.SYSTEM, None)),
    st.frozensets(st.sampled_from((Verb.RETENTION_MANAGE, Verb.RETENTION_APPROVE, Verb.AUDIT_READ))),
    st.sampled_from(("", " ", "still_needed")),
)


@given(st.lists(attempts, max_size=8))
def test_it_is_carried_out_only_after_a_second_person_approved(
    sequence: list[tuple[ProposalEvent, Relation | None, frozenset[Verb], str]],
) -> None:
    state, approved_by = PROPOSAL.initial, None
    for event, relation, verbs, reason in sequence:
        before = state
        try:
            state = PROPOSAL.move(state, event, verbs=verbs, relation=relation, reason=reason)
        except MoveNotAllowed:
            assert state is before
            continue
        assert before not in PROPOSAL.final
        if state is ProposalState.APPROVED:
            approved_by = relation
        if state is ProposalState.REJECTED:
            assert relation is SECOND
            assert reason.strip()
        if state is ProposalState.WITHDRAWN:
            assert relation is MAKER
        if state is ProposalState.DONE:
            assert approved_by is SECOND
            assert relation is Relation.SYSTEM


def test_every_state_is_reached_and_the_ends_are_ends() -> None:
    assert PROPOSAL.reachable() == set(ProposalState)
    assert PROPOSAL.final == {ProposalState.REJECTED, ProposalState.WITHDRAWN, ProposalState.DONE}
