"""A proposal to destroy: one person makes it, another decides, the product carries it out."""

from enum import StrEnum

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import Relation, Table, Transition


class ProposalKind(StrEnum):
    """What a proposal would destroy."""

    SIGNALS = "signals"
    TRAIL = "trail"


class ProposalState(StrEnum):
    """Where a proposal is."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    DONE = "done"


class ProposalEvent(StrEnum):
    """What happens to a proposal."""

    APPROVE = "approve"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    FINISH = "finish"


S, E = ProposalState, ProposalEvent

# Whoever made it is its holder and can only take it back; a second person receives it and decides. What was
# approved and cannot go, as where the chain of the trail is broken, does not wait for whoever made it.
PROPOSAL: Table[ProposalState, ProposalEvent] = Table(
    S.PROPOSED,
    (
        Transition(S.PROPOSED, E.APPROVE, S.APPROVED, Verb.RETENTION_APPROVE, Relation.RECEIVER),
        Transition(
            S.PROPOSED, E.REJECT, S.REJECTED, Verb.RETENTION_APPROVE, Relation.RECEIVER, reason_required=True
        ),
        Transition(S.PROPOSED, E.WITHDRAW, S.WITHDRAWN, Verb.RETENTION_MANAGE, Relation.HOLDER),
        Transition(S.APPROVED, E.WITHDRAW, S.WITHDRAWN, Verb.RETENTION_MANAGE, Relation.HOLDER),
        Transition(S.APPROVED, E.WITHDRAW, S.WITHDRAWN, Verb.RETENTION_APPROVE, Relation.RECEIVER),
        Transition(S.APPROVED, E.FINISH, S.DONE, None, Relation.SYSTEM),
    ),
)


class ItemState(StrEnum):
    """What became of one record of a proposal."""

    WAITING = "waiting"
    DESTROYED = "destroyed"
    STOPPED = "stopped"


class Refusal(StrEnum):
    """Why a proposal is rejected: a choice, so that nothing is written about anybody."""

    STILL_NEEDED = "still_needed"
    WRONG_REGIME = "wrong_regime"
    HOLD_FOLLOWS = "hold_follows"
    OTHER = "other"
