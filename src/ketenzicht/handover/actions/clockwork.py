"""What the clocks do: let an unanswered hand-off expire, raise the alarm over an unconfirmed acute one."""

from datetime import datetime

from django.utils import timezone

from ketenzicht.accounts import actions as accounts
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.clocks import DueClock
from ketenzicht.common.domain.rights import Verb
from ketenzicht.handover.actions.moving import leave_traces, locked, moving
from ketenzicht.handover.domain.answers import Fact
from ketenzicht.handover.domain.states import UNANSWERED, HandoverEvent
from ketenzicht.handover.models import HandoverEvent as Step
from ketenzicht.partners import queries as partners


def expire_unanswered(due: DueClock, at: datetime) -> None:
    """End a hand-off that the receiver neither accepted nor gave back in time. Twice is once."""
    desk = _sender(due)
    with acting(desk):
        if locked(due.subject[1], desk).state not in UNANSWERED:
            return
        with moving(due.subject[1], HandoverEvent.EXPIRE, by=desk, at=at) as handover:
            accounts.notify_desk(desk_id=handover.from_desk_id, verb=Verb.HANDOVER_SEND)
            accounts.notify_desk(desk_id=handover.to_desk_id, verb=Verb.HANDOVER_ANSWER)


def escalate_unconfirmed(due: DueClock, at: datetime) -> None:
    """Tell the sender and the chain directors that nobody has been spoken to. Twice is once."""
    desk = _sender(due)
    with acting(desk):
        handover = locked(due.subject[1], desk)
        known = Step.objects.filter(handover=handover, event=Fact.ESCALATE.value).exists()
        if known or handover.state not in UNANSWERED or handover.confirmed_at is not None:
            return
        leave_traces(handover, Fact.ESCALATE.value, desk_id=handover.from_desk_id, by=desk, at=at)
        accounts.notify_desk(desk_id=handover.from_desk_id, verb=Verb.HANDOVER_SEND)
        for overseer in partners.overseeing_desks(timezone.localdate(at)):
            accounts.notify_desk(desk_id=overseer.pk, verb=Verb.CLOCK_OVERSEE)


def _sender(due: DueClock) -> Actor:
    return Actor.desk(due.desk_id, Verb.HANDOVER_SEND, Verb.HANDOVER_READ)
