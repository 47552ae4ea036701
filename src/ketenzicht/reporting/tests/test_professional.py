from typing import Any
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client

from ketenzicht.accounts.tests import factories as people
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Role, Verb
from ketenzicht.reporting import actions, queries
from ketenzicht.reporting.domain.public_status import PublicStatus
from ketenzicht.reporting.forms.answers import Answers
from ketenzicht.reporting.models import Attachment, Draft, Report
from ketenzicht.reporting.tests.factories import AT, focal_desk, municipality
from ketenzicht.reporting.tests.walking import Walker

FACT = "He has six telephone contracts in his name."
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _second_factors(settings: LazySettings) -> None:
    """The middleware for a second factor is tested elsewhere."""
    settings.DEMONSTRATION = True


def _signed_in(name: str = "Dora") -> Client:
    person = people.user(name, (people.desk(f"desk of {name}"), Role.REPORTING_PROFESSIONAL))
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    return client


def _walk(client: Client) -> Walker:
    walker = Walker(client, "/en/meldingen/nieuw/")
    _next(walker, urgency="today")
    return walker


def _next(walker: Walker, go: str = "next", **typed: Any) -> Walker:
    walker.press(go, **typed)
    while walker.response.status_code in (302, 303):
        walker.url = walker.response["Location"].partition("#")[0]
        walker._take(walker.client.get(walker.url))
    return walker


def _sent(client: Client) -> Walker:
    walker = _walk(client)
    _next(
        walker,
        subject="person",
        fact=FACT,
        heard="His mother is worried.",
        municipality=str(municipality().pk),
    )
    _next(walker, setting="youth_outreach")
    _next(walker, **{"question-youth_outreach.fines": "Yes, to an older boy."})
    _next(walker, files=[SimpleUploadedFile("contract.txt", b"six contracts")])
    return _next(walker, "send")


def test_it_takes_a_report_with_more_questions_and_shows_it_as_the_desk() -> None:
    walker = _sent(_signed_in())
    assert walker.h1.startswith("Report of")
    officer = Actor.desk(focal_desk().pk, Verb.REPORT_READ)
    with acting(officer):
        view = queries.report_view(officer, Report.objects.get().pk)
    assert view.reporter_label == "desk of Dora"
    assert [extra["code"] for extra in view.extra_answers] == ["urgency", "youth_outreach.fines"]
    assert [said.kind for said in view.statements] == ["fact", "heard"]
    assert view.attachments[0].name == "contract.txt"
    assert "ketenzicht.example" not in repr(view)
    assert not Draft.objects.exists()


def test_it_keeps_a_draft_at_every_step_and_goes_on_with_it_later() -> None:
    client = _signed_in()
    walker = _walk(client)
    _next(walker, "save", fact=FACT)
    assert walker.h1 == "My reports"
    assert walker.says(FACT)
    with acting(people.actor(people.user("Dora"))):
        draft = Draft.objects.get()
        assert FACT.encode() not in bytes(draft.sealed)
    again = Walker(client, f"/en/meldingen/concept/{draft.pk}/?stap=what")
    assert again.values["fact"] == [FACT]


def test_it_keeps_what_is_wrong_too() -> None:
    client = _signed_in()
    walker = _walk(client)
    _next(walker, fact=FACT)
    assert walker.says("Choose what your report is about.")
    assert Walker(client, walker.url).values["fact"] == [FACT]


def test_it_stops_sending_when_the_file_of_a_draft_is_gone() -> None:
    client = _signed_in()
    walker = _walk(client)
    _next(walker, "to:details", subject="person", fact=FACT, municipality=str(municipality().pk))
    _next(walker, files=[SimpleUploadedFile("contract.txt", b"six contracts")])
    with acting(people.actor(people.user("Dora"))):
        answers = Answers.from_bytes(actions.unseal_draft(Draft.objects.get()))
    actions.discard_files(owner=answers.file_owner)
    _next(walker, "send")
    assert walker.says("We no longer have “contract.txt”")
    with acting(people.actor(people.user("Dora"))):
        assert Draft.objects.exists()
    _next(walker, files=[SimpleUploadedFile("contract.txt", b"six contracts")])
    _next(walker, "send")
    officer = Actor.desk(focal_desk().pk, Verb.REPORT_READ)
    with acting(officer):
        view = queries.report_view(officer, Report.objects.get().pk)
    assert [file.name for file in view.attachments] == ["contract.txt"]


def test_it_hides_a_draft_from_everybody_else() -> None:
    walker = _walk(_signed_in())
    other = _signed_in("Eva")
    assert other.get(walker.url).status_code == 404
    assert other.post(walker.url, {"go": "discard"}).status_code == 404
    assert FACT not in other.get("/en/meldingen/").content.decode()


def test_it_throws_a_draft_away_with_its_files() -> None:
    client = _signed_in()
    walker = _walk(client)
    answer = client.post(walker.url, {"go": "discard"})
    assert answer.status_code == 303
    assert client.get(walker.url).status_code == 404


def test_it_shows_the_report_when_send_is_pressed_twice() -> None:
    client = _signed_in()
    walker = _walk(client)
    address = walker.url.partition("?")[0]
    _next(walker, "next", subject="person", fact=FACT, municipality=str(municipality().pk))
    for _each in range(2):
        answer = client.post(address, {**Walker(client, f"{address}?stap=check").values, "go": "send"})
        assert answer.status_code in (302, 303)
        assert answer["Location"].startswith("/en/meldingen/")
    with acting(Actor.desk(focal_desk().pk, Verb.REPORT_READ)):
        assert Report.objects.count() == 1


def test_it_names_no_person_in_what_the_desk_reads() -> None:
    _sent(_signed_in("Wilhelmina"))
    officer = Actor.desk(focal_desk().pk, Verb.REPORT_READ)
    with acting(officer):
        view = queries.report_view(officer, Report.objects.get().pk)
        drawn = render_to_string("reporting/_report.html", {"view": view})
    assert FACT in drawn
    assert "Wilhelmina" not in drawn.replace("desk of Wilhelmina", "")


def test_it_shows_an_own_report_with_its_answers_and_takes_an_addition() -> None:
    client = _signed_in()
    walker = _sent(client)
    report_id = UUID(walker.url.rstrip("/").rpartition("/")[2])
    officer = Actor.desk(focal_desk().pk, Verb.REPORT_READ, Verb.REPLY_SEND)
    with acting(officer):
        actions.reply(
            report_id=report_id,
            text_code="",
            text="Which shop?",
            status=PublicStatus.QUESTION_FOR_YOU,
            by=officer,
            at=AT,
        )
    assert "new message" in client.get("/en/meldingen/").content.decode()
    page = Walker(client, walker.url, "addition")
    assert page.says("Which shop?")
    assert page.says("six telephone contracts")
    _next(page, "add", text="The one at the station.")
    assert page.says("The one at the station.")
    assert "new message" not in client.get("/en/meldingen/").content.decode()


def test_it_shows_a_report_to_nobody_else_here() -> None:
    walker = _sent(_signed_in())
    assert _signed_in("Eva").get(walker.url).status_code == 404
    assert Client().get(walker.url).status_code == 302


def test_it_gives_a_file_to_save_and_never_to_run() -> None:
    client = _signed_in()
    _sent(client)
    with acting(Actor.desk(focal_desk().pk, Verb.REPORT_READ)):
        file_id = Attachment.objects.get().pk
    answer = client.get(f"/meldingen/bijlage/{file_id}/")
    assert answer.content == b"six contracts"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert _signed_in("Eva").get(f"/meldingen/bijlage/{file_id}/").status_code == 404


@pytest.mark.parametrize("stap", ["nowhere", "signs", "check", "details", "../x"])
def test_it_answers_any_step_with_a_page(stap: str) -> None:
    walker = _walk(_signed_in())
    address = walker.url.partition("?")[0]
    assert walker.client.get(address, {"stap": stap}).status_code == 200
