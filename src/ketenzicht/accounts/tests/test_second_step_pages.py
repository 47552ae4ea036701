"""The pages of the second step speak our words, in both languages, and not those of a library."""

import json
import re
from hashlib import sha256
from typing import Any

import pytest
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from ketenzicht.accounts.models import User
from ketenzicht.accounts.tests.factories import alice
from ketenzicht.audit.models import AuditEvent
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Verb

PASSWORD = "a long enough password"
pytestmark = pytest.mark.django_db
THEIRS = re.compile(
    r"Two-Factor|Tweestaps|Tweefactor|Authenticator|Security Key|Beveiligingssleutel"
    r"|Recovery Code|Herstelcode|reauthenticate|Confirm Access"
    r"|Toegang bevestigen|Master key|Alternative options|Unspecified"
)
PAGES = {
    "mfa_index": ("Tweede stap bij het aanmelden", "Second step when signing in"),
    "mfa_deactivate_totp": ("De app niet meer gebruiken", "Stop using the app"),
    "mfa_view_recovery_codes": ("Codes voor als u hem kwijt bent", "Codes for when you lose it"),
    "mfa_generate_recovery_codes": ("Codes maken", "Make codes"),
    "mfa_list_webauthn": ("Uw passkeys", "Your passkeys"),
    "mfa_add_webauthn": ("Passkey toevoegen", "Add a passkey"),
    "mfa_edit_webauthn": ("Naam van een passkey", "Name of a passkey"),
    "mfa_remove_webauthn": ("Passkey verwijderen", "Remove a passkey"),
}
AGAIN = {
    "account_reauthenticate": ("Uw wachtwoord", "Your password"),
    "mfa_reauthenticate": ("De zes cijfers van uw app", "The six digits of your app"),
    "mfa_reauthenticate_webauthn": ("Passkey gebruiken", "Use a passkey"),
}


@pytest.fixture
def person(client: Client) -> User:
    """Somebody with every kind of second step, signed in a moment ago."""
    known = _come_in(client)
    TOTP.activate(known, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(known)
    key = {"name": "Blue key", "credential": _registered()}
    Authenticator.objects.create(user=known, type=Authenticator.Type.WEBAUTHN, data=key)
    return known


def _come_in(client: Client) -> User:
    """Sign in, and show once more who it is."""
    known = alice()
    client.post(reverse("account_login"), {"login": known.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return known


def _registered() -> dict[str, Any]:
    """What a browser sends of a passkey that it has just made."""
    public = ES256.from_cryptography_key(ec.derive_private_key(7, ec.SECP256R1()).public_key())
    credential = AttestedCredentialData.create(Aaguid.NONE, b"blue", public)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    data = AuthenticatorData.create(sha256(b"localhost").digest(), flags, 0, credential)
    client_data = CollectedClientData.create("webauthn.create", b"challenge", "https://localhost")
    return {
        "id": websafe_encode(b"blue"),
        "rawId": websafe_encode(b"blue"),
        "type": "public-key",
        "clientExtensionResults": {"credProps": {"rk": False}},
        "response": {
            "clientDataJSON": websafe_encode(client_data),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        },
    }


def _text(page: str) -> str:
    """What somebody reads or hears: the page without its scripts, styles and the values of attributes."""
    return re.sub(r"<script.*?</script>|<(?!img)[^>]*>", " ", page, flags=re.DOTALL)


def _address(name: str) -> str:
    needs_key = name in {"mfa_edit_webauthn", "mfa_remove_webauthn"}
    key = Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).values_list("pk", flat=True).first()
    return reverse(name, kwargs={"pk": key} if needs_key else None)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", [*PAGES, *AGAIN])
def test_it_speaks_our_words(client: Client, person: User, name: str, language: str) -> None:
    said = {**PAGES, **AGAIN}[name][language == "en"]
    with translation.override(language):
        answer = client.get(_address(name), headers={"accept-language": language})
    assert answer.status_code == 200
    text = _text(answer.content.decode())
    assert said in text
    assert THEIRS.findall(text) == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_asks_the_second_step_in_our_words(person: User, language: str) -> None:
    client = Client(headers={"accept-language": language})
    with translation.override(language):
        client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
        asked = client.get(reverse("mfa_authenticate"))
        wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    for answer in (asked, wrong):
        assert THEIRS.findall(_text(answer.content.decode())) == []
    assert (
        "Deze code klopt niet" if language == "nl" else "This code is not right"
    ) in wrong.content.decode()


def test_it_explains_how_to_add_an_app_and_says_that_it_was_added(client: Client) -> None:
    _come_in(client)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    assert "Laat de app dit plaatje scannen" in page
    assert THEIRS.findall(_text(page)) == []
    assert "placeholder" not in page


def _nonsense(person: User) -> list[str]:
    """What no browser sends, and an answer of a passkey that somebody else signed."""
    handle = websafe_encode(user_pk_to_url_str(person).encode())
    told = CollectedClientData.create("webauthn.get", b"challenge", "http://testserver")
    seen = AuthenticatorData.create(sha256(b"testserver").digest(), AuthenticatorData.FLAG.UP, 0)
    answer = {"clientDataJSON": websafe_encode(told), "authenticatorData": websafe_encode(seen)}
    signed = {
        "id": websafe_encode(b"blue"),
        "rawId": websafe_encode(b"blue"),
        "type": "public-key",
        "response": {**answer, "signature": websafe_encode(b"mine"), "userHandle": handle},
    }
    said: list[object] = [
        *(
            {},
            [],
            None,
            1,
            0,
            0.0,
            False,
            True,
            "x",
            {"id": "x"},
            {"id": 1, "rawId": 2, "type": 3, "response": 4},
        ),
        {**signed, "response": {}},
        {**signed, "response": {**answer, "signature": "x", "userHandle": "\ud800"}},
        {**signed, "response": {**answer, "signature": "", "userHandle": "OTk5OTk5OTk5OTk5"}},
        {**signed, "response": {"attestationObject": "AA", "clientDataJSON": "e30"}},
        signed,
    ]
    return [*map(json.dumps, said), "[" * 100_000, "1" * 5_000]


def test_whoever_has_the_password_and_tries_passkeys_leaves_a_trace(client: Client, person: User) -> None:
    guessing = Client()
    guessing.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    for _attempt in range(2):
        guessing.post(reverse("mfa_authenticate"), {"credential": '{"id": "x"}'})
    with acting(Actor.operator(Verb.AUDIT_READ)):
        refused = AuditEvent.objects.filter(kind="accounts.second_factor.refused", target_id=str(person.pk))
        assert refused.count() == 2


@pytest.mark.parametrize("name", ["mfa_login_webauthn", "mfa_authenticate", *AGAIN, "mfa_add_webauthn"])
def test_it_takes_nonsense_for_a_wrong_passkey(client: Client, person: User, name: str) -> None:
    before = Authenticator.objects.count()
    signed_in = name not in {"mfa_login_webauthn", "mfa_authenticate"}
    sending = client if signed_in else Client()
    if not signed_in:
        sending.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    for sent in _nonsense(person):
        # Otherwise the library counts these as too many.
        cache.clear()
        sending.get(reverse(name))
        session = sending.session
        session["mfa.webauthn.state"] = {
            "challenge": websafe_encode(b"challenge"),
            "user_verification": "discouraged",
        }
        session.save()
        answer = sending.post(reverse(name), {"credential": sent})
        assert answer.status_code in {200, 302}, (name, sent[:500])
    assert ("_auth_user_id" in sending.session) is signed_in
    assert Authenticator.objects.count() == before
