"""Grounds, a rule and disclosures for tests. Alice's desk shares with Bob's; Charlie's has no part in it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from ketenzicht.accounts.tests import factories as people
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Role
from ketenzicht.disclosure import actions
from ketenzicht.disclosure.models import Disclosure, GateRule, LegalBasis, Purpose, ShareableField
from ketenzicht.partners.models import Desk

NOON = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
CONDITIONS = {
    "basis": "a-basis",
    "purposes": ["a-purpose"],
    "receiver_kinds": ["police"],
    "privacy_classes": ["neutral", "personal"],
    "longest_days": 60,
    "proof_required": False,
}
_ROW = {"source": "test", "valid_from": date(2020, 1, 1), "verified_on": date(2020, 1, 1)}


def rule() -> None:
    """One ground, one purpose, a field that is covered and one that is not, and the rule for them."""
    with acting(people.OPERATOR):
        LegalBasis.objects.get_or_create(
            code="a-basis", defaults=_named("A basis") | {"law": "A law", "applies_to": ["municipality"]}
        )
        Purpose.objects.get_or_create(code="a-purpose", defaults=_named("A purpose"))
        for code, kind in {"a-field": "personal", "another-field": "special"}.items():
            ShareableField.objects.get_or_create(code=code, defaults=_named(code) | {"privacy_class": kind})
        GateRule.objects.get_or_create(
            code="a-rule",
            defaults=_named("A rule")
            | {"allowed": True, "because_nl": "test", "because_en": "test", "conditions": CONDITIONS},
        )


def _named(label: str) -> dict[str, Any]:
    return {"label_nl": label, "label_en": label, **_ROW}


def first_desk() -> Desk:
    """Where things are shared from."""
    return people.desk("first-desk")


def second_desk() -> Desk:
    """Where they are shared with."""
    return people.desk("second-desk", organisation_kind="police")


def sender() -> Actor:
    """Alice."""
    return people.actor(people.alice())


def receiver() -> Actor:
    """Bob."""
    return people.actor(people.bob())


def stranger() -> Actor:
    """Charlie."""
    return people.actor(people.charlie())


def officer() -> Actor:
    """Somebody who keeps the register."""
    return people.actor(people.user("Petra", (people.desk("privacy-desk"), Role.PRIVACY_OFFICER)))


def disclosed(at: datetime = NOON, by: Actor | None = None, **changes: Any) -> Disclosure:
    """A disclosure for thirty days."""
    rule()
    actor = by or receiver()
    wanted: dict[str, Any] = {
        "subject": ("handover", uuid4()),
        "from_desk_id": first_desk().pk,
        "to_desk_id": second_desk().pk,
        "basis_code": "a-basis",
        "purpose_code": "a-purpose",
        "fields": ["a-field"],
        "until": at + timedelta(days=30),
    }
    with acting(actor):
        return actions.log(**{**wanted, **changes}, at=at, by=actor)
