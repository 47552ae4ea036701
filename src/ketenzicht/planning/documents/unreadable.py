"""Why a document cannot be read."""

from enum import StrEnum


class Trouble(StrEnum):
    """What is the matter with a document."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN_KIND = "unknown_kind"
    BROKEN = "broken"
    ENCRYPTED = "encrypted"
    NO_TEXT = "no_text"
    TOO_SLOW = "too_slow"
    NOT_TEXT = "not_text"


class Unreadable(Exception):
    """The document gives no lines; ``trouble`` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
