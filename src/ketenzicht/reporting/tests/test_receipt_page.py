from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.throttle import Throttle
from ketenzicht.reporting import actions, inspection, queries
from ketenzicht.reporting.domain.public_status import PublicStatus
from ketenzicht.reporting.models import Addition
from ketenzicht.reporting.tests.factories import AT, focal_desk, public_report, receipt
from ketenzicht.reporting.tests.walking import Walker
from ketenzicht.reporting.views import limits, sealed

ADDRESS = "/en/antwoord/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_throttle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        limits, "codes", Throttle(free=3, first_wait=5, longest_wait=60, in_all=50, window=60)
    )


def _open(visitor: Client, code: str) -> Walker:
    return Walker(visitor, ADDRESS, "ask").press("open", code=code, form_id="addition")


def _answer(report_id: UUID, text: str) -> None:
    officer = Actor.desk(focal_desk().pk, Verb.REPORT_READ, Verb.REPLY_SEND)
    with acting(officer):
        actions.reply(
            report_id=report_id,
            text_code="",
            text=text,
            status=PublicStatus.QUESTION_FOR_YOU,
            by=officer,
            at=AT,
        )


def test_it_shows_how_far_it_is_and_every_message(visitor: Client) -> None:
    sent = public_report()
    _answer(sent.report_id, "Which door was it?")
    walker = _open(visitor, sent.receipt_code)
    assert walker.h1 == "Your report"
    assert walker.says("We have a question for you")
    assert walker.says("Which door was it?")
    assert walker.says("There is 1 new message for you.")
    walker.press("stay")
    assert not walker.says("new message")
    assert not walker.response.cookies


def test_it_never_says_which_desk_has_it(visitor: Client) -> None:
    sent = public_report()
    _answer(sent.report_id, "Thank you.")
    text = _open(visitor, sent.receipt_code).text
    assert focal_desk().label_nl not in text
    assert focal_desk().label_en not in text


def test_it_tells_a_typing_error_without_looking_anything_up(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = public_report().receipt_code
    monkeypatch.setattr(actions, "open_receipt", lambda **_any: pytest.fail("looked up"))
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    assert _open(visitor, wrong).says("There is a typing error in the code.")
    assert _open(visitor, code[:12]).says("Some digits are missing")
    assert _open(visitor, "abc").says("The code has only digits.")


def test_it_says_that_a_good_code_is_not_known(visitor: Client) -> None:
    assert _open(visitor, receipt().digits).says("We know no report with this code.")


def test_it_makes_whoever_guesses_wait_and_keeps_no_address(visitor: Client) -> None:
    for _each in range(3):
        _open(visitor, receipt().digits)
    walker = _open(visitor, receipt().digits)
    assert walker.response.status_code == 429
    assert walker.says("Too many codes were tried. Wait 5 seconds")
    assert "127.0.0.1" not in repr(vars(limits.codes))


def test_it_takes_an_addition_with_a_file_once(visitor: Client) -> None:
    sent = public_report()
    walker = _open(visitor, sent.receipt_code)
    before = dict(walker.values)
    walker.press("add", text="A white van.", files=[SimpleUploadedFile("plate.txt", b"00-AB-12")])
    assert walker.says("Your addition has been sent")
    assert walker.says("plate.txt")
    walker.values = before
    walker.press("add", text="A white van.")
    with acting(Actor.reporter(sent.report_id)):
        assert Addition.objects.count() == 1


def test_it_loses_nothing_when_a_file_cannot_be_taken(visitor: Client) -> None:
    walker = _open(visitor, public_report().receipt_code)
    files = [SimpleUploadedFile("good.txt", b"1"), SimpleUploadedFile("empty.txt", b"")]
    walker.press("add", text="A white van.", files=files)
    assert walker.says("empty.txt: This file is empty.")
    assert walker.values["text"] == ["A white van."]
    walker.press("add")
    assert walker.says("good.txt")
    assert walker.says("Your addition has been sent")


def test_it_refuses_an_empty_addition(visitor: Client) -> None:
    assert _open(visitor, public_report().receipt_code).press("add").says("Write something, or add a file.")


def test_it_keeps_the_text_when_there_is_no_room_to_look_at_a_file(visitor: Client) -> None:
    walker = _open(visitor, public_report().receipt_code)
    with inspection._room, inspection._room:
        walker.press("add", text="A white van.", files=[SimpleUploadedFile("plate.txt", b"00-AB-12")])
    assert walker.says("plate.txt: It is very busy right now. Wait a minute and try again.")
    assert walker.values["text"] == ["A white van."]
    walker.press("stay", text="A white van.", files=[SimpleUploadedFile("plate.txt", b"00-AB-12")])
    with inspection._room, inspection._room:
        walker.press("add", text="A white van.")
    assert walker.says("It is very busy right now. Wait a minute and try again.")
    assert walker.values["text"] == ["A white van."]
    walker.press("add", text="A white van.")
    assert walker.says("A white van.")
    assert walker.says("With file: plate.txt")


def test_it_holds_whoever_sends_too_many_files_and_loses_no_text(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = Throttle(free=1, first_wait=90, longest_wait=900, in_all=50, window=60)
    monkeypatch.setattr(limits, "uploads", few)
    walker = _open(visitor, public_report().receipt_code)
    files = [SimpleUploadedFile("one.txt", b"1"), SimpleUploadedFile("two.txt", b"2")]
    walker.press("add", text="A white van.", files=files)
    assert walker.says("two.txt: Too many files were sent in a short time. Wait 2 minutes.")
    assert walker.values["text"] == ["A white van."]


def test_it_closes_after_half_an_hour_and_keeps_what_was_written(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = public_report().receipt_code
    walker = _open(visitor, code)
    with monkeypatch.context() as later:
        later.setattr(sealed, "THREAD_SECONDS", -1)
        walker.press("add", text="A white van.", form_id="ask")
    assert walker.says("away for more than 30 minutes")
    assert "A white van." not in walker.text
    walker.press("open", code=code, form_id="addition")
    assert walker.values["text"] == ["A white van."]


def test_it_opens_nothing_with_a_changed_or_borrowed_token(visitor: Client) -> None:
    sent = public_report()
    for token in ("", "x", sealed.Sent(str(sent.report_id), "1", "2026-01-01").pack()):
        answer = visitor.post(ADDRESS, {"token": token, "go": "stay"})
        assert answer.status_code == 400
        assert "Your report" not in answer.content.decode()


def test_it_keeps_the_language_switch_and_what_was_typed(visitor: Client) -> None:
    walker = _open(visitor, public_report().receipt_code).press("stay", url="/antwoord/", text="A white van.")
    assert walker.h1 == "Uw melding"
    assert walker.values["text"] == ["A white van."]


def test_additions_lie_with_the_report(visitor: Client) -> None:
    sent = public_report()
    _open(visitor, sent.receipt_code).press("add", text="A white van.")
    officer = Actor.desk(focal_desk().pk, Verb.REPORT_READ)
    with acting(officer):
        (message,) = queries.report_view(officer, sent.report_id).thread
    assert message.from_reporter


def test_it_remembers_that_the_code_was_kept(visitor: Client) -> None:
    sent = public_report()
    token = sealed.Sent(str(sent.report_id), sent.receipt_code, sent.look_again_on.isoformat()).pack()
    for digits, kept in (("0000", False), (sent.receipt_code[-4:], True)):
        visitor.post("/melden/", {"sent": token, "go": "confirm", "digits": digits})
        with acting(Actor.reporter(sent.report_id)):
            assert bool(queries.receipt_of(sent.report_id).confirmed_at) is kept


def test_it_stops_an_addition_when_its_file_is_gone_and_loses_no_text(visitor: Client) -> None:
    sent = public_report()
    walker = _open(visitor, sent.receipt_code)
    walker.press("stay", text="A white van.", files=[SimpleUploadedFile("plate.txt", b"00-AB-12")])
    actions.discard_files(owner=sealed.Opened.unpack(walker.values["token"][0]).file_owner)
    walker.press("add")
    assert walker.says("We no longer have “plate.txt”")
    assert walker.values["text"] == ["A white van."]
    with acting(Actor.reporter(sent.report_id)):
        assert not Addition.objects.exists()
    walker.press("add", files=[SimpleUploadedFile("plate again.txt", b"00-AB-12")])
    assert walker.says("Your addition has been sent")
    assert walker.says("plate again.txt")


def test_it_takes_an_addition_of_a_file_once_though_the_button_is_pressed_twice(visitor: Client) -> None:
    sent = public_report()
    walker = _open(visitor, sent.receipt_code)
    walker.press("stay", files=[SimpleUploadedFile("plate.txt", b"00-AB-12")])
    before = dict(walker.values)
    walker.press("add", text="A white van.")
    walker.values = before
    assert walker.press("add", text="A white van.").says("Your addition has been sent")
    with acting(Actor.reporter(sent.report_id)):
        assert Addition.objects.count() == 1
