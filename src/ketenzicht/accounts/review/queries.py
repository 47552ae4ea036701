"""Which roles have to be looked at again, by whom, and what was found before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from ketenzicht.accounts.domain.review import Outcome, Standing, due_on, standing
from ketenzicht.accounts.models import AccessReview, Membership
from ketenzicht.accounts.queries import memberships_on
from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import ROLE_VERBS, Verb
from ketenzicht.common.remembered import remembered
from ketenzicht.partners.queries import every_desk

if TYPE_CHECKING:
    from ketenzicht.partners.models import Desk

# So many administrators of its own an organisation needs to look at every role there, theirs too.
ENOUGH = 2
_MANAGERS = [role.value for role, verbs in ROLE_VERBS.items() if Verb.USER_MANAGE in verbs]


@dataclass(frozen=True)
class Grant:
    """A role that somebody holds, and before the end of which day it has to be looked at."""

    number: int
    user_id: int
    due: date
    standing: Standing

    @property
    def waits(self) -> bool:
        """Whether it can be looked at now."""
        return self.standing is not Standing.LATER


def desks_looked_after(actor: Actor, on: date) -> "QuerySet[Desk]":
    """The desks where ``actor`` gives, ends and looks at roles on a day.

    An organisation with two administrators looks after its own. Where there are fewer, every administrator
    does: somebody alone cannot look at the own role.
    """
    if not actor.may(Verb.USER_MANAGE):
        return every_desk().none()
    own = every_desk().filter(pk__in=actor.desks(Verb.USER_MANAGE)).values("organisation_id")
    managers = _managers(on).values("desk__organisation_id").annotate(number=Count("user_id", distinct=True))
    enough = managers.filter(number__gte=ENOUGH).values("desk__organisation_id")
    return every_desk().filter(Q(organisation_id__in=own) | ~Q(organisation_id__in=enough))


def looked_after(actor: Actor, on: date) -> QuerySet[Membership]:
    """The roles held on a day whose review is the work of ``actor``; one's own among them."""
    return memberships_on(on).filter(desk__in=desks_looked_after(actor, on))


def looks_after(actor: Actor, user_id: int, on: date) -> bool:
    """Whether ``actor`` looks after an account: by the role held longest, so one given today changes nothing.

    Whoever holds no role is looked after by every administrator.
    """
    first = memberships_on(on).filter(user_id=user_id).order_by("valid_from", "pk").values_list("desk_id")
    desk_id = first.first()
    return desk_id is None or desks_looked_after(actor, on).filter(pk=desk_id[0]).exists()


def _managers(on: date) -> QuerySet[Membership]:
    return memberships_on(on).filter(role__in=_MANAGERS)


def grants_in(held: QuerySet[Membership], on: date) -> list[Grant]:
    """When each of these roles is due, in the order they come in. One query, however many there are."""
    rows = held.annotate(confirmed_at=_last_confirmed()).values_list(
        "pk", "user_id", "role", "valid_from", "confirmed_at"
    )
    found = []
    for number, user_id, role, granted_on, at in rows:
        due = due_on(role, granted_on, timezone.localdate(at) if at else None)
        found.append(Grant(number, user_id, due, standing(due, on)))
    return found


def _last_confirmed() -> Subquery:
    of_this = AccessReview.objects.filter(membership_number=OuterRef("pk"), outcome=Outcome.CONFIRMED)
    return Subquery(of_this.order_by("-at").values("at")[:1])


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
    rows = _managers(on).order_by("user__name", "user_id")
    known = list(rows.values_list("user_id", "user__name", "desk__organisation_id"))
    found = {}
    for wanted in organisation_ids:
        there = {pk for pk, _name, organisation in known if organisation == wanted}
        asked = there if len(there) >= ENOUGH else {pk for pk, *_rest in known}
        names = {pk: name for pk, name, _organisation in known if pk in asked - {actor.user_id}}
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
