"""Removing the oldest part of the audit trail: proposed by one person, decided by another, done in pieces.

Each piece is a transaction that leaves a checkpoint, so one is gone with its checkpoint or is there whole.
"""

from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from ketenzicht.audit import anchors
from ketenzicht.audit import queries as trail
from ketenzicht.common.actor import Actor, NotAllowed, NotNow, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.retention import queries
from ketenzicht.retention.actions import finish, next_number, one_at_a_time, record_proposal
from ketenzicht.retention.domain.states import PROPOSAL, ProposalKind, ProposalState
from ketenzicht.retention.models import DestructionProposal
from ketenzicht.retention.queries import TrailPart

# Short enough that nobody waits for it, long enough that few checkpoints are made.
PIECE = 20_000
MACHINE = Actor.operator(Verb.RETENTION_MANAGE, Verb.AUDIT_READ)


@transaction.atomic
def propose(*, by: Actor, at: datetime) -> DestructionProposal:
    """Propose to remove what of the audit trail is past its term, with what is kept as long; another decides.

    Raises NotAllowed, and NotNow when nothing is past its term or a proposal about it is there already.
    """
    if by.user_id is None:
        raise NotAllowed(Verb.RETENTION_MANAGE)
    one_at_a_time()
    found = queries.trail_due(by)
    if not found.events:
        raise NotNow("trail_term_runs")
    if queries.trail_proposal(by):
        raise NotNow("trail_proposed")
    proposal = DestructionProposal.objects.create(
        number=next_number(),
        kind=ProposalKind.TRAIL,
        state=PROPOSAL.initial,
        made_at=at,
        made_by=by.user_id,
        upto=found.upto,
        before=found.before,
        counts={"events": {one.kind: _counted(one) for one in found.parts}, "rows": dict(found.rows)},
    )
    record_proposal("proposed", proposal, by, at, count=found.events)
    return proposal


def _counted(part: TrailPart) -> list[int | str]:
    days = (timezone.localdate(at).isoformat() for at in (part.first_at, part.last_at))
    return [part.events, *days]


def carry_out(*, number: int, at: datetime) -> int:
    """Remove what was approved and may still go, piece by piece; says how many events went.

    Safe to run again after it was stopped anywhere. What a hold needs since stays.
    """
    gone = 0
    while piece := _piece(number, at):
        gone += piece
    with acting(MACHINE):
        proposal = DestructionProposal.objects.select_for_update().get(number=number)
        if proposal.state == ProposalState.APPROVED:
            with connection.cursor() as cursor:
                cursor.execute("SELECT coalesce(sum(gone), 0) FROM retention_cut_rows(%s)", [proposal.pk])
                (rows,) = cursor.fetchone()
            record_proposal("trail_removed", proposal, MACHINE, at, rows=int(rows))
            finish(number, at)
    return gone


def _piece(number: int, at: datetime) -> int:
    with acting(MACHINE):
        proposal = DestructionProposal.objects.get(number=number)
        end = queries.trail_end(MACHINE, PIECE)
        if proposal.state != ProposalState.APPROVED or proposal.upto is None or end is None:
            return 0
        begins, upto = trail.checkpoint(MACHINE), min(end, proposal.upto)
        if begins and begins.sequence >= upto:
            return 0
        # First outside: a cut that nobody outside knows of is one that the check finds.
        anchors.keep_end(upto, trail.digest_at(MACHINE, upto))
        anchors.keep_anchor()
        with connection.cursor() as cursor:
            cursor.execute("SELECT retention_cut_trail(%s, %s, %s)", [proposal.pk, upto, at])
            return int(cursor.fetchone()[0])
