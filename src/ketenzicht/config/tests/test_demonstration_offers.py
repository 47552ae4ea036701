"""What the demonstration tells whoever tries it, and nobody else."""

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from ketenzicht.accounts import hooks
from ketenzicht.config.demonstration import rows
from ketenzicht.reporting.domain.receipt import Receipt


@pytest.mark.django_db
def test_it_offers_receipt_codes_in_the_demonstration_alone(client: Client, settings: LazySettings):
    code = Receipt(rows.receipts()[0]).shown
    assert code not in client.get(reverse("reporting:receipt")).content.decode()

    settings.DEMONSTRATION = True

    page = client.get(reverse("reporting:receipt")).content.decode()
    assert code in page
    assert "Demonstratie: codes om te proberen" in page


def test_it_says_who_somebody_is_in_both_languages(monkeypatch: pytest.MonkeyPatch):
    assert hooks.about_person("tim.testman@beheer.example") == ""
    monkeypatch.setattr(hooks, "about", [rows.about])

    assert hooks.about_person("tim.testman@beheer.example").startswith("Functioneel beheerder")
    with translation.override("en"):
        assert hooks.about_person("tim.testman@beheer.example").startswith("Administrator")
    assert hooks.about_person("somebody@else.example") == ""
