"""A report as pages get it: plain values, never a name of whoever sent it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.functional import Promise

from ketenzicht.reporting.domain.content import SignAnswer, Subject
from ketenzicht.reporting.domain.public_status import PublicStatus
from ketenzicht.reporting.domain.visibility import ReporterMode
from ketenzicht.reporting.labels import CHANGE_LABELS, MODE_LABELS, SUBJECT_LABELS

if TYPE_CHECKING:
    from ketenzicht.partners.models import Desk, Municipality
    from ketenzicht.reporting.models import Indicator, Setting


@dataclass(frozen=True)
class StatementsShown:
    """What was said of one kind."""

    kind: str
    label: str | Promise
    texts: list[str]


@dataclass(frozen=True)
class SignShown:
    """An indicator as it was answered, with its row of the catalogue as it is now."""

    code: str
    asked_as: str
    answer: SignAnswer
    shows: str
    indicator: "Indicator | None"


@dataclass(frozen=True)
class DetailShown:
    """A detail: what was typed, how it reads normalised, and what is wrong with it if anything."""

    id: UUID
    kind: str
    label: str | Promise
    text: str
    about: str
    as_typed: dict[str, str]
    normalised: dict[str, object] | None
    problem: str
    problem_text: str | Promise

    @property
    def presumed_child(self) -> bool:
        """Whether a person counts as a child, because the age is under 18 or in doubt."""
        return bool(self.normalised and self.normalised.get("presumed_child"))


@dataclass(frozen=True)
class AttachmentShown:
    """A file that came along, without its content."""

    id: UUID
    name: str
    content_type: str
    size: int
    changes: list[str]
    addition_id: UUID | None

    @property
    def changes_shown(self) -> list[Promise | str]:
        """What the working copy no longer has, in words."""
        return [CHANGE_LABELS.get(change, change) for change in self.changes]


@dataclass(frozen=True)
class Message:
    """One thing said afterwards: an answer of a desk, or something the reporter added."""

    id: UUID
    at: datetime
    text: str
    from_reporter: bool
    desk_label: str = ""
    read_at: datetime | None = None
    files: list[AttachmentShown] = field(default_factory=list)


@dataclass(frozen=True)
class ReportView:
    """Everything of one report that whoever may read it may see. It holds no name of the reporter."""

    id: UUID
    received_at: datetime
    channel: str
    language: str
    desk_id: int
    desk: "Desk"
    municipality: "Municipality | None"
    place: str
    setting: "Setting | None"
    subject: Subject
    acute: bool
    acute_answers: dict[str, str]
    extra_answers: list[dict[str, str]]
    mode: ReporterMode
    reporter_desk: "Desk | None"
    catalogue_version: int
    is_demonstration: bool
    status: PublicStatus
    look_again_on: date | None
    statements: list[StatementsShown]
    signs: list[SignShown]
    details: list[DetailShown]
    attachments: list[AttachmentShown]
    thread: list[Message]

    @property
    def subject_label(self) -> Promise:
        """What it is about, in words."""
        return SUBJECT_LABELS[self.subject]

    @property
    def reporter_label(self) -> str:
        """Who reported, as far as it is shown: a desk, or how much is known. Never a name."""
        return self.reporter_desk_label or str(MODE_LABELS[self.mode])

    @property
    def reporter_desk_label(self) -> str:
        """The desk a professional reported from; empty for the public."""
        return self.reporter_desk.label if self.reporter_desk else ""

    @property
    def has_contact(self) -> bool:
        """Whether there is somebody behind it that may be asked for, with the right to."""
        return self.mode is not ReporterMode.ANONYMOUS

    def signs_answered(self, answer: str) -> list[SignShown]:
        """The indicators with one answer."""
        return [sign for sign in self.signs if sign.answer == answer]

    @property
    def seen(self) -> list[SignShown]:
        """What was seen."""
        return self.signs_answered(SignAnswer.SEEN)

    @property
    def not_seen(self) -> list[SignShown]:
        """What was looked for and not seen."""
        return self.signs_answered(SignAnswer.NOT_SEEN)

    @property
    def not_known(self) -> list[SignShown]:
        """What the reporter could not say."""
        return self.signs_answered(SignAnswer.UNKNOWN)
