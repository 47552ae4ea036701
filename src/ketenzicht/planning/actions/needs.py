"""What somebody wants to know: asking it, saying what could tell it, and judging what figures say."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import Verb
from ketenzicht.planning.actions.changing import Changed
from ketenzicht.planning.domain.figures.judging import Judged, Lacking, Outcome, lacking
from ketenzicht.planning.models import Finding, InformationNeed
from ketenzicht.planning.queries.figures import latest_codes
from ketenzicht.planning.queries.needs import Asker, need_for


class CannotSay(ValueError):
    """Something is missing before this can be said; ``lacks`` names it."""

    def __init__(self, lacks: list[Lacking]) -> None:
        super().__init__(", ".join(lacks))
        self.lacks = lacks


@transaction.atomic
def ask(*, asker: Asker, values: Mapping[str, Any], by: Actor, at: datetime) -> InformationNeed:
    """A question of a cluster, a problem or a goal. Raises NotAllowed."""
    by.require(Verb.PLAN_EDIT, asker.desk_id)
    need = InformationNeed(changed_at=at, changed_by_id=by.user_id, **asker.fields)
    need.question, need.why = values["question"], values["why"]
    need.save(force_insert=True)
    _link(need, values)
    _record("planning.need.asked", need, asker.desk_id, by, at)
    return need


@transaction.atomic
def change_need(*, need_id: UUID, values: Mapping[str, Any], seen: int, by: Actor, at: datetime) -> None:
    """Change a question, or what could answer it. Raises Changed, NotVisible, NotAllowed."""
    need, desk_id = _hold(need_id, by)
    if need.revision != seen or need.removed_at is not None:
        raise Changed
    need.question, need.why = values["question"], values["why"]
    _save(need, by, at)
    _link(need, values)
    _record("planning.need.changed", need, desk_id, by, at)


@transaction.atomic
def remove_need(*, need_id: UUID, seen: int, by: Actor, at: datetime) -> None:
    """Take a question away; it can be put back. Raises Changed, NotVisible, NotAllowed."""
    need, desk_id = _hold(need_id, by)
    if need.revision != seen or need.removed_at is not None:
        raise Changed
    need.removed_at = at
    _save(need, by, at)
    _record("planning.need.removed", need, desk_id, by, at)


@transaction.atomic
def restore_need(*, need_id: UUID, by: Actor, at: datetime) -> None:
    """Put a question back. Doing so twice does no harm."""
    need, desk_id = _hold(need_id, by)
    if need.removed_at is None:
        return
    need.removed_at = None
    _save(need, by, at)
    _record("planning.need.restored", need, desk_id, by, at)


@transaction.atomic
def judge(
    *, need_id: UUID, outcome: str, note: str, wanted: str, seen: int, by: Actor, at: datetime
) -> Finding:
    """Say how the figures beside a question stand to what was said; what was said before stays.

    Raises CannotSay, Changed (the question or its series are others meanwhile), NotVisible, NotAllowed.
    """
    need, desk_id = _hold(need_id, by)
    if need.revision != seen or need.removed_at is not None:
        raise Changed
    series = list(need.series.all())
    if lacks := lacking(Judged(Outcome(outcome), note, wanted, len(series))):
        raise CannotSay(lacks)
    finding = Finding.objects.create(
        need=need,
        revision=need.revision,
        outcome=outcome,
        note=note,
        wanted=wanted if outcome == Outcome.NO_FIGURE else "",
        figures=latest_codes(series),
        at=at,
        by_user_id=by.user_id,
    )
    _save(need, by, at)
    _record("planning.need.judged", need, desk_id, by, at, outcome=outcome)
    return finding


def _hold(need_id: UUID, by: Actor) -> tuple[InformationNeed, int]:
    """The question, locked until the end of the transaction, and the desk that keeps it."""
    seen = need_for(by, need_id)
    by.require(Verb.PLAN_EDIT, seen.desk_id)
    return InformationNeed.objects.select_for_update().get(pk=need_id), seen.desk_id


def _save(need: InformationNeed, by: Actor, at: datetime) -> None:
    need.revision += 1
    need.changed_at, need.changed_by_id = at, by.user_id
    need.save()


def _link(need: InformationNeed, values: Mapping[str, Any]) -> None:
    need.series.set(values["series"])
    need.sources.set(values["sources"])


def _record(kind: str, need: InformationNeed, desk_id: int, by: Actor, at: datetime, **detail: str) -> None:
    audit.record(kind=kind, target=("need", need.pk), by=by, at=at, desk_id=desk_id, **detail)
