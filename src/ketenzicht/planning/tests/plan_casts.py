"""People and a plan. Alice keeps it with Anna, Bob may read what is opened, Charlie keeps plans elsewhere."""

from datetime import UTC, datetime
from typing import Any

from ketenzicht.accounts.models import User
from ketenzicht.accounts.tests import factories
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Role, Verb
from ketenzicht.planning.actions import plans
from ketenzicht.planning.models import Plan, PlanPart

AT = datetime(2026, 6, 1, 9, tzinfo=UTC)


def alice_user() -> User:
    return factories.user("Alice Plannen", (factories.desk("plans-first"), Role.POLICY_ADVISER))


def alice() -> Actor:
    return factories.actor(alice_user())


def bob_user() -> User:
    return factories.user("Bob Plannen", (factories.desk("plans-second"), Role.REPORTING_PROFESSIONAL))


def bob() -> Actor:
    return factories.actor(bob_user())


def charlie_user() -> User:
    return factories.user("Charlie Plannen", (factories.desk("plans-third"), Role.POLICY_ADVISER))


def charlie() -> Actor:
    return factories.actor(charlie_user())


def plan(by: Actor, title: str = "Samen sterk", kind: str = "district", visibility: str = "desk") -> Plan:
    """A plan of the desk of ``by``, opened as far as ``visibility`` says."""
    with acting(by):
        made = plans.begin_plan(title=title, kind=kind, desk_id=min(by.desks(Verb.PLAN_EDIT)), by=by, at=AT)
        if visibility != "desk":
            plans.open_plan(code=made.code, visibility=visibility, by=by, at=AT)
        made.refresh_from_db()
    return made


def part(made: Plan, by: Actor, kind: str, **values: Any) -> PlanPart:
    """A part of a plan."""
    with acting(by):
        return plans.add_part(code=made.code, kind=kind, values=values, by=by, at=AT)
