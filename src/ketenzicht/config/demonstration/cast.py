"""The desks and people of the demonstration, taken on as an administrator would."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from ketenzicht.accounts import actions as accounts
from ketenzicht.accounts.queries import actor_for
from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import Role, Verb
from ketenzicht.config.demonstration import rows
from ketenzicht.config.demonstration.rows import Row
from ketenzicht.partners import actions as partners
from ketenzicht.partners.queries import desk_by_code

OPERATOR = Actor.operator(Verb.USER_MANAGE, Verb.REFERENCE_EDIT)
SOURCE = "demonstration"


@dataclass(frozen=True)
class Person:
    """Somebody of the demonstration, as actor; ``reports_for`` is the desk whose reports they send."""

    user_id: int
    name: str
    email: str
    actor: Actor
    reports_for: int | None


def open_desks(at: datetime) -> None:
    """Add the organisations and desks that only the demonstration has."""
    for row in rows.desks()["organisations"]:
        partners.add_organisation(
            code=row["code"],
            kind=row["kind"],
            label_nl=row["label_nl"],
            label_en=row["label_en"],
            source=SOURCE,
            by=OPERATOR,
            at=at,
        )
    for row in rows.desks()["desks"]:
        partners.add_desk(
            code=row["code"],
            kind=row["kind"],
            label_nl=row["label_nl"],
            label_en=row["label_en"],
            organisation=row["organisation"],
            municipality=row["municipality"],
            source=SOURCE,
            by=OPERATOR,
            at=at,
        )


def take_on(at: datetime) -> Mapping[str, Person]:
    """Give everybody an account and their roles."""
    return {row["key"]: _taken_on(row, at) for row in rows.people()}


def _taken_on(row: Row, at: datetime) -> Person:
    user = accounts.add_person(
        name=row["name"], email=row["email"], language="nl", is_demonstration=True, by=OPERATOR, at=at
    )
    reports_for = None
    for held in row["memberships"]:
        desk_id, role = desk_by_code(held["desk"]).pk, Role(held["role"])
        accounts.give_role(user=user, desk_id=desk_id, role=role, valid_until=None, by=OPERATOR, at=at)
        if role is Role.REPORTING_PROFESSIONAL:
            reports_for = desk_id
    return Person(user.pk, row["name"], row["email"], actor_for(user, timezone.localdate(at)), reports_for)
