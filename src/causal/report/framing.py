"""What every report has around its answer: title, footer, words of the template."""

from collections.abc import Sequence

from causal import __version__
from causal.model import Model
from causal.report.question import Question
from causal.report.sheet import Card, Part, Sheet
from causal.words import say
from causal.words.naming import text


def framed(
    model: Model,
    question: Question,
    language: str,
    seed: int,
    *,
    title: str,
    answer: Sequence[str],
    verdicts: Sequence[Card],
    parts: Sequence[Part],
) -> Sheet:
    """A sheet with its kicker and a footer that says how to make it again."""
    name = text(model.title, language, model.id)
    footer = say(language, "report-footer", model=model.id, version=__version__, seed=seed)
    return Sheet(
        language=language,
        title=f"{name}: {title}",
        author="Ketenzicht",
        keywords=[say(language, "report-kind"), model.id],
        kicker=" · ".join(one for one in (say(language, "report-kind"), name, question.day) if one),
        question=title,
        footer=footer,
        answer=answer,
        verdicts=verdicts,
        parts=parts,
        words={"page": say(language, "report-page"), "verdicts": say(language, "report-verdicts")},
    )
