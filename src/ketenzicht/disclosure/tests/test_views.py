"""The register of disclosures as a page and as a file."""

import csv
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from ketenzicht.accounts.models import User
from ketenzicht.accounts.tests import factories as people
from ketenzicht.audit.models import AuditEvent
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Role, Verb
from ketenzicht.common.spreadsheet import safe_cell
from ketenzicht.disclosure import actions
from ketenzicht.disclosure.models import LegalBasis
from ketenzicht.disclosure.tests import factories as make

pytestmark = pytest.mark.django_db

TRAIL = Actor.operator(Verb.AUDIT_READ)


@pytest.fixture(autouse=True)
def _one_factor_is_enough_and_dutch(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("ketenzicht.accounts.middleware.is_mfa_enabled", lambda _user: True)
    with translation.override("nl"):
        yield


def _officer() -> User:
    return people.user("Petra", (people.desk("privacy-desk"), Role.PRIVACY_OFFICER))


def _client(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize("name", ["register", "export"])
def test_it_opens_for_the_privacy_officer_only(name: str) -> None:
    address = reverse(f"disclosure:{name}")

    assert _client(_officer()).get(address).status_code == 200
    for person in (people.alice(), people.bob(), people.charlie()):
        assert _client(person).get(address).status_code == 403
    assert Client().get(address).status_code == 302


def test_it_says_who_shared_what_with_whom_and_records_the_look() -> None:
    now = timezone.now()
    subject = make.disclosed(now - timedelta(days=5)).subject_id
    make.disclosed(now - timedelta(days=40))
    with acting(make.sender()):
        actions.end(subject=("handover", subject), at=now, because="revoked", by=make.sender())

    page = _client(_officer()).get(reverse("disclosure:register"), {"desk": make.first_desk().pk})

    text = page.content.decode()
    for word in ("first-desk", "second-desk", "A basis", "A purpose", "a-field", "ingetrokken", "Voorbij"):
        assert word in text
    with acting(TRAIL):
        look = AuditEvent.objects.get(kind="disclosure.register.read")
    assert look.detail["desk"] == make.first_desk().pk


@pytest.mark.parametrize(
    "query",
    [
        {"first": "31-2-2026", "last": "soon"},
        {"first": "2-6-2026", "last": "1-6-2026"},
        {"desk": "x", "basis": "\x00", "page": "last?"},
    ],
)
def test_it_takes_any_filter_and_says_what_is_wrong(query: dict[str, str]) -> None:
    make.disclosed()

    for name in ("register", "export"):
        assert _client(_officer()).get(reverse(f"disclosure:{name}"), query).status_code == 200


def test_it_exports_the_rows_that_are_shown() -> None:
    make.disclosed()
    make.disclosed(make.NOON + timedelta(days=20))

    answer = _client(_officer()).get(reverse("disclosure:export"), {"last": "2-6-2026"})

    text = answer.content.decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text), delimiter=";"))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    assert len(rows) == 2
    assert rows[1][:4] == ["2026-06-01 12:00", "first-desk", "second-desk", "A basis"]
    with acting(TRAIL):
        assert AuditEvent.objects.get(kind="disclosure.register.exported").detail["rows"] == 1


def test_it_lets_no_cell_become_a_formula() -> None:
    make.disclosed()
    with acting(people.OPERATOR):
        LegalBasis.objects.filter(code="a-basis").update(label_nl='=HYPERLINK("http://x")')

    text = _client(_officer()).get(reverse("disclosure:export")).content.decode("utf-8-sig")

    assert list(csv.reader(StringIO(text), delimiter=";"))[1][3] == '\'=HYPERLINK("http://x")'


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", "  =1", "\r=1", "|x", "%x"])
def test_it_guards_every_start_of_a_formula(cell: str) -> None:
    assert safe_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "plain", "2026-06-01 12:00", "a=b"])
def test_it_leaves_other_cells_as_they_are(cell: str) -> None:
    assert safe_cell(cell) == cell


@pytest.mark.parametrize("address", ["disclosure:register"])
def test_it_speaks_english_too(address: str) -> None:
    make.disclosed()

    assert "Register of disclosures" in _client(_officer()).get(f"/en{reverse(address)}").content.decode()


def test_it_says_when_nothing_was_shared(
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    client = _client(_officer())

    with django_assert_max_num_queries(40):
        page = client.get(reverse("disclosure:register"))

    assert "Er is nog niets gedeeld" in page.content.decode()
