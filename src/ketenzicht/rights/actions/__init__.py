"""What the privacy officer does with a request of a data subject, and what the product does by itself."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor, NotAllowed, NotNow, NotVisible, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import Relation
from ketenzicht.retention import actions as retention
from ketenzicht.retention.domain.terms import months_after
from ketenzicht.retention.queries import every_regime
from ketenzicht.rights import searching
from ketenzicht.rights.actions.ending import destroy, is_undecided, stop
from ketenzicht.rights.domain.clock import due_on, may_extend
from ketenzicht.rights.domain.states import (
    ENDED,
    REQUEST,
    Channel,
    Ending,
    Outcome,
    Proof,
    RequestEvent,
    RequestKind,
    RequestState,
    may_erase,
    may_stop_use,
)
from ketenzicht.rights.models import (
    REGIME,
    AnswerTerm,
    RefusalGround,
    RequestContent,
    SubjectHit,
    SubjectRequest,
    UseStop,
)

TASK = "rights.search"
# The search is the product's own work for a request; whoever asked for it sees where, and never the words.
MACHINE = Actor.operator(Verb.RIGHTS_MANAGE)


@transaction.atomic
def register(
    *,
    kind: RequestKind,
    term: str,
    channel: Channel,
    arrived_on: date,
    due: date | None,
    asker: str,
    asked: str,
    by: Actor,
    at: datetime,
) -> SubjectRequest:
    """Write down that a request came in. ``due`` counts only where the law names no number that we know.

    Raises NotAllowed, and NotNow for a term that is none, a day to come, or no day to answer by.
    """
    by.require(Verb.RIGHTS_MANAGE)
    if by.user_id is None:
        raise NotAllowed(Verb.RIGHTS_MANAGE)
    law = AnswerTerm.objects.filter(code=term).first()
    if law is None or arrived_on > timezone.localdate(at):
        raise NotNow("arrival")
    answer_by = due_on(law.rule, arrived_on) or due
    if answer_by is None or answer_by < arrived_on:
        raise NotNow("due")
    made = SubjectRequest.objects.create(
        number=_next_number(),
        kind=kind,
        term=law,
        state=REQUEST.initial,
        channel=channel,
        arrived_on=arrived_on,
        registered_at=at,
        registered_by=by.user_id,
        due_on=answer_by,
    )
    RequestContent.objects.create(request=made, asker=asker.strip(), asked=asked.strip())
    _record("registered", made, by, at)
    return made


@transaction.atomic
def verify(*, number: int, proof: Proof, by: Actor, at: datetime) -> None:
    """Write down how it was established who asks. Raises NotAllowed, NotVisible, MoveNotAllowed."""
    found = _moved(number, RequestEvent.VERIFY, by)
    found.proof, found.verified_at, found.verified_by = proof, at, by.user_id
    found.save(update_fields=["state", "proof", "verified_at", "verified_by"])
    _record("verified", found, by, at)


@transaction.atomic
def search(*, number: int, terms: Sequence[str], by: Actor, at: datetime) -> None:
    """Let everything be searched for these words and numbers; what an earlier search found goes.

    Raises NotAllowed, NotVisible, MoveNotAllowed, and NotNow when no term is long enough.
    """
    wanted = [term.strip() for term in terms if len(term.strip()) >= searching.SHORTEST]
    found = _moved(number, RequestEvent.SEARCH, by)
    if not wanted:
        raise NotNow("terms")
    found.save(update_fields=["state"])
    RequestContent.objects.filter(pk=found.pk).update(terms=wanted)
    SubjectHit.objects.filter(request=found).delete()
    app.configure_task(TASK).defer(number=number)
    _record("searched", found, by, at, count=len(wanted))


def carry_out_search(*, number: int, at: datetime) -> int:
    """Search for a request that waits for it; says in how many places something was found.

    Safe to run again: whatever was searched already is left alone.
    """
    with acting(MACHINE):
        found = SubjectRequest.objects.select_for_update().get(number=number)
        if found.state != RequestState.SEARCHING:
            return 0
        terms = RequestContent.objects.get(pk=found.pk).terms
        with acting(searching.reader()):
            hits = [
                one
                for one in searching.find(terms)
                if (one.kind, one.subject) != ("rights.requestcontent", str(found.pk))
            ]
        SubjectHit.objects.bulk_create([_hit(found, one) for one in hits])
        found.state = REQUEST.move(
            RequestState.SEARCHING, RequestEvent.FOUND, verbs=(), relation=Relation.SYSTEM
        )
        found.searched_at = at
        found.save(update_fields=["state", "searched_at"])
        _record("found", found, MACHINE, at, count=len(hits))
    return len(hits)


def _hit(request: SubjectRequest, one: searching.Found) -> SubjectHit:
    return SubjectHit(
        request=request,
        desk_id=one.desk_id,
        place=one.place,
        subject_kind=one.kind,
        subject=one.subject,
        number=one.number,
        rows=one.rows,
    )


@transaction.atomic
def extend(*, number: int, reason: str, by: Actor, at: datetime) -> None:
    """Take more time, once, with the reason that whoever asked was told.

    Raises NotAllowed, NotVisible, MoveNotAllowed, and NotNow when the law gives no more time or not any more.
    """
    found = _moved(number, RequestEvent.EXTEND, by, reason)
    law, today = found.term.rule, timezone.localdate(at)
    if not may_extend(law, found.arrived_on, today, extended=found.extended_at is not None):
        raise NotNow("extension")
    found.due_on, found.extended_at = due_on(law, found.arrived_on, extended=True), at
    found.save(update_fields=["due_on", "extended_at"])
    RequestContent.objects.filter(pk=found.pk).update(extension_reason=reason.strip())
    _record("extended", found, by, at)


@transaction.atomic
def decide(
    *, number: int, outcome: Outcome, ground: str, reason: str, by: Actor, at: datetime
) -> SubjectRequest:
    """Grant, grant in part or refuse, with the reason and, where not all is granted, the exception.

    Raises NotAllowed, NotVisible, MoveNotAllowed, and NotNow without an exception that applies.
    """
    found = _moved(number, RequestEvent.DECIDE, by, reason)
    exception = RefusalGround.objects.filter(code=ground).first()
    if (outcome is Outcome.GRANTED) is (exception is not None):
        raise NotNow("ground")
    if outcome is Outcome.REFUSED:
        stop(found)
    found.outcome, found.ground = outcome, exception
    found.decided_at, found.decided_by = at, by.user_id
    found.save(update_fields=["state", "outcome", "ground", "decided_at", "decided_by"])
    RequestContent.objects.filter(pk=found.pk).update(decision_reason=reason.strip())
    _record("decided", found, by, at, outcome=outcome.value)
    return found


@transaction.atomic
def let_be_erased(*, number: int, signal_id: UUID, by: Actor, at: datetime) -> None:
    """Let a signal that was found go before its term; it goes when a second person approves of that too.

    Raises NotAllowed, NotVisible for what was not found for this request, and NotNow for a request that is
    not about erasing or was not granted, or where the regime lets nothing go on request.
    """
    by.require(Verb.RIGHTS_MANAGE)
    found = SubjectRequest.objects.filter(number=number).first()
    if found is None or not SubjectHit.objects.filter(
        request=found, subject_kind="signal", subject=str(signal_id)
    ):
        raise NotVisible
    if not may_erase(RequestKind(found.kind), RequestState(found.state), found.outcome):
        raise NotNow("erasure")
    try:
        retention.ask_erasure(signal_id=signal_id, reason=str(found), by=by, at=at)
    except NotNow as refused:
        raise NotNow("on_request") from refused


@transaction.atomic
def stop_use(*, number: int, signal_id: UUID, by: Actor, at: datetime) -> None:
    """Mark a signal that was found as kept and not used, for everybody who reads it. Once is enough.

    Raises NotAllowed, NotVisible for what was not found for this request, and NotNow for a request that is
    no objection or was not granted.
    """
    by.require(Verb.RIGHTS_MANAGE)
    if by.user_id is None:
        raise NotAllowed(Verb.RIGHTS_MANAGE)
    found = SubjectRequest.objects.select_for_update(of=("self",)).filter(number=number).first()
    hit = SubjectHit.objects.filter(request=found, subject_kind="signal", subject=str(signal_id)).first()
    if found is None or hit is None:
        raise NotVisible
    if not may_stop_use(RequestKind(found.kind), RequestState(found.state), found.outcome):
        raise NotNow("use")
    if UseStop.objects.filter(request=found, signal_id=signal_id).exists():
        return
    UseStop.objects.create(request=found, signal_id=signal_id, stopped_at=at, stopped_by=by.user_id)
    audit.record(
        kind="rights.request.use_stopped",
        target=("signal", signal_id),
        by=by,
        at=at,
        desk_id=hit.desk_id,
        number=found.number,
    )


@transaction.atomic
def answer(*, number: int, answered_on: date, by: Actor, at: datetime) -> None:
    """Write down on which day whoever asked got the answer.

    Raises NotAllowed, NotVisible, MoveNotAllowed, NotNow.
    """
    found = _moved(number, RequestEvent.ANSWER, by)
    if is_undecided(found):
        raise NotNow("hand_out_open")
    if not found.arrived_on <= answered_on <= timezone.localdate(at):
        raise NotNow("answered")
    found.answered_on = answered_on
    _end(found, at)
    found.save(update_fields=["state", "answered_on", "ended_at", "erase_on"])
    _record("answered", found, by, at)


@transaction.atomic
def close(*, number: int, ending: Ending, by: Actor, at: datetime) -> None:
    """End a request without a decision, with why. Raises NotAllowed, NotVisible, MoveNotAllowed."""
    found = _moved(number, RequestEvent.CLOSE, by, ending.value)
    found.ending = ending
    stop(found)
    _end(found, at)
    found.save(update_fields=["state", "ending", "ended_at", "erase_on"])
    _record("closed", found, by, at)


def _end(found: SubjectRequest, at: datetime) -> None:
    regime = every_regime().get(code=REGIME)
    found.ended_at = at
    found.erase_on = months_after(timezone.localdate(at), regime.months or 0)


@transaction.atomic
def erase_past_term(*, at: datetime) -> int:
    """Let everything free go of requests whose term is over; says of how many. Codes and dates remain."""
    today = timezone.localdate(at)
    with acting(MACHINE):
        found = SubjectRequest.objects.filter(state__in=ENDED, erase_on__lt=today, erased_at=None)
        gone = list(found.select_for_update())
        destroy(gone)
        SubjectHit.objects.filter(request__in=gone).delete()
        RequestContent.objects.filter(request__in=gone).delete()
        found.filter(pk__in=[one.pk for one in gone]).update(erased_at=at)
        for one in gone:
            _record("erased", one, MACHINE, at)
    return len(gone)


def _moved(number: int, event: RequestEvent, by: Actor, reason: str = "") -> SubjectRequest:
    by.require(Verb.RIGHTS_MANAGE)
    found = SubjectRequest.objects.select_for_update(of=("self",)).filter(number=number).first()
    if found is None:
        raise NotVisible
    found.state = REQUEST.move(
        RequestState(found.state), event, verbs=by.grants.keys(), relation=Relation.HOLDER, reason=reason
    )
    return found


def _record(what: str, found: SubjectRequest, by: Actor, at: datetime, **detail: audit.Value) -> None:
    audit.record(
        kind=f"rights.request.{what}",
        target=("subject_request", found.pk),
        by=by,
        at=at,
        desk_id=None,
        number=found.number,
        **detail,
    )


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('rights_request_number')")
        return int(cursor.fetchone()[0])
