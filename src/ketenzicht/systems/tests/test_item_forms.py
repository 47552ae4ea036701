"""The forms for interventions, indicators, statements and scales, as somebody uses them without scripts."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from causal.files import load, to_json
from ketenzicht.common.actor import acting
from ketenzicht.systems.actions import drafts
from ketenzicht.systems.domain import editing
from ketenzicht.systems.domain.documents import Json, item, items, normalised
from ketenzicht.systems.models import ModelDraft
from ketenzicht.systems.tests.conftest import Browser
from ketenzicht.systems.tests.factories import NOON, alice, alice_user, anna, anna_user, bob_user, draft

pytestmark = pytest.mark.django_db
CHANGES = {"changes-TOTAL_FORMS": "1", "changes-INITIAL_FORMS": "0"}
KINDS = ("factor", "relation", "intervention", "indicator", "claim")
COLLECTIONS = {"factor": "factors", "relation": "relations"} | {
    kind: f"{kind}s" for kind in ("intervention", "indicator", "claim")
}


def fields_of(answer: Any) -> dict[str, Any]:
    """What the form of a page would send untouched."""
    text = re.sub(r"<template.*?</template>", "", answer.content.decode(), flags=re.S)
    form = max(re.findall(r'<form method="post".*?</form>', text, re.S), key=len)
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        named = re.search(r'name="([^"]*)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        kind = re.search(r'type="([^"]*)"', tag)
        box = kind is not None and kind[1] in ("checkbox", "radio")
        if named and named[1] != "csrfmiddlewaretoken" and (" checked" in tag or not box):
            found.setdefault(named[1], []).append(unescape(value[1]) if value else "on" if box else "")
    for name, inner in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.S):
        found[name] = [unescape(inner.strip())]
    for name, inner in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option value="([^"]*)"[^>]* selected', inner)
        found[name] = [unescape(chosen[1])] if chosen else [""]
    return found


def document_of(made: ModelDraft) -> Any:
    with acting(alice()):
        return ModelDraft.objects.get(pk=made.pk).document


def held(made: ModelDraft, collection: str, key: str) -> Json:
    found = item(document_of(made), collection, key)
    assert found
    return found


def put(made: ModelDraft, collection: str, thing: Json) -> None:
    """What somebody else does meanwhile."""
    with acting(anna()):
        change = editing.put(collection, thing, str(thing.get("id", thing.get("factor", ""))))
        drafts.edit(draft_id=made.pk, change=change, kind="settings", by=anna(), at=NOON)


def address(made: ModelDraft, name: str, *key: str) -> str:
    return reverse(f"systems:{name}", args=[made.pk, *key])


def shipped(name: str) -> ModelDraft:
    """A draft with everything of a model that ships."""
    made = draft()
    with acting(alice()):
        whole = normalised(to_json(load(name)))
        ModelDraft.objects.filter(pk=made.pk).update(document=whole)
        made.refresh_from_db()
    return made


def test_it_adds_changes_and_removes_an_intervention(browser: Browser) -> None:
    made, client = draft(), browser(alice_user())
    add = address(made, "add_intervention")
    typed = fields_of(client.get(add)) | {
        "label_nl": "Meer opvang",
        "changes-0-factor": "pressure",
        "changes-0-kind": "control",
        "changes-0-amount": "0,5",
        "changes-0-adjustment": "2",
    }
    answer = client.post(add, typed)
    assert answer.status_code == 303
    assert answer["Location"].endswith("?tab=maatregelen#intervention-meer-opvang")
    assert held(made, "interventions", "meer-opvang") == {
        "id": "meer-opvang",
        "label": {"nl": "Meer opvang"},
        "changes": [{"factor": "pressure", "kind": "control", "amount": 0.5, "adjustment": 2.0}],
    }
    listed = client.get(answer["Location"]).content.decode()
    assert "pressure gestuurd naar 0,5" in listed

    change = address(made, "change_intervention", "meer-opvang")
    more = client.post(change, fields_of(client.get(change)) | {"more": "1"})
    assert "kz-error-summary" not in more.content.decode()
    typed = fields_of(more) | {
        "changes-1-factor": "waiting",
        "changes-1-kind": "shift",
        "changes-1-amount": "-0.2",
        "changes-1-until": "5",
    }
    assert client.post(change, typed).status_code == 303
    changes = held(made, "interventions", "meer-opvang")["changes"]
    assert changes[1] == {"factor": "waiting", "kind": "shift", "amount": -0.2, "until": 5.0}

    typed = fields_of(client.get(change)) | {"changes-0-DELETE": "on"}
    assert client.post(change, typed).status_code == 303
    assert len(held(made, "interventions", "meer-opvang")["changes"]) == 1
    remove = address(made, "remove_intervention", "meer-opvang")
    assert client.post(remove, fields_of(client.get(remove))).status_code == 303
    assert "interventions" not in document_of(made)
    page = client.get(address(made, "draft"))
    number = re.search(r'name="revision" value="(\d+)"', page.content.decode())
    assert number
    assert client.post(address(made, "undo"), {"revision": number[1]}).status_code == 303
    assert held(made, "interventions", "meer-opvang")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"changes-0-factor": "pres"}, "Bedoelt u: pressure"),
        ({"changes-0-amount": "veel"}, "getal"),
        ({"changes-0-start": "4", "changes-0-until": "3"}, "eindigt op 3"),
        ({"changes-0-kind": "explode"}, "kz-error-summary"),
        ({"changes-0-DELETE": "on"}, "minstens één verandering"),
        ({"changes-0-adjustment": "0"}, "boven 0"),
        ({"label_nl": ""}, "Naam"),
        ({"changes-TOTAL_FORMS": "x"}, "kz-error-summary"),
    ],
)
def test_it_says_what_is_wrong_with_an_intervention(
    browser: Browser, typed: dict[str, str], said: str
) -> None:
    made, client = draft(), browser(alice_user())
    good = CHANGES | {
        "label_nl": "Iets",
        "changes-0-factor": "pressure",
        "changes-0-kind": "shift",
        "changes-0-amount": "1",
    }
    answer = client.post(address(made, "add_intervention"), good | typed)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert document_of(made) == made.document


def test_it_adds_and_changes_an_indicator_which_goes_by_its_factor(browser: Browser) -> None:
    made, client = draft(), browser(alice_user())
    add = address(made, "add_indicator")
    assert client.post(add, {"factor": "waiting", "shape": "ramp", "inverted": "on"}).status_code == 303
    assert client.post(add, {"factor": "waiting", "shape": "triangular"}).status_code == 200
    second = {"factor": "waiting", "shape": "triangular", "parameters": "0 0,5 1", "weight": "0"}
    assert client.post(add, second).status_code == 303
    assert list(items(document_of(made), "indicators")) == ["waiting", "waiting>2"]
    assert held(made, "indicators", "waiting") == {"factor": "waiting", "inverted": True}

    change = address(made, "change_indicator", "waiting>2")
    seen = fields_of(client.get(change))
    assert seen["parameters"] == ["0 0,5 1"]
    assert client.post(change, seen | {"factor": "reports"}).status_code == 303
    assert held(made, "indicators", "reports")["weight"] == 0
    assert list(items(document_of(made), "indicators")) == ["waiting", "reports"]
    remove = address(made, "remove_indicator", "waiting")
    assert client.post(remove, fields_of(client.get(remove))).status_code == 303
    assert [one["factor"] for one in document_of(made)["indicators"]] == ["reports"]


def test_it_adds_a_statement_and_tells_whether_it_holds(browser: Browser) -> None:
    made, client = draft(), browser(alice_user())
    add = address(made, "add_claim")
    first = fields_of(client.get(add)) | {"text_nl": "Meer aangiften, langer wachten."}
    assert "minstens" in client.post(add, first).content.decode()
    page = client.post(add, first | {"more": "1", "more-test": "path"})
    assert "Meer aangiften" in page.content.decode()
    typed = fields_of(page) | {"checks-0-through": "reports\npressure\nwaiting", "checks-0-sign": "+"}
    told = client.post(address(made, "check", "claims"), typed).content.decode()
    assert "geldt" in told
    wrong = client.post(address(made, "check", "claims"), typed | {"checks-0-sign": "-"}).content.decode()
    assert "geldt niet" in wrong
    answer = client.post(add, typed)
    assert answer.status_code == 303
    (made_claim,) = document_of(made)["claims"]
    assert made_claim["checks"] == [
        {"test": "path", "through": ["reports", "pressure", "waiting"], "sign": "+"}
    ]
    assert "geldt" in client.get(answer["Location"]).content.decode()

    change = address(made, "change_claim", made_claim["id"])
    more = client.post(change, fields_of(client.get(change)) | {"more": "1", "more-test": "inputs"})
    typed = fields_of(more) | {"checks-1-of": "waiting"}
    assert "minstens één factor" in client.post(change, typed).content.decode()
    assert client.post(change, typed | {"checks-1-include": "pressure +"}).status_code == 303
    assert document_of(made)["claims"][0]["checks"][1] == {
        "test": "inputs",
        "of": "waiting",
        "include": ["pressure+"],
    }


def test_a_statement_goes_with_a_factor_it_names_with_a_sign(browser: Browser) -> None:
    made, client = draft(), browser(alice_user())
    check = {"test": "inputs", "of": "waiting", "include": ["pressure+"]}
    put(made, "claims", {"id": "one", "text": {"nl": "Zo is het."}, "layer": "stated", "checks": [check]})
    put(made, "indicators", {"factor": "pressure"})
    remove = address(made, "remove_factor", "pressure")
    page = client.get(remove)
    assert "Zo is het." in page.content.decode()
    assert client.post(remove, fields_of(page)).status_code == 303
    assert "claims" not in document_of(made)
    assert "indicators" not in document_of(made)


def test_it_changes_the_numbers_behind_the_classes(browser: Browser) -> None:
    made, client = draft(), browser(alice_user())
    url = address(made, "scales")
    seen = fields_of(client.get(url))
    assert seen["strengths"][0].splitlines()[0].strip() == "zwak = 0,2"
    for wrong in ("zwak", "zwak = veel", "zwak = 0", "zwak = 1\nzwak = 2", ""):
        assert client.post(url, seen | {"strengths": wrong}).status_code == 200
    # A class that relations use stays.
    assert client.post(url, seen | {"strengths": "zwak = 0,1"}).status_code == 200
    mine = "zwak = 0,1\ngemiddeld = 0,4\nsterk = 0,9\nenorm = 2"
    assert client.post(url, seen | {"strengths": mine, "time_unit": "maand"}).status_code == 303
    assert document_of(made)["scales"] == {
        "time_unit": "maand",
        "strengths": {"weak": 0.1, "average": 0.4, "strong": 0.9, "enorm": 2.0},
        "speeds": {"low": 3.0, "average": 1.0, "high": 0.5, "very_high": 0.25},
    }
    late = client.post(url, seen | {"time_unit": "dag"})
    assert late.status_code == 409
    relation = address(made, "change_relation", "reports>pressure")
    assert client.post(relation, fields_of(client.get(relation)) | {"strength": "enorm"}).status_code == 303
    assert held(made, "relations", "reports>pressure")["strength"] == "enorm"
    typed = fields_of(client.get(relation)) | {"strength": "0,37"}
    assert client.post(relation, typed).status_code == 303
    assert held(made, "relations", "reports>pressure")["strength"] == 0.37


THINGS: dict[str, tuple[Json, dict[str, str]]] = {
    "intervention": (
        {
            "id": "one",
            "label": {"nl": "Een"},
            "changes": [{"factor": "waiting", "kind": "shift", "amount": 1}],
        },
        {"changes-0-amount": "3"},
    ),
    "indicator": ({"factor": "waiting"}, {"weight": "3"}),
    "claim": (
        {"id": "one", "text": {"nl": "Een"}, "layer": "stated", "checks": [{"test": "equilibrium"}]},
        {"text_nl": "Drie 3"},
    ),
}


@pytest.mark.parametrize("kind", THINGS)
def test_it_shows_both_when_somebody_was_first(browser: Browser, kind: str) -> None:
    thing, typed = THINGS[kind]
    made, client = draft(), browser(alice_user())
    put(made, COLLECTIONS[kind], thing)
    key = thing.get("id", "waiting")
    change = address(made, f"change_{kind}", key)
    seen = fields_of(client.get(change))
    changed = (
        {"layer": "read"} if kind == "claim" else {"source": "S"} if kind != "indicator" else {"weight": 2}
    )
    put(made, COLLECTIONS[kind], thing | changed)
    late = client.post(change, seen | typed)
    text = late.content.decode()
    assert late.status_code == 409
    assert "U typte" in text
    for name, value in typed.items():
        assert fields_of(late)[name] == [value]
    assert held(made, COLLECTIONS[kind], key) == thing | changed
    assert client.post(change, fields_of(late)).status_code == 303
    assert held(made, COLLECTIONS[kind], key) != thing | changed
    remove = address(made, f"remove_{kind}", key)
    other = browser(anna_user())
    assert other.post(remove, {"seen": seen["seen"][0]}).status_code == 409
    assert other.post(remove, fields_of(other.get(remove))).status_code == 303
    assert client.get(change).status_code == 404
    assert client.post(change, seen | typed).status_code == 409


@pytest.mark.parametrize("name", ["mensenhandel", "marvel-software-release"])
def test_opening_and_saving_what_ships_changes_nothing(browser: Browser, name: str) -> None:
    made, client = shipped(name), browser(alice_user())
    for kind in KINDS:
        for key in list(items(made.document, COLLECTIONS[kind]))[::7]:
            url = address(made, f"change_{kind}", key)
            assert client.post(url, fields_of(client.get(url))).status_code == 303, url
    scales = address(made, "scales")
    assert client.post(scales, fields_of(client.get(scales))).status_code == 303
    assert document_of(made) == made.document


def test_a_check_that_nobody_knows_stays_as_it_is(browser: Browser) -> None:
    made, client = draft(), browser(alice_user())
    odd = {"test": "magic", "spell": ["a", "b"], "power": 3}
    put(made, "claims", {"id": "one", "text": {"de": "So."}, "layer": "stated", "checks": [odd]})
    change = address(made, "change_claim", "one")
    page = client.get(change)
    assert "magic" in page.content.decode()
    assert client.post(change, fields_of(page) | {"text_nl": "Zo."}).status_code == 303
    assert held(made, "claims", "one")["checks"] == [odd]
    assert held(made, "claims", "one")["text"] == {"de": "So.", "nl": "Zo."}


def test_an_id_may_hold_a_slash(browser: Browser) -> None:
    made, client = draft(), browser(alice_user())
    put(made, "factors", {"id": "in/uit", "label": {"nl": "In en uit"}})
    put(made, "relations", {"id": "in/uit>waiting", "from": "in/uit", "to": "waiting", "sign": "+"})
    for tab in ("", "?tab=factoren"):
        assert client.get(address(made, "draft") + tab).status_code == 200
    url = address(made, "change_factor", "in/uit")
    assert client.post(url, fields_of(client.get(url)) | {"label_nl": "Uit"}).status_code == 303
    remove = address(made, "remove_factor", "in/uit")
    assert client.post(remove, fields_of(client.get(remove))).status_code == 303
    assert item(document_of(made), "relations", "in/uit>waiting") is None


def test_it_comes_back_to_the_page_of_the_list_where_the_thing_stands(browser: Browser) -> None:
    made, client = shipped("mensenhandel"), browser(alice_user())
    url = address(made, "change_factor", "B9")
    answer = client.post(url, fields_of(client.get(url)))
    back = answer["Location"]
    assert "tab=factoren" in back
    assert 'id="factor-B9"' in client.get(back).content.decode()


def test_it_is_not_there_for_another_desk(browser: Browser) -> None:
    made = draft()
    put(made, "indicators", {"factor": "waiting"})
    stranger = browser(bob_user())
    for url in (
        address(made, "scales"),
        address(made, "add_intervention"),
        address(made, "add_claim"),
        address(made, "change_indicator", "waiting"),
        address(made, "remove_indicator", "waiting"),
    ):
        assert stranger.get(url).status_code == 404
        assert stranger.post(url, {"factor": "waiting"}).status_code == 404
        assert Client().get(url).status_code == 302
    assert client_finds_nothing(browser(alice_user()), made)


def client_finds_nothing(client: Client, made: ModelDraft) -> bool:
    """Guessed keys lead nowhere."""
    guessed = ("there-is-none", "waiting>2", "../x", "%2e%2e", "a" * 500)
    return all(
        client.get(address(made, f"{step}_{kind}", key)).status_code == 404
        for key in guessed
        for kind in ("intervention", "claim", "indicator")
        for step in ("change", "remove")
    )
