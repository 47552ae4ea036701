"""Long analyses: the own desk reads what it asked."""

from uuid import UUID

from django.db.models import QuerySet

from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.systems.models import CausalModel, Run


def runs_visible_to(actor: Actor) -> QuerySet[Run]:
    """The runs of the own desks, the newest first; without their heavy parts."""
    found = Run.objects.filter(desk__in=actor.desks(Verb.MODEL_ANALYSE))
    return found.select_related("version__model", "desk", "asked_by", "again_of").defer(
        "file", "parts", "version__document", "again_of__file", "again_of__parts", "again_of__result"
    )


def runs_of(actor: Actor, model: CausalModel) -> QuerySet[Run]:
    """The runs of the own desks about a model."""
    return runs_visible_to(actor).filter(version__model=model).defer("result")


def run_for(actor: Actor, run_id: UUID) -> Run:
    """One run. Raises NotVisible."""
    run = runs_visible_to(actor).filter(pk=run_id).first()
    if run is None:
        raise NotVisible
    return run
