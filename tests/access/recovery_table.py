"""Lost second steps: for whoever manages accounts and whoever decides; the link for whoever holds it."""

from collections.abc import Mapping

from tests.access.casework_targets import account, people
from tests.access.people import SIGNED_IN
from tests.access.recovery_world import ABOUT
from tests.access.targets import ADMIN, ALL, NONE, OFFICER, UNKNOWN, Row, Target
from tests.access.world import World

TWO = ADMIN | OFFICER


def requests(world: World) -> Mapping[str, Target]:
    """Whoever asked decides nothing; a decision about what is over comes too late."""
    refuse = {"decision": "refuse"}
    found = {state: Target({"request_id": world.recoveries[state]}, TWO, refuse, post=409) for state in ABOUT}
    # Decided by the one and not by the other; here neither says anything.
    found["asked"] = Target({"request_id": world.recoveries["asked"]}, TWO)
    return {**found, "unknown": Target({"request_id": UNKNOWN}, NONE, refuse)}


def to_withdraw(world: World) -> Mapping[str, Target]:
    found = {
        state: Target(
            {"request_id": world.recoveries[state]}, TWO, post=303 if state in {"asked", "granted"} else 409
        )
        for state in ABOUT
    }
    return {**found, "unknown": Target({"request_id": UNKNOWN}, NONE)}


def link(world: World) -> Mapping[str, Target]:
    """Opens for its holder, and for nobody who is signed in as somebody else."""
    assert account(world, ABOUT["granted"])
    others = frozenset(SIGNED_IN) - {ABOUT["granted"]}
    return {"granted": Target({"token": world.link}, ALL, {"password": ""}, not_theirs=others)}


RECOVERY = {
    "accounts:ask_recovery": Row(ADMIN, "GET POST", people(post=303, data={"checked": "in_person"})),
    "accounts:recoveries": Row(TWO),
    "accounts:recovery": Row(TWO, "GET POST", requests),
    "accounts:withdraw_recovery": Row(ADMIN, "POST", to_withdraw),
    "accounts:use_recovery": Row(ALL, "GET POST", link),
}
