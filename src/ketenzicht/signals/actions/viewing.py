"""Filters of the worklist that somebody wants to keep."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.signals.models import SavedView


@transaction.atomic
def save_view(*, name: str, query: str, desk_id: int, shared: bool, by: Actor, at: datetime) -> SavedView:
    """Keep a filter under a name, for oneself or for the desk; the same name again replaces it."""
    by.require(Verb.SIGNAL_READ, desk=desk_id)
    view, _created = SavedView.objects.update_or_create(
        user_id=by.user_id or 0,
        name=name,
        defaults={"query": query, "desk_id": desk_id, "shared": shared},
        create_defaults={"query": query, "desk_id": desk_id, "shared": shared, "created_at": at},
    )
    audit.record(
        kind="signals.savedview.saved",
        target=("savedview", view.pk),
        by=by,
        at=at,
        desk_id=desk_id,
        shared=shared,
    )
    return view


@transaction.atomic
def delete_view(*, view_id: UUID, by: Actor, at: datetime) -> None:
    """Remove one of one's own views. Raises NotVisible."""
    view = SavedView.objects.filter(pk=view_id, user_id=by.user_id or 0).first()
    if view is None:
        raise NotVisible
    audit.record(
        kind="signals.savedview.deleted", target=("savedview", view_id), by=by, at=at, desk_id=view.desk_id
    )
    view.delete()
