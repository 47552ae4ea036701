"""Text, Word and PDF as people send them, and what is no document at all."""

import zipfile
from io import BytesIO

import pytest
import typst
from docx import Document

from ketenzicht.planning.documents import LARGEST, Kind, Trouble, Unreadable, read_document
from ketenzicht.planning.domain.anthology import read

CLUSTERS = {
    "Aandacht": [
        "Er is meer aandacht voor uitbuiting, ook bij mensen die er vroeger niet aan dachten.",
        "Gemeenten doen mee.",
    ],
    "Opvang": ["Er zijn te weinig plekken.", "Wachten duurt lang."],
}


def word() -> bytes:
    document = Document()
    document.add_heading("Trends", 1)
    for title, statements in CLUSTERS.items():
        document.add_heading(title, 2)
        for statement in statements:
            document.add_paragraph(statement)
    document.add_paragraph("Wat nodig is:")
    document.add_paragraph("Geld.", style="List Bullet")
    document.add_paragraph("Tijd.", style="List Bullet")
    document.add_paragraph("Dat is alles.")
    return saved(document)


def saved(document) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def pdf() -> bytes:
    body = ['#set page(width: 9cm, height: 7cm, numbering: "1")', "1 Trends", ""]
    for number, (title, statements) in enumerate(CLUSTERS.items(), 1):
        body += [f"1.{number} {title}", "", *(line for statement in statements for line in (statement, ""))]
    return typst.compile("\n".join(body).encode())


def shape(data: bytes) -> dict[str, list[str]]:
    anthology = read(read_document(data).lines)
    return {
        cluster.title: [statement.text for statement in cluster.statements]
        for chapter in anthology.chapters
        for cluster in chapter.clusters
    }


def test_it_reads_word_with_its_headings_and_lists():
    assert read_document(word()).kind is Kind.WORD
    expected = dict(CLUSTERS)
    expected["Opvang"] = [*CLUSTERS["Opvang"], "Wat nodig is:\n- Geld.\n- Tijd.", "Dat is alles."]
    assert shape(word()) == expected


def test_it_reads_pdf_over_the_turn_of_a_page():
    assert read_document(pdf()).kind is Kind.PDF
    assert shape(pdf()) == CLUSTERS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_it_reads_text_in_the_encodings_people_use(encoding, newline):
    text = newline.join(["1 Trends", "1.1 Zorgcoördinatie", "Eén coördinator, ‘altijd’."])
    document = read_document(text.encode(encoding))
    assert document.lines[2].text == "Eén coördinator, ‘altijd’."
    assert document.encoding == ("" if encoding.startswith("utf-8") else encoding)


def picture_pdf() -> bytes:
    return typst.compile(b"#rect(width: 2cm, height: 2cm)")


def archive(entries: dict[str, bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in entries.items():
            package.writestr(name, data)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "trouble"),
    [
        (b"", Trouble.EMPTY),
        (b" \n\t", Trouble.EMPTY),
        (b"a" * (LARGEST + 1), Trouble.TOO_LARGE),
        (bytes(range(256)) * 40, Trouble.NOT_TEXT),
        (b"\xff\xfe\x00", Trouble.NOT_TEXT),
        (b"\xd0\xcf\x11\xe0" + b"old word", Trouble.UNKNOWN_KIND),
        (b"PK\x03\x04 cut off", Trouble.BROKEN),
        (archive({"a.txt": b"x"}), Trouble.UNKNOWN_KIND),
        (archive({"word/document.xml": b"<broken"}), Trouble.BROKEN),
        (archive({"word/document.xml": b"0" * (201 * 1024 * 1024)}), Trouble.TOO_LARGE),
        (b"%PDF-1.7 nothing more", Trouble.BROKEN),
        (picture_pdf(), Trouble.NO_TEXT),
        (word()[: len(word()) // 2], Trouble.BROKEN),
        (b"\n" * 100_001 + b"x", Trouble.TOO_LARGE),
    ],
    ids=lambda value: value.value if isinstance(value, Trouble) else "",
)
def test_it_says_what_is_the_matter_with_a_document(data, trouble):
    with pytest.raises(Unreadable) as refused:
        read_document(data)
    assert refused.value.trouble is trouble
