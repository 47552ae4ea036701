"""Who finds a weakness reads where to tell it, when the operator said where."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from ketenzicht.config.environment import contacts

ADDRESS = "/.well-known/security.txt"


@pytest.mark.django_db
def test_it_says_what_the_operator_said_and_nothing_else(client: Client, settings: LazySettings):
    assert client.get(ADDRESS).status_code == 404
    settings.SECURITY_CONTACTS = ["mailto:veilig@ketenzicht.example", "https://ketenzicht.example/veilig"]
    answer = client.get(ADDRESS)
    lines = [line.split(": ", 1) for line in answer.content.decode().splitlines()]
    (expires,) = [value for name, value in lines if name == "Expires"]
    left = datetime.strptime(expires, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC) - datetime.now(UTC)

    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert [value for name, value in lines if name == "Contact"] == settings.SECURITY_CONTACTS
    assert timedelta(days=60) < left < timedelta(days=365)
    assert client.post(ADDRESS).status_code in {403, 405}


@pytest.mark.parametrize(
    "said", ["veilig@ketenzicht.example", "http://ketenzicht.example", "mailto:a\nExpires: x"]
)
def test_it_starts_with_no_contact_that_is_none(monkeypatch: pytest.MonkeyPatch, said: str):
    monkeypatch.setenv("KETENZICHT_SECURITY_CONTACT", said)

    with pytest.raises(ImproperlyConfigured, match="KETENZICHT_SECURITY_CONTACT"):
        contacts("KETENZICHT_SECURITY_CONTACT")
