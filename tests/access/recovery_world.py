"""Lost second steps in the world: one that waits, and one in every state that leaves nobody signed out."""

from datetime import timedelta

from django.utils import timezone

from ketenzicht.accounts.domain.recovery import Check
from ketenzicht.accounts.recovery import actions
from ketenzicht.common.actor import acting
from tests.access.world import World

# Who lost it, by the state that the request is in.
ABOUT = {
    "asked": "author",
    "granted": "care",
    "refused": "receiver",
    "withdrawn": "partner",
    "lapsed": "chain",
}


def lost(world: World) -> None:
    """All of them, asked by the administrator and decided by the privacy officer."""
    for state, who in ABOUT.items():
        _brought_to(world, state, who)


def _brought_to(world: World, state: str, who: str) -> None:
    account = world.people[who].account
    assert account
    asker, decider, at = world.actor("admin"), world.actor("privacy"), timezone.now()
    before = at - timedelta(hours=25) if state == "lapsed" else at
    with acting(asker):
        asked = actions.ask_recovery(user_id=account.pk, checked=Check.IN_PERSON, by=asker, at=before)
        world.recoveries[state] = asked.pk
        if state == "withdrawn":
            actions.withdraw_recovery(request_id=asked.pk, by=asker, at=at)
    if state in {"granted", "refused"}:
        with acting(decider):
            grant = state == "granted"
            actions.decide_recovery(request_id=asked.pk, grant=grant, by=decider, at=at)
    if state == "granted":
        world.link = actions.make_link(user_id=account.pk, at=at) or ""
    if state == "lapsed":
        actions.tidy_recoveries(at=at)
