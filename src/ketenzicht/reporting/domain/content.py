"""What a report consists of before it is stored: the answers of somebody who wants to tell something."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ketenzicht.reporting.domain.acute import AcuteAnswer
from ketenzicht.reporting.domain.visibility import ReporterMode, keeps_identity


class ContentRefused(Exception):
    """A report that may not be stored as it is: something needed is missing, or does not fit together."""


class Channel(StrEnum):
    """Which door a report came in through."""

    PUBLIC = "public"
    PROFESSIONAL = "professional"


class Subject(StrEnum):
    """The first split: somebody who can be described, or a place, company or account; or both."""

    PERSON = "person"
    PLACE = "place"
    BOTH = "both"


class SignAnswer(StrEnum):
    """What somebody answers when asked for an indicator."""

    SEEN = "seen"
    NOT_SEEN = "not_seen"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class FileContent:
    """A file as it came."""

    name: str
    content: bytes


@dataclass(frozen=True)
class SignSaid:
    """An indicator with its answer, in the words in which it was asked."""

    code: str
    asked_as: str
    answer: SignAnswer
    shows: str = ""


@dataclass(frozen=True)
class ExtraAnswer:
    """The answer to an extra question, with the words in which it was asked."""

    code: str
    question: str
    answer: str


@dataclass(frozen=True)
class DetailTyped:
    """A detail as somebody typed it: its kind and the filled-in fields."""

    kind: str
    as_typed: Mapping[str, str]


@dataclass(frozen=True)
class ReporterContact:
    """Who a reporter is and how to reach them. Stored sealed, apart from the report."""

    name: str = ""
    function: str = ""
    email: str = ""
    phone: str = ""
    reach: str = ""

    def __bool__(self) -> bool:
        return any((self.name, self.function, self.email, self.phone, self.reach))


@dataclass(frozen=True)
class ReportContent:
    """A whole report. ``submission`` names it: the same submission twice is one report.

    ``receipt_code`` is made before sending, so that sending twice shows the same code.
    """

    submission: str
    receipt_code: str
    channel: Channel
    language: str
    subject: Subject
    statements: Mapping[str, str]
    municipality_id: int | None = None
    place: str = ""
    setting_code: str = ""
    acute_answers: Mapping[str, AcuteAnswer] = field(default_factory=dict)
    extra_answers: Sequence[ExtraAnswer] = ()
    signs: Sequence[SignSaid] = ()
    details: Sequence[DetailTyped] = ()
    files: Sequence[FileContent] = ()
    mode: ReporterMode = ReporterMode.ANONYMOUS
    contact: ReporterContact = ReporterContact()
    reporter_desk_id: int | None = None
    is_demonstration: bool = False

    def check(self) -> None:
        """Do nothing when the content fits together. Raises: ContentRefused."""
        if not self.statements.get("fact", "").strip():
            raise ContentRefused("a report says at least one fact")
        if not keeps_identity(self.mode) and self.contact:
            raise ContentRefused("an anonymous report names nobody")
        if self.channel is Channel.PROFESSIONAL and self.reporter_desk_id is None:
            raise ContentRefused("a professional reports as a desk")
