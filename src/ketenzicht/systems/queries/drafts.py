"""Drafts, their steps, and proposals: seen by the desks they are of."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.systems.models import CausalModel, Edit, ModelDraft, Proposal


def drafts_visible_to(actor: Actor) -> QuerySet[ModelDraft]:
    """Every draft of the own desks, the one worked on last first."""
    found = ModelDraft.objects.filter(desk__in=actor.desks(Verb.MODEL_EDIT))
    return found.select_related("model__desk", "desk", "based_on", "started_by").defer("based_on__document")


def draft_for(actor: Actor, draft_id: UUID) -> ModelDraft:
    """One draft. Raises NotVisible."""
    draft = drafts_visible_to(actor).filter(pk=draft_id).first()
    if draft is None:
        raise NotVisible
    return draft


def open_drafts(actor: Actor, models: Iterable[CausalModel] | None = None) -> list[ModelDraft]:
    """The drafts that are being worked on, of these models or of all."""
    found = drafts_visible_to(actor).filter(state=ModelDraft.State.OPEN).defer("document")
    return list(found if models is None else found.filter(model__in=list(models)))


def steps_of(draft: ModelDraft, since: int = 0) -> QuerySet[Edit]:
    """The steps of a draft, the newest first."""
    return Edit.objects.filter(draft=draft, number__gt=since).select_related("by_user")


def to_undo(draft: ModelDraft) -> Edit | None:
    """The step that undo takes back."""
    return Edit.objects.filter(draft=draft, state=Edit.State.DONE).order_by("-number").first()


def to_redo(draft: ModelDraft) -> Edit | None:
    """The step that redo does again."""
    return Edit.objects.filter(draft=draft, state=Edit.State.UNDONE).order_by("number").first()


def proposals_visible_to(actor: Actor) -> QuerySet[Proposal]:
    """What the own desks sent and got, the newest first."""
    desks = actor.desks(Verb.MODEL_EDIT)
    found = Proposal.objects.filter(Q(from_desk__in=desks) | Q(to_desk__in=desks))
    return found.select_related("model__desk", "base", "from_desk", "to_desk")


def proposal_for(actor: Actor, proposal_id: UUID) -> Proposal:
    """One proposal. Raises NotVisible."""
    proposal = proposals_visible_to(actor).filter(pk=proposal_id).first()
    if proposal is None:
        raise NotVisible
    return proposal


def proposals_to_answer(actor: Actor) -> int:
    """How many proposals wait for the own desks."""
    desks = actor.desks(Verb.MODEL_EDIT)
    return Proposal.objects.filter(to_desk__in=desks, state=Proposal.State.OPEN).count() if desks else 0
