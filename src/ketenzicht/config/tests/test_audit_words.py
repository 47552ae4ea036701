"""Whoever reads the audit trail reads words, in the language of the page."""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import translation

from ketenzicht.accounts.tests import factories as people
from ketenzicht.audit import hooks
from ketenzicht.audit.models import AuditEvent
from ketenzicht.audit.wording import BREAKS, Wording, record_kind
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Verb

PRODUCT = Path(__file__).resolve().parents[2]
# What the writing functions take themselves; everything else they are given is a detail of the event.
OWN = {"kind", "target", "by", "at", "desk_id", "text", "shown"}
WRITERS = {"record", "record_read", "settle"}


def _calls() -> Iterator[ast.Call]:
    for path in PRODUCT.glob("*/**/*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "attr", getattr(node.func, "id", "")) in WRITERS
            ):
                yield node


def test_every_detail_that_is_written_down_has_a_name() -> None:
    given = {keyword.arg for call in _calls() for keyword in call.keywords if keyword.arg}
    assert given - OWN - set(hooks.detail_names) == set()


def test_every_kind_of_record_has_a_name() -> None:
    kinds = {
        str(keyword.value.elts[0].value)
        for call in _calls()
        for keyword in call.keywords
        if keyword.arg == "target"
        and isinstance(keyword.value, ast.Tuple)
        and isinstance(keyword.value.elts[0], ast.Constant)
    }
    assert kinds - set(hooks.record_kinds) == set()


def _shown(target_kind: str, **detail: object) -> list[tuple[str, str]]:
    event = AuditEvent(target_kind=target_kind, detail=detail, at=datetime(2026, 6, 1, tzinfo=UTC))
    reader = Actor.operator(Verb.AUDIT_READ)
    with acting(reader):
        return [(shown.name, shown.text) for shown in Wording([event]).details(event)]


@pytest.mark.django_db
def test_it_says_codes_ids_and_lists_in_words() -> None:
    desk = people.desk("police")
    assert _shown("signal", state="in_triage", forms=["SEX", "LAB"], follows_advice=False) == [
        ("Volgt het advies", "nee"),
        ("Vormen van uitbuiting", "Seksuele uitbuiting, Arbeidsuitbuiting"),
        ("Stand", "In duiding"),
    ]
    assert _shown("handover", state="in_hand", to_desk=desk.pk)[1] == ("Naar loket", desk.label)
    assert _shown("user", role="auditor", until=None) == [("Rol", "Auditor")]
    with translation.override("en"):
        assert _shown("signal", outcome="too_little") == [("Outcome", "Too little known to act")]


@pytest.mark.django_db
def test_it_points_from_a_detail_to_its_record() -> None:
    target = str(uuid4())
    event = AuditEvent(target_kind="disclosure", detail={"subject": f"handover:{target}"})
    (shown,) = Wording([event]).details(event)
    assert (shown.name, shown.text, shown.target) == ("Hoort bij", f"Overdracht {target[:8]}", target)


@pytest.mark.django_db
def test_it_names_the_account_or_the_list_that_an_event_is_about() -> None:
    person = people.alice()
    events = [
        AuditEvent(target_kind="user", target_id=str(person.pk)),
        AuditEvent(target_kind="audit", target_id="trail"),
        AuditEvent(target_kind="signal", target_id="0123456789ab"),
    ]
    wording = Wording(events)
    assert [wording.record(event) for event in events] == [
        f"Account {person.name}",
        "Logboek",
        "Signaal 0123456789ab",
    ]


@pytest.mark.django_db
def test_it_asks_for_every_list_once_however_many_events(django_assert_max_num_queries: object) -> None:
    events = [
        AuditEvent(target_kind="signal", detail={"forms": ["SEX"], "main_form": "SEX", "to_user": number})
        for number in range(20)
    ]
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        wording = Wording(events)
        assert all(wording.details(event) for event in events)


def test_it_keeps_what_it_does_not_know_as_it_is() -> None:
    assert record_kind("something_new") == "something_new"


@pytest.mark.django_db
def test_it_says_every_break_of_the_chain_in_words() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'audit_breaks'")
        (walked,) = cursor.fetchone()
    found = set(re.findall(r"'([a-z]+(?:_[a-z]+)+)'", walked))
    compared = (PRODUCT / "audit" / "queries.py").read_text("utf-8")
    assert found | {reason for reason in BREAKS if f'"{reason}"' in compared} == set(BREAKS)
