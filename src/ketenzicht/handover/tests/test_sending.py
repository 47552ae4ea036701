"""A hand-off is complete and covered by a rule, or it is not sent."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from ketenzicht.accounts.tests import factories as people
from ketenzicht.common.actor import NotAllowed, NotVisible, acting
from ketenzicht.common.domain.state_table import MoveNotAllowed
from ketenzicht.common.domain.workdays import Limit, Unit
from ketenzicht.common.models import Clock
from ketenzicht.disclosure.actions import Refused
from ketenzicht.handover import actions, queries
from ketenzicht.handover.domain.states import HandoverState
from ketenzicht.handover.models import Handover, HandoverOrigin, PackageFile, PackageItem
from ketenzicht.handover.tests import factories as make
from ketenzicht.partners.models import Desk

pytestmark = pytest.mark.django_db


def _closed_desk(**changes: Any) -> int:
    desk = people.desk("closed-desk", organisation_kind="police")
    with acting(people.OPERATOR):
        Desk.objects.filter(pk=desk.pk).update(**changes)
    return desk.pk


def test_it_stores_the_package_as_it_was_sent() -> None:
    handover = make.sent(override_reason="I know this desk.")

    with acting(make.sender()):
        items = {item.field: item.content for item in PackageItem.objects.filter(handover=handover)}
        files = [(one.name, bytes(one.content)) for one in PackageFile.objects.filter(handover=handover)]
        origin = HandoverOrigin.objects.get(handover=handover)
    assert items == make.PACKAGE
    assert files == [(make.FILE.name, make.FILE.content)]
    assert handover.fields == list(make.FIELDS)
    assert (origin.kind, origin.subject_id) == make.ORIGIN
    assert origin.override_reason == "I know this desk."
    assert origin.sent_by == make.sender().user_id


def test_it_numbers_hand_offs() -> None:
    first, second = make.sent(), make.sent()

    assert second.number > first.number


def test_it_sends_once_when_somebody_clicks_twice() -> None:
    chosen = uuid4()

    first = make.sent(handover_id=chosen)
    second = make.sent(handover_id=chosen, question="Another question?")

    assert (first.pk, second.pk, second.question) == (chosen, chosen, make.QUESTION)
    with acting(make.sender()):
        assert Handover.objects.count() == 1
        assert PackageItem.objects.filter(handover=first).count() == len(make.PACKAGE)


def test_it_takes_no_other_hand_off_for_the_one_that_is_sent() -> None:
    first = make.sent()
    about_another = ("test", uuid4())

    with pytest.raises(NotVisible):
        make.sent(handover_id=first.pk, origin=about_another)


@pytest.mark.parametrize(
    "changes",
    [
        {"basis_code": ""},
        {"basis_code": "no-such-basis"},
        {"purpose_code": ""},
        {"purpose_code": "no-such-purpose"},
        {"package": {}, "files": []},
        {"package": {"no_such_field": ["x"]}},
        {"question": " \n"},
        {"access_until": None},
        {"access_until": make.NOON - timedelta(days=1)},
        {"access_until": make.NOON + timedelta(days=1)},
        {"access_until": make.FAR + timedelta(days=40_000)},
    ],
    ids=lambda changes: "-".join(f"{name}={str(value)[:20]}" for name, value in changes.items()),
)
def test_it_refuses_what_is_not_complete_or_not_covered(changes: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refusal:
        make.sent(**changes)

    assert refusal.value.reasons
    with acting(make.sender()):
        assert not Handover.objects.exists()
        assert not Clock.objects.exists()


def test_it_refuses_its_own_desk() -> None:
    with pytest.raises(actions.NotSendable):
        make.sent(to_desk_id=make.from_desk().pk)


@pytest.mark.parametrize(
    "changes",
    [{"connected": False}, {"valid_to": make.NOON.date() - timedelta(days=1)}],
    ids=["not connected", "removed"],
)
def test_it_treats_a_desk_that_is_not_there_as_nobody(changes: dict[str, Any]) -> None:
    with pytest.raises(actions.NotSendable):
        make.sent(to_desk_id=_closed_desk(**changes))


def test_it_refuses_a_desk_that_never_was() -> None:
    with pytest.raises(actions.NotSendable):
        make.sent(to_desk_id=999_999)


def test_it_lets_only_the_own_desk_send() -> None:
    for actor in (make.receiver(), make.stranger(), make.nobody()):
        with pytest.raises(NotAllowed):
            make.sent(by=actor)


def test_it_starts_the_clocks_of_the_sending_desk() -> None:
    ordinary, acute = make.sent(), make.acute()

    with acting(make.sender()):
        rows = set(Clock.objects.values_list("subject_id", "kind", "desk_id", "due_at"))
    desk = make.from_desk().pk
    assert rows == {
        (ordinary.pk, "handover.answer", desk, ordinary.answer_due_at),
        (acute.pk, "handover.answer", desk, acute.answer_due_at),
        (acute.pk, "handover.confirmation", desk, make.NOON + timedelta(minutes=30)),
    }
    assert acute.answer_due_at == make.NOON + timedelta(minutes=60)


def test_it_counts_the_time_to_answer_in_work_days() -> None:
    # Three work days after a Monday end on Thursday at the end of the office day in Amsterdam.
    assert make.sent().answer_due_at == make.NOON.replace(day=4, hour=15, minute=0)


class TestConfirmingByPhone:
    AT = make.NOON + timedelta(minutes=10)

    def _confirm(self, handover: Handover, **changes: Any) -> Handover:
        wanted = {"spoken_to": "duty officer", "by": make.sender(), "at": self.AT, **changes}
        return actions.confirm_by_phone(handover_id=handover.pk, **wanted)

    def test_it_notes_who_was_spoken_to_and_stops_the_alarm(self) -> None:
        handover = make.acute()

        self._confirm(handover, spoken_at=self.AT - timedelta(minutes=2))

        after = make.again(handover)
        assert (after.spoken_to, after.confirmed_at) == ("duty officer", self.AT - timedelta(minutes=2))
        with acting(make.sender()):
            running = Clock.objects.filter(stopped_at=None).values_list("kind", flat=True)
            assert list(running) == ["handover.answer"]

    def test_it_keeps_the_first_call_when_somebody_clicks_twice(self) -> None:
        handover = make.acute()
        self._confirm(handover)

        self._confirm(handover, spoken_to="somebody else")

        assert make.again(handover).spoken_to == "duty officer"
        with acting(make.sender()):
            steps = [step.event for step in queries.timeline(make.sender(), handover)]
        assert steps == ["confirm", "send"]

    def test_a_call_of_that_day_counts_from_midnight_here(self) -> None:
        handover = make.acute()
        # Half past midnight in Amsterdam is still the day before elsewhere.
        called = make.NOON.replace(hour=22, minute=30) - timedelta(days=1)

        self._confirm(handover, spoken_at=called)

        assert make.again(handover).confirmed_at == called
        with pytest.raises(ValueError, match="on the day"):
            self._confirm(make.acute(), spoken_at=called - timedelta(hours=1))

    def test_it_asks_for_a_function(self) -> None:
        with pytest.raises(ValueError, match="Say who"):
            self._confirm(make.acute(), spoken_to="  ")

    def test_it_refuses_a_call_in_the_future(self) -> None:
        with pytest.raises(ValueError, match="past"):
            self._confirm(make.acute(), spoken_at=self.AT + timedelta(minutes=1))

    def test_it_is_for_acute_hand_offs_only(self) -> None:
        with pytest.raises(MoveNotAllowed):
            self._confirm(make.sent())

    def test_it_does_nothing_for_one_that_has_ended(self) -> None:
        ended = make.brought_to(
            HandoverState.RETURNED, urgency="acute", answer_limit=Limit(600, Unit.MINUTES)
        )

        with pytest.raises(MoveNotAllowed):
            self._confirm(ended)

    def test_it_is_the_senders_to_note(self) -> None:
        with pytest.raises(NotAllowed):
            self._confirm(make.acute(), by=make.receiver())
