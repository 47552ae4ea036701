"""Acute hand-offs: telephone first, then "spoken to … at …".

What is acute bypasses deliberation (policy plan of De Markiezaten 2022-2025, annex 2). So the call is a
fact beside the state: nothing has to be filled in before somebody can act. An acute hand-off without that
fact, that the receiver has not answered either, escalates when its minutes are over.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ketenzicht.handover.domain.states import UNANSWERED, HandoverState


@dataclass(frozen=True)
class PhoneConfirmation:
    """Somebody of the receiving desk was spoken to. Raises ValueError without a name or function."""

    spoken_to: str
    spoken_at: datetime

    def __post_init__(self) -> None:
        if not self.spoken_to.strip():
            raise ValueError("Say who was spoken to: a name, a function or a number of the call.")


def must_escalate(
    state: HandoverState,
    confirmation: PhoneConfirmation | None,
    *,
    sent_at: datetime,
    now: datetime,
    within: timedelta,
) -> bool:
    """Whether an acute hand-off has waited too long for somebody to confirm that they know of it."""
    return state in UNANSWERED and confirmation is None and now >= sent_at + within


def call_time_problem(spoken_at: datetime, now: datetime) -> bool:
    """Whether the time of a call cannot be right: it lies in the future."""
    return spoken_at > now
