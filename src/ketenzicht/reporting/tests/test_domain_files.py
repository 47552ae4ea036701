"""Files are told by their content and come back without anything that hides behind it."""

import struct
import zipfile
import zlib
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Pdf, Stream
from PIL import Image, ImageCms

from ketenzicht.reporting.domain.files import (
    LARGEST,
    Accepted,
    Change,
    FileKind,
    FileRefusal,
    Refused,
    inspect,
    too_many,
)
from ketenzicht.reporting.domain.sanitise.jpeg import without_metadata
from ketenzicht.reporting.domain.sanitise.names import safe_name

SECRET = b"secret-device-4711"


def accepted(name: str, data: bytes) -> Accepted:
    result = inspect(name, data)
    assert isinstance(result, Accepted), result
    return result


def refusal(data: bytes, name: str = "file") -> FileRefusal:
    result = inspect(name, data)
    assert isinstance(result, Refused), result
    return result.refusal


def exif_with_place(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = SECRET.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 29.0, 39.0), 3: "E", 4: (4.0, 17.0, 10.0)})
    return exif


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 20), **options: object) -> bytes:
    drawn = Image.new("RGB", size, "white")
    drawn.paste("red", (0, 0, size[0] // 2, size[1]))
    out = BytesIO()
    drawn.save(out, kind, **options)
    return out.getvalue()


def opened(result: Accepted) -> Image.Image:
    return Image.open(BytesIO(result.clean))


@pytest.mark.parametrize(
    ("kind", "content_type", "ending"),
    [
        ("JPEG", "image/jpeg", "jpg"),
        ("PNG", "image/png", "png"),
        ("WEBP", "image/webp", "webp"),
        ("GIF", "image/png", "png"),
    ],
)
def test_it_takes_in_pictures(kind: str, content_type: str, ending: str) -> None:
    result = accepted("photo", picture(kind))
    assert (result.kind, result.content_type) == (FileKind.PICTURE, content_type)
    assert result.name == f"photo.{ending}"
    assert opened(result).size == (40, 20)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_removes_the_place_and_the_camera(kind: str) -> None:
    data = picture(kind, exif=exif_with_place())
    assert SECRET in data
    result = accepted("photo.jpg", data)
    assert {Change.METADATA_REMOVED, Change.LOCATION_REMOVED} <= set(result.changes)
    assert SECRET not in result.clean
    assert not opened(result).getexif()


def test_it_removes_comments_profiles_and_text() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    jpeg = accepted("a.jpg", picture("JPEG", comment=SECRET, icc_profile=profile, xmp=SECRET))
    assert jpeg.changes == (Change.METADATA_REMOVED,)
    assert SECRET not in jpeg.clean
    assert "icc_profile" not in opened(jpeg).info
    text = _png_chunk(b"tEXt", b"Author\0" + SECRET)
    png = accepted("a.png", _png_with(text))
    assert png.changes == (Change.METADATA_REMOVED,)
    assert SECRET not in png.clean


def test_it_turns_a_picture_upright() -> None:
    result = accepted("photo.jpg", picture("JPEG", exif=exif_with_place(orientation=6)))
    assert Change.TURNED_UPRIGHT in result.changes
    assert opened(result).size == (20, 40)


def test_it_says_nothing_when_there_was_nothing_to_remove() -> None:
    assert accepted("photo.png", picture("PNG")).changes == ()


def test_it_keeps_the_first_frame_of_a_moving_picture() -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "green", "blue")]
    out = BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    result = accepted("moving.gif", out.getvalue())
    assert Change.FIRST_FRAME_ONLY in result.changes
    assert Change.NAME_CHANGED in result.changes
    assert result.name == "moving.gif.png"
    assert not getattr(opened(result), "is_animated", False)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_it_draws_every_kind_of_png_again(mode: str) -> None:
    out = BytesIO()
    Image.new(mode, (5, 5)).save(out, "PNG")
    assert opened(accepted("a.png", out.getvalue())).size == (5, 5)


def test_it_draws_print_colours_again() -> None:
    out = BytesIO()
    Image.new("CMYK", (5, 5)).save(out, "JPEG")
    assert opened(accepted("a.jpg", out.getvalue())).mode == "RGB"


@pytest.mark.parametrize("tail", [b"PK\x03\x04 a whole archive", b"<script>alert(1)</script>", SECRET])
def test_it_drops_what_is_glued_behind_a_picture(tail: bytes) -> None:
    for kind in ("JPEG", "PNG", "GIF", "WEBP"):
        assert tail not in accepted("a", picture(kind) + tail).clean


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_it_refuses_half_a_picture(kind: str) -> None:
    data = picture(kind, size=(300, 300))
    assert refusal(data[: len(data) // 2]) is FileRefusal.BROKEN


def _png_chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _png_with(extra: bytes) -> bytes:
    data = picture("PNG")
    return data[:33] + extra + data[33:]


@pytest.mark.parametrize("side", [8_000, 12_000, 60_000])
def test_it_refuses_a_picture_that_would_fill_the_memory(side: int) -> None:
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n" + _png_chunk(b"IHDR", header) + _png_chunk(b"IDAT", zlib.compress(b"\0" * 999))
    )
    assert refusal(bomb + _png_chunk(b"IEND", b"")) is FileRefusal.TOO_MANY_PIXELS


@pytest.mark.slow
def test_it_refuses_text_in_a_picture_that_unpacks_without_end() -> None:
    bomb = _png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"x" * 20_000_000))
    assert refusal(_png_with(bomb)) is FileRefusal.BROKEN


def _inside(pdf: Pdf) -> AttachedFileSpec:
    return AttachedFileSpec(
        pdf, SECRET, filename="inside.txt", description="", mime_type="", creation_date="", mod_date=""
    )


def document(**parts: bool) -> bytes:
    """A document of one page, with whatever is asked for."""
    with Pdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(200, 200))
        page.obj.Contents = Stream(pdf, b"0.5 g 10 10 50 50 re f")
        if parts.get("metadata"):
            pdf.docinfo["/Author"] = SECRET.decode()
            with pdf.open_metadata() as metadata:
                metadata["dc:creator"] = [SECRET.decode()]
        if parts.get("script"):
            action = Dictionary(S=Name.JavaScript, JS="app.alert('secret-device-4711')")
            pdf.Root.OpenAction = pdf.make_indirect(action)
            page.obj.AA = Dictionary(O=pdf.make_indirect(action))
        if parts.get("file"):
            pdf.attachments["inside.txt"] = _inside(pdf)
        if parts.get("link"):
            uri = Dictionary(S=Name.URI, URI="https://secret-device-4711.example")
            page.obj.Annots = Array(
                [Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=pdf.make_indirect(uri))]
            )
        if parts.get("note"):
            look = Stream(pdf, b"1 0 0 rg 0 0 20 20 re f", Type=Name.XObject, Subtype=Name.Form)
            look.BBox = [0, 0, 20, 20]
            note = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=[20, 20, 40, 40], F=4)
            note.Contents = SECRET.decode()
            note.AP = Dictionary(N=look)
            page.obj.Annots = Array([pdf.make_indirect(note)])
        if parts.get("photo"):
            photo = Stream(
                pdf, picture("JPEG", exif=exif_with_place()), Type=Name.XObject, Subtype=Name.Image
            )
            if parts.get("packed"):
                packed = zlib.compress(photo.read_raw_bytes())
                photo.write(packed, filter=Array([Name.FlateDecode, Name.DCTDecode]))
            else:
                photo.write(photo.read_raw_bytes(), filter=Name.DCTDecode)
            photo.Width, photo.Height, photo.BitsPerComponent, photo.ColorSpace = 40, 20, 8, Name.DeviceRGB
            page.obj.Resources = Dictionary(XObject=Dictionary(Im0=photo))
            page.obj.Contents = Stream(pdf, b"40 0 0 20 0 0 cm /Im0 Do")
        out = BytesIO()
        pdf.save(out, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        return out.getvalue()


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
        assert any(b"20 20 re" in forms[name].read_bytes() for name in forms.keys())  # noqa: SIM118


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


def test_it_leaves_the_pixels_of_a_photograph_alone() -> None:
    with_place, without = picture(exif=exif_with_place()), picture()
    assert without_metadata(with_place) == without_metadata(without)
    assert without_metadata(b"no photograph") == b"no photograph"


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


@pytest.mark.parametrize(
    ("data", "text", "changes"),
    [
        (b"plain\r\ntext\r\n", "plain\ntext", ()),
        ("één".encode(), "één", ()),
        ("één".encode("cp1252"), "één", (Change.ENCODING_CHANGED,)),
        ("één".encode("utf-16"), "één", (Change.ENCODING_CHANGED,)),
        ("één".encode("utf-8-sig"), "één", (Change.ENCODING_CHANGED,)),
        ("in\u202evisible".encode(), "invisible", (Change.INVISIBLE_REMOVED,)),
        (b"<script>alert(1)</script>", "<script>alert(1)</script>", ()),
    ],
)
def test_it_takes_in_plain_text(data: bytes, text: str, changes: tuple[Change, ...]) -> None:
    result = accepted("notes.txt", data)
    assert (result.kind, result.content_type) == (FileKind.TEXT, "text/plain")
    assert result.clean.decode() == text
    assert result.changes == changes


def _archive(name: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, b"0" * 5_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", FileRefusal.EMPTY),
        (b" \n ", FileRefusal.EMPTY),
        (b"x" * (LARGEST + 1), FileRefusal.TOO_LARGE),
        (_archive("bomb.txt"), FileRefusal.ARCHIVE),
        (b"\x1f\x8b\x08" + bytes(20), FileRefusal.ARCHIVE),
        (b"{\\rtf1 hello}", FileRefusal.OFFICE_DOCUMENT),
        (b"\x00\x00\x00\x18ftypheic" + bytes(40), FileRefusal.OTHER_PICTURE),
        (b"\x00\x00\x00\x18ftypmp42" + bytes(40), FileRefusal.VIDEO),
        (b"ID3\x03" + bytes(40), FileRefusal.SOUND),
        (b"MZ\x90\x00" + bytes(200), FileRefusal.UNKNOWN_KIND),
        (b"\x7fELF" + bytes(200), FileRefusal.UNKNOWN_KIND),
        (b"text with \x00 in it", FileRefusal.UNKNOWN_KIND),
        (b"\x81\x8d", FileRefusal.UNKNOWN_KIND),
        (b"\xff\xfe\x00", FileRefusal.UNKNOWN_KIND),
    ],
)
def test_it_refuses_what_nobody_can_open_safely(data: bytes, reason: FileRefusal) -> None:
    assert refusal(data) is reason


def test_it_believes_the_content_not_the_name() -> None:
    result = accepted("holiday.pdf", picture("PNG"))
    assert result.content_type == "image/png"
    assert result.name == "holiday.pdf.png"
    assert Change.NAME_CHANGED in result.changes
    assert refusal(b"MZ\x90\x00" + bytes(200), "photo.jpg") is FileRefusal.UNKNOWN_KIND


@pytest.mark.parametrize(
    ("name", "extension", "safe"),
    [
        ("photo.jpg", "jpg", "photo.jpg"),
        ("Photo.JPEG", "jpg", "Photo.jpeg"),
        ("C:\\Users\\Jan\\photo.jpg", "jpg", "photo.jpg"),
        ("../../etc/passwd", "txt", "passwd.txt"),
        ("page.html", "txt", "page.html.txt"),
        ("gpj\u202eexe.txt", "txt", "gpjexe.txt"),
        ("a\x00b\nc.pdf", "pdf", "abc.pdf"),
        ('what?:"<now>".png', "png", "what____now__.png"),
        (".htaccess", "txt", "htaccess.txt"),
        ("", "png", "file.png"),
        ("...", "png", "file.png"),
        ("con.txt", "txt", "con_.txt"),
        ("brief  van   school.pdf", "pdf", "brief van school.pdf"),
        ("x" * 300 + ".pdf", "pdf", "x" * 90 + ".pdf"),
    ],
)
def test_it_makes_names_safe(name: str, extension: str, safe: str) -> None:
    assert safe_name(name, extension) == safe


def test_it_limits_the_number_of_files() -> None:
    assert not too_many(5)
    assert too_many(6)


SAMPLES = [
    picture("JPEG", exif=exif_with_place()),
    picture("PNG"),
    picture("GIF"),
    picture("WEBP"),
    document(),
]


@settings(deadline=None)
@given(st.sampled_from(SAMPLES), st.binary(max_size=20), st.data())
def test_it_never_breaks_on_damaged_files(sample: bytes, junk: bytes, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(sample)))
    length = data.draw(st.integers(0, 40))
    result = inspect("file", sample[:start] + junk + sample[start + length :])
    assert isinstance(result, Accepted | Refused)


@given(st.binary(max_size=200), st.text(max_size=40))
def test_it_never_breaks_on_anything(data: bytes, name: str) -> None:
    result = inspect(name, data)
    if isinstance(result, Accepted):
        assert 0 < len(result.name) <= 100
        assert not set("/\\\0\n") & set(result.name)
