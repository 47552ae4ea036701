import gzip
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.partners.models import Desk, Municipality
from ketenzicht.reporting import actions, queries
from ketenzicht.reporting.models import Attachment, PendingFile, Report, ReporterIdentity
from ketenzicht.reporting.tests.walking import Walker, code_of
from ketenzicht.reporting.views import sealed

STATIC = Path(__file__).resolve().parent.parent.parent
FACT = "A girl of about fourteen came three times, each time with another man."
ADDRESS = "/en/melden/"


def _to_what(visitor: Client, **acute: str) -> Walker:
    return Walker(visitor, ADDRESS).press("next", **acute)


def _to_check(visitor: Client, municipality: Municipality) -> Walker:
    walker = _to_what(visitor)
    return walker.press("check", subject="person", fact=FACT, municipality=str(municipality.pk))


def _text(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def _only(desk: Desk) -> queries.ReportView:
    officer = Actor.desk(desk.pk, Verb.REPORT_READ)
    with acting(officer):
        return queries.report_view(officer, Report.objects.get().pk)


def test_it_takes_one_observation_in_six_pages_and_four_required_answers(
    visitor: Client, municipality: Municipality, desk: Desk
) -> None:
    start = visitor.get("/en/")
    assert start.status_code == 200
    walker = Walker(visitor, ADDRESS)
    required = walker.text.count('aria-required="true"')
    walker.press("next")
    refused = walker.press("next")
    required += len(set(re.findall(r'href="#id_([a-z]+)', refused.text)))
    walker = _to_check(visitor, municipality).press("send")
    code = code_of(walker)
    walker.form_id = "kept"
    walker._take(walker.response)
    walker.press("confirm", digits=code[-4:])
    # Start, danger, what, check, receipt, done.
    assert walker.h1 == "Done. Thank you for reporting this."
    assert required + 1 <= 4
    view = _only(desk)
    assert view.statements[0].texts == [FACT]
    assert view.mode == "anonymous"


@pytest.mark.parametrize(
    "go", ["next", "check", "send", "back", "stay", "", "add:person", "drop:x", "nonsense"]
)
def test_it_never_sets_a_cookie(visitor: Client, go: str) -> None:
    for address in ("/", "/melden/", "/antwoord/", "/uitleg/", "/uitleg/veilig/", "/uitleg/privacy/"):
        assert not visitor.get(address).cookies
    walker = Walker(visitor, ADDRESS).press(go).press(go)
    assert not walker.response.cookies
    assert not visitor.cookies


def test_it_shows_the_emergency_text_at_once_and_blocks_nothing(
    visitor: Client, municipality: Municipality, desk: Desk
) -> None:
    walker = _to_what(visitor, **{"acute-child_unsafe": "suspect"})
    assert walker.h1 == "What did you notice?"
    assert walker.says("Call 0900-8844")
    walker.press("check", subject="both", fact=FACT, municipality=str(municipality.pk)).press("send")
    assert walker.h1.startswith("Thank you")
    assert _only(desk).acute


def test_it_keeps_everything_through_errors_back_and_another_language(
    visitor: Client, municipality: Municipality
) -> None:
    walker = _to_what(visitor).press("next", fact=FACT, place="Laan 1\r\n")
    assert walker.says("Choose what your report is about.")
    assert walker.values["fact"] == [FACT]
    walker.press("stay", url="/melden/")
    assert walker.h1 == "Wat viel u op?"
    assert walker.values["fact"] == [FACT]
    walker.press("next", subject="person", municipality=str(municipality.pk)).press("back", heard="a rumour")
    assert walker.values["place"] == ["Laan 1"] or walker.values["place"][0].startswith("Laan 1")
    walker.press("next")
    assert walker.values["heard"] == ["a rumour"]


def test_it_says_clearly_that_a_text_is_too_long_and_cuts_nothing_off(
    visitor: Client, municipality: Municipality
) -> None:
    long = "x" * 4001
    walker = _to_what(visitor).press("next", subject="person", fact=long, municipality=str(municipality.pk))
    assert walker.says("4001 characters, and at most 4000 fit here.")
    assert walker.values["fact"] == [long]
    assert "maxlength" not in walker.text


def test_it_asks_what_fits_the_setting_and_keeps_the_words_it_asked_with(
    visitor: Client, municipality: Municipality, desk: Desk
) -> None:
    walker = _to_what(visitor).press("next", subject="person", fact=FACT, municipality=str(municipality.pk))
    walker.press("next", heard="She is not allowed out.", interpretation="She is forced.").press(
        "next", setting="hotel_recreation"
    )
    assert walker.h1 == "What do you see there?"
    walker.press(
        "next",
        **{
            "sign-WON-06": "seen",
            "shows-WON-06": "every hour",
            "sign-WON-07": "not_seen",
            "sign-WON-08": "unknown",
        },
    )
    walker.press("next").press("send")
    view = _only(desk)
    assert {sign.code: str(sign.answer) for sign in view.signs} == {
        "WON-06": "seen",
        "WON-07": "not_seen",
        "WON-08": "unknown",
    }
    assert view.seen[0].shows == "every hour"
    assert view.seen[0].asked_as
    assert [said.kind for said in view.statements] == ["fact", "heard", "interpretation"]
    assert view.setting
    assert view.setting.code == "hotel_recreation"


def _to_details(visitor: Client, municipality: Municipality) -> Walker:
    walker = _to_what(visitor).press("next", subject="person", fact=FACT, municipality=str(municipality.pk))
    return walker.press("next").press("next")


def test_it_repeats_groups_without_javascript_and_marks_what_is_not_valid(
    visitor: Client, municipality: Municipality, desk: Desk
) -> None:
    walker = _to_details(visitor, municipality)
    walker.press("add:phone", **{"phone-0-as_typed": "06-00000051"}).press(
        "stay", **{"phone-1-as_typed": "0612345678"}
    )
    walker.press("add:phone", **{"person-0-called": "Luna", "person-0-age_in_doubt": "on"})
    walker.press("stay", **{"phone-2-as_typed": "third"})
    walker.press("remove:phone:1")
    assert walker.values["phone-1-as_typed"] == ["third"]
    walker.press("next")
    assert walker.says("This is not a phone number that can be called.")
    walker.press("send")
    details = {detail.kind: detail for detail in reversed(_only(desk).details)}
    assert details["phone"].as_typed == {"as_typed": "06-00000051"}
    assert details["phone"].problem == "phone_not_valid"
    assert details["person"].presumed_child


def test_it_keeps_a_file_over_errors_and_stores_it_with_its_original_sealed(
    visitor: Client, municipality: Municipality, desk: Desk
) -> None:
    walker = _to_details(visitor, municipality)
    walker.press(
        "next",
        files=[
            SimpleUploadedFile("notes.txt", b"room 12"),
            SimpleUploadedFile("a.zip", b"PK\x03\x04" + b"0" * 40),
        ],
    )
    assert walker.says("a.zip: We cannot take this kind of file.")
    assert walker.says("notes.txt")
    walker.press("next").press("send")
    (shown,) = _only(desk).attachments
    assert shown.name == "notes.txt"
    officer = Actor.desk(desk.pk, Verb.REPORT_READ)
    with acting(officer):
        assert queries.attachment_file(officer, shown.id)[2] == b"room 12"
    with acting(Actor.desk(desk.pk, Verb.REPORT_READ, Verb.ORIGINAL_READ)):
        assert b"room 12" not in bytes(Attachment.objects.get().original.sealed)
    assert not PendingFile.objects.exists()


def test_it_seals_the_name_and_shows_it_nowhere(
    visitor: Client, municipality: Municipality, desk: Desk
) -> None:
    walker = _to_check(visitor, municipality).press("send", mode="confidential")
    assert walker.says("Write down your name")
    walker.press("send", mode="confidential", name="Wilhelmina Proefpersoon", phone="0600000051")
    assert walker.h1.startswith("Thank you")
    view = _only(desk)
    assert "Wilhelmina" not in repr(view)
    assert view.has_contact
    officer = Actor.desk(desk.pk, Verb.REPORT_READ, Verb.IDENTITY_READ)
    with acting(officer):
        assert not ReporterIdentity.objects.exists()
        assert "Wilhelmina" not in queries.search_text(officer, [view.id])


def test_it_drops_a_name_that_an_anonymous_reporter_typed(
    visitor: Client, municipality: Municipality, desk: Desk
) -> None:
    _to_check(visitor, municipality).press("send", mode="anonymous", name="Wilhelmina Proefpersoon")
    with acting(Actor.desk(desk.pk, Verb.REPORT_READ, Verb.IDENTITY_READ)):
        assert not ReporterIdentity.objects.exists()


def test_it_makes_one_report_of_a_double_submit_with_the_same_receipt(
    visitor: Client, municipality: Municipality, desk: Desk
) -> None:
    walker = _to_check(visitor, municipality)
    before = dict(walker.values)
    first = code_of(walker.press("send"))
    walker.values = before
    second = code_of(walker.press("send"))
    assert first == second
    with acting(Actor.desk(desk.pk, Verb.REPORT_READ)):
        assert Report.objects.count() == 1


def test_it_says_so_when_the_page_was_changed_and_keeps_what_was_typed_on_it(visitor: Client) -> None:
    walker = _to_what(visitor)
    walker.values["state"] = [walker.values["state"][0][:-6] + "AAAAA="]
    walker.press("next", fact=FACT)
    assert walker.says("We could not read what you filled in on earlier pages.")
    assert walker.values["fact"] == [FACT]
    assert walker.h1 == "What did you notice?"


def test_it_says_so_when_the_page_is_too_old_and_keeps_what_was_typed_on_it(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    walker = _to_what(visitor)
    monkeypatch.setattr(sealed, "WIZARD_SECONDS", -1)
    walker.press("next", fact=FACT)
    assert walker.says("open for more than 12 hours")
    assert walker.values["fact"] == [FACT]


def test_it_goes_back_to_the_check_after_a_change(visitor: Client, municipality: Municipality) -> None:
    walker = _to_check(visitor, municipality).press("to:what")
    assert walker.h1 == "What did you notice?"
    walker.press("next", fact="Something else.")
    assert walker.h1 == "Check and send"
    assert walker.says("Something else.")


def test_it_does_not_carry_what_was_typed_in_readable_form(
    visitor: Client, municipality: Municipality
) -> None:
    walker = _to_what(visitor).press("next", subject="person", fact=FACT, municipality=str(municipality.pk))
    assert FACT not in walker.text


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/melden/",
        "/antwoord/",
        "/uitleg/",
        "/uitleg/veilig/",
        "/uitleg/privacy/",
        "/uitleg/toegankelijkheid/",
    ],
)
def test_every_public_page_weighs_less_than_a_hundred_kilobytes(visitor: Client, address: str) -> None:
    assert _weight(visitor.get(address).content.decode()) < 100_000


def test_the_heaviest_page_weighs_less_than_a_hundred_kilobytes(
    visitor: Client, municipality: Municipality
) -> None:
    walker = _to_what(visitor).press(
        "next", subject="person", fact=FACT * 50, municipality=str(municipality.pk)
    )
    walker.press("next", heard=FACT * 50).press("next", setting="hotel_recreation")
    assert _weight(walker.text) < 100_000


def _weight(page: str) -> int:
    found = set(re.findall(r'(?:href|src)="/static/([^"]+)"', page))
    found |= {f"common/js/{name}.js" for name in ("forms", "exit", "once", "files", "errors", "receipt")}
    bodies = [page.encode(), *(next(STATIC.glob(f"*/static/{name}")).read_bytes() for name in found)]
    return sum(len(gzip.compress(body)) for body in bodies)


@pytest.mark.parametrize(
    "posted",
    [
        {"state": "x", "page": "nowhere"},
        {"page": "signs"},
        {"sent": "x"},
        {"page": "what", "fact": "\x00", "municipality": "999999999"},
        {"page": "details", "person-count": "99999999999", "go": "remove:person:99999"},
        {"page": "details", "phone-count": "²", "go": "add:rabbit"},
        {"page": "check", "go": "send"},
        {"go": "to:nowhere"},
    ],
)
def test_it_answers_bad_input_with_a_page(visitor: Client, posted: dict[str, str]) -> None:
    answer = visitor.post(ADDRESS, posted)
    assert answer.status_code in (200, 400)
    assert "<h1" in answer.content.decode()


def test_it_gives_the_code_as_a_file_that_says_nothing_else(
    visitor: Client, municipality: Municipality
) -> None:
    walker = _to_check(visitor, municipality).press("send")
    code = code_of(walker)
    sent = re.search(r'name="sent" value="([^"]+)"', walker.text)
    assert sent
    answer = visitor.post(ADDRESS, {"sent": sent[1], "go": "save"})
    assert answer["Content-Disposition"] == 'attachment; filename="note.txt"'
    assert re.sub(r"\s", "", answer.content.decode()) == code


@pytest.mark.parametrize("megabytes", [11, 13])
def test_it_says_that_a_file_is_too_large_whether_or_not_it_was_read(
    visitor: Client, municipality: Municipality, megabytes: int
) -> None:
    walker = _to_details(visitor, municipality)
    large = SimpleUploadedFile("large.txt", b"x" * megabytes * 1024 * 1024)
    walker.press("next", **{"person-0-called": "Luna"}, files=[large])
    assert walker.says("This file is larger than 10 MB.")
    assert walker.values["person-0-called"] == ["Luna"]


def test_it_counts_only_the_steps_that_were_taken(visitor: Client, municipality: Municipality) -> None:
    walker = _to_what(visitor)
    assert walker.says("Step 2 of at most 6: ")
    walker = _to_check(visitor, municipality)
    assert walker.says("Step 3 of 3: ")
    walker.press("to:details")
    assert walker.says("Step 5 of at most 6: ")
    assert walker.press("next").says("Step 4 of 4: ")


def test_it_stops_sending_when_a_file_is_gone_and_loses_nothing(
    visitor: Client, municipality: Municipality, desk: Desk
) -> None:
    walker = _to_details(visitor, municipality)
    walker.press("next", files=[_text("photo of van.txt", b"van"), _text("notes.txt", b"room 12")])
    waiting = sealed.unpack_answers(walker.values["state"][0])
    actions.discard_pending_file(owner=waiting.file_owner, file_id=waiting.files[0].id)
    walker.press("send")
    assert walker.says("We no longer have “photo of van.txt”")
    with acting(Actor.desk(desk.pk, Verb.REPORT_READ)):
        assert not Report.objects.exists()
    walker.press("next", files=[_text("van again.txt", b"van")]).press("send")
    assert walker.h1.startswith("Thank you")
    assert {file.name for file in _only(desk).attachments} == {"notes.txt", "van again.txt"}


def test_it_makes_one_report_of_a_double_submit_with_a_file(
    visitor: Client, municipality: Municipality, desk: Desk
) -> None:
    walker = _to_details(visitor, municipality).press("next", files=[_text("notes.txt", b"room 12")])
    before = dict(walker.values)
    first = code_of(walker.press("send"))
    walker.values = before
    assert code_of(walker.press("send")) == first
    assert len(_only(desk).attachments) == 1
