"""Rounds in which several people cluster the same statements, each on their own."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor
from ketenzicht.planning.actions.changing import Changed, cluster_in, hold
from ketenzicht.planning.models import Consultation, Placement, Round, RoundChoice


class NothingToCluster(ValueError):
    """No statement stands in these clusters, so there is nothing to begin a round with."""


@transaction.atomic
def open_round(*, code: str, title: str, cluster_ids: Sequence[UUID], by: Actor, at: datetime) -> Round:
    """A round about the statements that stand in these clusters now. Raises NothingToCluster."""
    consultation = hold(code, by)
    standing = Placement.objects.filter(
        cluster__in=cluster_ids,
        cluster__consultation=consultation,
        ended_by=None,
        statement__replaced_by=None,
    ).order_by("statement__order")
    ids = list(dict.fromkeys(str(pk) for pk in standing.values_list("statement_id", flat=True)))
    if not ids:
        raise NothingToCluster
    made = Round.objects.create(
        consultation=consultation, title=title, statements=ids, opened_at=at, opened_by_id=by.user_id
    )
    _record("opened", made, consultation, by, at)
    return made


@transaction.atomic
def choose(
    *, code: str, round_id: UUID, statement_id: UUID, cluster_id: UUID, by: Actor, at: datetime
) -> None:
    """Say where oneself would put a statement. Raises Changed when the round is closed."""
    consultation = hold(code, by)
    held = _open(consultation, round_id)
    if str(statement_id) not in held.statements or by.user_id is None:
        raise Changed
    RoundChoice.objects.update_or_create(
        round=held,
        statement_id=statement_id,
        user_id=by.user_id,
        defaults={"cluster": cluster_in(consultation, cluster_id), "at": at},
    )


@transaction.atomic
def close_round(*, code: str, round_id: UUID, by: Actor, at: datetime) -> None:
    """End a round; from then on everybody at the desk sees who chose what. Raises Changed."""
    consultation = hold(code, by)
    held = _open(consultation, round_id)
    Round.objects.filter(pk=held.pk).update(closed_at=at, closed_by_id=by.user_id)
    _record("closed", held, consultation, by, at)


def _open(consultation: Consultation, round_id: UUID) -> Round:
    held = Round.objects.filter(consultation=consultation, pk=round_id, closed_at=None).first()
    if held is None:
        raise Changed
    return held


def _record(what: str, held: Round, consultation: Consultation, by: Actor, at: datetime) -> None:
    audit.record(
        kind=f"planning.round.{what}",
        target=("consultation", consultation.pk),
        by=by,
        at=at,
        desk_id=consultation.desk_id,
        count=len(held.statements),
    )
