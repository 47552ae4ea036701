"""Signals for tests, made as they come about: somebody reports, a desk works on it.

Alice is the focal officer of Roosendaal, Anna her colleague; Bob answers at the police; Charlie is the focal
officer of Bergen op Zoom and has nothing to do with it. The desks and routes are those of the reference data.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from ketenzicht.accounts.models import User
from ketenzicht.accounts.tests import factories as people
from ketenzicht.audit.models import AuditEvent
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Role, Verb
from ketenzicht.common.domain.workdays import Limit, Unit
from ketenzicht.partners.models import Desk, Municipality
from ketenzicht.reporting import actions as reporting
from ketenzicht.reporting.domain.acute import AcuteAnswer
from ketenzicht.reporting.domain.content import (
    Channel,
    DetailTyped,
    ReportContent,
    ReporterContact,
    SignAnswer,
    SignSaid,
    Subject,
)
from ketenzicht.reporting.domain.receipt import new_receipt
from ketenzicht.reporting.domain.visibility import ReporterMode
from ketenzicht.signals import actions
from ketenzicht.signals.domain.states import SignalState
from ketenzicht.signals.models import Signal, SignalReport

# A Monday morning in summer.
NOON = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
FAR = datetime(2026, 7, 15, tzinfo=UTC)
A_MOMENT = timedelta(minutes=1)
_numbers = count(1)

PERSON: Mapping[str, Any] = {
    "fact": "A young woman does not leave room twelve; other men come every evening.",
    "heard": "A colleague says that somebody else pays for the room.",
}


def focal_desk(municipality: str = "GM1674") -> Desk:
    """The desk that takes in what happens in a municipality."""
    return Desk.objects.get(municipality__code=municipality, kind="focal", connected=True)


def police_desk() -> Desk:
    """Where trafficking goes at the police."""
    return Desk.objects.get(code="police-avim-zwb")


def alice() -> Actor:
    """May: works on the signals of the desk."""
    return people.actor(alice_user())


def alice_user() -> User:
    """Alice's account."""
    return people.user("Alice", (focal_desk(), Role.FOCAL_OFFICER))


def anna_user() -> User:
    """A colleague of Alice."""
    return people.user("Anna", (focal_desk(), Role.FOCAL_OFFICER))


def anna() -> Actor:
    """May too: a colleague of Alice."""
    return people.actor(anna_user())


def bob() -> Actor:
    """May see what is handed over, after accepting it."""
    return people.actor(people.user("Bob", (police_desk(), Role.PARTNER_DESK)))


def charlie() -> Actor:
    """May not: works on the signals of another desk."""
    return people.actor(people.user("Charlie", (focal_desk("GM0748"), Role.FOCAL_OFFICER)))


def desk_view() -> Actor:
    """Everything a desk's own product may do there, for looking things up in tests."""
    verbs = (Verb.SIGNAL_READ, Verb.REPORT_READ, Verb.REPLY_SEND, Verb.HANDOVER_READ, Verb.HANDOVER_SEND)
    return Actor.desk(focal_desk().pk, *verbs)


def report(
    at: datetime = NOON,
    *,
    said: Mapping[str, str] | None = None,
    acute: bool = False,
    subject: Subject = Subject.PERSON,
    seen: Sequence[str] = (),
    details: Sequence[DetailTyped] = (),
    municipality: str = "GM1674",
    contact: ReporterContact | None = None,
    language: str = "nl",
) -> reporting.Submitted:
    """Somebody from the public reports."""
    number = next(_numbers)
    content = ReportContent(
        submission=f"submission-{number}",
        receipt_code=new_receipt(lambda below: (number * 7919) % below).digits,
        channel=Channel.PUBLIC,
        language=language,
        subject=subject,
        statements=said or PERSON,
        municipality_id=Municipality.objects.get(code=municipality).pk,
        setting_code="hotel_recreation",
        acute_answers={"threat_now": AcuteAnswer.YES} if acute else {},
        signs=[SignSaid(code, code, SignAnswer.SEEN, "seen by the reporter") for code in seen],
        details=details,
        mode=ReporterMode.CONFIDENTIAL if contact else ReporterMode.ANONYMOUS,
        contact=contact or ReporterContact(),
    )
    return reporting.submit(content=content, by=Actor.public(), at=at)


def signal(at: datetime = NOON, **said: Any) -> Signal:
    """A received signal, from a report."""
    sent = report(at, **said)
    return signal_of(sent)


def signal_of(sent: reporting.Submitted) -> Signal:
    """The signal that a report lies under now."""
    with acting(desk_view()):
        return (
            SignalReport.objects.select_related("signal")
            .get(report_id=sent.report_id, removed_at=None)
            .signal
        )


def again(known: Signal) -> Signal:
    """The signal as it is now."""
    with acting(desk_view()):
        return Signal.objects.get(pk=known.pk)


JUDGEMENT = actions.Judgement(
    urgency="ordinary",
    forms=("SEX",),
    main_form="SEX",
    age_band="adult",
    residence="lawful",
    identifiable=True,
    soft=False,
    source_hidden=False,
    title="Hotel, Roosendaal",
)


def judged(known: Signal, at: datetime = NOON + A_MOMENT, **changed: Any) -> Signal:
    """The same signal, judged by Alice."""
    judgement = actions.Judgement(**{**JUDGEMENT.__dict__, **changed})
    by = alice()
    with acting(by):
        return actions.judge(signal_id=known.pk, judgement=judgement, by=by, at=at)


def wish(**changed: Any) -> actions.HandoverWish:
    """A hand-off to the police that the gate allows."""
    usual: dict[str, Any] = {
        "to_desk_id": police_desk().pk,
        "urgency": "ordinary",
        "purpose_code": "investigation",
        "basis_code": "avg-6-1-e",
        "fields": ("statements_fact", "forms", "municipality"),
        "question": "Do you know this hotel?",
        "access_until": FAR,
        "answer_limit": Limit(3, Unit.WORKDAYS),
        "against_advice": "They asked for this themselves.",
    }
    return actions.HandoverWish(**{**usual, **changed})


def handed_over(known: Signal, at: datetime = NOON + 2 * A_MOMENT, **changed: Any) -> Any:
    """A hand-off of the signal by Alice."""
    by = alice()
    with acting(by):
        return actions.hand_over(signal_id=known.pk, wish=wish(**changed), by=by, at=at)


def many(number: int, at: datetime = NOON) -> list[Signal]:
    """A lot of signals at the desk at once, without reports."""
    desk, batch = focal_desk(), next(_numbers)
    with acting(desk_view()):
        return Signal.objects.bulk_create(
            Signal(
                number=900_000 + 1000 * batch + place,
                desk=desk,
                state=SignalState.RECEIVED,
                state_since=at,
                subject="person",
                title=f"Signal {place}",
                received_at=at - timedelta(hours=place),
                last_activity_at=at,
            )
            for place in range(number)
        )


def audit_kinds(known: Signal) -> list[str]:
    """What the audit trail says about a signal, the first one first."""
    with acting(Actor.operator(Verb.AUDIT_READ)):
        rows = AuditEvent.objects.filter(target_kind="signal", target_id=str(known.pk)).order_by("at", "id")
        return [row.kind.removeprefix("signals.signal.") for row in rows]


def steps(known: Signal) -> list[str]:
    """The timeline of a signal, the first step first."""
    with acting(desk_view()):
        return list(known.events.order_by("at", "id").values_list("event", flat=True))


def chain_director() -> Actor:
    """Sees how late desks are, and no signal."""
    desk = Desk.objects.get(kind="chain_direction")
    return people.actor(people.user("Cato", (desk, Role.CHAIN_DIRECTOR)))


def hidden_signal(sent: reporting.Submitted) -> Any:
    """The id of the signal of a report that reached Charlie's desk."""
    view = Actor.desk(focal_desk("GM0748").pk, Verb.SIGNAL_READ)
    with acting(view):
        return SignalReport.objects.get(report_id=sent.report_id, removed_at=None).signal_id


def add(sent: reporting.Submitted, text: str, at: datetime) -> None:
    """The reporter tells more, with the receipt."""
    submission = f"addition-{next(_numbers)}"
    reporting.add(report_id=sent.report_id, submission=submission, text=text, at=at)
