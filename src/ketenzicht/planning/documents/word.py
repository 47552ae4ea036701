"""Word documents (.docx): paragraphs and tables in their order."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from docx import Document as open_word
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from ketenzicht.planning.documents.unreadable import Trouble, Unreadable
from ketenzicht.planning.domain.anthology import Line

_LARGEST_UNPACKED = 200 * 1024 * 1024
_HEADING = re.compile(r"^(?:heading|kop)\s*([1-9])$", re.IGNORECASE)
_IN_CONTENTS = re.compile(r"^(?:toc|inhopg)\s*\d", re.IGNORECASE)


def lines(data: bytes) -> tuple[list[Line], str]:
    """The lines: a paragraph is a line with an empty one after it; an item of a list begins with ``- ``."""
    _refuse_bombs(data)
    try:
        document = open_word(BytesIO(data))
        texts = list(_texts(document))
    except Exception as error:  # a broken package breaks the reader in any way
        raise Unreadable(Trouble.BROKEN) from error
    return [Line(number, text, 0, level) for number, (text, level) in enumerate(texts, 1)], ""


def _refuse_bombs(data: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            entries = package.infolist()
    except zipfile.BadZipFile as error:
        raise Unreadable(Trouble.BROKEN) from error
    if "word/document.xml" not in {entry.filename for entry in entries}:
        raise Unreadable(Trouble.UNKNOWN_KIND)
    if sum(entry.file_size for entry in entries) > _LARGEST_UNPACKED:
        raise Unreadable(Trouble.TOO_LARGE)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable(Trouble.ENCRYPTED)


def _texts(document: Document) -> Iterator[tuple[str, int]]:
    before_was_item = False
    for block in document.iter_inner_content():
        for paragraph in _paragraphs(block):
            style = paragraph.style.name or "" if paragraph.style is not None else ""
            level = _level(style)
            item = not level and _is_item(paragraph, style)
            keeps_together = item or bool(_IN_CONTENTS.match(style))
            if not keeps_together and before_was_item:
                yield "", 0
            for text in (paragraph.text or "").split("\n"):
                yield f"- {text}" if item and text.strip() else text, level
            if not keeps_together:
                yield "", 0
            before_was_item = keeps_together


def _paragraphs(block: Paragraph | Table) -> Iterator[Paragraph]:
    if isinstance(block, Paragraph):
        yield block
        return
    seen = set()
    for row in block.rows:
        for cell in row.cells:
            if cell._tc not in seen:
                seen.add(cell._tc)
                yield from cell.paragraphs


def _level(style: str) -> int:
    heading = _HEADING.match(style)
    return min(int(heading[1]), 3) % 3 if heading else 0


def _is_item(paragraph: Paragraph, style: str) -> bool:
    properties = paragraph._p.find(qn("w:pPr"))
    numbered = properties is not None and properties.find(qn("w:numPr")) is not None
    return numbered or style.casefold().startswith(("list", "lijst"))
