"""From a question to a report."""

from causal.model import Model
from causal.press import verdict
from causal.report import closing, course, footing, overview, strain, three
from causal.report.framing import framed
from causal.report.question import Question, pushed
from causal.report.setting import pdf
from causal.report.sheet import Sheet
from causal.words import label, listing, quoted, say
from causal.words import question as asked


def report(model: Model, question: Question, *, language: str = "nl", seed: int = 0) -> bytes:
    """The report on a question as an accessible PDF of two pages.

    Raises KeyError for an unknown factor or language. The same question, model and seed give the same pages.
    """
    return pdf(sheet(model, question.filled_in(model), language, seed))


def sheet(model: Model, question: Question, language: str, seed: int) -> Sheet:
    """What stands on the pages. The question has been filled in."""
    if not question.presses or question.goal is None:
        return overview.sheet(model, question, language, seed)
    found = verdict(
        model, question.presses, question.goal, layers=question.layers, draws=question.draws, seed=seed
    )
    return framed(
        model,
        question,
        language,
        seed,
        title=_title(model, question, question.goal, language),
        answer=three.answer(model, found, language),
        verdicts=three.cards(model, found, language),
        parts=[
            *footing.parts(model, found, language),
            *strain.parts(model, question, language, seed),
            *course.parts(model, question, language),
            closing.assumptions(model, question, language, seed),
            *closing.cautions(model, language),
        ],
    )


def _title(model: Model, question: Question, goal: str, language: str) -> str:
    """The measures by name when they make up all that is pressed; else what is pressed."""
    known = [one for one in question.interventions if one in model.interventions]
    if not known or question.presses != pushed(model, known):
        return asked(model, question.presses, goal, language)
    measures = [f"‘{label(one, language)}’" for one in known]
    key = "question-measure" if len(known) == 1 else "question-measures"
    return say(language, key, measures=listing(language, measures), goal=quoted(model, goal, language))
