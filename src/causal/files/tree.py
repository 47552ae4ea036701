"""Data that remembers on which line it stood, and the walk through it that collects problems."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from causal.files.problems import ModelErrors, Problem


class Plain(str):
    """A scalar written without quotes: the reader of the field decides whether it is a number or a word."""

    __slots__ = ()


class Fields(dict[str, Any]):
    """A mapping with the line of each of its keys, and of itself."""

    def __init__(self, line: int | None = None) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class Items(list[Any]):
    """A list with the line of each of its items, and of itself."""

    def __init__(self, line: int | None = None) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int | None] = []


@dataclass
class Findings:
    """The problems of one file so far."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def raise_if_any(self) -> None:
        """Raises ModelErrors, in the order of the file, when something is wrong."""
        if self.problems:
            raise ModelErrors(sorted(self.problems, key=lambda problem: problem.line or 0))


@dataclass(frozen=True)
class Spot:
    """A value with its place in the data."""

    value: Any
    path: str
    line: int | None
    findings: Findings

    def wrong(self, code: str, **values: object) -> None:
        """Write down that this place is wrong."""
        self.findings.problems.append(Problem(self.findings.file, self.line, code, self.path, values))

    def at(self, key: str) -> "Spot":
        """The value under a key of this mapping; None when it is not there."""
        lines = getattr(self.value, "lines", {})
        path = f"{self.path}.{key}" if self.path else key
        return Spot(self.value.get(key), path, lines.get(key, self.line), self.findings)

    def items(self) -> Iterator["Spot"]:
        """The items of this list."""
        lines = getattr(self.value, "lines", None)
        for number, value in enumerate(self.value):
            line = lines[number] if lines else self.line
            yield Spot(value, f"{self.path}[{number}]", line, self.findings)


def shown(value: object) -> str:
    """A value as people may read it back in an error, never too long."""
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
