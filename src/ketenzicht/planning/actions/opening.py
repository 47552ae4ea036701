"""Who may read a consultation."""

from datetime import datetime

from django.db import transaction

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor
from ketenzicht.planning.actions.changing import hold
from ketenzicht.planning.models import Consultation


@transaction.atomic
def open_to(*, code: str, visibility: str, by: Actor, at: datetime) -> None:
    """Let the own desk, everybody who is signed in, or everybody read. Raises ValueError for another word."""
    consultation = hold(code, by)
    consultation.visibility = Consultation.Visibility(visibility)
    consultation.save(update_fields=["visibility"])
    audit.record(
        kind="planning.consultation.opened",
        target=("consultation", consultation.pk),
        by=by,
        at=at,
        desk_id=consultation.desk_id,
        visibility=visibility,
    )
