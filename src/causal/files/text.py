"""Bytes → text: one encoding, said plainly when it is another."""

import codecs
import re
from pathlib import Path

from causal.files import limits
from causal.files.problems import fail

WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
DECLARED = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
XML_ENCODINGS = {"utf-8", "us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252", "utf-16"}


def read_text(path: Path) -> str:
    """The text of a file. Raises ModelErrors when it is not a text of sane size in UTF-8."""
    name = str(path)
    if path.is_dir():
        raise fail("directory", file=name)
    try:
        with path.open("rb") as file:
            data = file.read(limits.FILE_BYTES + 1)
    except OSError as error:
        raise fail("unreadable", file=name, detail=error.strerror or type(error).__name__) from None
    return decode(data, name)


def decode(data: bytes, name: str) -> str:
    """The text in these bytes. XML may declare an encoding of its own; everything else is UTF-8.

    Raises:
        ModelErrors: when the bytes are too many, no text, or in another encoding.
    """
    if len(data) > limits.FILE_BYTES:
        raise fail("too-large", file=name, limit=limits.FILE_BYTES, factors=limits.FACTORS)
    if not data.strip():
        raise fail("empty", file=name)
    declared = DECLARED.match(data)
    if declared and (encoding := declared[1].decode("ascii").lower()) in XML_ENCODINGS - {"utf-16"}:
        return _decoded(data, encoding, name)
    if data.startswith(WIDE_MARKS) or _looks_wide(data):
        raise fail("utf-16", file=name)
    if b"\x00" in data:
        raise fail("binary", file=name)
    return _decoded(data, "utf-8", name)


def _looks_wide(data: bytes) -> bool:
    """Two-byte text without a mark: every second byte of the beginning is NUL."""
    start = data[:64]
    return len(start) >= 4 and (not any(start[1::2]) or not any(start[0::2]))


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise fail("encoding", file=name, line=line, byte=f"0x{data[error.start]:02X}") from None
