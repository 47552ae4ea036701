"""Files are told by their content and come back without anything that hides behind it."""

import struct
import zipfile
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
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
from ketenzicht.reporting.tests.file_samples import (
    SECRET,
    accepted,
    document,
    exif_with_place,
    opened,
    picture,
    refusal,
)


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


def test_it_leaves_the_pixels_of_a_photograph_alone() -> None:
    with_place, without = picture(exif=exif_with_place()), picture()
    assert without_metadata(with_place) == without_metadata(without)
    assert without_metadata(b"no photograph") == b"no photograph"


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
