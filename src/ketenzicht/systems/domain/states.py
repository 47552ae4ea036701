"""The states of what is worked on, and what can be refused because of them."""

from enum import StrEnum

from ketenzicht.common.domain.state_table import MoveNotAllowed


class Work(StrEnum):
    """Every state that a draft, a proposal, a run or a session can be in."""

    OPEN = "open"
    KEPT = "kept"
    DROPPED = "dropped"
    MERGED = "merged"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"
    CLOSED = "closed"


class Step(StrEnum):
    """What somebody wants to do with it."""

    EDIT = "edit"
    PROPOSE = "propose"
    DECIDE = "decide"
    CANCEL = "cancel"
    RESUME = "resume"
    VOTE = "vote"


def not_now(state: str, step: Step) -> MoveNotAllowed:
    """The refusal to do this in this state, to raise."""
    return MoveNotAllowed(Work(state), step)
