"""When a signal may be closed: with an outcome, and a reply to the reporter or a reason why there is none.

Signals get lost today because nobody hears what became of them, so no signal closes without it. A hand-off
that nobody has answered yet must be answered or revoked first.
"""

from enum import StrEnum


class ClosingProblem(StrEnum):
    """What is still missing."""

    NO_OUTCOME = "no_outcome"
    NO_REPLY = "no_reply"
    HANDOVER_UNANSWERED = "handover_unanswered"


def closing_problems(
    *, outcome: str, replied: bool, no_reply_reason: str, handover_unanswered: bool
) -> tuple[ClosingProblem, ...]:
    """What stands in the way of closing; empty means that it may be closed."""
    problems = {
        ClosingProblem.NO_OUTCOME: not outcome.strip(),
        ClosingProblem.NO_REPLY: not replied and not no_reply_reason.strip(),
        ClosingProblem.HANDOVER_UNANSWERED: handover_unanswered,
    }
    return tuple(problem for problem, present in problems.items() if present)
