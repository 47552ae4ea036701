"""People and desks for tests. Alice may, Bob may see, Charlie may not.

Alice handles signals at the first desk, Bob takes up hand-offs at the second, Charlie works at a third
desk and has nothing to do with any of it.
"""

from datetime import date

from allauth.mfa.models import Authenticator
from django.test import Client

from ketenzicht.accounts.models import Membership, User
from ketenzicht.accounts.queries import actor_for
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Role, Verb
from ketenzicht.partners.models import Desk, Organisation

LONG_AGO = date(2020, 1, 1)
OPERATOR = Actor.operator(Verb.USER_MANAGE, Verb.REFERENCE_EDIT)
_SOURCE = {"source": "test", "valid_from": LONG_AGO, "verified_on": LONG_AGO}


def organisation(code: str = "test-organisation", kind: str = "municipality") -> Organisation:
    """An organisation; the same one for the same code."""
    with acting(OPERATOR):
        return Organisation.objects.get_or_create(
            code=code,
            defaults={"label_nl": code, "label_en": code, "level": "local", "kind": kind, **_SOURCE},
        )[0]


def desk(code: str = "test-desk", kind: str = "test", organisation_kind: str = "municipality") -> Desk:
    """A connected desk of its own organisation; the same one for the same code."""
    owner = organisation(f"{code}-organisation", organisation_kind)
    with acting(OPERATOR):
        return Desk.objects.get_or_create(
            code=code,
            defaults={
                "label_nl": code,
                "label_en": code,
                "organisation": owner,
                "kind": kind,
                "connected": True,
                **_SOURCE,
            },
        )[0]


def user(name: str, *held: tuple[Desk, Role]) -> User:
    """Somebody with these roles since long ago; the same person for the same name."""
    with acting(OPERATOR):
        email = f"{name.lower().replace(' ', '.')}@ketenzicht.example"
        found = User.objects.filter(email=email).first()
        found = found or User.objects.create_user(email, name, password="a long enough password")
        for at, role in held:
            Membership.objects.get_or_create(user=found, desk=at, role=role.value, valid_from=LONG_AGO)
    return found


def actor(person: User, on: date = date(2026, 6, 1)) -> Actor:
    """The actor somebody is."""
    return actor_for(person, on)


def alice() -> User:
    """May: a focal officer at the first desk."""
    return user("Alice", (desk("first-desk"), Role.FOCAL_OFFICER))


def bob() -> User:
    """May see: takes up hand-offs at the second desk."""
    return user("Bob", (desk("second-desk", organisation_kind="police"), Role.PARTNER_DESK))


def charlie() -> User:
    """May not: a focal officer elsewhere."""
    return user("Charlie", (desk("third-desk"), Role.FOCAL_OFFICER))


def sign_in(client: Client, person: User) -> Client:
    """The client, signed in as somebody whose second factor is in order."""
    Authenticator.objects.get_or_create(
        user=person, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "not used in tests"}}
    )
    # As when signing in for real: nobody acts yet.
    with acting(Actor.nobody()):
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
