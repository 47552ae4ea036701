"""The gate with the rules of the database, and what is written down of an act of sharing."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import translation

from ketenzicht.accounts.tests import factories as people
from ketenzicht.audit.models import AuditEvent
from ketenzicht.common.actor import Actor, NotAllowed, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.disclosure import actions, queries
from ketenzicht.disclosure.actions import Refused
from ketenzicht.disclosure.models import Disclosure, GateRule, LegalBasis, Purpose
from ketenzicht.disclosure.queries import Wanted
from ketenzicht.disclosure.tests import factories as make

pytestmark = pytest.mark.django_db

TRAIL = Actor.operator(Verb.AUDIT_READ)


def _ask(**changes: Any) -> actions.Ground:
    make.rule()
    wanted = {
        "basis_code": "a-basis",
        "purpose_code": "a-purpose",
        "fields": ["a-field"],
        "sender_desk_id": make.first_desk().pk,
        "receiver_desk_id": make.second_desk().pk,
        "until": make.NOON + timedelta(days=30),
        "at": make.NOON,
        "by": make.sender(),
    }
    return actions.require(**{**wanted, **changes})


def test_it_lets_pass_what_a_rule_covers() -> None:
    ground = _ask()

    assert ground.rule_code == "a-rule"
    assert ground.basis_id == LegalBasis.objects.get(code="a-basis").pk
    assert ground.purpose_id == Purpose.objects.get(code="a-purpose").pk
    assert ground.until == make.NOON + timedelta(days=30)


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"basis_code": ""}, "legal ground for sharing"),
        ({"basis_code": "other"}, "not in force"),
        ({"purpose_code": ""}, "purpose of sharing"),
        ({"purpose_code": "other"}, "not in the list"),
        ({"fields": []}, "what to share"),
        ({"fields": ["a-field", "unknown-field"]}, "“unknown-field”"),
        ({"fields": ["a-field", "another-field"]}, "“another-field”"),
        ({"receiver_desk_id": 999_999}, "desk that exists"),
        ({"until": None}, "until when"),
        ({"until": make.NOON}, "already passed"),
        ({"until": make.NOON + timedelta(days=61)}, "longer than"),
        ({"sender_desk_id": 999_999}, "kind of organisation cannot use"),
        ({"at": make.NOON.replace(year=2019), "until": make.NOON.replace(year=2019, month=7)}, "No rules"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_it_refuses_and_says_why(changes: dict[str, Any], because: str) -> None:
    with translation.override("en"), pytest.raises(Refused) as refusal:
        _ask(**changes)

    assert any(because in reason for reason in refusal.value.reasons), refusal.value.reasons


def test_it_refuses_everything_when_nothing_is_configured() -> None:
    make.rule()
    with acting(people.OPERATOR):
        GateRule.objects.update(valid_to=date(2021, 1, 1))

    with pytest.raises(Refused) as refusal:
        _ask()

    assert any("geen regels" in reason for reason in refusal.value.reasons)


@pytest.mark.parametrize(
    "conditions",
    [
        {},
        {"basis": "a-basis"},
        {"basis": "a-basis", "purposes": None},
        {**make.CONDITIONS, "privacy_classes": ["secret"]},
        {**make.CONDITIONS, "longest_days": "for ever"},
        {**make.CONDITIONS, "longest_days": None},
    ],
    ids=str,
)
def test_it_lets_a_rule_it_cannot_read_allow_nothing(conditions: dict[str, Any]) -> None:
    make.rule()
    with acting(people.OPERATOR):
        GateRule.objects.filter(code="a-rule").update(conditions=conditions)

    with pytest.raises(Refused):
        _ask()


def test_it_lets_a_rule_that_forbids_allow_nothing() -> None:
    make.rule()
    with acting(people.OPERATOR):
        GateRule.objects.filter(code="a-rule").update(allowed=False)

    with pytest.raises(Refused):
        _ask()


def test_it_asks_for_proof_where_the_rule_does() -> None:
    make.rule()
    with acting(people.OPERATOR):
        needed = {**make.CONDITIONS, "proof_required": True}
        GateRule.objects.filter(code="a-rule").update(conditions=needed)

    with pytest.raises(Refused):
        _ask(proof=" ")
    assert _ask(proof="consent of 1 June, on file")


def test_it_lets_a_kind_of_organisation_use_only_its_own_grounds() -> None:
    make.rule()
    with acting(people.OPERATOR):
        LegalBasis.objects.filter(code="a-basis").update(applies_to=["police"])

    with translation.override("en"), pytest.raises(Refused) as refusal:
        _ask()

    assert refusal.value.reasons == ("Your kind of organisation cannot use this legal ground.",)


def test_it_writes_down_what_was_shared_and_when_that_ended() -> None:
    subject = ("handover", uuid4())

    made = make.disclosed(subject=subject)
    with acting(make.sender()):
        ended = actions.end(
            subject=subject, at=make.NOON + timedelta(days=2), because="revoked", by=make.sender()
        )
        again = actions.end(
            subject=subject, at=make.NOON + timedelta(days=3), because="revoked", by=make.sender()
        )
        row = Disclosure.objects.get(pk=made.pk)

    assert (ended, again) == (1, 0)
    assert (row.ended_at, row.ended_because) == (make.NOON + timedelta(days=2), "revoked")
    with acting(TRAIL):
        trail = AuditEvent.objects.filter(target_id=str(made.pk)).order_by("at")
        assert [event.kind for event in trail] == [
            "disclosure.disclosure.made",
            "disclosure.disclosure.ended",
        ]
        assert trail[0].detail["fields"] == ["a-field"]


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        (make.sender, True),
        (make.receiver, True),
        (make.officer, True),
        (make.stranger, False),
        (Actor.nobody, False),
    ],
)
def test_it_shows_a_disclosure_to_both_desks_and_the_privacy_officer(
    who: Callable[[], Actor], sees: bool
) -> None:
    made = make.disclosed()
    actor = who()

    with acting(actor), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM disclosure_disclosure")
        assert ([row[0] for row in cursor.fetchall()] == [made.pk]) is sees
        assert queries.disclosures_visible_to(actor).exists() is sees


@pytest.mark.parametrize(
    "changes",
    [
        {"basis_id": None},
        {"purpose_id": None},
        {"fields": []},
        {"until": None},
        {"until": make.NOON},
    ],
    ids=str,
)
def test_it_cannot_be_stored_without_ground_purpose_fields_and_end(changes: dict[str, Any]) -> None:
    made = make.disclosed()
    row = {field.attname: getattr(made, field.attname) for field in Disclosure._meta.local_concrete_fields}

    with pytest.raises(IntegrityError), transaction.atomic(), acting(make.sender()):
        Disclosure.objects.bulk_create([Disclosure(**row | {"id": uuid4()} | changes)])


def test_it_lets_no_other_desk_write_in_the_register() -> None:
    make.rule()
    with pytest.raises(DatabaseError), acting(make.stranger()):
        make.disclosed(by=make.stranger())


@pytest.mark.parametrize(
    "change",
    ["fields = array['other']", "until = until + interval '1 year'", "subject_id = gen_random_uuid()"],
)
def test_it_keeps_what_was_shared_in_the_database_itself(change: str) -> None:
    make.disclosed()
    for party in (make.sender(), make.receiver()):
        refused = pytest.raises(DatabaseError, match="keeps what was shared")
        with acting(party), connection.cursor() as cursor, refused, transaction.atomic():
            cursor.execute(f"UPDATE disclosure_disclosure SET {change}")


def test_it_narrows_the_register() -> None:
    first = make.disclosed()
    later = make.disclosed(at=make.NOON + timedelta(days=10))
    officer = make.officer()
    day = make.NOON.date()

    def found(**wanted: Any) -> list[Disclosure]:
        with acting(officer):
            return list(queries.register(officer, Wanted(**wanted), make.NOON + timedelta(days=31)))

    assert found() == [later, first]
    assert found(first=day + timedelta(days=1)) == [later]
    assert found(last=day) == [first]
    assert found(first=day, last=day + timedelta(days=10)) == [later, first]
    assert found(basis_code="a-basis") == [later, first]
    assert found(basis_code="other") == []
    assert found(desk_id=make.second_desk().pk) == [later, first]
    assert found(desk_id=0) == []
    assert found(open_only=True) == [later]


def test_it_reads_the_register_to_nobody_else() -> None:
    for actor in (make.sender(), make.receiver(), Actor.nobody()):
        with pytest.raises(NotAllowed):
            actions.read_register(by=actor, at=make.NOON, wanted=Wanted())
        with pytest.raises(NotAllowed):
            actions.export_register(by=actor, at=make.NOON, wanted=Wanted())
