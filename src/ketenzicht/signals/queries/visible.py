"""Which signals somebody sees at all. Every other reading of signals starts here."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from ketenzicht.accounts.queries import users_at
from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.remembered import remembered
from ketenzicht.signals.models import SavedView, Signal

if TYPE_CHECKING:
    from ketenzicht.accounts.models import User


def signals_visible_to(actor: Actor) -> QuerySet[Signal]:
    """The signals of the desks where ``actor`` may read them; nobody sees none."""
    return Signal.objects.filter(desk_id__in=actor.desks(Verb.SIGNAL_READ)).defer("search")


def signal_for(actor: Actor, signal_id: UUID) -> Signal:
    """One signal. Raises :class:`NotVisible` when there is none for this actor."""
    found = (
        signals_visible_to(actor)
        .select_related("desk", "municipality", "setting", "assignee", "merged_into")
        .filter(pk=signal_id)
        .first()
    )
    if found is None:
        raise NotVisible
    return found


def signal_by_number(actor: Actor, number: int) -> Signal:
    """One signal by its number. Raises :class:`NotVisible` when there is none for this actor."""
    found = signals_visible_to(actor).filter(number=number).first()
    if found is None:
        raise NotVisible
    return found


def with_all_above(signal: Signal) -> list[UUID]:
    """A signal, the one it lies under, and so on."""
    path: list[UUID] = []
    above: Signal | None = signal
    while above is not None:
        path.append(above.pk)
        above = above.merged_into
    return path


def with_all_under(signal: Signal) -> list[UUID]:
    """A signal and every signal that lies under it, at any depth."""
    found = level = [signal.pk]
    while level:
        level = list(Signal.objects.filter(merged_into__in=level).values_list("pk", flat=True))
        found = [*found, *level]
    return found


def saved_views_of(actor: Actor) -> QuerySet[SavedView]:
    """The actor's own saved views, and those that colleagues share with a desk of the actor."""
    views = SavedView.objects.select_related("user", "desk")
    shared = views.filter(shared=True, desk_id__in=actor.desks(Verb.SIGNAL_READ))
    own = views.filter(user_id=actor.user_id or 0)
    return (own | shared).order_by("name", "id")


@remembered(lambda desk_ids, on: (frozenset(desk_ids), on))
def colleagues(desk_ids: Iterable[int], on: date) -> "QuerySet[User]":
    """The people who can work on the signals of these desks."""
    return users_at(desk_ids, Verb.SIGNAL_TRIAGE, on)
