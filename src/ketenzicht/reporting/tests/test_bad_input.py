"""Whatever is sent to a public page, a page comes back."""

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from ketenzicht.partners.models import Municipality
from ketenzicht.reporting.tests.walking import Walker

PAGES = ["safety", "what", "more", "setting", "signs", "details", "check", "", "nowhere"]
BUTTONS = [
    "next",
    "check",
    "send",
    "back",
    "stay",
    "to:what",
    "to:signs",
    "to:",
    "add:person",
    "add:",
    "remove:person:0",
]
BUTTONS += ["remove:person:-1", "remove:x:y:z", "drop:1", "drop:", ":", "confirm", "save"]
NAMES = [
    "acute-life_danger",
    "subject",
    "fact",
    "municipality",
    "place",
    "heard",
    "setting",
    "sign-WON-06",
    "shows-WON-06",
]
NAMES += [
    "person-count",
    "person-0-called",
    "person-0-age_from",
    "phone-1-as_typed",
    "mode",
    "name",
    "files",
    "state",
]
VALUES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["person", "elsewhere", "school", "seen", "named", "2", "999", "-1", "\x00", "²"]),
)
POSTED = st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=8)
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@settings(max_examples=40)
@given(posted=POSTED, page=st.sampled_from(PAGES), go=st.sampled_from(BUTTONS))
def test_the_questionnaire_answers_anything_with_a_page(posted: dict[str, str], page: str, go: str) -> None:
    client = Client(headers={"accept-language": "en"})
    answer = client.post("/en/melden/", {**posted, "page": page, "go": go})
    assert answer.status_code == 200
    assert "<h1" in answer.content.decode()
    assert not answer.cookies


@settings(max_examples=25)
@given(steps=st.lists(st.tuples(st.sampled_from(BUTTONS), POSTED), min_size=1, max_size=4))
def test_a_walk_in_any_order_ends_on_a_page(steps: list[tuple[str, dict[str, str]]]) -> None:
    walker = Walker(Client(headers={"accept-language": "en"}), "/en/melden/")
    for go, posted in steps:
        kept = {name: value for name, value in posted.items() if name not in ("state", "files")}
        walker.press(go, **kept)
        assert walker.response.status_code == 200
        assert walker.h1
        if "state" not in walker.values:
            break


@settings(max_examples=30)
@given(posted=st.dictionaries(st.sampled_from(["code", "kept", "token", "text", "go"]), VALUES, max_size=5))
def test_the_receipt_page_answers_anything_with_a_page(posted: dict[str, str]) -> None:
    answer = Client().post("/antwoord/", posted)
    assert answer.status_code in (200, 400, 429)
    assert "<h1" in answer.content.decode()


def test_nothing_is_sent_that_was_not_asked_for(visitor: Client, municipality: Municipality) -> None:
    walker = Walker(visitor, "/en/melden/").press("send")
    assert walker.h1 == "What did you notice?"
    assert walker.says("Choose what your report is about.")
