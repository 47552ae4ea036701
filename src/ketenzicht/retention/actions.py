"""Deciding how long a signal is kept, stopping its destruction, proposing it, deciding about it, doing it."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor, NotAllowed, NotNow, NotVisible, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import Relation
from ketenzicht.retention import queries
from ketenzicht.retention.domain.states import (
    PROPOSAL,
    ItemState,
    ProposalEvent,
    ProposalState,
    Refusal,
)
from ketenzicht.retention.domain.terms import Verdict
from ketenzicht.retention.models import (
    DestructionItem,
    DestructionProposal,
    Keeping,
    LegalHold,
    Regime,
)
from ketenzicht.retention.queries import Dossier

TASK = "retention.destroy_approved"
# Destroying is the product's own work; who decided stands in the proposal.
MACHINE = Actor.operator(Verb.RETENTION_MANAGE)


@transaction.atomic
def set_regime(*, signal_id: UUID, regime: str, reason: str, by: Actor, at: datetime) -> None:
    """Put a signal under another regime, with a reason; extensions begin anew.

    Raises NotAllowed, NotVisible, NotNow.
    """
    found = _dossier(signal_id, by, at)
    wanted = queries.regimes(timezone.localdate(at)).filter(code=regime, applies_to=queries.CASEWORK).first()
    if wanted is None or not reason.strip():
        raise NotNow("regime")
    _keep(found, regime=wanted, extended=0, reason=reason, by=by, at=at)
    _record("regime_set", found, by, at, regime=wanted.code)


@transaction.atomic
def extend(*, signal_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Keep a signal one extension longer, where its regime has one. Raises NotAllowed, NotVisible, NotNow."""
    found = _dossier(signal_id, by, at)
    if not found.may_be_extended or not reason.strip():
        raise NotNow("extension")
    _keep(found, regime=found.regime, extended=found.extended + 1, reason=reason, by=by, at=at)
    _record("extended", found, by, at, regime=found.regime.code, extended=found.extended + 1)


@transaction.atomic
def ask_erasure(*, signal_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Let a signal go before its term, because whoever it is about asked and that was granted.

    It still has to be closed and free, and a second person decides. Another regime or an extension ends it.
    Raises NotAllowed, NotVisible, and NotNow where the regime lets nothing go on request.
    """
    found = _dossier(signal_id, by, at)
    if not found.goes_on_request or not reason.strip():
        raise NotNow("on_request")
    _keep(found, regime=found.regime, extended=found.extended, reason=reason, by=by, at=at, asked=True)
    _record("erasure_asked", found, by, at, regime=found.regime.code)


def _keep(
    found: Dossier,
    *,
    regime: Regime,
    extended: int,
    reason: str,
    by: Actor,
    at: datetime,
    asked: bool = False,
) -> None:
    Keeping.objects.update_or_create(
        signal_id=found.signal_id,
        defaults={
            "regime": regime,
            "extended": extended,
            "reason": reason.strip(),
            "changed_at": at,
            "changed_by": by.user_id,
            "erasure_asked_at": at if asked else None,
        },
    )


@transaction.atomic
def place_hold(*, signal_id: UUID, reason: str, review_on: date, by: Actor, at: datetime) -> LegalHold:
    """Keep a signal whatever its term until somebody ends this. Raises NotAllowed, NotVisible, NotNow."""
    found = _dossier(signal_id, by, at)
    if found.hold or not reason.strip() or review_on <= timezone.localdate(at):
        raise NotNow("hold")
    hold = LegalHold.objects.create(
        signal_id=signal_id, reason=reason.strip(), review_on=review_on, placed_at=at, placed_by=by.user_id
    )
    _record("hold_placed", found, by, at, review_on=review_on.isoformat())
    return hold


@transaction.atomic
def end_hold(*, signal_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """End what keeps a signal, with a reason. Raises NotAllowed, NotVisible, NotNow."""
    found = _dossier(signal_id, by, at)
    if found.hold is None or not reason.strip():
        raise NotNow("no_hold")
    LegalHold.objects.filter(pk=found.hold.pk).update(
        ended_at=at, ended_by=by.user_id, end_reason=reason.strip()
    )
    _record("hold_ended", found, by, at)


@transaction.atomic
def propose(*, signal_ids: Collection[UUID], by: Actor, at: datetime) -> DestructionProposal:
    """Propose to destroy signals that may go; somebody else decides.

    Raises NotAllowed, and NotNow when one of them may not go, or waits in another proposal.
    """
    if by.user_id is None:
        raise NotAllowed(Verb.RETENTION_MANAGE)
    one_at_a_time()
    found = queries.dossiers(by, timezone.localdate(at), only=signal_ids)
    ended = [(one, one.ends_on) for one in found if one.verdict is Verdict.DUE]
    if not ended or len(ended) != len(set(signal_ids)):
        raise NotNow("not_due")
    if queries.proposed_already(signal_ids):
        raise NotNow("proposed_already")
    proposal = DestructionProposal.objects.create(
        number=next_number(), state=PROPOSAL.initial, made_at=at, made_by=by.user_id
    )
    DestructionItem.objects.bulk_create([_item(proposal, one, end) for one, end in ended if end])
    record_proposal("proposed", proposal, by, at, count=len(ended))
    return proposal


def one_at_a_time() -> None:
    """Wait for whoever proposes at this moment: whoever comes second sees what the first proposed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('retention.propose'))")


def _item(proposal: DestructionProposal, one: Dossier, ended_on: date) -> DestructionItem:
    return DestructionItem(
        proposal=proposal,
        signal_id=one.signal_id,
        number=one.number,
        desk_id=one.desk_id,
        regime=one.regime,
        ended_on=ended_on,
        state=ItemState.WAITING,
    )


@transaction.atomic
def decide(
    *, number: int, event: ProposalEvent, refusal: str = "", by: Actor, at: datetime
) -> DestructionProposal:
    """Approve, reject or withdraw a proposal. What is approved is destroyed by a job.

    Raises NotVisible, MoveNotAllowed, and NotAllowed: whoever made it decides nothing, and nobody else takes
    it back before it is approved.
    """
    if not by.may(Verb.RETENTION_APPROVE):
        by.require(Verb.RETENTION_MANAGE)
    proposal = DestructionProposal.objects.select_for_update().filter(number=number).first()
    if proposal is None:
        raise NotVisible
    stands = relation(proposal, by)
    rows = [row for row in PROPOSAL.transitions if row.event is event]
    now = [row for row in rows if row.frm == proposal.state]
    if not any(row.relation is stands for row in now or rows):
        raise NotAllowed(event)
    state = PROPOSAL.move(
        ProposalState(proposal.state),
        event,
        verbs=by.grants.keys(),
        relation=stands,
        reason=refusal if refusal in {one.value for one in Refusal} else "",
    )
    proposal.state = state
    if event is not ProposalEvent.WITHDRAW:
        proposal.decided_at, proposal.decided_by = at, by.user_id
    proposal.refusal = refusal if event is ProposalEvent.REJECT else ""
    proposal.save(update_fields=["state", "decided_at", "decided_by", "refusal"])
    if state is ProposalState.APPROVED:
        app.configure_task(TASK).defer(number=number)
    else:
        _release(proposal, state, at)
    record_proposal(state.value, proposal, by, at, reason_code=proposal.refusal)
    return proposal


def relation(proposal: DestructionProposal, by: Actor) -> Relation:
    """How somebody stands to a proposal: it is their own, or it is theirs to decide."""
    return Relation.HOLDER if by.user_id == proposal.made_by else Relation.RECEIVER


def _release(proposal: DestructionProposal, state: ProposalState, at: datetime) -> None:
    DestructionItem.objects.filter(proposal=proposal, state=ItemState.WAITING).update(
        state=ItemState.STOPPED, stopped_because=state.value, done_at=at
    )


def destroy_approved(*, number: int, at: datetime) -> int:
    """Destroy what was approved and may still go; what may not is stopped, with why. Says how many went.

    Safe to run again: what went is marked in the transaction in which it went.
    """
    with acting(MACHINE):
        waiting = DestructionItem.objects.filter(
            proposal__number=number, proposal__state=ProposalState.APPROVED, state=ItemState.WAITING
        )
        found = list(waiting.values_list("pk", flat=True))
    gone = sum(_destroy(one, at) for one in found)
    with acting(MACHINE):
        finish(number, at)
    return gone


def _destroy(item_id: UUID, at: datetime) -> bool:
    with acting(MACHINE):
        item = DestructionItem.objects.select_for_update().get(pk=item_id)
        if item.state != ItemState.WAITING:
            return False
        found = queries.dossiers(MACHINE, timezone.localdate(at), only=[item.signal_id])
        why = found[0].verdict if found else None
        if why is not Verdict.DUE:
            item.state, item.done_at = ItemState.STOPPED, at
            item.stopped_because = why or "not_there"
            item.save(update_fields=["state", "stopped_because", "done_at"])
            return False
        with connection.cursor() as cursor:
            cursor.execute("SELECT retention_destroy(%s, %s)", [item_id, at])
        audit.record(
            kind="retention.signal.destroyed",
            target=("signal", item.signal_id),
            by=MACHINE,
            at=at,
            desk_id=item.desk_id,
            regime=item.regime.code,
            reports=found[0].reports,
            handovers=found[0].handovers,
        )
    return True


def finish(number: int, at: datetime) -> None:
    """Say of an approved proposal that it was carried out, when nothing of it waits any more."""
    proposal = DestructionProposal.objects.select_for_update().get(number=number)
    waits = DestructionItem.objects.filter(proposal=proposal, state=ItemState.WAITING).exists()
    if waits or proposal.state != ProposalState.APPROVED:
        return
    proposal.state = PROPOSAL.move(
        ProposalState.APPROVED, ProposalEvent.FINISH, verbs=(), relation=Relation.SYSTEM
    )
    proposal.finished_at = at
    proposal.save(update_fields=["state", "finished_at"])


def _dossier(signal_id: UUID, by: Actor, at: datetime) -> Dossier:
    by.require(Verb.RETENTION_MANAGE)
    return queries.dossier(by, signal_id, timezone.localdate(at))


def _record(what: str, found: Dossier, by: Actor, at: datetime, **detail: audit.Value) -> None:
    audit.record(
        kind=f"retention.signal.{what}",
        target=("signal", found.signal_id),
        by=by,
        at=at,
        desk_id=found.desk_id,
        **detail,
    )


def record_proposal(
    what: str, proposal: DestructionProposal, by: Actor, at: datetime, **detail: audit.Value
) -> None:
    """Record what happened to a proposal, in the transaction in which it did."""
    audit.record(
        kind=f"retention.proposal.{what}",
        target=("destruction_proposal", proposal.pk),
        by=by,
        at=at,
        desk_id=None,
        number=proposal.number,
        **{name: value for name, value in detail.items() if value != ""},
    )


def next_number() -> int:
    """The number of the next proposal."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('retention_proposal_number')")
        return int(cursor.fetchone()[0])
