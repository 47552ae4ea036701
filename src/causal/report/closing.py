"""What was assumed, how to make the report again, and what the model itself warns of."""

import numpy as np

from causal import __version__
from causal.model import Model
from causal.report.question import Question
from causal.report.sheet import Part
from causal.words import listing, say, unit_words
from causal.words.naming import text
from causal.words.saying import count, decimal

MOST_NOTES = 3
LONGEST_NOTE = 420


def assumptions(model: Model, question: Question, language: str, seed: int) -> Part:
    """Class values, layers, draws, seed and versions."""
    scales = model.scales
    strengths = ", ".join(
        f"{_named(name, language)} {decimal(language, value, 2)}" for name, value in scales.strengths.items()
    )
    speeds = ", ".join(
        f"{_named(name, language)} {decimal(language, value, 2)}" for name, value in scales.speeds.items()
    )
    layers = [say(language, f"layer-{layer.value}") for layer in sorted(question.layers, key=_firmness)]
    relations = sum(one.counts and one.layer in question.layers for one in model.relations)
    return Part(
        say(language, "report-assumptions"),
        items=[
            say(language, "assumed-strengths", values=strengths),
            say(language, "assumed-speeds", values=speeds, unit=unit_words(scales.time_unit, language)),
            say(
                language,
                "assumed-layers",
                layers=listing(language, layers),
                relations=count(language, relations),
                factors=count(language, len(model.factors)),
            ),
            say(
                language,
                "made-with",
                draws=count(language, question.draws),
                seed=seed,
                version=__version__,
                numpy=np.__version__,
            ),
        ],
    )


def _named(name: str, language: str) -> str:
    try:
        return say(language, f"class-{name}")
    except KeyError:
        return name


def _firmness(layer: object) -> int:
    return ["stated", "read", "inferred"].index(str(layer))


def cautions(model: Model, language: str) -> list[Part]:
    """The first notes of the model, shortened at a sentence."""
    told = [_shortened(text(note, language)) for note in model.notes[:MOST_NOTES]]
    source = [say(language, "report-source", source=model.source)] if model.source else []
    return (
        [Part(say(language, "report-cautions"), items=told, after=source, spare=3)] if told or source else []
    )


def _shortened(note: str) -> str:
    note = " ".join(note.split())
    if len(note) <= LONGEST_NOTE:
        return note
    cut = note[:LONGEST_NOTE].rpartition(". ")[0]
    return f"{cut}." if cut else f"{note[:LONGEST_NOTE]}…"
