"""What a command gives back, and how it is printed."""

import errno
import json
import math
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TextIO


@dataclass(frozen=True)
class Answer:
    """``json`` for machines; ``lines`` for people, made only when people ask: words cost time to load."""

    json: Mapping[str, Any]
    lines: Callable[[], Sequence[str]]
    code: int = 0


def as_json(value: Mapping[str, Any]) -> str:
    """One JSON object on one line. What is not a number (infinite, undefined) becomes null."""
    return json.dumps(_plain(value), ensure_ascii=False, allow_nan=False)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, str) or value is None or isinstance(value, bool | int):
        return str(value) if isinstance(value, str) else value
    if hasattr(value, "tolist"):
        return _plain(value.tolist())
    if isinstance(value, Iterable):
        return [_plain(item) for item in value]
    return float(value) if math.isfinite(value) else None


def table(heads: Sequence[str], rows: Iterable[Sequence[object]], *, left: int = 1) -> list[str]:
    """Aligned columns: the first ``left`` to the left, the others to the right."""
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(heads, *cells, strict=True)]
    lines = [_line(heads, widths, left), _line(["─" * width for width in widths], widths, left)]
    return lines + [_line(row, widths, left) for row in cells]


def _line(cells: Sequence[str], widths: Sequence[int], left: int) -> str:
    padded = [
        cell.ljust(width) if number < left else cell.rjust(width)
        for number, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return "  ".join(padded).rstrip()


def number(value: float | None, digits: int = 3) -> str:
    """A number to read; – when there is none."""
    if value is None or not math.isfinite(value):
        return "–"
    shown = f"{value:.{digits}f}"
    return shown[1:] if shown.startswith("-") and not shown.strip("-0.") else shown.replace("-", "−")


def print_to(text: str, stream: TextIO | None) -> None:
    """A text and a line end in UTF-8, whatever the terminal says it speaks. Raises OSError."""
    if stream is None:  # closed before we began
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    buffer = getattr(stream, "buffer", None)
    if buffer is None:
        stream.write(text + "\n")
    else:
        buffer.write((text + "\n").encode("utf-8", "backslashreplace"))
    stream.flush()
