"""A document as Word, for whoever works on with it or listens to it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from itertools import count
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from causal.drawing import png
from ketenzicht.planning.papers.pieces import (
    Facts,
    Heading,
    Items,
    Paper,
    Paragraph,
    Picture,
    Piece,
    Said,
    Table,
    legible,
)

SAID, NOTE = "Ketenzicht Said", "Ketenzicht Note"
_SOFT = RGBColor(0x55, 0x66, 0x6F)
_REGION = {"nl": "nl-NL", "en": "en-GB"}
# Word has no moment of its own for a document that is made again and again, so every file has this one.
_MADE = datetime(2026, 1, 1, tzinfo=UTC)
_CONTENTS_DEPTH = 2


def as_word(paper: Paper) -> bytes:
    """The document as a .docx with real headings, lists, tables and a table of contents."""
    made, paper = docx.Document(), legible(paper)
    _prepare(made, paper)
    made.add_paragraph(paper.title, style="Title")
    for line in filter(None, (paper.subtitle, paper.demonstration, *paper.front)):
        made.add_paragraph(line, style=NOTE)
    if paper.contents:
        _contents(made, paper)
    marks = count(1)
    for piece in paper.pieces:
        _WRITERS[type(piece)](made, piece)
        if isinstance(piece, Heading) and piece.level <= _CONTENTS_DEPTH:
            _bookmark(made.paragraphs[-1], next(marks))
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def _prepare(made: Document, paper: Paper) -> None:
    about = made.core_properties
    about.title, about.subject, about.author = paper.title, paper.subtitle, paper.author
    about.language, about.comments = _REGION[paper.language], ""
    about.keywords = ", ".join(paper.keywords)
    about.created = about.modified = _MADE
    _language(made, _REGION[paper.language])
    for name, indent, size in ((SAID, 0.7, 11), (NOTE, 0, 9)):
        style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = made.styles["Normal"]
        style.paragraph_format.left_indent, style.font.size = Cm(indent), Pt(size)
        style.paragraph_format.space_after = Pt(4)
    made.styles[NOTE].font.color.rgb = _SOFT


def _language(made: Document, region: str) -> None:
    """The language of every word that says nothing else."""
    defaults = made.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = defaults.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        defaults.append(language)
    for name in ("w:val", "w:eastAsia", "w:bidi"):
        language.set(qn(name), region)


def _heading(made: Document, piece: Heading) -> None:
    made.add_heading(piece.text, level=piece.level)


def _paragraph(made: Document, piece: Paragraph) -> None:
    _lines(made.add_paragraph(style=NOTE if piece.soft else None), piece.text)


def _items(made: Document, piece: Items) -> None:
    for item in piece.items:
        _add(made, item, "List Bullet")


def _add(made: Document, words: str, style: str) -> WordParagraph:
    """A paragraph in a style. Asking python-docx for a style by its name takes longer than all the rest."""
    paragraph = made.add_paragraph(words)
    paragraph._p.style = style.replace(" ", "")
    return paragraph


def _said(made: Document, piece: Said) -> None:
    for words, items in piece.blocks:
        if words:
            _add(made, words, SAID).paragraph_format.keep_with_next = True
        for item in items:
            _add(made, item, "List Bullet 2").paragraph_format.keep_with_next = True
    if piece.note:
        note = _add(made, piece.note, NOTE)
        note.paragraph_format.left_indent, note.paragraph_format.space_after = Cm(0.7), Pt(12)


def _facts(made: Document, piece: Facts) -> None:
    for name, value in piece.pairs:
        paragraph = made.add_paragraph()
        paragraph.add_run(f"{name}: ").bold = True
        paragraph.add_run(value)


def _table(made: Document, piece: Table) -> None:
    made.add_paragraph(piece.caption, style="Caption").paragraph_format.keep_with_next = True
    table = made.add_table(rows=1, cols=len(piece.head), style="Light Grid Accent 1")
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    _cells(table.rows[0].cells, piece.head, piece.align)
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for row in piece.rows:
        _cells(table.add_row().cells, row, piece.align)
    _describe(table._tbl.tblPr, piece.caption)


def _cells(cells: Any, values: Any, align: str) -> None:
    for cell, value, side in zip(cells, values, align, strict=True):
        cell.text = value
        if side == "r":
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _describe(properties: Any, words: str) -> None:
    """What a screen reader says of a table before it is read."""
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), words)
    properties.append(caption)


def _picture(made: Document, piece: Picture) -> None:
    shape = made.add_picture(BytesIO(png(piece.svg)), width=Cm(15.5))
    shape._inline.docPr.set("descr", piece.alt)


def _lines(paragraph: WordParagraph, text: str) -> None:
    first, *others = text.split("\n")
    run = paragraph.add_run(first)
    for line in others:
        run.add_break()
        run.add_text(line)


_WRITERS: Mapping[type[Piece], Callable[[Document, Any], None]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Items: _items,
    Said: _said,
    Facts: _facts,
    Table: _table,
    Picture: _picture,
}


def _contents(made: Document, paper: Paper) -> None:
    """A field that Word can bring up to date, filled already, so that it can be used without doing so."""
    made.add_paragraph(paper.contents, style="TOC Heading" if "TOC Heading" in made.styles else "Subtitle")
    headings = (piece for piece in paper.pieces if isinstance(piece, Heading))
    entries = [heading for heading in headings if heading.level <= _CONTENTS_DEPTH]
    for number, entry in enumerate(entries, 1):
        paragraph = made.add_paragraph()
        paragraph.paragraph_format.left_indent = Cm(0.7 * (entry.level - 1))
        paragraph.paragraph_format.space_after = Pt(2)
        if number == 1:
            paragraph._p.extend(_field_begins())
        paragraph._p.append(_link(entry.text, _mark(number)))
        if number == len(entries):
            paragraph._p.append(_field_mark("end"))


def _field_begins() -> Iterator[Any]:
    yield _field_mark("begin")
    run, instruction = OxmlElement("w:r"), OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f' TOC \\o "1-{_CONTENTS_DEPTH}" \\h \\z \\u '
    run.append(instruction)
    yield run
    yield _field_mark("separate")


def _field_mark(kind: str) -> Any:
    run, mark = OxmlElement("w:r"), OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run.append(mark)
    return run


def _link(text: str, to: str) -> Any:
    link, run, words = OxmlElement("w:hyperlink"), OxmlElement("w:r"), OxmlElement("w:t")
    link.set(qn("w:anchor"), to)
    link.set(qn("w:history"), "1")
    words.text = text
    run.append(words)
    link.append(run)
    return link


def _mark(number: int) -> str:
    return f"_Toc{number:05}"


def _bookmark(paragraph: WordParagraph, number: int) -> None:
    begin, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (begin, end):
        mark.set(qn("w:id"), str(number))
    begin.set(qn("w:name"), _mark(number))
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, begin)
    paragraph._p.append(end)
