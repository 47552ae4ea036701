"""Breaking the glass: somebody of the same organisation reads a signal of another desk, and answers for it.

The trail holds no free text: the reason and the judgement stand with the broken glass.
"""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from ketenzicht.accounts.actions import notify_desk, notify_holders
from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor, NotAllowed, NotVisible, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.reporting.domain.content import ContentRefused
from ketenzicht.signals.domain import glass
from ketenzicht.signals.domain.glass import GlassEvent
from ketenzicht.signals.models import GlassBreak
from ketenzicht.signals.queries.glass import (
    BehindGlass,
    behind_glass,
    glass_for,
    glass_to_judge,
    glass_visible_to,
)

_MACHINE = Actor.operator(Verb.GLASS_REVIEW)


@transaction.atomic
def break_glass(*, number: int, reason: str, by: Actor, at: datetime) -> GlassBreak | None:
    """Open the signal with this number for three hours, to read; its desk and whoever judges hear it at once.

    Gives nothing, and writes the miss in the trail, for a number that is none and for one that ``by`` can
    break no glass for. Raises NotAllowed, and ContentRefused for a reason that says nothing.
    """
    by.require(Verb.GLASS_BREAK)
    if by.user_id is None:
        raise NotAllowed(Verb.GLASS_BREAK)
    if not glass.says_something(reason):
        raise ContentRefused("breaking the glass has a reason")
    with connection.cursor() as cursor:
        cursor.execute("SELECT signals_break_glass(%s, %s, %s)", [number, reason.strip(), at])
        found = cursor.fetchone()[0]
    if found is None:
        audit.record(kind="signals.glass.missed", target=("user", by.user_id), by=by, at=at, number=number)
        return None
    broken = glass_for(by, found)
    if broken.broken_at == at:
        _record("signals.glass.broken", broken, by=by, at=at, until=broken.open_until)
        notify_desk(desk_id=broken.desk_id, verb=Verb.SIGNAL_READ)
        notify_holders(verb=Verb.GLASS_REVIEW)
    return broken


@transaction.atomic
def look_behind_glass(*, glass_id: UUID, by: Actor, at: datetime) -> tuple[GlassBreak, BehindGlass]:
    """What is behind the glass, with the look recorded as such. Raises NotVisible when it is not open."""
    broken, found = behind_glass(by, glass_id, at)
    audit.record_read(
        kind="signals.glass.read", target=("signal", broken.signal_id), by=by, at=at, desk_id=broken.desk_id
    )
    return broken, found


@transaction.atomic
def close_glass(*, glass_id: UUID, by: Actor, at: datetime) -> GlassBreak:
    """Close it before its time: whoever broke it, or whoever judges. Raises NotVisible, MoveNotAllowed."""
    broken = _held(glass_id, by)
    own = broken.by_user_id == by.user_id
    _move(broken, GlassEvent.CLOSE if own else GlassEvent.TAKE_BACK, by=by, at=at)
    broken.ended_at = at
    broken.save()
    if own:
        _record("signals.glass.closed", broken, by=by, at=at)
    else:
        _record("signals.glass.taken_back", broken, by=by, at=at)
    return broken


@transaction.atomic
def judge_glass(
    *, glass_id: UUID, justified: bool, judgement: str, follow_up: str, by: Actor, at: datetime
) -> GlassBreak:
    """Say whether it was right, with a reason, and what follows. The desk hears that it was judged.

    Raises NotVisible, MoveNotAllowed for what one broke oneself, is open or was judged, ReasonMissing, and
    ContentRefused where it was not right and nothing follows.
    """
    broken = _held(glass_id, by)
    _move(broken, GlassEvent.JUSTIFY if justified else GlassEvent.REJECT, by=by, at=at, reason=judgement)
    if not justified and not follow_up.strip():
        raise ContentRefused("what was not right has a follow-up")
    broken.judged_by_id, broken.judged_at = by.user_id, at
    broken.judgement, broken.follow_up = judgement.strip(), follow_up.strip()
    broken.save()
    if justified:
        _record("signals.glass.justified", broken, by=by, at=at)
    else:
        _record("signals.glass.not_justified", broken, by=by, at=at)
    notify_desk(desk_id=broken.desk_id, verb=Verb.SIGNAL_READ)
    return broken


@transaction.atomic
def remind_of_glass(*, at: datetime) -> int:
    """Mail whoever judges when a judgement is late, and say how many are."""
    with acting(_MACHINE):
        late = glass_to_judge(_MACHINE).filter(review_due_at__lte=at).count()
    if late:
        notify_holders(verb=Verb.GLASS_REVIEW)
    return late


def _held(glass_id: UUID, by: Actor) -> GlassBreak:
    found = glass_visible_to(by).select_for_update(of=("self",)).filter(pk=glass_id).first()
    if found is None:
        raise NotVisible
    return found


def _move(broken: GlassBreak, event: GlassEvent, *, by: Actor, at: datetime, reason: str = "") -> None:
    verbs = {Verb.GLASS_REVIEW} if by.may(Verb.GLASS_REVIEW) else set()
    if by.may(Verb.GLASS_BREAK, broken.by_desk_id):
        verbs.add(Verb.GLASS_BREAK)
    broken.state = glass.move(
        broken.state,
        event,
        verbs=verbs,
        relation=glass.relation_of(by.user_id, broken.by_user_id),
        open_until=broken.open_until,
        at=at,
        reason=reason,
    )


def _record(kind: str, broken: GlassBreak, *, by: Actor, at: datetime, until: datetime | None = None) -> None:
    detail = {"until": until.isoformat(timespec="minutes")} if until else {}
    audit.record(
        kind=kind, target=("signal", broken.signal_id), by=by, at=at, desk_id=broken.desk_id, **detail
    )
