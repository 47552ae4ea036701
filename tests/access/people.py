"""Who looks: one person for every way to stand to a record, and the desks they work at."""

from dataclasses import dataclass
from datetime import timedelta

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from ketenzicht.accounts import actions as accounts
from ketenzicht.accounts.models import Membership, User
from ketenzicht.accounts.queries import actor_for
from ketenzicht.accounts.tests.factories import LONG_AGO, OPERATOR, sign_in, user
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Role
from ketenzicht.partners.models import Desk

HOLDING, OTHER, RECEIVING, OTHER_PARTNER = "focal-gm1674", "focal-gm0748", "police-avim-zwb", "kmar"
REPORTING = "fairwork"
# Another desk of the organisation that HOLDING is of.
BESIDE = "enforcement-gm1674"
PLANNING = "focal-gm1655"

# persona: the desk and the role held there
STAFF = {
    "author": (REPORTING, Role.REPORTING_PROFESSIONAL),
    "colleague": (REPORTING, Role.REPORTING_PROFESSIONAL),
    "holder": (HOLDING, Role.FOCAL_OFFICER),
    "elsewhere": (OTHER, Role.FOCAL_OFFICER),
    "standin": (BESIDE, Role.FOCAL_OFFICER),
    "chain": ("chain-zwb", Role.CHAIN_DIRECTOR),
    "adviser": ("chain-zwb", Role.POLICY_ADVISER),
    "planner": (PLANNING, Role.POLICY_ADVISER),
    "care": ("care-markiezaten", Role.CARE_COORDINATOR),
    "receiver": (RECEIVING, Role.PARTNER_DESK),
    "partner": (OTHER_PARTNER, Role.PARTNER_DESK),
    "privacy": ("privacy-markiezaten", Role.PRIVACY_OFFICER),
    "admin": ("administration", Role.ADMINISTRATOR),
    "auditor": ("audit", Role.AUDITOR),
}
WITHOUT_ROLE = ("roleless", "ended")
OUTSIDE = ("nobody", "closed")
SIGNED_IN = (*STAFF, *WITHOUT_ROLE)
EVERYBODY = (*SIGNED_IN, *OUTSIDE)


@dataclass(frozen=True)
class Person:
    """Somebody who looks: an account, unless it is nobody, and a browser, signed in where it can be."""

    name: str
    account: User | None
    client: Client

    @property
    def actor(self) -> Actor:
        """Who this is today."""
        if self.account is None or self.name in OUTSIDE:
            return Actor.nobody()
        return actor_for(self.account, timezone.localdate())


def desk(code: str) -> Desk:
    """A desk of the reference data."""
    return Desk.objects.get(code=code)


def everybody() -> dict[str, Person]:
    """All of them. Call inside a transaction that may be committed."""
    made = {name: _person(name, (desk(at), role)) for name, (at, role) in STAFF.items()}
    made |= {name: _person(name) for name in WITHOUT_ROLE}
    made["closed"] = _person("closed", (desk(HOLDING), Role.FOCAL_OFFICER))
    made["nobody"] = Person("nobody", None, Client())
    _end_yesterday(made["ended"])
    _close(made["closed"], made["admin"].actor)
    return made


def _person(name: str, *held: tuple[Desk, Role]) -> Person:
    account = user(f"ZZ-NAME-{name}", *held)
    browser = sign_in(Client(), account)
    Authenticator.objects.filter(user=account).update(data={"secret": get_adapter().encrypt("A" * 32)})
    return Person(name, account, browser)


def _end_yesterday(person: Person) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    with acting(OPERATOR):
        Membership.objects.create(
            user=person.account,
            desk=desk(HOLDING),
            role=Role.FOCAL_OFFICER.value,
            valid_from=LONG_AGO,
            valid_until=yesterday,
        )


def _close(person: Person, admin: Actor) -> None:
    assert person.account
    with acting(admin):
        accounts.switch_off(user=person.account, by=admin, at=timezone.now())
