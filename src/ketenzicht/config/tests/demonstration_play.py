"""Plays a story of the demonstration region against the product's own state tables, without a database."""

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import Relation
from ketenzicht.config.tests.demonstration_rows import Row
from ketenzicht.handover.domain.states import HANDOVER_STATES, UNANSWERED, HandoverEvent, HandoverState
from ketenzicht.signals.domain.closing import closing_problems
from ketenzicht.signals.domain.states import SIGNAL_STATES, SignalEvent, SignalState

EVERY_VERB = frozenset(Verb)


class Play:
    """One story, played the way the loader does. Raises where the product would refuse."""

    def __init__(self, report: Row) -> None:
        self.report = report
        self.signal = SIGNAL_STATES.initial
        self.handovers: dict[str, HandoverState] = {}
        self.sent: dict[str, Row] = {}
        self.confirmed: set[str] = set()
        self.replied = False
        for step in report.get("story", ()):
            getattr(self, f"do_{step['do']}", self.nothing)(step)

    def nothing(self, step: Row) -> None:
        """What moves nothing."""

    def move(self, event: SignalEvent, relation: Relation = Relation.HOLDER, reason: str = "") -> None:
        verbs = EVERY_VERB if relation is Relation.HOLDER else frozenset()
        self.signal = SIGNAL_STATES.move(self.signal, event, verbs=verbs, relation=relation, reason=reason)

    def hand(
        self, step: Row, event: HandoverEvent, relation: Relation = Relation.RECEIVER, reason: str = ""
    ) -> None:
        which = step.get("handover", "h1")
        verbs = frozenset() if relation is Relation.SYSTEM else EVERY_VERB
        self.handovers[which] = HANDOVER_STATES.move(
            self.handovers[which], event, verbs=verbs, relation=relation, reason=reason
        )

    def do_start_triage(self, step: Row) -> None:
        self.move(SignalEvent.TAKE_UP)

    def do_follow_up(self, step: Row) -> None:
        self.move(SignalEvent.FOLLOW_UP)

    def do_ask_reporter(self, step: Row) -> None:
        self.move(SignalEvent.WAIT, reason=step["text"])

    def do_reporter_adds(self, step: Row) -> None:
        self.move(SignalEvent.INFORMATION_ADDED, Relation.SYSTEM)
        self.replied = False

    def do_pause(self, step: Row) -> None:
        self.move(SignalEvent.WAIT, reason=step["reason"])

    def do_resume(self, step: Row) -> None:
        self.move(SignalEvent.CONTINUE)

    def do_handover(self, step: Row) -> None:
        assert step["id"] not in self.handovers
        self.handovers[step["id"]] = HANDOVER_STATES.initial
        self.sent[step["id"]] = step
        self.move(SignalEvent.HAND_OVER)

    def do_phone_confirmed(self, step: Row) -> None:
        assert self.sent[step.get("handover", "h1")]["urgency"] == "acute"
        self.confirmed.add(step.get("handover", "h1"))

    def do_seen(self, step: Row) -> None:
        self.hand(step, HandoverEvent.SEE)

    def do_accept(self, step: Row) -> None:
        self.hand(step, HandoverEvent.ACCEPT)
        self.move(SignalEvent.HANDOVER_ACCEPTED, Relation.SYSTEM)

    def do_accept_partly(self, step: Row) -> None:
        assert set(step["fields"]) < set(self.sent[step.get("handover", "h1")]["fields"])
        self.hand(step, HandoverEvent.ACCEPT_PARTLY, reason=step["reason"])
        self.move(SignalEvent.HANDOVER_ACCEPTED, Relation.SYSTEM)

    def do_in_hand(self, step: Row) -> None:
        self.hand(step, HandoverEvent.TAKE_IN_HAND)

    def do_return(self, step: Row) -> None:
        self.hand(step, HandoverEvent.RETURN, reason=step["text"])
        self.move(SignalEvent.HANDOVER_RETURNED, Relation.SYSTEM)
        self.replied = False

    def do_finish(self, step: Row) -> None:
        self.hand(step, HandoverEvent.FINISH, reason=step["answer"])
        self.move(SignalEvent.HANDOVER_FINISHED, Relation.SYSTEM)
        self.replied = False

    def do_revoke(self, step: Row) -> None:
        self.hand(step, HandoverEvent.REVOKE, Relation.SENDER, step["reason"])
        self.move(SignalEvent.HANDOVER_REVOKED, Relation.SYSTEM)
        self.replied = False

    def do_expire(self, step: Row) -> None:
        self.hand(step, HandoverEvent.EXPIRE, Relation.SYSTEM)
        self.move(SignalEvent.HANDOVER_EXPIRED, Relation.SYSTEM)
        self.replied = False

    def do_reply(self, step: Row) -> None:
        assert self.signal not in {SignalState.CLOSED, SignalState.MERGED}
        self.replied = True

    def do_close(self, step: Row) -> None:
        assert not closing_problems(
            outcome=step["outcome"],
            replied=self.replied,
            no_reply_reason=step.get("no_reply_reason", ""),
            handover_unanswered=any(state in UNANSWERED for state in self.handovers.values()),
        )
        self.move(SignalEvent.CLOSE)

    def do_reopen(self, step: Row) -> None:
        self.move(SignalEvent.REOPEN, reason=step["reason"])
        self.replied = False

    def do_merge_into(self, step: Row) -> None:
        self.move(SignalEvent.MERGE)

    def do_split_from(self, step: Row) -> None:
        self.move(SignalEvent.TAKE_APART, reason=step["reason"])
        self.replied = False


def problem(report: Row) -> str:
    """What the product would refuse in a story; empty if nothing."""
    try:
        Play(report)
    except Exception as refused:
        return f"{report['key']}: {refused!r}"
    return ""
