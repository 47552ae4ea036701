"""The mark of an objection that was granted: who sets it, who is warned, and that it stays."""

import uuid
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from ketenzicht.accounts.tests import factories as people
from ketenzicht.audit.models import AuditEvent
from ketenzicht.common.actor import Actor, NotAllowed, NotNow, NotVisible, acting
from ketenzicht.common.domain.rights import Role
from ketenzicht.reporting.domain.content import FileContent
from ketenzicht.reporting.tests.factories import focal_desk, public_report
from ketenzicht.rights import actions
from ketenzicht.rights.domain.states import Outcome, RequestKind
from ketenzicht.rights.models import SubjectRequest, UseStop
from ketenzicht.rights.tests.test_requests import NOW, officer, searched
from ketenzicht.signals.hooks import cautions_about
from ketenzicht.signals.models import Signal

NAME = "Zqxjv"
WARNED = b"Bewaren, maar niet gebruiken"
pytestmark = pytest.mark.django_db


def _holder() -> Actor:
    return people.actor(people.user("Henk", (focal_desk(), Role.FOCAL_OFFICER)))


def _signal() -> UUID:
    report = public_report(files=[FileContent(f"{NAME}.txt", b"A text that was sent along.")]).report_id
    with acting(_holder()):
        return Signal.objects.get(signal_reports__report=report).pk


def _request(by: Actor, kind: RequestKind, outcome: Outcome | None = Outcome.GRANTED) -> int:
    number = searched(by, NAME, kind=kind)
    ground = "" if outcome is Outcome.GRANTED else "uavg_restriction"
    if outcome:
        with acting(by):
            actions.decide(number=number, outcome=outcome, ground=ground, reason="So.", by=by, at=NOW)
    return number


def test_a_granted_objection_warns_whoever_reads_the_signal_or_hands_it_over() -> None:
    by, signal_id, holder = officer(), _signal(), _holder()
    number = _request(by, RequestKind.OBJECTION)
    page = people.sign_in(Client(), people.user("Petra", (people.desk("privacy"), Role.PRIVACY_OFFICER)))
    desk = people.sign_in(Client(), people.user("Henk", (focal_desk(), Role.FOCAL_OFFICER)))
    pages = [reverse(f"signals:{name}", args=[signal_id]) for name in ("signal", "handover")]
    assert not [url for url in pages if WARNED in desk.get(url).content]
    for _twice in range(2):
        assert page.post(reverse("rights:stop_use", args=[number, signal_id])).status_code == 303
    assert b"Bewaard, niet gebruikt" in page.get(reverse("rights:request", args=[number])).content
    for url in pages:
        shown = desk.get(url).content
        assert shown.count(WARNED) == 1
        # Who objected is not for everybody who reads the signal.
        assert b"de Vries" not in shown
    with acting(holder):
        assert [one.title for one in cautions_about(holder, signal_id)]
        assert not cautions_about(holder, uuid.uuid4())
    elsewhere = people.actor(people.user("Ferry", (people.desk("holding"), Role.FOCAL_OFFICER)))
    with acting(elsewhere):
        assert not UseStop.objects.exists()
        with pytest.raises(NotAllowed):
            actions.stop_use(number=number, signal_id=signal_id, by=elsewhere, at=NOW)
    with acting(by):
        events = AuditEvent.objects.filter(kind="rights.request.use_stopped")
        assert [one.target_id for one in events] == [str(signal_id)]
        with pytest.raises(NotVisible):
            actions.stop_use(number=number, signal_id=uuid.uuid4(), by=by, at=NOW)


def test_the_database_marks_only_what_was_found_for_an_objection_that_was_granted() -> None:
    by, signal_id = officer(), _signal()
    assert by.user_id
    wrong = [
        _request(by, RequestKind.ACCESS),
        _request(by, RequestKind.OBJECTION, Outcome.REFUSED),
        _request(by, RequestKind.OBJECTION, None),
    ]
    right = _request(by, RequestKind.OBJECTION, Outcome.PARTLY)
    with acting(by):
        for number in wrong:
            with pytest.raises(NotNow):
                actions.stop_use(number=number, signal_id=signal_id, by=by, at=NOW)
            _refused(number, signal_id, by.user_id)
        _refused(right, uuid.uuid4(), by.user_id)
        _refused(right, signal_id, 1_000_000)
        actions.stop_use(number=right, signal_id=signal_id, by=by, at=NOW)
        assert not UseStop.objects.update(stopped_at=NOW)
        assert UseStop.objects.all().delete() == (0, {})
    with acting(_holder()):
        assert not UseStop.objects.all().delete()[0]


def _refused(number: int, signal_id: UUID, who: int) -> None:
    request = SubjectRequest.objects.get(number=number)
    with pytest.raises(DatabaseError), transaction.atomic():
        UseStop.objects.create(request=request, signal_id=signal_id, stopped_at=NOW, stopped_by=who)
