"""Pictures and documents that hide something, and what taking them in gives."""

import zlib
from io import BytesIO

import pikepdf
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Pdf, Stream
from PIL import Image

from ketenzicht.reporting.domain.files import (
    Accepted,
    FileRefusal,
    Refused,
    inspect,
)

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
