"""Which roles have to be looked at again, by whom, and what was found before."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from ketenzicht.accounts.domain.review import Standing
from ketenzicht.accounts.models import AccessReview, Membership
from ketenzicht.accounts.queries import (
    ENOUGH,
    Grant,
    desks_looked_after,
    grants_in,
    managers_on,
    memberships_on,
)
from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.remembered import remembered


def looked_after(actor: Actor, on: date) -> QuerySet[Membership]:
    """The roles held on a day whose review is the work of ``actor``; one's own among them."""
    return memberships_on(on).filter(desk__in=desks_looked_after(actor, on))


@remembered(lambda actor, on: (actor.user_id, actor.desks(Verb.USER_MANAGE), on))
def to_look_at(actor: Actor, on: date) -> list[Grant]:
    """The roles of others that ``actor`` looks after: person by person, whoever is due first comes first."""
    others = looked_after(actor, on).exclude(user_id=actor.user_id or 0)
    found = grants_in(others.order_by("user__name", "user_id", "pk"), on)
    first: dict[int, date] = {}
    for grant in found:
        first[grant.user_id] = min(grant.due, first.get(grant.user_id, grant.due))
    # Sorting keeps the order by name of those who are due on one day.
    order = {user_id: number for number, user_id in enumerate(first)}
    return sorted(found, key=lambda one: (first[one.user_id], order[one.user_id], one.due))


def count_overdue(actor: Actor) -> int:
    """How many roles ``actor`` should have looked at before today; never the own ones."""
    waiting = to_look_at(actor, timezone.localdate())
    return sum(one.standing is Standing.OVERDUE for one in waiting)


def own_roles(actor: Actor, on: date) -> list[Grant]:
    """The roles that ``actor`` holds, the first due first. Somebody else looks at them."""
    held = memberships_on(on).filter(user_id=actor.user_id or 0).order_by("pk")
    return sorted(grants_in(held, on), key=lambda one: one.due)


def everywhere(actor: Actor, on: date) -> list[Grant]:
    """Every role that somebody holds, desk by desk, what is overdue first; for whoever watches over it."""
    if not actor.may(Verb.ACCESS_REVIEW):
        return []
    held = memberships_on(on).order_by("desk__label_nl", "role", "user__name", "pk")
    return sorted(grants_in(held, on), key=lambda one: one.standing is not Standing.OVERDUE)


def others_for(organisation_ids: Iterable[int], actor: Actor, on: date) -> dict[int, list[str]]:
    """By organisation: the names of whoever looks at the roles that ``actor`` holds there."""
    rows = managers_on(on).order_by("user__name", "user_id")
    known = list(rows.values_list("user_id", "user__name", "desk__organisation_id", "user__is_active"))
    found = {}
    for wanted in organisation_ids:
        there = {pk for pk, _name, organisation, _opened in known if organisation == wanted}
        asked = there if len(there) >= ENOUGH else {pk for pk, *_rest in known}
        names = {pk: name for pk, name, _where, opened in known if opened and pk in asked - {actor.user_id}}
        found[wanted] = list(names.values())
    return found


def roles_by_number(numbers: Iterable[int]) -> dict[int, Membership]:
    """The roles with these numbers that are still held, with person, desk and who gave them."""
    held = Membership.objects.select_related("user", "desk__organisation", "granted_by")
    return held.in_bulk(list(numbers))


def last_reviews(numbers: Iterable[int]) -> Mapping[int, AccessReview]:
    """The last time that somebody looked at each of these roles, where anybody did."""
    found = AccessReview.objects.filter(membership_number__in=list(numbers)).select_related("by_user")
    newest = found.order_by("membership_number", "-at", "-pk").distinct("membership_number")
    return {one.membership_number: one for one in newest}
