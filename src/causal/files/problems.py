"""What is wrong with a model, where, and what to do about it; in Dutch and in English."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources

import yaml

SHOWN = 50  # a reader mends a file in rounds; a thousand lines help nobody


@cache
def _catalogue(name: str) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    text = resources.files("causal.files").joinpath(name).read_text(encoding="utf-8")
    catalogue: Mapping[str, Mapping[str, Mapping[str, str]]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return catalogue


def sentence(catalogue: str, code: str, part: str, language: str, values: Mapping[str, object]) -> str:
    """A sentence of a catalogue with its values filled in; English when the language is not there."""
    entry = _catalogue(catalogue)[code]
    return (entry.get(language) or entry["en"])[part].format_map(values)


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong. ``line`` counts from 1 and is None where there is no text with lines.

    ``path`` names the place in the data ("relations[3].speed"); "" for the file as a whole.
    """

    file: str
    line: int | None
    code: str
    path: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return self.message_in("en")

    @property
    def remedy(self) -> str:
        """What to do about it, in English."""
        return self.remedy_in("en")

    def message_in(self, language: str) -> str:
        """What is wrong, in Dutch ("nl") or English ("en")."""
        return sentence("problems.yaml", self.code, "message", language, self.values)

    def remedy_in(self, language: str) -> str:
        """What to do about it, in Dutch ("nl") or English ("en")."""
        return sentence("problems.yaml", self.code, "remedy", language, self.values)

    def text(self, language: str = "en") -> str:
        """File, line, what is wrong and the remedy as one line."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        where = f" [{self.path}]" if self.path else ""
        return f"{place}: {self.message_in(language)}{where} {self.remedy_in(language)}"

    def as_json(self, language: str = "en") -> dict[str, object]:
        """The problem as the command line prints it."""
        return {
            "file": self.file,
            "line": self.line,
            "path": self.path,
            "code": self.code,
            "message": self.message_in(language),
            "remedy": self.remedy_in(language),
        }


class ModelErrors(ValueError):
    """A model cannot be taken.

    ``problems`` is never empty; at most ``SHOWN`` are kept and ``left_off`` counts the others.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems[:SHOWN])
        self.left_off = len(problems) - len(self.problems)
        super().__init__(self.text())

    def text(self, language: str = "en") -> str:
        """Every problem on a line of its own."""
        lines = [problem.text(language) for problem in self.problems]
        if self.left_off:
            lines.append(sentence("problems.yaml", "more", "message", language, {"count": self.left_off}))
        return "\n".join(lines)

    def as_json(self, language: str = "en") -> dict[str, object]:
        """The problems as the command line prints them."""
        return {
            "problems": [problem.as_json(language) for problem in self.problems],
            "left_off": self.left_off,
        }

    def in_file(self, name: str) -> "ModelErrors":
        """The same problems, said of this file."""
        found = ModelErrors([replace(problem, file=name) for problem in self.problems])
        found.left_off = self.left_off
        return found


def fail(
    code: str, *, file: str = "", line: int | None = None, path: str = "", **values: object
) -> ModelErrors:
    """One problem as an error to raise."""
    return ModelErrors([Problem(file, line, code, path, values)])
