"""Who asks, decides and lost something, in tests of recovery."""

import re

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.utils import timezone

from ketenzicht.accounts.domain.recovery import Check
from ketenzicht.accounts.models import RecoveryRequest, User
from ketenzicht.accounts.recovery import actions
from ketenzicht.accounts.tests.factories import actor, alice, desk, user
from ketenzicht.common.actor import acting
from ketenzicht.common.domain.rights import Role

PASSWORD = "a long enough password"


def admin() -> User:
    return user("Admin", (desk("office"), Role.ADMINISTRATOR))


def officer() -> User:
    return user("Officer", (desk("office"), Role.PRIVACY_OFFICER))


def both() -> User:
    """Somebody who holds the two roles that are needed."""
    return user("Both", (desk("office"), Role.ADMINISTRATOR), (desk("office"), Role.PRIVACY_OFFICER))


def lost(person: User | None = None) -> User:
    """Somebody with an app and codes, who has neither any more."""
    person = person or alice()
    Authenticator.objects.get_or_create(
        user=person, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "not used in tests"}}
    )
    RecoveryCodes.activate(person)
    return person


def new_app(client: Client, address: str, password: str = PASSWORD) -> dict[str, str]:
    """What the holder of a link sends: the password, and a code of the app that the page offered."""
    page = client.get(address).content.decode()
    [key] = re.findall(r'class="kz-mono">([A-Z2-7]+)<', page)
    [sealed] = re.findall(r'name="app" value="([^"]+)"', page)
    code = format_hotp_value(hotp_value(key, next(yield_hotp_counters_from_time())))
    return {"password": password, "code": code, "app": sealed}


def asked(person: User | None = None, by: User | None = None) -> RecoveryRequest:
    officer()
    who = actor(by or admin())
    with acting(who):
        return actions.ask_recovery(
            user_id=lost(person).pk, checked=Check.IN_PERSON, by=who, at=timezone.now()
        )
