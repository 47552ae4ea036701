"""Bad input everywhere: an answer in the page's language, nothing half done, and never an error of ours."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from ketenzicht.common.actor import acting
from tests.access.looking import undone
from tests.access.people import Person
from tests.access.table import ROWS
from tests.access.world import World
from tests.architecture.addresses import addresses
from tests.robustness.nasty import BODIES, HEADERS, HOSTS, METHODS, NASTY, texts

pytestmark = pytest.mark.slow
NAMES = [address.name for address in addresses() if address.name in ROWS]
POSTS = [name for name in NAMES if "POST" in ROWS[name].methods]
# Who knows the way best, in this order.
LOOKERS = ("holder", "receiver", "author", "chain", "admin", "privacy")
# Pieces of pages, which scripts put in their place.
_PIECE = re.compile(r"^(/en)?/modellen/.*/(stand|toets/\w+)/(\?|$)")
# Nobody is signed in there, so a form from elsewhere can do what its sender could do directly, and no more.
COOKIELESS = {
    "reporting:report",
    "reporting:receipt",
    "systems:join",
    "systems:take_part",
    "systems:vote",
}
MAY_BE_DOWN = {"healthz"}
_before: dict[str, list[Any]] = {}
_NAME = re.compile(r'<(?:input|select|textarea|button)\b[^>]*?\bname="([^"]+)"')
_VALUE = re.compile(r'<input[^>]*?\bname="([^"]+)"[^>]*?\bvalue="([^"]*)"')
FILTERS = (
    "q",
    "page",
    "tab",
    "sort",
    "lijst",
    "als",
    "stap",
    "soort",
    "next",
    "target",
    "first_day",
    "shell",
)


@pytest.fixture
def bold(world: World) -> Iterator[World]:
    """The world, whose browsers pass on an error of the product as a browser would see it."""
    _before.clear()
    for person in world.people.values():
        person.client.raise_request_exception = False
    yield world
    for person in world.people.values():
        person.client.raise_request_exception = True


def looker(world: World, name: str) -> tuple[Person, str]:
    """Somebody who may come to the address, and the address of a record."""
    who = next((who for who in LOOKERS if who in ROWS[name].door), "holder")
    targets = ROWS[name].targets(world).values()
    mine = next((target for target in targets if who in target.sees - target.not_theirs), None)
    return world.people[who], reverse(name, kwargs=dict((mine or next(iter(targets))).where))


def send(person: Person, method: str, url: str, *args: Any, **options: Any) -> HttpResponse:
    """The answer to a request, checked, with everything it did taken back."""
    before = _rows_before(person)
    with undone(person.client):
        answer = person.client.generic(method, url, *args, **options)
        assert answer.status_code < 500 or answer.status_code == 503, (
            f"{method} {url} as {person.name}: {answer.status_code} for {str(args)[:300]}"
        )
        if method == "POST" and answer.status_code >= 400:
            assert _rows(person) == before, f"{url} was refused and yet changed something"
    _speaks(url, answer)
    return answer


def _speaks(url: str, answer: HttpResponse) -> None:
    """A page is in the language of its address."""
    if "text/html" not in answer.get("Content-Type", "") or not answer.content:
        return
    if _PIECE.search(url):
        return
    language = re.search(rb'<html[^>]*lang="(\w+)"', answer.content)
    if answer.status_code != 400:
        assert language, f"{url}: {answer.status_code} with a page without a language"
    if language:
        assert language[1].decode() == ("en" if url.startswith("/en/") else "nl"), url


def _rows_before(person: Person) -> list[Any]:
    """The same before every request of a test, as each is taken back."""
    if person.name not in _before:
        _before[person.name] = _rows(person)
    return _before[person.name]


def _rows(person: Person) -> list[Any]:
    """How many rows of casework somebody sees."""
    tables = ("signals_signal", "signals_note", "signals_task", "signals_signalevent", "reporting_report")
    tables += ("reporting_addition", "reporting_reply", "reporting_draft", "handover_handover")
    tables += ("handover_handoverevent", "accounts_user", "accounts_membership", "partners_revision")
    tables += ("planning_consultation", "planning_change", "planning_statement", "planning_placement")
    counts = ", ".join(f"(SELECT count(*) FROM {table})" for table in tables)
    with acting(person.actor), connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}")
        return list(cursor.fetchone())


def form_of(person: Person, url: str) -> tuple[set[str], dict[str, str]]:
    """The names on the page at an address, and what its hidden and filled-in fields hold."""
    with undone(person.client):
        text = person.client.get(url).content.decode(errors="replace")
    return set(_NAME.findall(text)), dict(_VALUE.findall(text))


def encoded(data: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """What the test client can send: lone surrogates as the bytes a broken browser makes of them."""
    return {
        name.encode("utf-8", "replace").decode(): [
            value.encode("utf-8", "replace").decode() for value in values
        ]
        for name, values in data.items()
    }


@pytest.mark.parametrize("name", POSTS)
def test_it_answers_every_form_that_is_filled_in_badly(bold: World, name: str) -> None:
    person, url = looker(bold, name)
    names, values = form_of(person, url)
    target = next(iter(ROWS[name].targets(bold).values()))
    names |= {*target.data, "version", "next"} - {"csrfmiddlewaretoken"}

    before = _rows_before(person)

    @settings(max_examples=8)
    @given(st.data())
    def badly(data: st.DataObject) -> None:
        chosen = data.draw(st.sets(st.sampled_from(sorted(names)), min_size=1))
        typed = {field: [value] for field, value in values.items()}
        typed |= {field: [str(value)] for field, value in target.data.items() if isinstance(value, str | int)}
        typed |= {field: data.draw(st.lists(texts, min_size=1, max_size=2)) for field in sorted(chosen)}
        with undone(person.client):
            answer = person.client.post(url, encoded(typed))
            said = {field: [value[:60] for value in typed[field]] for field in chosen}
            assert answer.status_code < 500 or answer.status_code == 503, (url, answer.status_code, said)
            if answer.status_code >= 400:
                assert _rows(person) == before, (url, said)
        _speaks(url, answer)

    badly()


@pytest.mark.parametrize("name", POSTS)
def test_it_answers_what_is_no_form_at_all(bold: World, name: str) -> None:
    person, url = looker(bold, name)
    for body, kind in BODIES:
        send(person, "POST", url, body, kind)


@pytest.mark.parametrize("name", NAMES)
def test_it_answers_every_method_and_filter(bold: World, name: str) -> None:
    person, url = looker(bold, name)
    for method in METHODS:
        assert send(person, method, url).status_code != 500
    names = sorted({*FILTERS, *form_of(person, url)[0]})[:40]
    for place in range(0, len(NASTY), 6):
        values = [NASTY[(place + step) % len(NASTY)][:6000] for step in range(len(names))]
        query = encoded({field: [value] for field, value in zip(names, values, strict=True)})
        with undone(person.client):
            answer = person.client.get(url, query)
        assert answer.status_code < 500 or name in MAY_BE_DOWN, (url, answer.status_code, place)
        _speaks(url, answer)


@pytest.mark.parametrize(
    "url", ["/", "/en/", "/melden/", "/antwoord/", "/aanmelden/", "/werk/", "/no-such-page/"]
)
def test_it_answers_strange_headers_and_addresses(bold: World, url: str) -> None:
    person = bold.people["holder"]
    for headers in HEADERS:
        send(
            person,
            "GET",
            url,
            headers={name: value.encode().decode("latin-1") for name, value in headers.items()},
        )
    for host in HOSTS:
        with undone(person.client):
            answer = person.client.get(url, headers={"host": host})
        assert answer.status_code < 500
        assert b"evil" not in answer.content or host != "evil.example"
    for tail in ("?" + "a=b&" * 3000, "%00", "%ff%fe", "..%2f..%2f", "a" * 9000, "%F0%9F%99%82/", "//x/"):
        send(person, "GET", url + tail)


def test_it_answers_a_form_that_is_no_form_at_an_address_that_is_not_ours(bold: World) -> None:
    browser = Client(enforce_csrf_checks=True, raise_request_exception=False)
    browser.cookies.load(bold.people["holder"].client.cookies.output().replace("Set-Cookie: ", ""))
    browser.cookies["csrftoken"] = "a" * 32
    with undone(browser):
        answer = browser.generic("POST", "/werk/", b"v\xa9", "multipart/form-data", headers={"host": "true"})
    assert answer.status_code == 400


@pytest.mark.parametrize("number", ["0", "9" * 19, "9" * 25, "9" * 5000])
def test_it_answers_a_number_that_is_nobody_s_in_the_address(bold: World, number: str) -> None:
    numbered = [name for name in NAMES if any(isinstance(at, int) for at in _where(bold, name).values())]
    assert {"accounts:person", "mfa_edit_webauthn"} <= set(numbered)
    for name in numbered:
        where = {key: int("9" * 18) if isinstance(at, int) else at for key, at in _where(bold, name).items()}
        url = reverse(name, kwargs=where).replace("9" * 18, number)
        for method in ("GET", "POST"):
            # Who may not come at all hears that before anything is looked for.
            right = {302 if "admin" in ROWS[name].door else 403, 404, 405}
            assert send(bold.people["admin"], method, url).status_code in right, (method, name)


def _where(world: World, name: str) -> dict[str, object]:
    return dict(next(iter(ROWS[name].targets(world).values())).where)


@pytest.mark.parametrize("name", POSTS)
def test_it_refuses_a_form_from_elsewhere(bold: World, name: str) -> None:
    """Without its token nothing that a cookie opens is done; pages without a cookie have none to steal."""
    person, url = looker(bold, name)
    stranger = Client(enforce_csrf_checks=True, raise_request_exception=False)
    stranger.cookies.load(person.client.cookies.output().replace("Set-Cookie: ", ""))
    with undone(stranger):
        answer = stranger.post(url, {"reason": "x"})
    assert (answer.status_code == 403) is (name not in COOKIELESS), answer.status_code
    _speaks(url, answer)


@pytest.mark.parametrize("url", ["/melden/", "/antwoord/", "/en/melden/", "/en/antwoord/"])
@pytest.mark.parametrize("field", ["state", "sent", "token", "kept"])
def test_it_keeps_what_was_typed_when_the_sealed_part_is_forged(bold: World, url: str, field: str) -> None:
    person = bold.people["nobody"]
    for lie in NASTY:
        data = encoded({field: [lie], "fact": ["Typed text"], "text": ["Typed text"], "page": ["what"]})
        with undone(person.client):
            answer = person.client.post(url, data)
        assert answer.status_code in {200, 400}, (url, field, lie[:40], answer.status_code)
        _speaks(url, answer)
        if field == "state" and "melden" in url:
            assert b"Typed text" in answer.content
