"""A relation in one line: names that are not clear are offered to press, an arrow to itself asks twice."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from ketenzicht.common.actor import acting
from ketenzicht.systems.actions import drafts
from ketenzicht.systems.domain import editing, quick
from ketenzicht.systems.domain.documents import empty, item
from ketenzicht.systems.models import ModelDraft
from ketenzicht.systems.tests.conftest import Browser
from ketenzicht.systems.tests.factories import NOON, alice, alice_user, draft

SURE = "Ik weet het zeker"


def _keys(made: ModelDraft) -> list[str]:
    with acting(alice()):
        return [one["id"] for one in ModelDraft.objects.get(pk=made.pk).document["relations"]]


def _twins(made: ModelDraft) -> None:
    """Two factors of one name."""
    with acting(alice()):
        for key in ("care-one", "care-two"):
            step = editing.put("factors", {"id": key, "label": {"nl": "Zorg"}})
            drafts.edit(draft_id=made.pk, change=step, kind="add_factor", by=alice(), at=NOON)


def _meant(page: str) -> dict[str, str]:
    """The choices on a page: what each sends, by what it says."""
    found = re.findall(r'<button[^>]*name="meant" value="([^"]*)"[^>]*>(.*?)</button>', page, re.S)
    return {re.sub(r"<[^>]*>", "", text).strip(): unescape(value) for value, text in found}


@pytest.mark.django_db
def test_it_offers_the_factors_that_may_be_meant_to_press(browser: Browser) -> None:
    made, client = draft(), browser(alice_user())
    url = reverse("systems:line", args=[made.pk])
    typed = {"line": "report > wait +"}
    check = client.post(reverse("systems:check", args=[made.pk, "regel"]), typed).content.decode()
    page = client.post(url, typed).content.decode()
    assert _meant(page) == _meant(check) == {"reports": "source:reports", "waiting": "target:waiting"}

    half = client.post(url, typed | {"meant": "source:reports"}).content.decode()
    assert _meant(half) == {"waiting": "target:waiting"}
    assert '<input type="hidden" name="meant" value="source:reports">' in half
    both = typed | {"meant": ["source:reports", "target:waiting"]}
    assert client.post(url, both).status_code == 303
    assert _keys(made)[-1] == "reports>waiting"


@pytest.mark.django_db
def test_it_asks_which_of_two_factors_of_one_name_is_meant(browser: Browser) -> None:
    made, client = draft(), browser(alice_user())
    _twins(made)
    url = reverse("systems:line", args=[made.pk])
    typed = {"line": "zorg > waiting -", "sure": "on"}
    answer = client.post(url, typed)
    assert "Meer dan één factor heet" in answer.content.decode()
    assert set(_meant(answer.content.decode()).values()) == {"source:care-one", "source:care-two"}
    assert client.post(url, typed | {"meant": "source:care-two"}).status_code == 303
    assert _keys(made)[-1] == "care-two>waiting"


@pytest.mark.django_db
@pytest.mark.parametrize("lie", ["source:pressure", "source:", "target:care-one", "nonsense", "source:<b>"])
def test_a_choice_that_does_not_go_with_the_name_counts_for_nothing(browser: Browser, lie: str) -> None:
    made, client = draft(), browser(alice_user())
    _twins(made)
    before = _keys(made)
    answer = client.post(reverse("systems:line", args=[made.pk]), {"line": "zorg > waiting -", "meant": lie})
    assert answer.status_code == 200
    assert _keys(made) == before


@pytest.mark.django_db
def test_it_asks_to_be_sure_of_a_relation_to_itself(browser: Browser) -> None:
    made, client = draft(), browser(alice_user())
    url = reverse("systems:line", args=[made.pk])
    typed = {"line": "waiting > Waiting -"}
    check = client.post(reverse("systems:check", args=[made.pk, "regel"]), typed).content.decode()
    assert SURE in check
    assert SURE in client.post(url, typed).content.decode()
    assert "waiting>waiting" not in _keys(made)
    assert client.post(url, typed | {"itself": "on"}).status_code == 303
    assert "waiting>waiting" in _keys(made)
    new = {"line": "nieuw > Nieuw +", "sure": "on"}
    assert SURE in client.post(url, new).content.decode()
    assert SURE not in client.get(reverse("systems:draft", args=[made.pk])).content.decode()


@pytest.mark.django_db
def test_the_form_asks_to_be_sure_of_a_relation_to_itself(browser: Browser) -> None:
    made, client = draft(), browser(alice_user())
    url = reverse("systems:add_relation", args=[made.pk])
    typed = {"source": "waiting", "target": "waiting", "sign": "+"}
    assert SURE not in client.get(url).content.decode()
    assert SURE in client.post(url, typed).content.decode()
    assert client.post(url, typed | {"itself": "on"}).status_code == 303
    # What is there already is not asked again.
    change = reverse("systems:change_relation", args=[made.pk, "waiting>waiting"])
    page = client.get(change).content.decode()
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    assert seen
    assert SURE not in page
    assert client.post(change, typed | {"seen": seen[1], "reference": "Page 3"}).status_code == 303
    assert item_of(made, "waiting>waiting") == "Page 3"


def item_of(made: ModelDraft, key: str) -> str:
    with acting(alice()):
        found = item(ModelDraft.objects.get(pk=made.pk).document, "relations", key)
    return found["reference"] if found else ""


@pytest.mark.django_db
def test_a_room_asks_to_be_sure_of_an_arrow_to_itself(browser: Browser) -> None:
    made, client = draft(), browser(alice_user())
    screen = client.post(reverse("systems:open_session", args=[made.pk]), {"question": "What?"})["Location"]
    code = re.search(r"<strong>([A-Z]{4} [A-Z]{4})</strong>", client.get(screen).content.decode())
    assert code
    guest = Client()
    place = guest.post(reverse("systems:join"), {"code": code[1]})["Location"]
    for somebody, url in ((client, screen + "pijl/"), (guest, place)):
        said = somebody.post(url, {"line": "rust > rust +"})
        assert said.status_code == 200
        assert SURE in said.content.decode()
        assert somebody.post(url, {"line": "rust > rust +", "itself": "on"}).status_code == 303


def test_a_name_is_spelled_so_that_it_is_understood() -> None:
    factors = [
        {"id": "a", "label": {"nl": "Zorg"}},
        {"id": "b", "label": {"nl": "zorg"}},
        {"id": "c", "label": {"nl": "Opvang", "en": "Shelter"}},
    ]
    names = quick.Names(factors)
    assert [names.spelled(key, "en") for key in "abc"] == ["a", "b", "Shelter"]
    assert names.matching("ZORG") == ["a", "b"]
    assert names.matching("opvang") == names.matching("shelter") == ["c"]
    ends = quick.ends_of(factors, quick.read("zorg > nieuw +"), {})
    assert ends == {
        "source": quick.Open("source", "zorg", ("a", "b"), is_new=False),
        "target": quick.Open("target", "nieuw", (), is_new=True),
    }
    made = editing.add_line(quick.read("zorg > c +"), "nl", meant={"source": "b"})(
        empty("m", {}) | {"factors": factors}
    )
    assert made["relations"][0]["from"] == "b"
