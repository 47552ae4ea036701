"""Hand-offs for tests: two desks, a rule of the gate that covers them, and a package with something in it.

Alice sends from the first desk, Bob answers at the second, Charlie works elsewhere. Access ends far away,
because the database compares it with its own clock.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from ketenzicht.accounts.tests import factories as people
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.clocks import DueClock
from ketenzicht.common.domain.rights import Role, Verb
from ketenzicht.common.domain.workdays import Limit, Unit
from ketenzicht.disclosure.models import GateRule, LegalBasis, Purpose, ShareableField
from ketenzicht.handover import actions
from ketenzicht.handover.actions import PackageFileContent, Preview
from ketenzicht.handover.domain import package as content
from ketenzicht.handover.domain.answers import AnswerOutcome
from ketenzicht.handover.domain.states import HandoverState, ReturnReason
from ketenzicht.handover.models import Handover
from ketenzicht.partners.models import Desk

# A Monday morning in summer: work days and the clock of Amsterdam are easy to follow.
NOON = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
FAR = datetime(2090, 1, 1, tzinfo=UTC)
LIMIT = Limit(3, Unit.WORKDAYS)
ORIGIN = ("test", UUID("00000000-0000-4000-8000-000000000001"))
QUESTION = "Can you look into this address?"
FIELDS = ("test_facts", "test_persons", "attachments")

PACKAGE: Mapping[str, Any] = {
    "test_facts": [
        content.statement("fact", "Six mattresses on the floor of the shed."),
        content.statement("heard", "A neighbour says that a van comes at five."),
    ],
    "test_persons": [
        content.facts({"nl": "Persoon", "en": "Person"}, [({"nl": "Leeftijd", "en": "Age"}, "about 30")])
    ],
}
FILE = PackageFileContent("shed.png", "image/png", b"\x89PNG not really")

_ROW = {"source": "test", "valid_from": date(2020, 1, 1), "verified_on": date(2020, 1, 1)}


def gate(basis: str = "test-basis", purpose: str = "test-purpose") -> None:
    """The ground, purpose, fields and rule that let the test package through."""
    if GateRule.objects.filter(code=f"{basis}-rule").exists():
        return
    with acting(people.OPERATOR):
        LegalBasis.objects.get_or_create(
            code=basis, defaults=_named(basis) | {"law": "test", "applies_to": ["municipality"]}
        )
        Purpose.objects.get_or_create(code=purpose, defaults=_named(purpose))
        for position, (code, kind) in enumerate(
            {"test_facts": "criminal", "test_persons": "personal", "attachments": "special"}.items()
        ):
            defaults = _named(code) | {"privacy_class": kind, "position": position}
            ShareableField.objects.get_or_create(code=code, defaults=defaults)
        GateRule.objects.get_or_create(
            code=f"{basis}-rule",
            defaults=_named(basis)
            | {
                "allowed": True,
                "because_nl": "test",
                "because_en": "test",
                "conditions": {
                    "basis": basis,
                    "purposes": [purpose],
                    "receiver_kinds": ["police"],
                    "privacy_classes": ["neutral", "personal", "special", "criminal"],
                    "longest_days": 40_000,
                    "proof_required": False,
                },
            },
        )


def _named(code: str) -> dict[str, Any]:
    return {"label_nl": code, "label_en": code, **_ROW}


def sender() -> Actor:
    """Alice, who may send."""
    return people.actor(people.alice())


def receiver() -> Actor:
    """Bob, who may look and answer."""
    return people.actor(people.bob())


def stranger() -> Actor:
    """Charlie, whose desk has nothing to do with it."""
    return people.actor(people.charlie())


def nobody() -> Actor:
    """Nobody at all."""
    return Actor.nobody()


def onlooker() -> Actor:
    """Somebody at the receiving desk who may look and not answer."""
    return Actor.desk(to_desk().pk, Verb.HANDOVER_READ)


def from_desk() -> Desk:
    """Where hand-offs come from."""
    return Desk.objects.filter(code="first-desk").first() or people.desk("first-desk")


def to_desk() -> Desk:
    """Where hand-offs go."""
    known = Desk.objects.filter(code="second-desk").first()
    return known or people.desk("second-desk", organisation_kind="police")


def overseer() -> Desk:
    """The chain director's desk."""
    desk = people.desk("overseeing-desk", kind="chain_direction")
    people.user("Olga Overseer", (desk, Role.CHAIN_DIRECTOR))
    return desk


def sent(at: datetime = NOON, by: Actor | None = None, **changes: Any) -> Handover:
    """A hand-off that has just been sent; ``changes`` replace what was asked."""
    gate()
    wanted: dict[str, Any] = {
        "origin": ORIGIN,
        "from_desk_id": from_desk().pk,
        "to_desk_id": to_desk().pk,
        "urgency": "ordinary",
        "basis_code": "test-basis",
        "purpose_code": "test-purpose",
        "package": PACKAGE,
        "files": [FILE],
        "question": QUESTION,
        "preview": Preview(region="Test region", age_band="adult", forms=("LAB",)),
        "access_until": FAR,
        "answer_limit": LIMIT,
    }
    return actions.send(**{**wanted, **changes}, by=by or sender(), at=at)


def acute(at: datetime = NOON, **changes: Any) -> Handover:
    """An acute one: to be answered in an hour, by telephone first."""
    return sent(at, urgency="acute", answer_limit=Limit(60, Unit.MINUTES), **changes)


def brought_to(state: HandoverState, **changes: Any) -> Handover:
    """A hand-off that desks have brought to this state."""
    handover = sent(**changes)
    at = NOON + timedelta(hours=1)
    who: Any = {"handover_id": handover.pk, "by": receiver()}
    steps: dict[HandoverState, list[Callable[[], object]]] = {
        HandoverState.SENT: [],
        HandoverState.SEEN: [lambda: actions.see(**who, at=at)],
        HandoverState.ACCEPTED: [lambda: actions.accept(**who, at=at)],
        HandoverState.ACCEPTED_PARTLY: [
            lambda: actions.accept_partly(**who, fields=["test_facts"], reason="Facts will do.", at=at)
        ],
        HandoverState.RETURNED: [
            lambda: actions.return_(**who, reason_code=ReturnReason.NOT_OUR_TASK, at=at)
        ],
        HandoverState.IN_HAND: [lambda: actions.accept(**who, at=at), lambda: actions.start(**who, at=at)],
        HandoverState.FINISHED: [
            lambda: actions.accept(**who, at=at),
            lambda: actions.finish(
                **who, outcome=AnswerOutcome.INVESTIGATION, answer="We went there.", at=at
            ),
        ],
        HandoverState.REVOKED: [
            lambda: actions.revoke(handover_id=handover.pk, reason="A mistake.", by=sender(), at=at)
        ],
        HandoverState.EXPIRED: [lambda: expired(handover)],
    }
    for step in steps[state]:
        step()
    return again(handover)


def expired(handover: Handover) -> None:
    """Let the clock do what it does when nobody answers."""
    due = DueClock(
        "handover.answer", ("handover", handover.pk), handover.from_desk_id, handover.answer_due_at
    )
    actions.expire_unanswered(due, handover.answer_due_at)


def again(handover: Handover) -> Handover:
    """The hand-off as it stands now."""
    with acting(Actor.desk(handover.from_desk_id, Verb.HANDOVER_SEND)):
        return Handover.objects.select_related("from_desk", "to_desk", "basis", "purpose").get(pk=handover.pk)
