"""PDF documents are put together again from their pages: what is drawn stays, everything else goes.

Gone are metadata, scripts, actions, embedded files, links and the document's own structure. Form fields and
notes are drawn into the page first, so that what they say stays readable. Photographs inside lose the
metadata of the camera without being encoded again.
"""

from collections.abc import Iterator
from contextlib import suppress
from copy import copy
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, StreamDecodeLevel
from pikepdf.settings import set_qpdf_limits

from ketenzicht.reporting.domain.sanitise.jpeg import without_metadata
from ketenzicht.reporting.domain.sanitise.outcome import Change, Cleaned, FileRefusal, NotCleaned

MOST_PAGES = 1_000
MOST_MEMORY = 128 * 1024 * 1024

# These hold for the whole process and are not locked, so they are set once, before anything is opened.
set_qpdf_limits(
    flate_max_memory=MOST_MEMORY,
    png_max_memory=MOST_MEMORY,
    run_length_max_memory=MOST_MEMORY,
    tiff_max_memory=MOST_MEMORY,
    dct_max_memory=MOST_MEMORY,
)

_KEPT_OF_A_PAGE = frozenset(
    {
        "/Type",
        "/Parent",
        "/MediaBox",
        "/CropBox",
        "/BleedBox",
        "/TrimBox",
        "/ArtBox",
        "/Rotate",
        "/UserUnit",
        "/Resources",
        "/Contents",
        "/Group",
    }
)
_SPEAKING = ("/Metadata", "/PieceInfo", "/LastModified", "/OPI", "/AF", "/AA", "/Annots", "/Thumb")
_ACTING = frozenset(
    {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/URI", "/Rendition"}
)


def clean_pdf(data: bytes) -> Cleaned:
    """The pages of a document in a new one. Raises NotCleaned."""
    try:
        with Pdf.open(BytesIO(data)) as source:
            return _rebuilt(source)
    except NotCleaned:
        raise
    except pikepdf.PasswordError as error:
        raise NotCleaned(FileRefusal.LOCKED) from error
    # A parser that is fed anything at all raises anything at all; every failure means the same here.
    except Exception as error:
        raise NotCleaned(FileRefusal.BROKEN) from error


def _rebuilt(source: Pdf) -> Cleaned:
    pages = len(source.pages)
    if not pages:
        raise NotCleaned(FileRefusal.BROKEN)
    if pages > MOST_PAGES:
        raise NotCleaned(FileRefusal.TOO_MANY_PAGES)
    changes = _found(source)
    _draw_notes(source)
    with Pdf.new() as fresh:
        fresh.pages.extend(source.pages)
        for page in fresh.pages:
            _keep_only_drawing(page.obj)
        for holder in _dictionaries(fresh):
            _silence(holder)
        out = BytesIO()
        fresh.save(out, deterministic_id=True)
    return Cleaned(out.getvalue(), "application/pdf", "pdf", changes)


def _found(source: Pdf) -> tuple[Change, ...]:
    """What the document holds beside its pages."""
    holders = list(_dictionaries(source))
    acts = any(str(holder.get("/S", "")) in _ACTING or "/AA" in holder for holder in holders)
    found = {
        Change.METADATA_REMOVED: "/Info" in source.trailer or any("/Metadata" in one for one in holders),
        Change.ACTIVE_CONTENT_REMOVED: acts or "/OpenAction" in source.Root,
        Change.EMBEDDED_FILES_REMOVED: any("/EF" in holder for holder in holders),
        Change.NOTES_FLATTENED: any("/Annots" in page.obj for page in source.pages),
    }
    return tuple(change for change, yes in found.items() if yes)


def _draw_notes(source: Pdf) -> None:
    """A note that cannot be drawn is left out; the sealed original still has it."""
    with suppress(Exception):
        source.generate_appearance_streams()
        source.flatten_annotations("all")


def _dictionaries(pdf: Pdf) -> Iterator[Object]:
    for one in pdf.objects:
        if isinstance(one, Dictionary | Stream):
            yield one


def _keep_only_drawing(page: Object) -> None:
    for key in set(page.keys()) - _KEPT_OF_A_PAGE:
        del page[key]


def _silence(holder: Object) -> None:
    for key in _SPEAKING:
        if key in holder:
            del holder[key]
    if isinstance(holder, Stream) and (picture := _picture_inside(holder)) is not None:
        holder.write(
            without_metadata(picture), filter=Name.DCTDecode, decode_parms=_last(holder.get("/DecodeParms"))
        )


def _picture_inside(holder: Stream) -> bytes | None:
    """The JPEG of an image stream, also when it was packed once more around that; None for other streams."""
    filters = _listed(holder.get("/Filter"))
    if not filters or filters[-1] != Name.DCTDecode:
        return None
    if len(filters) == 1:
        return holder.read_raw_bytes()
    packing = copy(holder)
    packing.Filter = Array(filters[:-1])
    if (parameters := _listed(holder.get("/DecodeParms"))) and len(parameters) == len(filters):
        packing.DecodeParms = Array(parameters[:-1])
    elif "/DecodeParms" in packing:
        del packing.DecodeParms
    return bytes(packing.read_bytes(StreamDecodeLevel.generalized))


def _listed(value: Object | None) -> list[Object]:
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def _last(parameters: Object | None) -> Dictionary | None:
    found = _listed(parameters)
    return found[-1] if found and isinstance(found[-1], Dictionary) else None
