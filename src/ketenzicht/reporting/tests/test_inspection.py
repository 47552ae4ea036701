"""Files of strangers are looked at apart, within limits."""

import resource
import struct
import sys
import zlib

import pytest

from ketenzicht.reporting import inspection
from ketenzicht.reporting.domain.files import Refused, inspect
from ketenzicht.reporting.inspection import NotInspected, environment, inspect_apart
from ketenzicht.reporting.slow_hash import TooBusy


def _picture(width: int, height: int) -> bytes:
    """A black picture without detail, so that few bytes become many."""
    rows = zlib.compressobj(9)
    packed = b"".join(rows.compress(b"\0" * (width * 3 + 1)) for _ in range(height)) + rows.flush()
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", packed),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", _picture(20, 10)),
        ("naam\x00 é\udcff.html", b"<script>alert(1)</script>"),
        ("a.zip", b"PK\x03\x04" + bytes(40)),
        ("empty", b""),
    ],
)
def test_it_finds_the_same_as_without_limits(name: str, data: bytes) -> None:
    assert inspect_apart(name, data) == inspect(name, data)


def test_it_unpacks_nothing_in_the_process_that_serves() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    found = inspect_apart("large.png", _picture(5000, 4000))

    assert not isinstance(found, Refused)
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / unit < 20


def test_it_gives_up_on_a_file_that_takes_too_long() -> None:
    with pytest.raises(NotInspected):
        inspect_apart("slow.png", _picture(5000, 4000), seconds=0.01)


def test_it_leaves_threads_to_serve_pages_when_many_files_come_at_once() -> None:
    with inspection._room, inspection._room, pytest.raises(TooBusy):
        inspect_apart("one.txt", b"one more")

    assert not isinstance(inspect_apart("one.txt", b"one more"), Refused)


def test_it_gives_the_reader_of_files_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KETENZICHT_SEALING_KEYS", "secret")
    monkeypatch.setenv("DATABASE_URL", "postgresql://app:secret@localhost/x")

    assert "secret" not in str(environment())
    assert "PATH" in environment()
