"""Plain text."""

import codecs

from ketenzicht.planning.documents.unreadable import Trouble, Unreadable
from ketenzicht.planning.domain.anthology import Line

_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_STRANGE = 0.01


def lines(data: bytes) -> tuple[list[Line], str]:
    """The lines, and the encoding when it was not UTF-8. Raises Unreadable for what is no text."""
    text, encoding = _decoded(data)
    strange = sum(letter < " " and letter not in "\t\n\r\x0c\x0b" for letter in text) + text.count("\ufffd")
    if strange > len(text) * _STRANGE:
        raise Unreadable(Trouble.NOT_TEXT)
    page, found = 1, []
    whole = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    for number, line in enumerate(whole.split("\n"), 1):
        page += line.count("\x0c")
        found.append(Line(number, line.replace("\x00", ""), page))
    return found, encoding


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            try:
                return data.decode(encoding), "" if encoding == "utf-8-sig" else encoding
            except UnicodeDecodeError as error:
                raise Unreadable(Trouble.NOT_TEXT) from error
    try:
        return data.decode(), ""
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), "cp1252"
