"""Plain text: read as UTF-8, UTF-16 with its mark, or Windows-1252, and written as clean UTF-8."""

import codecs
import re

from ketenzicht.common.domain.text import clean, composed
from ketenzicht.reporting.domain.sanitise.outcome import Change, Cleaned, FileRefusal, NotCleaned

_CONTROLS_OF_NO_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16", codecs.BOM_UTF8: "utf-8-sig"}


def clean_plain_text(data: bytes) -> Cleaned:
    """The text in UTF-8, without what cannot be read. Raises NotCleaned for what is no text."""
    text, encoding = _decoded(data)
    if _CONTROLS_OF_NO_TEXT.search(text):
        raise NotCleaned(FileRefusal.UNKNOWN_KIND)
    cleaned = clean(text)
    if not cleaned:
        raise NotCleaned(FileRefusal.EMPTY)
    changes = {
        Change.ENCODING_CHANGED: encoding != "utf-8",
        Change.INVISIBLE_REMOVED: len("".join(cleaned.split())) < len("".join(composed(text).split())),
    }
    made = tuple(change for change, yes in changes.items() if yes)
    return Cleaned(cleaned.encode("utf-8"), "text/plain", "txt", made)


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return _strictly(data, encoding), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _strictly(data, "cp1252"), "cp1252"


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotCleaned(FileRefusal.UNKNOWN_KIND) from error
