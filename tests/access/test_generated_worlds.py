"""Worlds nobody thought of: any roles at any desks, hand-offs in every state, and who sees what of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import count

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from ketenzicht.accounts.models import Membership, User
from ketenzicht.accounts.queries import actor_for
from ketenzicht.accounts.tests.factories import LONG_AGO, OPERATOR, sign_in, user
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Role
from ketenzicht.common.models import Clock
from ketenzicht.handover.domain.states import HandoverState
from ketenzicht.handover.models import Handover, HandoverEvent, PackageFile, PackageItem
from ketenzicht.reporting.models import Attachment, Report, ReporterIdentity, Statement
from ketenzicht.signals.models import Signal
from tests.access.casework_world import handed_over
from tests.access.looking import ask
from tests.access.people import HOLDING, OTHER, OTHER_PARTNER, RECEIVING, Person, desk
from tests.access.world import Record, World, plain_record

pytestmark = pytest.mark.slow
# Those at the two ends of a hand-off come up more often.
PLACES = (HOLDING, HOLDING, RECEIVING, RECEIVING, OTHER, OTHER_PARTNER)
ROLES = (*Role, *2 * (Role.FOCAL_OFFICER, Role.PARTNER_DESK))
TAKES_IN = {Role.FOCAL_OFFICER, Role.CHAIN_DIRECTOR, Role.CARE_COORDINATOR, Role.PARTNER_DESK}
READABLE = {
    HandoverState.ACCEPTED,
    HandoverState.ACCEPTED_PARTLY,
    HandoverState.IN_HAND,
    HandoverState.FINISHED,
}
_names = count(1)
Held = tuple[Role, str, str]
Made = str | tuple[HandoverState, bool]

held = st.tuples(
    st.sampled_from(ROLES), st.sampled_from(PLACES), st.sampled_from(("now", "now", "past", "later"))
)
somebody = st.tuples(
    st.lists(held, max_size=3, unique_by=lambda one: one[:2]), st.sampled_from((True, True, False))
)
shared = st.tuples(st.sampled_from(HandoverState), st.booleans())
recorded = st.one_of(st.sampled_from((HOLDING, OTHER)), shared)


@dataclass(frozen=True)
class Somebody:
    """An account with the roles that hold today: none when it is closed."""

    account: User
    roles: frozenset[tuple[Role, str]]

    @property
    def actor(self) -> Actor:
        return actor_for(self.account, timezone.localdate()) if self.account.is_active else Actor.nobody()

    def holds(self, at: str, *roles: Role) -> bool:
        return any((role, at) in self.roles for role in roles)


def may_see(who: Somebody, kind: str, record: Record, field: str = "") -> bool:
    """The whole of who may see casework, in as few words as there are."""
    sends = who.holds(record.desk, Role.FOCAL_OFFICER)
    receives = bool(record.handover) and who.holds(RECEIVING, *TAKES_IN)
    opened = record.state in READABLE and record.tag.startswith("open") and field in record.accepted
    match kind:
        case "signal":
            return sends
        case "handover":
            return bool(record.handover) and (sends or receives)
        case "package":
            return bool(record.handover) and (sends or (receives and opened))
    return sends or any(role is Role.CHAIN_DIRECTOR for role, _at in who.roles)


@contextmanager
def _undone(world: World) -> Iterator[None]:
    before = dict(world.records)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    world.records.clear()
    world.records.update(before)


def _person(roles: list[Held], is_open: bool) -> Somebody:
    account, today = user(f"Generated {next(_names)}"), timezone.localdate()
    days = {
        "now": (LONG_AGO, None),
        "past": (LONG_AGO, today - timedelta(days=1)),
        "later": (today + timedelta(days=1), None),
    }
    with acting(OPERATOR):
        for role, at, when in roles:
            begins, ends = days[when]
            Membership.objects.create(
                user=account, desk=desk(at), role=role.value, valid_from=begins, valid_until=ends
            )
        if not is_open:
            User.objects.filter(pk=account.pk).update(is_active=False)
            account.refresh_from_db()
    holding = {(role, at) for role, at, when in roles if when == "now"} if is_open else set()
    return Somebody(account, frozenset(holding))


def _record(world: World, made: Made) -> Record:
    name = f"{next(_names)}"
    if isinstance(made, str):
        return plain_record(world, f"plain{name}", made)
    state, over = made
    now = timezone.now()
    tag = f"{'over' if over else 'open'}{name}"
    if over:
        handed_over(world, state, tag, at=now - timedelta(days=60), until=now - timedelta(days=2))
    else:
        handed_over(world, state, tag)
    return world.records[tag]


def _expected(who: Somebody, records: list[Record]) -> dict[str, set[object]]:
    def of(kind: str) -> list[Record]:
        return [record for record in records if may_see(who, kind, record)]

    items = {
        (record.handover, field)
        for record in records
        for field in ("statements_fact", "statements_heard", "persons", "municipality", "attachments")
        if may_see(who, "package", record, field)
    }
    return {
        "signals": {record.signal for record in of("signal")},
        "statements and attachments": {record.report for record in of("signal")},
        # Nobody was let in by somebody else, so nobody reads one, whatever the role.
        "identities": set(),
        "hand-offs": {record.handover for record in of("handover")},
        "fields": items,
        "clocks": {record.signal for record in of("clock")},
    }


def _seen(who: Somebody, records: list[Record]) -> dict[str, set[object]]:
    reports, handovers = {record.report for record in records}, {record.handover for record in records}
    with acting(who.actor):
        of_reports = [
            {one for one in model.objects.values_list(key, flat=True) if one in reports}
            for model, key in (
                (Report, "pk"),
                (Statement, "report_id"),
                (Attachment, "report_id"),
            )
        ]
        assert all(each == of_reports[0] for each in of_reports), (
            "a part of a report is seen without the rest"
        )
        identities = {
            one for one in ReporterIdentity.objects.values_list("report_id", flat=True) if one in reports
        }
        parties = {one for one in Handover.objects.values_list("pk", flat=True) if one in handovers}
        events = {
            one for one in HandoverEvent.objects.values_list("handover_id", flat=True) if one in handovers
        }
        assert events <= parties
        items = set(PackageItem.objects.values_list("handover_id", "field"))
        files = {(one, "attachments") for one in PackageFile.objects.values_list("handover_id", flat=True)}
        signals = {record.signal for record in records}
        return {
            "signals": {one for one in Signal.objects.values_list("pk", flat=True) if one in signals},
            "statements and attachments": set(of_reports[0]),
            "identities": set(identities),
            "hand-offs": parties,
            "fields": {one for one in items | files if one[0] in handovers},
            "clocks": {one for one in Clock.objects.values_list("subject_id", flat=True) if one in signals},
        }


def test_everybody_sees_what_the_rule_says_and_nothing_else(world: World) -> None:
    # An example takes a second; making a failing one smaller would take minutes and say no more.
    @settings(max_examples=30, deadline=None, phases=[Phase.generate], derandomize=True)
    @given(people=st.lists(somebody, min_size=1, max_size=4), made=st.lists(recorded, min_size=1, max_size=3))
    def in_any_world(
        people: list[tuple[list[Held], bool]], made: list[str | tuple[HandoverState, bool]]
    ) -> None:
        with _undone(world):
            records = [_record(world, one) for one in made]
            for roles, is_open in people:
                who = _person(roles, is_open)
                assert _seen(who, records) == _expected(who, records), who.roles
                _pages_show_the_same(who, records)

    in_any_world()


def _pages_show_the_same(who: Somebody, records: list[Record]) -> None:
    if not who.account.is_active:
        return
    person = Person("generated", who.account, sign_in(Client(), who.account))
    for name, kind in (("signals:worklist", "signal"), ("handover:inbox", "handover")):
        answer = ask(person, "GET", reverse(name) + "?tab=all")
        shown = answer.content.decode() if answer.status_code == 200 else ""
        for record in records:
            if not may_see(who, kind, record):
                assert str(record.signal) not in shown
                assert str(record.handover) not in shown or not record.handover
