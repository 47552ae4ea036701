"""Offering a change to another desk, and what that desk does with it."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ketenzicht.accounts.actions import notify_desk
from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.systems.actions.drafts import ChangedMeanwhile, NothingToKeep, close, edit, locked_draft
from ketenzicht.systems.domain.checking import require_sound
from ketenzicht.systems.domain.documents import Json, digest
from ketenzicht.systems.domain.joining import joined
from ketenzicht.systems.domain.states import Step, not_now
from ketenzicht.systems.models import ModelDraft, Proposal

State = Proposal.State


@transaction.atomic
def propose(*, draft_id: UUID, revision: int, reason: str, by: Actor, at: datetime) -> Proposal:
    """Offer the draft to the desk that keeps the model.

    Raises NothingToKeep, ChangedMeanwhile, NotAModel; MoveNotAllowed for a model of no desk or the own one.
    """
    draft = locked_draft(draft_id, by)
    if draft.model.desk_id is None or draft.model.desk_id == draft.desk_id or draft.based_on is None:
        raise not_now(draft.state, Step.PROPOSE)
    if draft.revision != revision:
        raise ChangedMeanwhile("draft", str(draft.pk), None)
    if digest(draft.document) == draft.based_on.digest:
        raise NothingToKeep
    require_sound(draft.document)
    proposal = Proposal.objects.create(
        model=draft.model,
        base=draft.based_on,
        document=draft.document,
        digest=digest(draft.document),
        from_desk_id=draft.desk_id,
        to_desk_id=draft.model.desk_id,
        reason=reason,
        sent_at=at,
        sent_by_id=by.user_id,
    )
    close(draft, ModelDraft.State.KEPT)
    _record("systems.proposal.sent", proposal, by, at)
    notify_desk(desk_id=proposal.to_desk_id, verb=Verb.MODEL_EDIT)
    return proposal


@transaction.atomic
def merge(
    *,
    proposal_id: UUID,
    draft: ModelDraft,
    revision: int,
    choices: Mapping[str, str],
    by: Actor,
    at: datetime,
) -> Proposal:
    """Take a proposal into the own draft, with the decisions about what both sides changed.

    Raises ChangedMeanwhile when the draft was worked on after the decisions were made, Undecided when one is
    missing, NotAModel when they do not fit together.
    """
    proposal = _locked(proposal_id)
    by.require(Verb.MODEL_EDIT, proposal.to_desk_id)
    held = locked_draft(draft.pk, by)
    if held.revision != revision:
        raise ChangedMeanwhile("draft", str(draft.pk), None)

    def taken_in(document: Json) -> Json:
        return joined(proposal.base.document, document, proposal.document, choices)

    edit(draft_id=draft.pk, change=taken_in, kind="merge", about=proposal.reason, by=by, at=at)
    proposal.merged_in = draft
    _decide(proposal, State.MERGED, "", by, at)
    _record("systems.proposal.merged", proposal, by, at)
    return proposal


@transaction.atomic
def decline(*, proposal_id: UUID, answer: str, by: Actor, at: datetime) -> Proposal:
    """Say no, and why."""
    proposal = _locked(proposal_id)
    by.require(Verb.MODEL_EDIT, proposal.to_desk_id)
    _decide(proposal, State.DECLINED, answer, by, at)
    _record("systems.proposal.declined", proposal, by, at)
    return proposal


@transaction.atomic
def withdraw(*, proposal_id: UUID, by: Actor, at: datetime) -> Proposal:
    """Take an own proposal back."""
    proposal = _locked(proposal_id)
    by.require(Verb.MODEL_EDIT, proposal.from_desk_id)
    _decide(proposal, State.WITHDRAWN, "", by, at)
    _record("systems.proposal.withdrawn", proposal, by, at)
    return proposal


def _locked(proposal_id: UUID) -> Proposal:
    proposal = (
        Proposal.objects.select_for_update(of=("self",)).select_related("base").filter(pk=proposal_id).first()
    )
    if proposal is None:
        raise NotVisible
    if proposal.state != State.OPEN:
        raise not_now(proposal.state, Step.DECIDE)
    return proposal


def _decide(proposal: Proposal, state: State, answer: str, by: Actor, at: datetime) -> None:
    proposal.state, proposal.answer = state, answer
    proposal.decided_at, proposal.decided_by_id = at, by.user_id
    proposal.save(update_fields=["state", "answer", "decided_at", "decided_by", "merged_in"])


def _record(kind: str, proposal: Proposal, by: Actor, at: datetime) -> None:
    audit.record(kind=kind, target=("proposal", proposal.pk), by=by, at=at, desk_id=proposal.to_desk_id)
