"""Files that come along with a report: told by their content, never by their name, and made safe to open.

Taken in are pictures (JPEG, PNG, WebP, GIF), PDF documents and plain text, at most five of ten megabytes.
Everything else is refused with a reason that says what to send instead: a file that nobody can open safely
helps nobody in triage. Office documents can be saved as PDF, other pictures as JPEG; archives, sound and
video are not taken in. The original is kept apart and sealed by the caller; people work with the clean copy.
"""

from dataclasses import dataclass
from enum import StrEnum

import filetype

from ketenzicht.reporting.domain.sanitise.names import safe_name
from ketenzicht.reporting.domain.sanitise.outcome import Change, Cleaned, FileRefusal, NotCleaned
from ketenzicht.reporting.domain.sanitise.pdf import clean_pdf
from ketenzicht.reporting.domain.sanitise.pictures import clean_picture
from ketenzicht.reporting.domain.sanitise.plain_text import clean_plain_text

__all__ = [
    "LARGEST",
    "MOST_FILES",
    "Accepted",
    "Change",
    "FileKind",
    "FileRefusal",
    "Refused",
    "inspect",
    "too_many",
]

MOST_FILES = 5
LARGEST = 10 * 1024 * 1024
ACCEPT = "image/jpeg,image/png,image/webp,image/gif,application/pdf,text/plain,.txt"


class FileKind(StrEnum):
    """What sort of file it is."""

    PICTURE = "picture"
    DOCUMENT = "document"
    TEXT = "text"


@dataclass(frozen=True)
class Accepted:
    """A file with a clean working copy, a name that is safe to show, and what was changed."""

    kind: FileKind
    name: str
    content_type: str
    clean: bytes
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Refused:
    """A file that is not taken in, and why."""

    refusal: FileRefusal


_CLEANERS = {
    FileKind.PICTURE: clean_picture,
    FileKind.DOCUMENT: clean_pdf,
    FileKind.TEXT: clean_plain_text,
}
_KINDS = {
    "image/jpeg": FileKind.PICTURE,
    "image/png": FileKind.PICTURE,
    "image/webp": FileKind.PICTURE,
    "image/gif": FileKind.PICTURE,
    "application/pdf": FileKind.DOCUMENT,
}
_REFUSED_FAMILIES = {
    "image/": FileRefusal.OTHER_PICTURE,
    "video/": FileRefusal.VIDEO,
    "audio/": FileRefusal.SOUND,
    "application/vnd.": FileRefusal.OFFICE_DOCUMENT,
    "application/msword": FileRefusal.OFFICE_DOCUMENT,
    "application/rtf": FileRefusal.OFFICE_DOCUMENT,
    "application/epub": FileRefusal.OFFICE_DOCUMENT,
}
_ARCHIVES = ("zip", "tar", "rar", "gzip", "bzip2", "7z", "xz", "lz", "zstd", "compress", "-ar", "cab")


def too_many(count: int) -> bool:
    """Whether so many files are more than a report may have."""
    return count > MOST_FILES


def inspect(name: str, data: bytes) -> Accepted | Refused:
    """The file as it may be kept, or why it is refused. Never raises, whatever the bytes are."""
    if not data:
        return Refused(FileRefusal.EMPTY)
    if len(data) > LARGEST:
        return Refused(FileRefusal.TOO_LARGE)
    kind = _kind_of(data)
    if isinstance(kind, FileRefusal):
        return Refused(kind)
    try:
        return _accepted(name, kind, _CLEANERS[kind](data))
    except NotCleaned as problem:
        return Refused(problem.refusal)


def _accepted(name: str, kind: FileKind, cleaned: Cleaned) -> Accepted:
    shown = safe_name(name, cleaned.extension)
    renamed = () if shown == name else (Change.NAME_CHANGED,)
    return Accepted(kind, shown, cleaned.content_type, cleaned.content, (*cleaned.changes, *renamed))


def _kind_of(data: bytes) -> FileKind | FileRefusal:
    mime: str | None = filetype.guess_mime(data)
    if mime is None:
        return FileKind.TEXT
    if mime in _KINDS:
        return _KINDS[mime]
    for family, refusal in _REFUSED_FAMILIES.items():
        if mime.startswith(family):
            return refusal
    return FileRefusal.ARCHIVE if any(word in mime for word in _ARCHIVES) else FileRefusal.UNKNOWN_KIND
