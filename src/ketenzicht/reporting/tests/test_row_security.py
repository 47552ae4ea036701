"""Straight at the database, as the role the product runs as: strangers to a report see nothing."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.utils import Error

from ketenzicht.accounts.tests import factories as people
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.sealing import fingerprint
from ketenzicht.reporting import actions
from ketenzicht.reporting.actions import submitting
from ketenzicht.reporting.domain.content import (
    DetailTyped,
    FileContent,
    ReporterContact,
    SignAnswer,
    SignSaid,
)
from ketenzicht.reporting.domain.public_status import PublicStatus
from ketenzicht.reporting.domain.visibility import ReporterMode
from ketenzicht.reporting.tests.factories import AT, focal_desk, professional_report, public_report

TABLES = [
    "report",
    "statement",
    "indicatoranswer",
    "detail",
    "attachment",
    "attachmentoriginal",
    "reporteridentity",
    "receipt",
    "reply",
    "addition",
    "authorship",
    "draft",
    "pendingfile",
]
pytestmark = pytest.mark.django_db


def _rows() -> dict[str, int]:
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM reporting_{table}")
            found[table] = cursor.fetchone()[0]
    return {table: number for table, number in found.items() if number}


@pytest.fixture
def whole() -> submitting.Submitted:
    """A report with something in every table."""
    sent = professional_report(
        people.alice(),
        mode=ReporterMode.CONFIDENTIAL,
        contact=ReporterContact(name="Proefpersoon"),
        signs=[SignSaid("WON-06", "Visitors?", SignAnswer.SEEN)],
        details=[DetailTyped("vehicle", {"plate": "00-AB-12"})],
        files=[FileContent("a.txt", b"text")],
    )
    actions.add(report_id=sent.report_id, submission="one", text="More.", at=AT)
    officer = Actor.desk(focal_desk().pk, Verb.REPORT_READ, Verb.REPLY_SEND)
    with acting(officer):
        actions.reply(
            report_id=sent.report_id,
            text_code="",
            text="Thanks",
            status=PublicStatus.CLOSED,
            by=officer,
            at=AT,
        )
    alice = people.actor(people.alice())
    with acting(alice):
        actions.save_draft(draft_id=sent.report_id, data=b"draft", by=alice, at=AT)
    actions.keep_file(owner="me", name="b.txt", data=b"text", lasting=False, at=AT)
    return sent


STRANGERS: dict[str, Callable[[], Actor]] = {
    "nobody": Actor.nobody,
    "public": Actor.public,
    "public with another token": lambda: Actor.public("x" * 64),
    "another reporter": lambda: Actor.reporter(public_report().report_id),
    "another desk": lambda: people.actor(people.charlie()),
    "a partner": lambda: people.actor(people.bob()),
    "a desk without rights": lambda: Actor.desk(focal_desk().pk),
    "an operator": lambda: Actor.operator(*Verb),
    "holder of another receipt": lambda: Actor.receipt_holder("0" * 64),
}


@pytest.mark.parametrize("who", STRANGERS)
def test_a_stranger_sees_nothing(whole: submitting.Submitted, who: str) -> None:
    stranger = STRANGERS[who]()
    with acting(stranger):
        seen = _rows()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM reporting_report WHERE id = %s", [whole.report_id])
            assert cursor.fetchone()[0] == 0
    # Another reporter sees the own report; an operator may open originals, of reports that stay invisible.
    own = {"another reporter": {"report", "statement", "receipt"}, "an operator": {"attachmentoriginal"}}
    assert set(seen) <= own.get(who, set())


def test_the_desk_sees_the_report_and_neither_the_name_nor_the_original(whole: submitting.Submitted) -> None:
    with acting(Actor.desk(focal_desk().pk, Verb.REPORT_READ)):
        seen = _rows()
    assert {"report", "statement", "indicatoranswer", "detail", "attachment", "reply", "addition"} <= set(
        seen
    )
    assert not {"reporteridentity", "attachmentoriginal", "authorship", "draft", "pendingfile"} & set(seen)


def test_a_receipt_opens_only_itself(whole: submitting.Submitted) -> None:
    with acting(Actor.reporter(whole.report_id)), connection.cursor() as cursor:
        cursor.execute("SELECT code_hash FROM reporting_receipt")
        (code_hash,) = cursor.fetchone()
    with acting(Actor.receipt_holder(code_hash)):
        assert _rows() == {"receipt": 1}


@pytest.mark.parametrize(
    "change", ["UPDATE reporting_report SET place = 'x'", "DELETE FROM reporting_statement"]
)
def test_nobody_changes_what_was_sent(whole: submitting.Submitted, change: str) -> None:
    for actor in (
        Actor.reporter(whole.report_id),
        Actor.desk(focal_desk().pk, *Verb),
        people.actor(people.alice()),
    ):
        with acting(actor), connection.cursor() as cursor:
            cursor.execute(change)
            assert cursor.rowcount == 0


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE reporting_reply SET text = 'We told you something else.'",
        "UPDATE reporting_reply SET at = at - interval '1 day'",
        "UPDATE reporting_receipt SET code_hash = repeat('0', 64)",
    ],
)
def test_neither_side_changes_what_was_said_or_which_code_opens_it(
    whole: submitting.Submitted, change: str
) -> None:
    with acting(Actor.reporter(whole.report_id)), connection.cursor() as cursor:
        with pytest.raises(Error), transaction.atomic():
            cursor.execute(change)
        cursor.execute("UPDATE reporting_reply SET read_at = now()")
        assert cursor.rowcount


def test_nobody_puts_something_into_the_report_of_another(whole: submitting.Submitted) -> None:
    with acting(Actor.reporter(public_report().report_id)), pytest.raises(Error), transaction.atomic():
        apps.get_model("reporting", "Addition").objects.create(
            report_id=whole.report_id, submission="x", at=AT, text="x"
        )


def test_the_clockwork_sees_only_what_is_past_its_time(whole: submitting.Submitted) -> None:
    with acting(Actor.clockwork()):
        # Both were made in the past by the test's clock, so both are past their time.
        assert set(_rows()) <= {"draft", "pendingfile"}


@pytest.mark.parametrize(
    "change", ["sealed = 'x'", "owner_hash = 'y'", "keep_until = keep_until - interval '1 hour'"]
)
def test_a_waiting_file_is_renewed_and_never_changed(whole: submitting.Submitted, change: str) -> None:
    owner = Actor.public(fingerprint(b"me", "file owner"))
    with acting(owner), connection.cursor() as cursor:
        cursor.execute("UPDATE reporting_pendingfile SET keep_until = keep_until + interval '1 hour'")
        assert cursor.rowcount == 1
        with pytest.raises(Error), transaction.atomic():
            cursor.execute(f"UPDATE reporting_pendingfile SET {change}")
    with acting(Actor.public(fingerprint(b"you", "file owner"))), connection.cursor() as cursor:
        cursor.execute("UPDATE reporting_pendingfile SET keep_until = keep_until + interval '1 hour'")
        assert cursor.rowcount == 0
