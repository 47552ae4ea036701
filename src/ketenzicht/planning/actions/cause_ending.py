"""Ending an analysis of causes, and taking one up again. Nothing of it is lost."""

from datetime import datetime

from django.db import transaction

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor
from ketenzicht.planning.actions.changing import Changed, hold
from ketenzicht.planning.models import CauseAnalysis
from ketenzicht.planning.queries.causes import analysis_for


@transaction.atomic
def end_analysis(*, code: str, number: int, reason: str, by: Actor, at: datetime) -> None:
    """Take an analysis out of the lists, with a reason. Raises Changed when that was done already."""
    analysis = _held(code, number, by)
    if analysis.ended_at is not None:
        raise Changed
    analysis.ended_at, analysis.ended_by_id, analysis.ended_reason = at, by.user_id, reason
    _keep_and_record("planning.cause.ended", analysis, by, at)


@transaction.atomic
def resume_analysis(*, code: str, number: int, by: Actor, at: datetime) -> None:
    """Take an ended analysis up again, as it was. Raises Changed when it was not ended."""
    analysis = _held(code, number, by)
    if analysis.ended_at is None:
        raise Changed
    analysis.ended_at, analysis.ended_by_id, analysis.ended_reason = None, None, ""
    _keep_and_record("planning.cause.resumed", analysis, by, at)


def _held(code: str, number: int, by: Actor) -> CauseAnalysis:
    held = hold(code, by)
    seen = analysis_for(by, code, number)
    analysis = CauseAnalysis.objects.select_for_update().get(pk=seen.pk)
    analysis.consultation = held
    return analysis


def _keep_and_record(kind: str, analysis: CauseAnalysis, by: Actor, at: datetime) -> None:
    analysis.save(update_fields=["ended_at", "ended_by", "ended_reason"])
    audit.record(
        kind=kind,
        target=("consultation", analysis.consultation_id),
        by=by,
        at=at,
        desk_id=analysis.consultation.desk_id,
        number=analysis.number,
    )
