"""Roles that were looked at again, and those that still have to be."""

from collections.abc import Mapping

from django.utils import timezone

from ketenzicht.accounts.domain.review import Outcome
from ketenzicht.accounts.review.actions import review
from ketenzicht.common.actor import acting
from tests.access.targets import Target
from tests.access.world import World


def reviewed(world: World) -> None:
    """The administrator found that two people still need their roles. Call where it may be committed."""
    by = world.actor("admin")
    with acting(by):
        for name in ("holder", "privacy"):
            review(decisions={_role(world, name): Outcome.CONFIRMED}, by=by, at=timezone.now())


def to_review(world: World) -> Mapping[str, Target]:
    """About another, about oneself, and about what is not there: who comes this far gets an answer."""
    roles = {
        "of another": _role(world, "colleague"),
        "looked at": _role(world, "holder"),
        "own": _role(world, "admin"),
        "unknown": 10**9,
    }
    found = {tag: Target(data={f"role-{number}": "confirmed"}, post=303) for tag, number in roles.items()}
    return {**found, "nothing": Target()}


def _role(world: World, name: str) -> int:
    account = world.people[name].account
    assert account
    return account.memberships.get().pk
