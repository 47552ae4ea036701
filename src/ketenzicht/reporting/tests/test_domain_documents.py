"""Documents come back as their pages alone."""

import zipfile
import zlib
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Name, Pdf, Stream
from PIL import Image

from ketenzicht.reporting.domain.files import Change, FileRefusal
from ketenzicht.reporting.tests.file_samples import SECRET, accepted, document, refusal


def test_it_cleans_a_photo_that_a_document_packed_once_more() -> None:
    result = accepted("letter.pdf", document(photo=True, packed=True))
    with Pdf.open(BytesIO(result.clean)) as pdf:
        photo = pdf.pages[0].obj.Resources.XObject.Im0
        assert isinstance(photo, Stream)
        assert photo.Filter == Name.DCTDecode
        assert b"Exif" not in photo.read_raw_bytes()
        assert pikepdf.PdfImage(photo).as_pil_image().size == (40, 20)


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("metadata", Change.METADATA_REMOVED),
        ("script", Change.ACTIVE_CONTENT_REMOVED),
        ("file", Change.EMBEDDED_FILES_REMOVED),
        ("link", Change.ACTIVE_CONTENT_REMOVED),
        ("note", Change.NOTES_FLATTENED),
    ],
)
def test_it_leaves_only_the_pages_of_a_document(part: str, change: Change) -> None:
    data = document(**{part: True})
    assert SECRET in data
    result = accepted("letter.pdf", data)
    assert change in result.changes
    with Pdf.open(BytesIO(result.clean)) as pdf:
        assert len(pdf.pages) == 1
        assert set(pdf.Root.keys()) == {"/Type", "/Pages"}
        assert "/Info" not in pdf.trailer
        out = BytesIO()
        pdf.save(out, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    for trace in (SECRET, b"JavaScript", b"EmbeddedFile", b"/URI", b"/Annot"):
        assert trace not in out.getvalue()


def test_it_keeps_what_is_drawn_on_a_page() -> None:
    result = accepted("letter.pdf", document(note=True))
    with Pdf.open(BytesIO(result.clean)) as pdf:
        page = pdf.pages[0]
        page.contents_coalesce()
        assert page.mediabox == Array([0, 0, 200, 200])
        assert b"10 10 50 50 re" in page.obj.Contents.read_bytes()
        forms = page.obj.Resources.XObject
        assert any(b"20 20 re" in form.read_bytes() for form in forms.values())


def test_it_keeps_what_a_page_inherits() -> None:
    with Pdf.open(BytesIO(document())) as pdf:
        size = pdf.pages[0].obj.MediaBox
        pdf.Root.Pages.MediaBox = size
        pdf.Root.Pages.Rotate = 90
        del pdf.pages[0].obj.MediaBox
        out = BytesIO()
        pdf.save(out)
    with Pdf.open(BytesIO(accepted("a.pdf", out.getvalue()).clean)) as clean:
        assert clean.pages[0].mediabox == Array([0, 0, 200, 200])
        assert clean.pages[0].obj.Rotate == 90


def test_it_cleans_a_plain_document_without_saying_anything() -> None:
    assert accepted("letter.pdf", document()).changes == ()


def test_it_removes_the_place_from_a_photograph_inside_a_document() -> None:
    data = document(photo=True)
    assert SECRET in data
    with Pdf.open(BytesIO(accepted("scan.pdf", data).clean)) as pdf:
        photo = pdf.pages[0].obj.Resources.XObject.Im0
        assert SECRET not in photo.read_raw_bytes()
        drawn = Image.open(BytesIO(photo.read_raw_bytes()))
        assert drawn.size == (40, 20)
        assert not drawn.getexif()


def test_it_refuses_a_document_with_a_password() -> None:
    out = BytesIO()
    with Pdf.open(BytesIO(document())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    assert refusal(out.getvalue()) is FileRefusal.LOCKED


def test_it_opens_a_document_that_only_forbids_printing() -> None:
    out = BytesIO()
    with Pdf.open(BytesIO(document())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user=""))
    with Pdf.open(BytesIO(accepted("a.pdf", out.getvalue()).clean)) as pdf:
        assert not pdf.is_encrypted


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"\x00\xff" * 400, document()[:200]])
def test_it_refuses_a_broken_document(data: bytes) -> None:
    assert refusal(data) is FileRefusal.BROKEN


def test_it_drops_what_is_glued_around_a_document() -> None:
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("inside.txt", SECRET)
    assert SECRET not in accepted("a.pdf", document() + archive.getvalue()).clean


@pytest.mark.slow
def test_it_does_not_unpack_a_document_without_end() -> None:
    with Pdf.new() as pdf:
        page = pdf.add_blank_page()
        bomb = zlib.compress(b"0" * 150_000_000, 9)
        page.obj.Contents = Stream(pdf, bomb)
        page.obj.Contents.write(bomb, filter=Name.FlateDecode)
        out = BytesIO()
        pdf.save(out)
    result = accepted("bomb.pdf", out.getvalue())
    assert len(result.clean) < 2_000_000
