"""What comes of cleaning a file: a working copy and what was changed, or why there is none."""

from dataclasses import dataclass
from enum import StrEnum


class FileRefusal(StrEnum):
    """Why a file is not taken in, so that the page can say what to do instead."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    UNKNOWN_KIND = "unknown_kind"
    OTHER_PICTURE = "other_picture"
    OFFICE_DOCUMENT = "office_document"
    ARCHIVE = "archive"
    VIDEO = "video"
    SOUND = "sound"
    LOCKED = "locked"
    BROKEN = "broken"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_MANY_PAGES = "too_many_pages"


class Change(StrEnum):
    """What the working copy no longer has, or has otherwise than the original."""

    METADATA_REMOVED = "metadata_removed"
    LOCATION_REMOVED = "location_removed"
    TURNED_UPRIGHT = "turned_upright"
    FIRST_FRAME_ONLY = "first_frame_only"
    ACTIVE_CONTENT_REMOVED = "active_content_removed"
    EMBEDDED_FILES_REMOVED = "embedded_files_removed"
    NOTES_FLATTENED = "notes_flattened"
    ENCODING_CHANGED = "encoding_changed"
    INVISIBLE_REMOVED = "invisible_removed"
    NAME_CHANGED = "name_changed"


class NotCleaned(Exception):
    """There can be no working copy of this file; ``refusal`` says why."""

    def __init__(self, refusal: FileRefusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


@dataclass(frozen=True)
class Cleaned:
    """The bytes of a working copy, their type, the extension that goes with it, and what was changed."""

    content: bytes
    content_type: str
    extension: str
    changes: tuple[Change, ...]
