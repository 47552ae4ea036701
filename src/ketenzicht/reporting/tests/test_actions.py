from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from ketenzicht.accounts.tests import factories as people
from ketenzicht.audit.models import AuditEvent
from ketenzicht.common.actor import Actor, NotAllowed, NotVisible, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.reporting import actions, hooks, queries, tasks
from ketenzicht.reporting.domain.content import (
    Channel,
    ContentRefused,
    DetailTyped,
    FileContent,
    ReporterContact,
    SignAnswer,
    SignSaid,
)
from ketenzicht.reporting.domain.public_status import PublicStatus
from ketenzicht.reporting.domain.visibility import ReporterMode
from ketenzicht.reporting.models import Draft, PendingFile, Receipt, Reply, Report
from ketenzicht.reporting.tests.factories import (
    AT,
    content,
    focal_desk,
    professional_report,
    public_report,
)

AUDITOR = Actor.operator(Verb.AUDIT_READ)
OFFICER = (Verb.REPORT_READ, Verb.REPLY_SEND, Verb.IDENTITY_READ)
pytestmark = pytest.mark.django_db


def _officer() -> Actor:
    return Actor.desk(focal_desk().pk, *OFFICER)


def _kinds() -> list[str]:
    with acting(AUDITOR):
        return list(AuditEvent.objects.order_by("id").values_list("kind", flat=True))


def test_it_stores_a_report_and_tells_whoever_joined(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[hooks.ReportReceived] = []
    monkeypatch.setattr(hooks, "on_received", [heard.append])
    sent = public_report(details=[DetailTyped("phone", {"as_typed": "0612345678"})])
    assert heard[0].report_id == sent.report_id
    assert heard[0].desk_id == focal_desk().pk
    assert sent.look_again_on == date(2026, 6, 8)
    with acting(_officer()):
        view = queries.report_view(_officer(), sent.report_id)
    assert view.details[0].text == "+31 6 12345678"
    assert "reporting.report.received" in _kinds()


def test_it_stores_nothing_when_somebody_who_joined_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_received: hooks.ReportReceived) -> None:
        raise RuntimeError

    monkeypatch.setattr(hooks, "on_received", [fail])
    with pytest.raises(RuntimeError):
        public_report()
    with acting(_officer()):
        assert not Report.objects.exists()
    assert _kinds() == []


def test_it_sends_a_report_about_an_unknown_place_to_a_desk_all_the_same() -> None:
    sent = public_report(municipality_id=None)
    with acting(Actor.reporter(sent.report_id)):
        assert Report.objects.get().desk.kind == "focal"


@pytest.mark.parametrize(
    "changes",
    [
        {"statements": {"fact": "  "}},
        {"mode": ReporterMode.ANONYMOUS, "contact": ReporterContact(name="Somebody")},
    ],
)
def test_it_refuses_what_does_not_fit_together(changes: dict[str, object]) -> None:
    with pytest.raises(ContentRefused):
        public_report(**changes)


def test_it_lets_only_somebody_who_may_report_as_a_desk() -> None:
    elsewhere = people.actor(people.charlie())
    whole = content(channel=Channel.PROFESSIONAL, reporter_desk_id=focal_desk().pk)
    for by in (Actor.public(), elsewhere):
        with pytest.raises(NotAllowed):
            actions.submit(content=whole, by=by, at=AT)


def test_it_gives_the_same_receipt_for_the_same_submission() -> None:
    whole = content()
    first = actions.submit(content=whole, by=Actor.public(), at=AT)
    second = actions.submit(content=whole, by=Actor.public(), at=AT + timedelta(days=3))
    assert first == second
    with acting(_officer()):
        assert Report.objects.count() == 1


def test_it_stores_no_receipt_that_can_be_read() -> None:
    sent = public_report()
    with acting(Actor.reporter(sent.report_id)):
        row = Receipt.objects.values().get()
    assert sent.receipt_code not in repr(row)
    assert len(row["code_hash"]) == 64


def test_it_finds_a_report_by_its_code_however_it_is_typed() -> None:
    sent = public_report()
    shown = "-".join(sent.receipt_code[start : start + 4] for start in range(0, 20, 4))
    assert actions.open_receipt(code=f" {shown} ", at=AT) == sent.report_id
    with acting(Actor.reporter(sent.report_id)):
        assert Receipt.objects.get().last_opened_at == AT


def test_it_knows_no_report_for_another_code() -> None:
    public_report()
    with pytest.raises(actions.UnknownReceipt):
        actions.open_receipt(code=content().receipt_code, at=AT)


def test_it_answers_a_reporter_and_sees_that_the_answer_was_read() -> None:
    sent = public_report()
    officer = _officer()
    with acting(officer):
        actions.reply(
            report_id=sent.report_id,
            text_code="",
            text="Thank you.",
            status=PublicStatus.ANSWERED,
            by=officer,
            at=AT,
        )
    reporter = Actor.reporter(sent.report_id)
    with acting(reporter):
        shown = queries.report_view(reporter, sent.report_id)
    # The desk answers once more while the page is made: that one was not read.
    with acting(officer):
        actions.reply(
            report_id=sent.report_id,
            text_code="",
            text="One more thing.",
            status=PublicStatus.ANSWERED,
            by=officer,
            at=AT,
        )
    assert actions.read_replies(view=shown, at=AT) == 1
    assert actions.read_replies(view=shown, at=AT) == 0
    with acting(officer):
        view = queries.report_view(officer, sent.report_id)
        assert view.status is PublicStatus.ANSWERED
        read = {message.text: message.read_at for message in view.thread}
        assert read == {"Thank you.": AT, "One more thing.": None}
        assert {reply.by_desk_id for reply in Reply.objects.all()} == {focal_desk().pk}


def test_it_lets_nobody_answer_for_another_desk() -> None:
    sent = public_report()
    other = people.actor(people.charlie())
    with acting(other), pytest.raises(NotVisible):
        actions.reply(
            report_id=sent.report_id, text_code="", text="x", status=PublicStatus.CLOSED, by=other, at=AT
        )
    reader = Actor.desk(focal_desk().pk, Verb.REPORT_READ)
    with acting(reader), pytest.raises(NotAllowed):
        actions.set_status(
            report_ids=[sent.report_id], status=PublicStatus.CLOSED, look_again_on=None, by=reader, at=AT
        )


def test_it_adds_something_once_and_tells_whoever_joined(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[hooks.ReportAdded] = []
    monkeypatch.setattr(hooks, "on_added", [heard.append])
    sent = public_report()
    files = [FileContent("plate.txt", b"00-AB-12")]
    first = actions.add(report_id=sent.report_id, submission="one", text="And a van.", files=files, at=AT)
    second = actions.add(report_id=sent.report_id, submission="one", text="", files=[], at=AT)
    assert first == second
    assert [added.addition_id for added in heard] == [first]
    with acting(_officer()):
        (message,) = queries.report_view(_officer(), sent.report_id).thread
    assert message.text == "And a van."
    assert message.files[0].name == "plate.txt"


def test_it_refuses_an_empty_addition_and_a_file_that_cannot_be_taken() -> None:
    sent = public_report()
    with pytest.raises(ContentRefused):
        actions.add(report_id=sent.report_id, submission="one", text=" ", at=AT)
    with pytest.raises(actions.FileRefused):
        actions.add(
            report_id=sent.report_id, submission="two", text="x", files=[FileContent("a", b"")], at=AT
        )


def test_it_never_writes_down_whose_account_sent_a_report() -> None:
    person = people.alice()
    professional_report(person)
    with acting(AUDITOR):
        assert not AuditEvent.objects.filter(actor_user_id=person.pk, target_kind="report").exists()


def test_it_leaves_no_trail_of_a_draft_that_would_tell_who_sent_a_report() -> None:
    by = people.actor(people.alice())
    with acting(by):
        draft = actions.save_draft(draft_id=Draft().pk, data=b"x", by=by, at=AT)
        actions.discard_draft(draft_id=draft.pk, file_owner="me", by=by, at=AT)
    with acting(AUDITOR):
        assert not AuditEvent.objects.filter(actor_user_id=by.user_id).exists()


def test_it_reads_many_reports_in_as_many_queries_as_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    sent = [
        public_report(
            signs=[SignSaid("WON-06", "Visitors?", SignAnswer.SEEN)],
            details=[DetailTyped("vehicle", {"plate": "00-AB-12"})],
            files=[FileContent("a.txt", b"text")],
        ).report_id
        for _each in range(3)
    ]
    officer = _officer()
    with acting(officer):
        with CaptureQueriesContext(connection) as one:
            queries.report_views(officer, sent[:1])
        with django_assert_num_queries(len(one)):
            assert [view.id for view in queries.report_views(officer, sent)] == sent


def test_it_keeps_a_file_only_for_its_owner_and_removes_it_after_a_day() -> None:
    kept = actions.keep_file(owner="me", name="a.txt", data=b"hello", lasting=False, at=AT)
    assert actions.waiting_files(owner="me", ids=[kept.id])[0].content == b"hello"
    assert actions.waiting_files(owner="you", ids=[kept.id]) == []
    actions.discard_pending_file(owner="you", file_id=kept.id)
    assert actions.waiting_files(owner="me", ids=[kept.id])
    actions.remove_expired(at=AT + timedelta(days=2))
    assert actions.waiting_files(owner="me", ids=[kept.id]) == []


def test_it_keeps_the_files_of_a_draft_as_long_as_the_draft() -> None:
    by = people.actor(people.alice())
    kept = actions.keep_file(owner="me", name="a.txt", data=b"hello", lasting=True, at=AT)
    other = actions.keep_file(owner="you", name="b.txt", data=b"hello", lasting=True, at=AT)
    later = timezone.now()
    with acting(by):
        draft = actions.save_draft(draft_id=Draft().pk, data=b"x", by=by, at=later, file_owner="me")
    actions.remove_expired(at=draft.expires_at - timedelta(minutes=1))
    assert [file.name for file in actions.waiting_files(owner="me", ids=[kept.id])] == ["a.txt"]
    assert actions.gone_files(owner="you", ids=[other.id, kept.id]) == {other.id, kept.id}


def test_it_removes_drafts_after_thirty_days_and_only_those() -> None:
    by = people.actor(people.alice())
    with acting(by):
        old = actions.save_draft(draft_id=Draft().pk, data=b"old", by=by, at=AT - timedelta(days=400))
        new = actions.save_draft(draft_id=Draft().pk, data=b"new", by=by, at=timezone.now())
    assert actions.remove_expired(at=timezone.now())[0] == 1
    with acting(by):
        assert list(Draft.objects.values_list("pk", flat=True)) == [new.pk]
    assert old.pk != new.pk
    assert not PendingFile.objects.exists()


def test_the_hourly_job_removes_what_is_past_its_time() -> None:
    actions.keep_file(owner="me", name="a.txt", data=b"hello", lasting=False, at=AT)
    tasks.remove_expired(timestamp=0)
    with acting(Actor.clockwork()):
        assert not PendingFile.objects.exists()


def test_nothing_is_added_to_a_report_that_was_destroyed_while_its_page_was_open() -> None:
    with pytest.raises(NotVisible):
        actions.add(report_id=UUID(int=7), submission="late", text="He is back.", at=AT)
