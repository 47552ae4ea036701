"""The one door: bytes in, lines out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ketenzicht.planning.documents import pdf, plain, word
from ketenzicht.planning.documents.unreadable import Trouble, Unreadable
from ketenzicht.planning.domain.anthology import Line

LARGEST = 25 * 1024 * 1024  # bytes; a published anthology has a few hundred kilobytes
_MOST_LINES = 100_000

__all__ = ["LARGEST", "Document", "Kind", "Trouble", "Unreadable", "read_document"]


class Kind(StrEnum):
    """What a document is, by its content."""

    TEXT = "text"
    WORD = "word"
    PDF = "pdf"


@dataclass(frozen=True)
class Document:
    """The lines of a document. ``encoding`` is set for text that was not in UTF-8."""

    kind: Kind
    lines: tuple[Line, ...]
    encoding: str = ""


def read_document(data: bytes) -> Document:
    """The lines of a text, Word or PDF document, told apart by content. Raises Unreadable."""
    if not data.strip():
        raise Unreadable(Trouble.EMPTY)
    if len(data) > LARGEST:
        raise Unreadable(Trouble.TOO_LARGE)
    kind = _kind(data)
    texts, encoding = _READERS[kind](data)
    if len(texts) > _MOST_LINES:
        raise Unreadable(Trouble.TOO_LARGE)
    if not any(line.text.strip() for line in texts):
        raise Unreadable(Trouble.NO_TEXT)
    return Document(kind, tuple(texts), encoding)


def _kind(data: bytes) -> Kind:
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return Kind.PDF
    if data.startswith(b"PK\x03\x04"):
        return Kind.WORD
    if data.startswith(
        (b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"7z")
    ):
        raise Unreadable(Trouble.UNKNOWN_KIND)
    return Kind.TEXT


_READERS: Mapping[Kind, Callable[[bytes], tuple[list[Line], str]]] = {
    Kind.TEXT: plain.lines,
    Kind.WORD: word.lines,
    Kind.PDF: pdf.lines,
}
