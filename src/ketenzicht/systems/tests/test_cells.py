"""Changing a relation in its place in the table."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from ketenzicht.common.actor import acting
from ketenzicht.systems.actions import drafts
from ketenzicht.systems.domain import editing
from ketenzicht.systems.domain.documents import Json, item
from ketenzicht.systems.models import Edit, ModelDraft
from ketenzicht.systems.tests.conftest import Browser
from ketenzicht.systems.tests.factories import (
    NOON,
    alice,
    alice_user,
    anna,
    anna_user,
    bob_user,
    charlie_user,
    draft,
)

pytestmark = pytest.mark.django_db
KEY = "reports>pressure"


def _address(made: ModelDraft, key: str = KEY) -> str:
    return reverse("systems:cell", args=[made.pk, key])


def _relation(made: ModelDraft) -> Json:
    with acting(alice()):
        found = item(ModelDraft.objects.get(pk=made.pk).document, "relations", KEY)
    assert found
    return found


def _meanwhile(made: ModelDraft, change: Any) -> None:
    with acting(anna()):
        drafts.edit(draft_id=made.pk, change=change, kind="change_relation", by=anna(), at=NOON)


@pytest.mark.parametrize(
    ("field", "was", "value", "stored", "said"),
    [
        ("strength", "strong", "weak", "weak", "reports → pressure (+), sterkte: zwak"),
        ("strength", "strong", "average", None, "gemiddeld"),
        ("speed", "high", "very_high", "very_high", "zeer snel"),
        ("sign", "+", "-", "-", "meer → minder"),
        ("layer", "stated", "inferred", "inferred", "afgeleid"),
    ],
)
def test_it_saves_one_field_and_says_so(
    browser: Browser, field: str, was: str, value: str, stored: str | None, said: str
) -> None:
    made, client = draft(), browser(alice_user())
    answer = client.post(_address(made), {"field": field, "was": was, "value": value})
    told = answer.json()
    assert answer.status_code == 200
    assert said in told["said"]
    assert told["value"] == value
    assert _relation(made).get(field) == stored
    number = re.search(r'name="revision" value="(\d+)"', told["steps"])
    assert number
    undone = client.post(reverse("systems:undo", args=[made.pk]) + "?page=2&q=x", {"revision": number[1]})
    assert undone["Location"].endswith("?q=x&page=2")
    assert _relation(made) == item(made.document, "relations", KEY)


def test_it_shows_both_when_somebody_was_first_with_the_same_field(browser: Browser) -> None:
    made = draft()
    _meanwhile(made, editing.set_field(KEY, "speed", "low"))
    client = browser(alice_user())
    typed = {"field": "speed", "was": "high", "value": "very_high"}
    late = client.post(_address(made), typed)
    assert late.status_code == 409
    assert "traag" in late.json()["said"]
    assert "zeer snel" in late.json()["said"]
    assert _relation(made)["speed"] == "low"
    assert client.post(_address(made), typed | {"was": late.json()["value"]}).status_code == 200
    assert _relation(made)["speed"] == "very_high"


def test_it_is_not_in_the_way_of_another_field_of_the_same_relation(browser: Browser) -> None:
    made = draft()
    _meanwhile(made, editing.set_field(KEY, "speed", "low"))
    _meanwhile(made, editing.set_field(KEY, "reference", "Page 3"))
    client = browser(anna_user())
    answer = client.post(_address(made), {"field": "strength", "was": "strong", "value": "weak"})
    assert answer.status_code == 200
    relation = _relation(made)
    assert (relation["strength"], relation["speed"], relation["reference"]) == ("weak", "low", "Page 3")


def test_it_says_that_a_relation_is_gone(browser: Browser) -> None:
    made = draft()
    _meanwhile(made, editing.remove("relations", KEY))
    client = browser(alice_user())
    late = client.post(_address(made), {"field": "speed", "was": "high", "value": "low"})
    assert late.status_code == 409
    assert late.json()["gone"]
    assert client.post(_address(made), {}).status_code == 404
    guessed = {"field": "speed", "value": "low"}
    assert client.post(reverse("systems:cell", args=[uuid4(), KEY]), guessed).status_code == 404


@pytest.mark.parametrize(
    "typed",
    [
        {"field": "strength", "was": "strong", "value": "enormous"},
        {"field": "id", "was": KEY, "value": "x"},
        {"field": "strength", "was": "strong", "value": "<script>"},
        {"field": "sign", "was": "+", "value": "++"},
        {"field": "layer", "was": "stated", "value": ""},
        {"field": ["layer", "from"], "was": "reports", "value": "waiting"},
    ],
)
def test_it_refuses_what_cannot_be_chosen(browser: Browser, typed: dict[str, Any]) -> None:
    made, client = draft(), browser(alice_user())
    answer = client.post(_address(made), typed)
    assert answer.status_code == 422
    assert answer.json()["said"]
    assert _relation(made) == item(made.document, "relations", KEY)


def test_it_changes_a_number_into_a_class_and_saves_the_same_twice_as_one_step(browser: Browser) -> None:
    made, client = draft(), browser(alice_user())
    _meanwhile(made, editing.set_field(KEY, "strength", 0.37))
    page = client.get(reverse("systems:draft", args=[made.pk])).content.decode()
    assert 'data-field="strength" data-value="0.37">0,37<' in page
    typed = {"field": "strength", "was": "0.37", "value": "weak"}
    assert client.post(_address(made), typed).status_code == 200
    with acting(alice()):
        steps = Edit.objects.filter(draft=made).count()
    assert client.post(_address(made), typed).status_code == 409
    assert client.post(_address(made), typed | {"was": "weak"}).status_code == 200
    with acting(alice()):
        assert Edit.objects.filter(draft=made).count() == steps


def test_it_is_not_there_for_another_desk_and_not_in_a_closed_draft(browser: Browser) -> None:
    made = draft()
    typed = {"field": "strength", "was": "strong", "value": "weak"}
    assert browser(bob_user()).post(_address(made), typed).status_code == 404
    assert browser(charlie_user()).post(_address(made), typed).status_code == 403
    assert Client().post(_address(made), typed).status_code == 302
    with acting(alice()):
        drafts.drop(draft_id=made.pk, revision=made.revision, by=alice(), at=NOON)
    answer = browser(alice_user()).post(_address(made), typed)
    assert answer.status_code == 422
    assert "gesloten" in answer.json()["said"]
    page = browser(alice_user()).get(reverse("systems:draft", args=[made.pk])).content.decode()
    assert "data-field" not in page
