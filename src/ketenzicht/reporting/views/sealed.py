"""What a cookieless page carries from one step to the next: sealed, so that nobody reads or changes it."""

import json
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from ketenzicht.common.sealing import SealBroken, seal, unseal
from ketenzicht.reporting.forms.answers import Answers, KeptFile

WIZARD_SECONDS: Final = 12 * 3600
SENT_SECONDS: Final = 12 * 3600
THREAD_SECONDS: Final = 30 * 60


class TooOld(Exception):
    """What the page carried is genuine, and older than it may be."""


def pack_answers(answers: Answers) -> str:
    """The unfinished report, for a hidden field."""
    return seal(answers.to_bytes(), "wizard").decode()


def unpack_answers(token: str) -> Answers:
    """The unfinished report of a hidden field. Raises :class:`SealBroken`, :class:`TooOld`."""
    return Answers.from_bytes(_open(token, "wizard", WIZARD_SECONDS))


@dataclass(frozen=True)
class Sent:
    """A report that was just sent, with the receipt to show."""

    report_id: str
    code: str
    look_again_on: str

    def pack(self) -> str:
        """For a hidden field."""
        return _pack(asdict(self), "sent")

    @classmethod
    def unpack(cls, token: str) -> "Sent":
        """Raises :class:`SealBroken`, :class:`TooOld`."""
        return cls(**json.loads(_open(token, "sent", SENT_SECONDS)))

    @property
    def id(self) -> UUID:
        """The report."""
        return UUID(self.report_id)

    @property
    def look_again(self) -> date:
        """When to look for an answer."""
        return date.fromisoformat(self.look_again_on)


@dataclass(frozen=True)
class Opened:
    """A report that somebody opened with its receipt, and the addition being written."""

    report_id: str
    submission: str
    file_owner: str
    files: tuple[KeptFile, ...] = ()

    @classmethod
    def fresh(cls, report_id: UUID) -> "Opened":
        """Opened now, with nothing added yet."""
        return cls(str(report_id), secrets.token_urlsafe(32), secrets.token_urlsafe(32))

    def pack(self) -> str:
        """For a hidden field."""
        return _pack(asdict(self), "thread")

    @classmethod
    def unpack(cls, token: str) -> "Opened":
        """Raises :class:`SealBroken`, :class:`TooOld`."""
        found = json.loads(_open(token, "thread", THREAD_SECONDS))
        return cls(**found | {"files": tuple(KeptFile(**kept) for kept in found["files"])})

    def with_files(self, files: Iterable[KeptFile]) -> "Opened":
        """The same with these files waiting."""
        return replace(self, files=tuple(files))

    @property
    def id(self) -> UUID:
        """The report."""
        return UUID(self.report_id)


def pack_text(text: str) -> str:
    """What somebody was writing, for a hidden field; nothing for nothing."""
    return seal(text.encode(), "kept text").decode() if text else ""


def unpack_text(token: str) -> str:
    """What :func:`pack_text` kept; empty when it is too old or was changed."""
    try:
        return _open(token, "kept text", WIZARD_SECONDS).decode()
    except (SealBroken, TooOld):
        return ""


def _pack(values: dict[str, Any], purpose: str) -> str:
    return seal(json.dumps(values).encode(), purpose).decode()


def _open(token: str, purpose: str, seconds: int) -> bytes:
    sealed = token.encode()
    try:
        return unseal(sealed, purpose, seconds)
    except SealBroken:
        unseal(sealed, purpose)
    raise TooOld
