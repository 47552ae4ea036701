"""Whether a document is a model, and what to tell whoever wrote it."""

from collections.abc import Mapping
from typing import Any

from causal.files import ModelErrors, Problem, from_json
from ketenzicht.systems.domain.documents import Json

# A model that somebody has just begun.
HARMLESS = frozenset({"no-factors"})


class NotAModel(Exception):
    """The document breaks the rules of models; ``problems`` says where and what to do about it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(problem.text() for problem in problems))
        self.problems = problems


def problems_of(document: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Everything that is wrong; an empty model is not wrong yet."""
    try:
        from_json(document)
    except ModelErrors as wrong:
        return tuple(problem for problem in wrong.problems if problem.code not in HARMLESS)
    return ()


def require_sound(document: Mapping[str, Any]) -> None:
    """Raises NotAModel when something is wrong."""
    if problems := problems_of(document):
        raise NotAModel(problems)


def is_empty(document: Json) -> bool:
    """Whether there is nothing yet to make a version of."""
    return not document.get("factors")
