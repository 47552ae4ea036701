"""Structured details: one notation, or kept as typed and marked."""

import json
from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenzicht.reporting.domain.details import (
    Age,
    DetailKind,
    DetailProblem,
    is_blank,
    normalise,
    presumed_child,
)

TODAY = date(2024, 6, 3)
FIELDS = {
    DetailKind.PERSON: ["role", "called", "age_from", "age_to", "birth_year", "age_in_doubt", "about"],
    DetailKind.ADDRESS: ["street", "number", "postcode", "place", "about"],
    DetailKind.COMPANY: ["name", "kvk", "about"],
    DetailKind.PHONE: ["as_typed", "about"],
    DetailKind.VEHICLE: ["plate", "about"],
    DetailKind.ONLINE: ["platform", "handle", "about"],
}


def normal(kind: str, **typed: str) -> Mapping[str, object] | None:
    return normalise(kind, typed, TODAY).normalised


def problem(kind: str, **typed: str) -> DetailProblem | None:
    return normalise(kind, typed, TODAY).problem


@pytest.mark.parametrize(
    ("typed", "e164", "country", "kind"),
    [
        ("06 12345678", "+31612345678", "NL", "mobile"),
        ("0031 6 11 22 33 44", "+31611223344", "NL", "mobile"),
        ("+31(0)6-11223344", "+31611223344", "NL", "mobile"),
        ("0164-123456", "+31164123456", "NL", "fixed"),
        ("0800 2000", "+318002000", "NL", "toll_free"),
        ("+40 721 234 567", "+40721234567", "RO", "mobile"),
    ],
)
def test_it_brings_telephone_numbers_into_one_notation(
    typed: str, e164: str, country: str, kind: str
) -> None:
    found = normal("phone", as_typed=typed)
    assert found is not None
    assert (found["e164"], found["country"], found["type"]) == (e164, country, kind)


@pytest.mark.parametrize("typed", ["112", "061234567", "zes nul", "06 12345678 of 06 87654321", ""])
def test_it_marks_a_number_that_cannot_be_right(typed: str) -> None:
    detail = normalise("phone", {"as_typed": typed}, TODAY)
    assert detail.as_typed == {"as_typed": typed}
    assert detail.normalised is None
    assert detail.problem is DetailProblem.PHONE_NOT_VALID


@pytest.mark.parametrize(
    ("typed", "number", "addition"),
    [
        ("12", 12, None),
        ("12a", 12, "A"),
        ("12 A", 12, "A"),
        ("12-a2", 12, "A2"),
        ("12 bis", 12, "BIS"),
        ("12/3", 12, "3"),
    ],
)
def test_it_splits_house_numbers(typed: str, number: int, addition: str | None) -> None:
    found = normal("address", number=typed)
    assert found is not None
    assert (found["number"], found.get("addition")) == (number, addition)


def test_it_normalises_a_whole_address() -> None:
    found = normal("address", street=" Dorps  straat ", number="1", postcode="4611ab", place="Bergen op Zoom")
    assert found == {
        "street": "Dorps straat",
        "number": 1,
        "postcode": "4611 AB",
        "place": "Bergen op Zoom",
    }


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"postcode": "2000"}, DetailProblem.POSTCODE_NOT_DUTCH),
        ({"postcode": "0611AB"}, DetailProblem.POSTCODE_NOT_DUTCH),
        ({"number": "near the church"}, DetailProblem.NUMBER_NOT_CLEAR),
        ({"number": "0"}, DetailProblem.NUMBER_NOT_CLEAR),
        ({"street": "Dorpsstraat"}, None),
    ],
)
def test_it_marks_an_address_that_is_not_clear(typed: dict[str, str], wrong: DetailProblem | None) -> None:
    assert problem("address", **typed) is wrong


def test_it_keeps_the_clear_part_of_an_unclear_address() -> None:
    detail = normalise("address", {"number": "3", "postcode": "B-2000"}, TODAY)
    assert detail.normalised == {"number": 3}
    assert detail.problem is DetailProblem.POSTCODE_NOT_DUTCH


@pytest.mark.parametrize(
    ("kvk", "number", "wrong"),
    [
        ("12345678", "12345678", None),
        ("KvK-nr. 12 34 56 78", "12345678", None),
        ("1234567", None, DetailProblem.KVK_NOT_EIGHT_DIGITS),
        ("unknown", None, DetailProblem.KVK_NOT_EIGHT_DIGITS),
        ("", None, None),
    ],
)
def test_it_reads_the_number_of_a_company(kvk: str, number: str | None, wrong: DetailProblem | None) -> None:
    found = normal("company", name=" Schoon  BV ", kvk=kvk)
    assert found is not None
    assert (found["name"], found.get("kvk")) == ("Schoon BV", number)
    assert problem("company", name="Schoon", kvk=kvk) is wrong


@pytest.mark.parametrize(
    ("typed", "plate"),
    [
        ("ab-12-34", "AB-12-34"),
        ("1234AB", "12-34-AB"),
        ("12 ab 34", "12-AB-34"),
        ("AB12CD", "AB-12-CD"),
        ("ABCD12", "AB-CD-12"),
        ("12ABCD", "12-AB-CD"),
        ("12abc3", "12-ABC-3"),
        ("1abc23", "1-ABC-23"),
        ("ab123c", "AB-123-C"),
        ("a123bc", "A-123-BC"),
        ("abc12d", "ABC-12-D"),
        ("a12bcd", "A-12-BCD"),
        ("1ab234", "1-AB-234"),
        ("123.ab.4", "123-AB-4"),
    ],
)
def test_it_knows_the_fourteen_dutch_plates(typed: str, plate: str) -> None:
    detail = normalise("vehicle", {"plate": typed}, TODAY)
    assert detail.normalised == {"plate": plate}
    assert detail.problem is None


@pytest.mark.parametrize(("typed", "plate"), [("1-ABC-234", "1ABC234"), ("b mw 1234", "BMW1234")])
def test_it_marks_other_plates_and_keeps_them_comparable(typed: str, plate: str) -> None:
    detail = normalise("vehicle", {"plate": typed}, TODAY)
    assert detail.normalised == {"plate": plate}
    assert detail.problem is DetailProblem.PLATE_NOT_DUTCH


@pytest.mark.parametrize(
    ("platform", "handle", "found"),
    [
        ("Insta", "@Some.One", {"platform": "instagram", "handle": "some.one"}),
        ("", "https://www.instagram.com/Some.One/", {"platform": "instagram", "handle": "some.one"}),
        ("TikTok", "tiktok.com/@x_y", {"platform": "tiktok", "handle": "x_y"}),
        ("", "snapchat.com/add/Foo", {"platform": "snapchat", "handle": "foo"}),
        ("Discord", "@CaseMatters", {"platform": "discord", "handle": "CaseMatters"}),
        ("instagram", "first.last", {"platform": "instagram", "handle": "first.last"}),
        (
            "https://ads.example/page/?id=7",
            "",
            {"url": "https://ads.example/page?id=7", "site": "ads.example"},
        ),
        ("", "ads.example", {"url": "https://ads.example", "site": "ads.example"}),
        ("", "nickname", {"handle": "nickname"}),
        ("", "facebook.com/a/b", {"url": "https://facebook.com/a/b", "site": "facebook.com"}),
    ],
)
def test_it_brings_accounts_and_addresses_into_one_notation(
    platform: str, handle: str, found: dict[str, str]
) -> None:
    assert normal("online", platform=platform, handle=handle) == found
    assert problem("online", platform=platform, handle=handle) is None


@pytest.mark.parametrize(
    ("platform", "handle", "wrong"),
    [
        ("Instagram", "", DetailProblem.HANDLE_MISSING),
        ("", "javascript://alert(1)", DetailProblem.HANDLE_NOT_CLEAR),
        ("", "file:///etc/passwd", DetailProblem.HANDLE_NOT_CLEAR),
        ("Instagram", "somebody I met in a game who was kind", DetailProblem.HANDLE_NOT_CLEAR),
    ],
)
def test_it_marks_an_account_that_is_not_clear(platform: str, handle: str, wrong: DetailProblem) -> None:
    assert problem("online", platform=platform, handle=handle) is wrong


@pytest.mark.parametrize(
    ("age", "child", "because"),
    [
        (Age(), None, "nothing is known"),
        (Age(lowest=17, highest=19), True, "may be seventeen"),
        (Age(lowest=18, highest=18), False, "at least eighteen"),
        (Age(highest=15), True, "at most fifteen"),
        (Age(highest=20), True, "no lower end: in doubt a child"),
        (Age(lowest=30, in_doubt=True), True, "said to be in doubt"),
        (Age(birth_year=2006), True, "may not have had this year's birthday"),
        (Age(birth_year=2005), False, "eighteen since last year"),
        (Age(lowest=20, birth_year=2010), True, "contradiction: in doubt a child"),
    ],
)
def test_it_presumes_a_child_in_doubt(age: Age, child: bool | None, because: str) -> None:
    assert presumed_child(age, TODAY) is child, because


def test_it_normalises_a_person() -> None:
    found = normal("person", role="possible_victim", called=" Kim ", age_from="16", age_to="17")
    assert found == {
        "role": "possible_victim",
        "called": "Kim",
        "age_from": 16,
        "age_to": 17,
        "presumed_child": True,
    }
    assert normal("person", called="Kim", age_in_doubt="on") == {"called": "Kim", "presumed_child": True}
    assert normal("person", called="Kim", age_in_doubt="False") == {"called": "Kim"}


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"age_from": "teen"}, DetailProblem.AGE_NOT_A_NUMBER),
        ({"age_from": "121"}, DetailProblem.AGE_NOT_A_NUMBER),
        ({"birth_year": "1800"}, DetailProblem.AGE_NOT_A_NUMBER),
        ({"age_from": "20", "age_to": "18"}, DetailProblem.AGES_SWAPPED),
    ],
)
def test_it_marks_an_age_that_is_not_clear(typed: dict[str, str], wrong: DetailProblem) -> None:
    assert problem("person", **typed) is wrong


def test_it_presumes_a_child_when_the_age_cannot_be_read() -> None:
    assert normal("person", age_from="teen") == {"presumed_child": True}


def test_it_refuses_an_unknown_kind() -> None:
    with pytest.raises(ValueError, match="boat"):
        normalise("boat", {}, TODAY)


def test_it_knows_when_nothing_was_filled_in() -> None:
    assert is_blank({"plate": " ", "about": ""})
    assert not is_blank({"plate": "x"})


@pytest.mark.parametrize("kind", DetailKind)
@given(st.data())
def test_it_never_breaks_and_never_loses_what_was_typed(kind: DetailKind, data: st.DataObject) -> None:
    text = st.text(max_size=25) | st.from_regex(r"[0-9A-Za-z@./: -]{0,25}", fullmatch=True)
    typed = {name: data.draw(text) for name in FIELDS[kind]}
    detail = normalise(kind, typed, TODAY)
    assert detail.as_typed == typed
    json.dumps(detail.normalised)
