"""Pictures are drawn again from their pixels, so nothing else can come along: no place, camera or thumbnail.

The size is checked before a single pixel is unpacked. Of a moving picture the first frame is kept.
"""

from io import BytesIO

from PIL import Image, ImageOps

from ketenzicht.reporting.domain.sanitise.outcome import Change, Cleaned, FileRefusal, NotCleaned

MOST_PIXELS = 50_000_000
QUALITY = 88

_OUTPUT = {
    "JPEG": ("JPEG", "image/jpeg", "jpg"),
    "MPO": ("JPEG", "image/jpeg", "jpg"),
    "PNG": ("PNG", "image/png", "png"),
    "GIF": ("PNG", "image/png", "png"),
    "WEBP": ("WEBP", "image/webp", "webp"),
}
_READ = ("JPEG", "PNG", "GIF", "WEBP")
_PLAIN_MODES = {
    "JPEG": frozenset({"RGB", "L"}),
    "PNG": frozenset({"RGB", "RGBA", "L", "LA", "1", "I;16"}),
    "WEBP": frozenset({"RGB", "RGBA"}),
}
_GPS = 0x8825
_ORIENTATION = 0x0112
_SPEAKING = ("xmp", "comment", "icc_profile", "photoshop", "Software", "XML:com.adobe.xmp")


def clean_picture(data: bytes) -> Cleaned:
    """A picture drawn again from its pixels, upright. Raises NotCleaned."""
    try:
        with Image.open(BytesIO(data), formats=_READ) as picture:
            return _redrawn(picture)
    except NotCleaned:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NotCleaned(FileRefusal.TOO_MANY_PIXELS) from error
    # A decoder that is fed anything at all raises anything at all; every failure means the same here.
    except Exception as error:
        raise NotCleaned(FileRefusal.BROKEN) from error


def _redrawn(picture: Image.Image) -> Cleaned:
    if picture.width * picture.height > MOST_PIXELS:
        raise NotCleaned(FileRefusal.TOO_MANY_PIXELS)
    saved_as, content_type, extension = _OUTPUT[picture.format or ""]
    moving = bool(getattr(picture, "is_animated", False)) and picture.format != "MPO"
    picture.load()
    changes = _found(picture)
    if moving:
        changes.append(Change.FIRST_FRAME_ONLY)
    pixels = _plain(_upright(picture), saved_as)
    # A fresh picture has no info dictionary for the encoder to copy from.
    fresh = Image.frombytes(pixels.mode, pixels.size, pixels.tobytes())
    out = BytesIO()
    fresh.save(out, saved_as, **({} if saved_as == "PNG" else {"quality": QUALITY}))
    return Cleaned(out.getvalue(), content_type, extension, tuple(changes))


def _found(picture: Image.Image) -> list[Change]:
    """What the picture says beside its pixels."""
    try:
        exif = picture.getexif()
        place, turned = bool(exif.get_ifd(_GPS)), exif.get(_ORIENTATION, 1) not in {0, 1}
        speaks = bool(exif)
    except Exception:  # damaged metadata is metadata too, and goes with the rest
        place, turned, speaks = False, False, True
    text = getattr(picture, "text", {})
    speaks = speaks or bool(text) or any(picture.info.get(key) for key in _SPEAKING)
    found = {
        Change.METADATA_REMOVED: speaks,
        Change.LOCATION_REMOVED: place,
        Change.TURNED_UPRIGHT: turned,
    }
    return [change for change, yes in found.items() if yes]


def _upright(picture: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:  # without readable metadata it stays as it lies
        return picture


def _plain(picture: Image.Image, saved_as: str) -> Image.Image:
    if picture.mode in _PLAIN_MODES[saved_as]:
        return picture
    transparent = "transparency" in picture.info or picture.mode in {"RGBA", "LA", "PA"}
    return picture.convert("RGBA" if transparent and saved_as != "JPEG" else "RGB")
