"""One world for every test of access, made by the product's own actions.

Every field of every record holds a marker, ``ZZ-<FIELD>-<record>``, so that a leak shows wherever it is.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from ketenzicht.common.actor import Actor, acting
from ketenzicht.partners.models import Municipality
from ketenzicht.reporting import actions as reporting
from ketenzicht.reporting.domain.content import (
    Channel,
    DetailTyped,
    ExtraAnswer,
    FileContent,
    ReportContent,
    ReporterContact,
    SignAnswer,
    SignSaid,
    Subject,
)
from ketenzicht.reporting.domain.public_status import PublicStatus
from ketenzicht.reporting.domain.receipt import new_receipt
from ketenzicht.reporting.domain.visibility import ReporterMode
from ketenzicht.reporting.models import Attachment, Indicator
from ketenzicht.signals.models import Signal
from tests.access.people import OTHER, REPORTING, Person, desk

# A word that is in every record, to search for without naming a marker.
HAYSTACK = "zzhooiberg"
PLANTED: set[str] = set()


def mark(kind: str, tag: str) -> str:
    """The marker of one field of one record."""
    return f"ZZ-{kind}-{tag}"


def plant(kind: str, tag: str) -> str:
    """The same, remembering that it is in the world."""
    PLANTED.add(mark(kind, tag))
    return mark(kind, tag)


@dataclass(frozen=True)
class Record:
    """A report with its signal, and what hangs on it."""

    tag: str
    desk: str
    report: UUID
    signal: UUID
    number: int
    receipt: str
    attachment: UUID
    by: str = ""
    task: UUID | None = None
    handover: UUID | None = None
    package_file: UUID | None = None
    state: str = ""
    accepted: tuple[str, ...] = ()


@dataclass
class World:
    """Everything there is, by name."""

    people: dict[str, Person]
    at: datetime
    records: dict[str, Record] = field(default_factory=dict)
    draft: UUID = field(default_factory=uuid4)
    view: UUID | None = None
    models: dict[str, Any] = field(default_factory=dict)
    plans: dict[str, Any] = field(default_factory=dict)
    figures: dict[str, Any] = field(default_factory=dict)
    identity_requests: dict[str, UUID] = field(default_factory=dict)
    glass: dict[str, UUID] = field(default_factory=dict)
    recoveries: dict[str, UUID] = field(default_factory=dict)
    link: str = ""
    consultations: dict[str, dict[str, Any]] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    passages: dict[str, UUID] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        """Who somebody is today."""
        return self.people[name].actor


def plain_record(world: World, tag: str, at_desk: str, *, by: str = "", at: datetime | None = None) -> Record:
    """A report with something in every field, and an answer to its reporter."""
    at = at or world.at
    sent = reporting.submit(
        content=_content(tag, at_desk, by), by=world.actor(by) if by else Actor.public(), at=at
    )
    reporting.add(
        report_id=sent.report_id,
        submission=f"addition-{tag}",
        text=f"{plant('ADDED', tag)} {HAYSTACK}",
        at=at + timedelta(minutes=1),
    )
    handler = world.actor("elsewhere" if at_desk == OTHER else "holder")
    with acting(handler):
        reporting.reply(
            report_id=sent.report_id,
            text_code="",
            text=plant("REPLY", tag),
            status=PublicStatus.RECEIVED,
            by=handler,
            at=at + timedelta(minutes=2),
        )
        signal = Signal.objects.get(signal_reports__report=sent.report_id)
        attachment = Attachment.objects.get(report=sent.report_id)
    world.records[tag] = Record(
        tag, at_desk, sent.report_id, signal.pk, signal.number, sent.receipt_code, attachment.pk, by
    )
    return world.records[tag]


def _content(tag: str, at_desk: str, by: str) -> ReportContent:
    indicator = Indicator.objects.order_by("code").first()
    assert indicator
    said = {kind: f"{plant(kind.upper(), tag)} {HAYSTACK}" for kind in ("fact", "circumstance", "heard")}
    said |= {kind: plant(kind.upper(), tag) for kind in ("interpretation", "source")}
    contact = {name: plant(name.upper(), tag) for name in ("name", "email", "phone", "reach")}
    municipality = Municipality.objects.get(code=at_desk.removeprefix("focal-").upper())
    return ReportContent(
        submission=f"report-{tag}",
        receipt_code=new_receipt().digits,
        channel=Channel.PROFESSIONAL if by else Channel.PUBLIC,
        language="nl",
        subject=Subject.PERSON,
        statements=said,
        municipality_id=municipality.pk,
        place=plant("PLACE", tag),
        extra_answers=[ExtraAnswer("extra", "What else?", plant("EXTRA", tag))],
        signs=[SignSaid(indicator.code, "Seen?", SignAnswer.SEEN, plant("SHOWS", tag))],
        details=[DetailTyped("person", {"called": plant("CALLED", tag)})],
        files=[FileContent(f"{plant('FILE', tag)}.txt", f"{plant('CONTENT', tag)} text".encode())],
        mode=ReporterMode.CONFIDENTIAL,
        contact=ReporterContact(**{**contact, "name": plant("REPORTER", tag)}),
        reporter_desk_id=desk(REPORTING).pk if by else None,
    )
