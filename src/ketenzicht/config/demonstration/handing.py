"""The steps of a story between two desks."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from ketenzicht.common import clocks
from ketenzicht.common.domain.workdays import Limit, Unit, due_at
from ketenzicht.config.demonstration.rows import Row, span
from ketenzicht.config.demonstration.scene import Turn
from ketenzicht.handover import actions as handovers
from ketenzicht.handover.domain.answers import AnswerOutcome, MayTell
from ketenzicht.handover.domain.states import ReturnReason
from ketenzicht.partners.queries import desk_by_code
from ketenzicht.signals import actions as signals

LIMITS = {
    "acute": (Limit(60, Unit.MINUTES), Limit(1, Unit.WORKDAYS)),
    "ordinary": (Limit(3, Unit.WORKDAYS), Limit(5, Unit.WORKDAYS), Limit(10, Unit.WORKDAYS)),
}
# What ends the waiting for an answer.
ENDS = frozenset({"accept", "accept_partly", "return", "revoke", "expire"})


def handover(turn: Turn) -> None:
    """Hand the signal over, with as much time to answer as the story takes."""
    step = turn.step
    wish = signals.HandoverWish(
        to_desk_id=desk_by_code(step["to"]).pk,
        urgency=step["urgency"],
        purpose_code=step["purpose"],
        basis_code=step["basis"],
        fields=step["fields"],
        question=step["question"],
        access_until=turn.at + timedelta(days=step["access_days"]),
        answer_limit=_answer_limit(turn),
        against_advice=turn.text("against_advice"),
        proof=turn.text("proof"),
    )
    sent = signals.hand_over(signal_id=turn.signal_id, wish=wish, by=turn.by, at=turn.at)
    turn.scene.handovers[turn.key, step["id"]] = sent.pk


def phone_confirmed(turn: Turn) -> None:
    """Note that somebody of the other desk was spoken to."""
    spoken_to = turn.text("spoken_to")
    handovers.confirm_by_phone(handover_id=turn.handover_id, spoken_to=spoken_to, by=turn.by, at=turn.at)


def seen(turn: Turn) -> None:
    """Open the hand-off; the first time is a step of its own."""
    handovers.look(handover_id=turn.handover_id, by=turn.by, at=turn.at)


def accept(turn: Turn) -> None:
    """Take it on."""
    handovers.accept(handover_id=turn.handover_id, by=turn.by, at=turn.at)


def accept_partly(turn: Turn) -> None:
    """Take a part of it on."""
    handovers.accept_partly(
        handover_id=turn.handover_id,
        fields=turn.step["fields"],
        reason=turn.text("reason"),
        by=turn.by,
        at=turn.at,
    )


def give_back(turn: Turn) -> None:
    """Give it back with a reason."""
    handovers.return_(
        handover_id=turn.handover_id,
        reason_code=ReturnReason(turn.step["reason"]),
        reason=turn.text(),
        by=turn.by,
        at=turn.at,
    )


def in_hand(turn: Turn) -> None:
    """Say that somebody works on it."""
    handovers.start(handover_id=turn.handover_id, by=turn.by, at=turn.at)


def finish(turn: Turn) -> None:
    """Answer the sender."""
    handovers.finish(
        handover_id=turn.handover_id,
        outcome=AnswerOutcome(turn.step["outcome"]),
        may_tell=MayTell(turn.step["may_tell"]),
        answer=turn.text("answer"),
        by=turn.by,
        at=turn.at,
    )


def revoke(turn: Turn) -> None:
    """Take it back."""
    reason = turn.text("reason")
    handovers.revoke(handover_id=turn.handover_id, reason=reason, by=turn.by, at=turn.at)


def nothing(turn: Turn) -> None:
    """What a clock did, it has done by itself."""


def _answer_limit(turn: Turn) -> Limit:
    """How long the other desk gets: what the story takes, and the shortest where it lets time run out."""
    limits = LIMITS[turn.step["urgency"]]
    end = next((step for step in turn.report["story"] if _ends(step, turn.step["id"])), None)
    if end is None and turn.step["urgency"] == "ordinary":
        return limits[-1]
    if end and end["do"] == "expire":
        return limits[0]
    answered = turn.began + span(end["after"]) if end else turn.scene.now
    days_off = clocks.holidays()
    return next((limit for limit in limits if due_at(turn.at, limit, days_off) > answered), limits[-1])


def _ends(step: Row, handover_id: str) -> bool:
    return step["do"] in ENDS and step.get("handover", "h1") == handover_id


HANDING: Mapping[str, Callable[[Turn], None]] = {
    "handover": handover,
    "phone_confirmed": phone_confirmed,
    "seen": seen,
    "accept": accept,
    "accept_partly": accept_partly,
    "return": give_back,
    "in_hand": in_hand,
    "finish": finish,
    "revoke": revoke,
    "expire": nothing,
    "escalate": nothing,
}
