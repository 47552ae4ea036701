"""Filters of the worklist that somebody wants to keep."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import QueryDict

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.signals.models import SavedView

# Everything that is chosen, nothing that is typed.
KEPT = frozenset(
    {
        *("tab", "sort", "state", "urgency", "form", "municipality", "assignee", "channel", "subject"),
        *("since", "until", "late"),
    }
)


@transaction.atomic
def save_view(*, name: str, query: str, desk_id: int, shared: bool, by: Actor, at: datetime) -> SavedView:
    """Keep a filter under a name, for oneself or for the desk; the same name again replaces it.

    Words that were typed are left out: they can name somebody, and a view outlives the signal it found.
    """
    by.require(Verb.SIGNAL_READ, desk=desk_id)
    query = _only_filters(query)
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


def _only_filters(query: str) -> str:
    kept = QueryDict(query, mutable=True)
    for name in set(kept) - KEPT:
        del kept[name]
    return kept.urlencode()


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
