"""Who somebody is today: the rights that follow from the roles held."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from types import MappingProxyType

from django.db.models import Prefetch, Q, QuerySet

from ketenzicht.accounts.domain.claims import Named
from ketenzicht.accounts.models import Membership, User
from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.domain.rights import ROLE_VERBS, Role, Verb


def memberships_on(day: date) -> QuerySet[Membership]:
    """The roles that hold on ``day``."""
    return Membership.objects.filter(
        Q(valid_until=None) | Q(valid_until__gte=day), valid_from__lte=day, user__is_active=True
    )


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
