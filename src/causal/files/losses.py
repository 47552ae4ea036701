"""What a format cannot hold, said with the text it was asked to hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from causal.files.problems import sentence
from causal.model import Model

EXAMPLES = 3


@dataclass(frozen=True)
class Loss:
    """One thing that does not come along.

    ``field`` names it: "relation.strength", "factor.label", "model.claims", or the thing in a foreign file
    that a model has no place for. ``how`` is the sentence of the catalogue: "left-out" by default, "changed"
    when something comes back in another form. ``count`` says how often, ``examples`` where.
    """

    field: str
    count: int
    examples: tuple[str, ...] = ()
    how: str = "left-out"

    def text(self, language: str = "en") -> str:
        """The loss in a sentence, Dutch ("nl") or English ("en")."""
        values: Mapping[str, object] = {
            "field": self.field,
            "count": self.count,
            "examples": ", ".join(self.examples) + (", …" if self.count > len(self.examples) else ""),
        }
        said = sentence("losses.yaml", self.how, "text", language, values)
        return f"{said} ({values['examples']})" if self.examples else said

    def as_json(self, language: str = "en") -> dict[str, object]:
        """The loss as the command line prints it."""
        return {
            "field": self.field,
            "how": self.how,
            "count": self.count,
            "examples": list(self.examples),
            "text": self.text(language),
        }


def loss(field: str, where: Iterable[str], how: str = "left-out") -> tuple[Loss, ...]:
    """One loss for all these places; none when there are none."""
    places = list(where)
    return (Loss(field, len(places), tuple(places[:EXAMPLES]), how),) if places else ()


@dataclass(frozen=True)
class Written:
    """A model in a format, and what that format could not hold."""

    text: str
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True)
class Read:
    """A model out of a file, and what in the file a model has no place for."""

    model: Model
    losses: tuple[Loss, ...] = ()
