"""The report: two accessible pages, the same every time, that no label can break."""

import io
from dataclasses import replace

import pikepdf
import pytest

from causal.files import load, parse
from causal.model import Direction, Model, Role
from causal.report import Question, report
from causal.report.making import sheet
from causal.report.question import pushed
from causal.report.setting import pages, pdf

pytestmark = pytest.mark.slow

HOSTILE = '#panic() $x$ *b* _i_ @a <b> \\ "q" // c /* d */ `e` [f] =g'
MODEL = """
id: small
title: {nl: Klein model, en: Small model}
factors:
  - {id: a, label: {nl: aanloop, en: approach}, roles: [lever]}
  - {id: c, label: {nl: doel, en: target}, roles: [goal], desired: up}
  - {id: d, label: {nl: druk, en: strain}, pressure: true}
  - {id: e, label: {nl: extra, en: extra}, roles: [lever]}
relations:
  - {from: a, to: c, sign: "+"}
  - {from: a, to: d, sign: "+", layer: read}
  - {from: d, to: c, sign: "-", layer: inferred}
  - {from: e, to: d, sign: "-"}
interventions:
  - {id: more, label: {nl: meer, en: more}, changes: [{factor: a, kind: pinned, amount: 2}]}
"""


@pytest.fixture(scope="module")
def small() -> Model:
    return parse(MODEL, format="yaml", name="small")


ASKED = Question(presses={"a": 1}, goal="c", draws=200)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_makes_an_accessible_pdf(small: Model, language: str) -> None:
    with pikepdf.open(io.BytesIO(report(small, ASKED, language=language))) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == language
        assert "pdfuaid" in document.Root.Metadata.read_bytes().decode("utf-8")
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert len(document.pages) <= 2


def test_it_makes_the_same_pages_again(small: Model) -> None:
    assert report(small, ASKED, seed=3) == report(small, ASKED, seed=3)
    assert report(small, ASKED, seed=3) != report(small, ASKED, seed=4)


def test_it_says_question_verdicts_layers_side_effects_course_and_assumptions(small: Model) -> None:
    page = sheet(small, ASKED.filled_in(small), "nl", 0)
    assert page.question == "Wat doet een stijging van ‘aanloop’ met ‘doel’?"
    assert len(page.verdicts) == 3
    titles = [part.title for part in page.parts]
    assert titles[:2] == ["Waar dit op rust", "Routes: zo werkt het door"]
    assert {"Druk en afruil", "Wat de druk wegneemt", "In de tijd", "Aannames"} <= set(titles)
    strain = next(part for part in page.parts if part.title == "Druk en afruil")
    assert strain.table is not None
    assert strain.table.rows[0][0] == "druk"
    assert "extra" in str(next(part for part in page.parts if part.title == "Wat de druk wegneemt"))
    course = next(part for part in page.parts if part.title == "In de tijd")
    assert course.chart is not None
    assert course.table is not None


def test_it_takes_presses_from_interventions_and_the_goal_from_the_model(small: Model) -> None:
    filled = Question(interventions=small.interventions).filled_in(small)
    assert (filled.presses, filled.goal) == ({"a": 1}, "c")
    assert pushed(small, small.interventions) == {"a": 1}
    assert (
        report(small, Question(interventions=small.interventions, draws=100), language="en")[:5] == b"%PDF-"
    )


def test_it_shows_what_levers_do_when_nothing_is_asked(small: Model) -> None:
    page = sheet(small, Question().filled_in(small), "en", 0)
    levers = next(part.table for part in page.parts if part.title.startswith("What do the levers"))
    assert levers is not None
    assert levers.rows == [["approach", "both ways"], ["extra", "all routes up"]]
    assert report(small, Question(), language="en")[:5] == b"%PDF-"


def test_it_takes_a_lever_that_is_a_goal_itself(small: Model) -> None:
    both = replace(small.factors[0], roles=(Role.LEVER, Role.GOAL), desired=Direction.UP)
    model = replace(small, factors=(both, *small.factors[1:]))
    assert report(model, Question())[:5] == b"%PDF-"


def test_it_sets_a_plain_matrix(small: Model) -> None:
    plain = parse(",a,b\na,-1,-1\nb,1,-1\n", format="matrix", name="plain")
    assert report(plain, Question(presses={"a": 1}, goal="b", draws=100))[:5] == b"%PDF-"
    assert report(plain, Question(presses={"a": 1}, goal="a", draws=100))[:5] == b"%PDF-"
    assert report(plain, Question())[:5] == b"%PDF-"


def test_it_calls_nothing_a_trade_off_that_never_went_the_other_way() -> None:
    text = "from,to,sign\na,b,+\nb,b,+\nb,c,+\nc,b,-\na,c,+\n"
    model = parse(text, format="edges", name="plain")
    page = sheet(model, Question(presses={"a": 1}, goal="c", draws=100), "en", 1)
    assert page.answer[0] == "The signs alone do not settle it for ‘c’. In every draw it rises."


@pytest.mark.parametrize("label", [HOSTILE, "中文 😀", "\u202eomgekeerd", "x" * 300, "a" * 5 + " woord" * 60])
def test_it_takes_any_label_as_text(label: str) -> None:
    quoted = label.replace("\\", "\\\\").replace('"', '\\"')
    text = MODEL.replace("nl: aanloop", f'nl: "{quoted}"')
    made = report(parse(text, format="yaml", name="small"), replace(ASKED, draws=50))
    with pikepdf.open(io.BytesIO(made)) as document:
        assert len(document.pages) >= 1


def test_it_answers_for_the_memo_on_two_pages() -> None:
    model = load("mensenhandel")
    question = Question(presses={"K5": 1}, goal="C1", draws=200).filled_in(model)
    page = sheet(model, question, "nl", 0)
    assert "afruil" in page.answer[0]
    assert "430 van de 442 routes" in page.answer[1]
    with pikepdf.open(io.BytesIO(pdf(page))) as document:
        assert len(document.pages) == 2
    assert pages(page) <= 3
