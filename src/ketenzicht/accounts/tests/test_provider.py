"""Signing in at an identity provider: a real one, in a process of its own, that says what each test wants."""

import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from ketenzicht.accounts.domain.claims import BadMapping, Named, read_mapping, roles_in, shows_second_factor
from ketenzicht.accounts.models import User
from ketenzicht.accounts.tests.factories import OPERATOR, alice
from ketenzicht.common.actor import acting
from ketenzicht.config import oidc

ALICE = {"email": "alice@ketenzicht.example", "email_verified": True, "name": "Kwetsbaar Woord"}
START_SECONDS = 60


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """The address of a provider that runs."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://localhost:{port}"
    try:
        _wait_for(f"{address}/.well-known/openid-configuration", process)
        yield address
    finally:
        process.terminate()
        process.wait()


def _wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(address).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the provider did not start")


@pytest.fixture
def provider(issuer: str, settings: LazySettings) -> Callable[..., None]:
    """Say to the product which provider there is, and to the provider what it says of somebody."""

    def arrange(number: str, claims: dict[str, Any], **rules: Any) -> None:
        there = oidc.Provider(issuer, "ketenzicht", "secret", "Gemeente", **rules)
        settings.OIDC = there
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": there.apps()}}
        said = urllib.request.Request(
            f"{issuer}/users/{quote(number)}",
            json.dumps(claims).encode(),
            {"Content-Type": "application/json"},
            method="PUT",
        )
        urllib.request.urlopen(said).close()

    return arrange


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        return None


def _come_in(client: Client, number: str, **change: str) -> Any:
    """Go to the provider, be ``number`` there, and come back; ``change`` what it answered."""
    asked = client.get(reverse("openid_connect_login"))
    place, answer = _answer_of_provider(asked["Location"], number)
    return client.get(place, answer | change)


def _answer_of_provider(address: str, number: str) -> tuple[str, dict[str, str]]:
    try:
        urllib.request.build_opener(_Stay).open(address, f"sub={quote(number)}".encode()).close()
    except urllib.error.HTTPError as redirect:
        with redirect:
            parts = urlsplit(redirect.headers["Location"])
            return parts.path, {name: values[0] for name, values in parse_qs(parts.query).items()}
    raise AssertionError("the provider did not send anybody back")


@pytest.mark.slow
@pytest.mark.django_db
class TestProvider:
    """What the provider can bring about, and what not."""

    def test_it_lets_in_whoever_has_an_account_and_asks_for_our_second_factor(
        self, provider: Callable[..., None], client: Client
    ):
        person = alice()
        provider("one", ALICE, ask="high")
        page = client.get(reverse("account_login")).content.decode()
        wishes = {"process": "connect", "auth_params": "acr_values=low"}
        asked = parse_qs(urlsplit(client.get(reverse("openid_connect_login"), wishes)["Location"]).query)
        _come_in(client, "one")

        assert reverse("openid_connect_login") in page
        assert asked["acr_values"] == ["high"]
        assert asked["code_challenge_method"] == ["S256"]
        assert client.session["_auth_user_id"] == str(person.pk)
        assert client.get(reverse("start"))["Location"] == reverse("mfa_index")
        (kept,) = SocialAccount.objects.all()
        assert kept.extra_data == {}
        assert kept.uid != "one"

    def test_it_knows_somebody_again_by_number_and_not_by_address(self, provider: Callable[..., None]):
        person = alice()
        provider("one", ALICE)
        _come_in(Client(), "one")
        provider("one", ALICE | {"email": "other@ketenzicht.example"})
        again, another = Client(), Client()
        _come_in(again, "one")
        provider("two", ALICE)
        refused = _come_in(another, "two")

        assert again.session["_auth_user_id"] == str(person.pk)
        assert refused.status_code == 403
        assert "_auth_user_id" not in another.session

    @pytest.mark.parametrize(
        "claims",
        [
            {"email": "nobody@ketenzicht.example", "email_verified": True},
            {"email": "alice@ketenzicht.example"},
            {"email": "alice@ketenzicht.example", "email_verified": "true"},
            {},
        ],
    )
    def test_it_makes_no_account_and_opens_none_for_an_address_that_nobody_vouches_for(
        self, provider: Callable[..., None], client: Client, claims: dict[str, Any]
    ):
        alice()
        before = User.objects.count()
        provider("three", claims)
        answer = _come_in(client, "three")

        assert answer.status_code == 403
        assert User.objects.count() == before
        assert not SocialAccount.objects.exists()
        assert "_auth_user_id" not in client.session

    def test_it_refuses_what_was_not_asked_here_and_a_closed_account(
        self, provider: Callable[..., None], client: Client
    ):
        person = alice()
        provider("one", ALICE)
        forged = _come_in(client, "one", state="made-up")
        with acting(OPERATOR):
            User.objects.filter(pk=person.pk).update(is_active=False)
        closed = _come_in(client, "one")

        assert forged.status_code == 403
        assert closed["Location"] == reverse("account_inactive")
        assert "_auth_user_id" not in client.session

    def test_groups_leave_roles_out_and_add_none_and_its_second_factor_can_count(
        self, provider: Callable[..., None]
    ):
        role, code = alice().memberships.values_list("role", "desk__code").get()
        rules = {
            "roles_claim": "groups",
            "roles": read_mapping(f"desk={role}@{code}\nother={role}@another\nall=administrator"),
            "second_factor": ("mfa",),
        }
        pages = [reverse(name) for name in ("accounts:account", "signals:worklist", "accounts:people")]
        seen = {}
        for group in ("desk", "other", "all", "unknown"):
            provider("one", ALICE | {"groups": [group], "amr": ["pwd", "mfa"]}, **rules)
            _come_in(visitor := Client(), "one")
            seen[group] = [visitor.get(page).status_code for page in pages]

        assert seen.pop("desk") == [200, 200, 403]
        assert list(seen.values()) == [[200, 403, 403]] * 3

    def test_it_says_so_when_the_provider_does_not_answer(
        self, provider: Callable[..., None], client: Client, settings: LazySettings
    ):
        alice()
        provider("one", ALICE)
        asked = client.get(reverse("openid_connect_login"))
        place, answer = _answer_of_provider(asked["Location"], "one")
        settings.OIDC = oidc.Provider("http://localhost:9", "ketenzicht", "secret", "Gemeente")
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": settings.OIDC.apps()}}

        assert client.get(reverse("openid_connect_login")).status_code == 503
        assert client.get(place, answer).status_code == 503
        assert "_auth_user_id" not in client.session

    def test_alone_it_is_the_only_way_in(self, provider: Callable[..., None], client: Client):
        alice()
        provider("one", ALICE, alone=True)
        typed = {"login": "alice@ketenzicht.example", "password": "a long enough password"}
        page = client.get(reverse("account_login")).content.decode()
        answer = client.post(reverse("account_login"), typed)

        assert 'type="password"' not in page
        assert answer["Location"] == reverse("account_login")
        assert "_auth_user_id" not in client.session
        _come_in(client, "one")
        assert "_auth_user_id" in client.session


@pytest.mark.django_db
def test_without_a_provider_there_is_no_such_way(client: Client):
    assert client.get(reverse("openid_connect_login")).status_code == 404
    assert client.get(reverse("openid_connect_callback")).status_code == 404


def test_it_counts_only_what_was_mapped_and_said_in_the_right_way():
    mapping = read_mapping("CN=a=auditor,focal=focal_officer@gm1, boss=chain_director")

    assert roles_in({"groups": ["focal", "x", 3]}, "groups", mapping) == {Named("focal_officer", "gm1")}
    assert roles_in({"groups": "CN=a"}, "groups", mapping) == {Named("auditor")}
    assert roles_in({"groups": {"boss": True}}, "groups", mapping) == frozenset()
    assert shows_second_factor({"amr": ["pwd", "otp"]}, ["otp"])
    assert shows_second_factor({"acr": "high"}, ["high"])
    assert not shows_second_factor({"amr": ["pwd"], "acr": "1"}, ["otp"])
    assert not shows_second_factor({"acr": "high"}, [])


@pytest.mark.parametrize("line", ["focal", "=focal_officer", "focal=king", "focal="])
def test_it_takes_no_mapping_that_names_no_role(line: str):
    with pytest.raises(BadMapping):
        read_mapping(line)


@pytest.mark.parametrize(
    "said",
    [
        {"ISSUER": "http://login.example"},
        {"ROLES": "a=king", "ROLES_CLAIM": "groups"},
        {"ROLES_CLAIM": "groups"},
        {"ROLES": "a=focal_officer"},
    ],
)
def test_it_does_not_start_on_a_provider_that_cannot_be_meant(
    monkeypatch: pytest.MonkeyPatch, said: dict[str, str]
):
    for name, value in ({"ISSUER": "https://login.example", "CLIENT_ID": "k"} | said).items():
        monkeypatch.setenv(f"KETENZICHT_OIDC_{name}", value)

    with pytest.raises(ImproperlyConfigured):
        oidc.provider()
