"""Who somebody is today: the rights that follow from the roles held."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from ketenzicht.accounts.domain.claims import Named
from ketenzicht.accounts.domain.review import Outcome, Standing, due_on, standing
from ketenzicht.accounts.models import AccessReview, Membership, User
from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.domain.rights import ROLE_VERBS, Role, Verb
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


def memberships_on(day: date) -> QuerySet[Membership]:
    """The roles that hold on ``day``."""
    return _held_on(day).filter(user__is_active=True)


def _held_on(day: date) -> QuerySet[Membership]:
    return Membership.objects.filter(Q(valid_until=None) | Q(valid_until__gte=day), valid_from__lte=day)


def actor_for(user: User, on: date, only: Iterable[Named] | None = None) -> Actor:
    """The actor that ``user`` is on ``on``: the verbs of every role held, each at the role's desk.

    ``only`` leaves out the roles that it does not name; it adds none.
    """
    held = memberships_on(on).filter(user=user).order_by("valid_from", "id")
    if only is None:
        pairs = list(held.values_list("desk_id", "role"))
    else:
        rows = held.values_list("desk_id", "role", "desk__code")
        named = list(only)
        pairs = [(desk, role) for desk, role, code in rows if any(one.covers(role, code) for one in named)]
    return Actor.user(user.pk, grants_of(pairs), pairs[0][0] if pairs else None)


def grants_of(pairs: Iterable[tuple[int, str]]) -> MappingProxyType[Verb, frozenset[int]]:
    """Verb → desks, for (desk, role) pairs. A role that is not known gives nothing."""
    grants: dict[Verb, set[int]] = defaultdict(set)
    for desk_id, role in pairs:
        for verb in ROLE_VERBS[Role(role)] if role in set(Role) else frozenset():
            grants[verb].add(desk_id)
    return MappingProxyType({verb: frozenset(desks) for verb, desks in grants.items()})


def users_at(desk_ids: Iterable[int], verb: Verb, on: date) -> QuerySet[User]:
    """Active people who have ``verb`` at one of the desks on ``on``."""
    return _holders(memberships_on(on).filter(desk_id__in=list(desk_ids)), verb)


def users_with(verb: Verb, on: date) -> QuerySet[User]:
    """Active people who have ``verb`` at any desk on ``on``."""
    return _holders(memberships_on(on), verb)


def _holders(memberships: QuerySet[Membership], verb: Verb) -> QuerySet[User]:
    roles = [role.value for role, verbs in ROLE_VERBS.items() if verb in verbs]
    held = memberships.filter(role__in=roles)
    return User.objects.filter(pk__in=held.values("user_id"), is_active=True).order_by("name")


def people(search: str = "") -> QuerySet[User]:
    """Everybody with an account, by name; for whoever manages accounts."""
    held = Prefetch("memberships", Membership.objects.select_related("desk__organisation"))
    found = User.objects.prefetch_related(held).order_by("name", "pk")
    return found.filter(Q(name__icontains=search) | Q(email__icontains=search)) if search else found


def roles_of(user_id: int) -> list[Membership]:
    """Every role of somebody, each with its desk."""
    return list(Membership.objects.filter(user_id=user_id).select_related("desk"))


def person(user_id: int) -> User:
    """One account. Raises NotVisible."""
    try:
        return people().get(pk=user_id)
    except User.DoesNotExist as missing:
        raise NotVisible from missing


def demonstration_people() -> QuerySet[User]:
    """The invented people of the demonstration."""
    return (
        User.objects.filter(is_demonstration=True, is_active=True)
        .prefetch_related("memberships__desk")
        .order_by("pk")
    )


def people_by_id(user_ids: Iterable[int]) -> dict[int, User]:
    """The accounts with these ids."""
    return User.objects.in_bulk(list(user_ids))


def managers_on(on: date) -> QuerySet[Membership]:
    """The roles on a day that look after accounts, of closed accounts too.

    Otherwise an organisation would be everybody's as soon as a stranger closed the accounts of those.
    """
    return _held_on(on).filter(role__in=_MANAGERS)


def desks_looked_after(actor: Actor, on: date) -> "QuerySet[Desk]":
    """The desks where ``actor`` gives, ends and looks at roles on a day.

    An organisation with two administrators looks after its own. Where there are fewer, every administrator
    does: somebody alone cannot look at the own role.
    """
    if not actor.may(Verb.USER_MANAGE):
        return every_desk().none()
    own = every_desk().filter(pk__in=actor.desks(Verb.USER_MANAGE)).values("organisation_id")
    managers = (
        managers_on(on).values("desk__organisation_id").annotate(number=Count("user_id", distinct=True))
    )
    enough = managers.filter(number__gte=ENOUGH).values("desk__organisation_id")
    return every_desk().filter(Q(organisation_id__in=own) | ~Q(organisation_id__in=enough))


def looks_after(actor: Actor, user_id: int, on: date) -> bool:
    """Whether ``actor`` looks after an account: by the role held longest, so one given today changes nothing.

    Whoever holds no role is looked after by every administrator.
    """
    desk_id = _first_desk(user_id, on)
    return desk_id is None or desks_looked_after(actor, on).filter(pk=desk_id).exists()


def organisations_of(user_id: int, on: date) -> frozenset[int]:
    """The organisation of the role that somebody holds longest, and those where they look after accounts."""
    first = every_desk().filter(pk=_first_desk(user_id, on) or 0).values_list("organisation_id", flat=True)
    held = managers_on(on).filter(user_id=user_id)
    return frozenset(first) | frozenset(held.values_list("desk__organisation_id", flat=True))


def organisations_managed(actor: Actor) -> frozenset[int]:
    """The organisations of which ``actor`` looks after accounts as one of their own."""
    own = every_desk().filter(pk__in=actor.desks(Verb.USER_MANAGE))
    return frozenset(own.values_list("organisation_id", flat=True))


def managers_at(organisations: Iterable[int], on: date) -> QuerySet[User]:
    """Whoever looks after accounts at one of these organisations and can."""
    held = managers_on(on).filter(desk__organisation_id__in=list(organisations), user__is_active=True)
    return User.objects.filter(pk__in=held.values("user_id")).order_by("pk")


def is_last_manager(user_id: int, organisations: Iterable[int], on: date) -> bool:
    """Whether closing an account leaves one of these with nobody who looks after its accounts."""
    opened = managers_on(on).filter(desk__organisation_id__in=list(organisations), user__is_active=True)
    others = opened.exclude(user_id=user_id).values("desk__organisation_id")
    return opened.filter(user_id=user_id).exclude(desk__organisation_id__in=others).exists()


def _first_desk(user_id: int, on: date) -> int | None:
    # Of a closed account too: who may open it again is a question about the same organisation.
    held = _held_on(on).filter(user_id=user_id).order_by("valid_from", "pk")
    return held.values_list("desk_id", flat=True).first()


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
