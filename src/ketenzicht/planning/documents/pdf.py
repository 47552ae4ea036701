"""PDF documents. Reading happens in a process of its own, with limits: a PDF can be made to take for ever."""

import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from ketenzicht.planning.documents.unreadable import Trouble, Unreadable
from ketenzicht.planning.domain.anthology import Line

_SECONDS = 120
_BYTES_OF_MEMORY = 1536 * 1024 * 1024
_MOST_PAGES = 1000
_NEW_PARAGRAPH = 0.75  # of the height of a line, between two lines
_MODULE = "ketenzicht.planning.documents.pdf"


def lines(data: bytes) -> tuple[list[Line], str]:
    """The lines of all pages from the top, with an empty line where there is room. Raises Unreadable."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", _MODULE], input=data, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(Trouble.TOO_SLOW) from error
    try:
        answer = json.loads(done.stdout)
    except ValueError as error:
        raise Unreadable(Trouble.BROKEN) from error
    if "trouble" in answer:
        raise Unreadable(Trouble(answer["trouble"]))
    return [Line(number, text, page) for number, (page, text) in enumerate(answer["lines"], 1)], ""


def _main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES_OF_MEMORY, _BYTES_OF_MEMORY))
    try:
        print(json.dumps({"lines": list(_read(sys.stdin.buffer.read()))}))
    except Unreadable as unreadable:
        print(json.dumps({"trouble": unreadable.trouble.value}))


def _read(data: bytes) -> Iterator[tuple[int, str]]:
    from pdfminer.high_level import extract_pages
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect, PDFTextExtractionNotAllowed

    try:
        for number, page in enumerate(extract_pages(BytesIO(data), maxpages=_MOST_PAGES), 1):
            yield from ((number, text) for text in _page(page))
    except (PDFEncryptionError, PDFPasswordIncorrect, PDFTextExtractionNotAllowed) as error:
        raise Unreadable(Trouble.ENCRYPTED) from error
    except Exception as error:  # a broken PDF breaks the reader in any way
        raise Unreadable(Trouble.BROKEN) from error


def _page(page: Any) -> Iterator[str]:
    from pdfminer.layout import LTTextContainer, LTTextLine

    boxes = [box for box in page if isinstance(box, LTTextContainer)]
    found = [line for box in boxes for line in box if isinstance(line, LTTextLine)]
    found.sort(key=lambda line: (-round(line.y1), line.x0))
    before = None
    for line in found:
        if before is not None and before.y0 - line.y1 > _NEW_PARAGRAPH * (line.y1 - line.y0):
            yield ""
        yield line.get_text().rstrip("\n")
        before = line


if __name__ == "__main__":
    _main()
