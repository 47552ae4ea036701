"""An analysis of causes that becomes a causal model, and a causal model that comes back."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from causal.files import to_json
from causal.model import Model
from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import Verb
from ketenzicht.planning.actions.causes import Kind, work_on
from ketenzicht.planning.actions.changing import Changed
from ketenzicht.planning.domain.causes.handing import TakenIn, taken_in
from ketenzicht.planning.models import CauseAnalysis
from ketenzicht.planning.queries.causes import numbers_in
from ketenzicht.systems.actions.versions import begin_model
from ketenzicht.systems.domain.documents import normalised

if TYPE_CHECKING:
    from ketenzicht.systems.models import ModelDraft

Reads = Callable[[str], int | None]


@transaction.atomic
def open_as_model(*, code: str, number: int, model: Model, by: Actor, at: datetime) -> "ModelDraft":
    """Begin a causal model of the own desk with what was drawn. Raises NotVisible, NotAllowed."""
    work = work_on(code, number, by, at)
    desk_id = work.analysis.consultation.desk_id
    draft = begin_model(
        title={"nl": work.analysis.title},
        desk_id=desk_id if by.may(Verb.MODEL_EDIT, desk_id) else min(by.desks(Verb.MODEL_EDIT), default=0),
        document=normalised(to_json(model)),
        is_demonstration=work.analysis.is_demonstration,
        by=by,
        at=at,
    )
    CauseAnalysis.objects.filter(pk=work.analysis.pk).update(handed_to=draft.model)
    return draft


@transaction.atomic
def take_in_model(
    *, code: str, number: int, model: Model, reads: Reads, seen: int, by: Actor, at: datetime
) -> TakenIn:
    """Let an analysis follow a causal model. Raises Changed when a step was made after ``seen``."""
    work = work_on(code, number, by, at)
    if work.analysis.steps != seen:
        raise Changed
    known = numbers_in(work.analysis.consultation)
    found = taken_in(work.network, model, number_in=reads, known=known, step=work.step)
    work.keep(found.network, Kind.TAKE_IN)
    return found
