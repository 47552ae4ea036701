"""A draft as large as a model may be is still worked in."""

from typing import Any

import pytest
from django.urls import reverse

from ketenzicht.common.actor import acting
from ketenzicht.systems.domain.editing import used_by
from ketenzicht.systems.models import ModelDraft
from ketenzicht.systems.tests.conftest import Browser
from ketenzicht.systems.tests.factories import alice, alice_user, draft
from tests.yardstick import within

FACTORS, RELATIONS = 3_000, 10_000
# What a page does on a machine with other work; the sums that these pages once did took minutes.
PATIENCE = 6


def _large() -> dict[str, Any]:
    check = {"test": "net", "from": "f1", "to": "f5", "verdict": "both"}
    return {
        "factors": [{"id": f"f{n}", "label": {"nl": f"Factor nummer {n}"}} for n in range(FACTORS)],
        "relations": [
            {"id": f"r{n}", "from": f"f{n % FACTORS}", "to": f"f{(n * 7 + 1) % FACTORS}", "sign": "+"}
            for n in range(RELATIONS)
        ],
        "claims": [
            {"id": f"c{n}", "text": {"nl": "X"}, "layer": "stated", "checks": [check]} for n in range(200)
        ],
    }


def test_it_finds_what_goes_with_a_factor_of_a_large_model() -> None:
    document = _large()
    with within(2):
        found = used_by(document, "f5")
    assert ("relations", "r5") in found
    assert ("claims", "c0") in found


@pytest.mark.slow
@pytest.mark.django_db
def test_its_pages_come_while_somebody_waits(browser: Browser) -> None:
    made, client = draft(), browser(alice_user())
    with acting(alice()):
        ModelDraft.objects.filter(pk=made.pk).update(document=made.document | _large())
    pages = [reverse("systems:draft", args=[made.pk]) + tab for tab in ("", "?tab=beweringen", "?page=167")]
    pages.append(reverse("systems:remove_factor", args=[made.pk, "f5"]))
    for url in pages:
        with within(PATIENCE, waiting=True):
            answer = client.get(url)
        assert answer.status_code == 200, url
        assert len(answer.content) < 300_000, url
    asked = {"question": "What?", "press": "f1", "goal": "f5"}
    with within(PATIENCE, waiting=True):
        opened = client.post(reverse("systems:open_session", args=[made.pk]), asked)
    assert opened.status_code == 303
