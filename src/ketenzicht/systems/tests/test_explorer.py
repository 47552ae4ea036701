"""Reading models: who sees them, and what the pages tell."""

import re
import threading
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from causal.files import from_json, load
from causal.model import Change, ChangeKind, Direction, Factor, Intervention, Model, Relation, Role, Sign
from causal.report import Question as Reported
from causal.report.making import sheet
from ketenzicht.common.actor import acting
from ketenzicht.systems.domain.asking import Question, Trial
from ketenzicht.systems.forms.explorer import FilterForm, QuestionForm, WhatIfForm
from ketenzicht.systems.models import CausalModel, Version
from ketenzicht.systems.queries import explorer as queries
from ketenzicht.systems.queries import loops, sums
from ketenzicht.systems.queries.answers import answer, footing
from ketenzicht.systems.queries.explorer import Explored
from ketenzicht.systems.queries.trials import outcomes
from ketenzicht.systems.tests.factories import alice, bob, charlie, version

LAYERS = ("stated", "read", "inferred")


def trade_off() -> Model:
    """Reports find victims, and wear care out: both ways to the same goal."""
    return Model(
        "trade-off",
        (
            Factor("reports", {"nl": "aantal aangiften", "en": "reports"}, "law", (Role.LEVER,)),
            Factor("strain", {"nl": "druk op hulp", "en": "strain"}, "care", pressure=True),
            Factor("found", {"nl": "in beeld", "en": "found"}, "law"),
            Factor(
                "victims", {"nl": "aantal slachtoffers", "en": "victims"}, "", (Role.GOAL,), Direction.DOWN
            ),
        ),
        (
            Relation("1", "reports", "strain", Sign.PLUS),
            Relation("2", "strain", "victims", Sign.PLUS),
            Relation("3", "reports", "found", Sign.PLUS),
            Relation("4", "found", "victims", Sign.MINUS),
        ),
        domains={"law": {"nl": "recht"}, "care": {"nl": "zorg"}},
        interventions=(Intervention("ask", (Change("reports", ChangeKind.SHIFT, 1.0),), {"nl": "vragen"}),),
    )


def seen(model: Model | None = None) -> Explored:
    row = CausalModel(code="trade-off", title_nl="Afweging", published=1)
    made = Version(model=row, number=1, digest=f"test-{id(model)}", document={})
    return Explored(row, made, model or trade_off(), "nl")


def asked(**changes: Any) -> Question:
    plain = Question(factor="reports", sign=1, goal="victims", layers=LAYERS, draws=200, seed=3)
    return replace(plain, **changes)


def test_it_finds_factors_by_a_piece_of_their_name_by_domain_and_by_role() -> None:
    def found(words: str = "", domain: str = "", role: str = "") -> list[str]:
        return [one.id for one in queries.found_factors(seen(), words, domain, role)]

    assert found("aantal") == ["reports", "victims"]
    assert found(domain="law") == ["reports", "found"]
    assert found(role="pressure") == ["strain"]
    assert found("slachtoffers aantal") == ["victims"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("aantal aangiften", "reports"),
        ("Aangif", "reports"),
        ("victims", "victims"),
        ("  In  Beeld ", "found"),
    ],
)
def test_it_understands_what_factor_is_meant(typed: str, meant: str) -> None:
    form = QuestionForm(
        {"factor": typed, "doel": "victims" if meant != "victims" else "found", "richting": "meer"},
        seen=seen(),
    )

    assert form.is_valid(), form.errors
    assert form.question().factor == meant


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"factor": "iets", "doel": "victims"}, "factor"),
        ({"factor": "aantal", "doel": "victims"}, "factor"),
        ({"factor": "", "doel": "victims"}, "factor"),
        ({"factor": "victims", "doel": "victims"}, "doel"),
        ({"factor": "reports", "doel": "victims", "seed": "-1"}, "seed"),
        ({"factor": "reports", "doel": "victims", "trekkingen": "1000000"}, "trekkingen"),
    ],
)
def test_it_says_at_the_field_what_it_cannot_answer(data: dict[str, str], field: str) -> None:
    assert list(QuestionForm(data, seen=seen()).errors) == [field]


def test_it_shows_the_trade_off_of_a_question() -> None:
    found = answer(seen(), asked(), lambda factor: f"/{factor}/")

    assert [(side.wanted, side.rises, side.count) for side in found.sides] == [
        (True, False, 1),
        (False, True, 1),
    ]
    assert [one.scheme for one in found.trials] == ["uniform-unit-self", "in-degree"]
    for trial in found.trials:
        assert trial.goal
        assert 0.2 < trial.goal.negative < 0.8
        assert [(share.factor, share.positive) for share in trial.pressures] == [("strain", 1.0)]
    assert 'href="/strain/"' in found.picture


def test_it_names_the_arrows_that_carry_the_harm_and_what_it_rests_on() -> None:
    found = footing(seen(), asked())

    assert [(one.source, one.target) for one in found.carriers] == [("reports", "strain")]
    assert found.sentences


def test_it_turns_the_sides_round_for_less_of_something() -> None:
    found = answer(seen(), asked(sign=-1), str)

    assert [(side.wanted, side.rises) for side in found.sides] == [(True, False), (False, True)]
    assert "druk op hulp" in found.sides[0].routes[0].sentence


def test_it_gives_the_same_numbers_for_the_same_seed() -> None:
    first, other = (answer(seen(trade_off()), asked(), str).trials for _ in range(2))

    assert first == other
    assert answer(seen(trade_off()), asked(seed=4), str).trials != first


def test_it_does_not_draw_more_than_can_be_read() -> None:
    factors = tuple(Factor(f"f{number}", domain="one" if number else "two") for number in range(401))

    assert queries.picture(seen(Model("many", factors, ())), domain="", lit=(), link=str) == ""
    assert queries.picture(seen(Model("many", factors, ())), domain="two", lit=(), link=str)


def test_it_takes_a_wish_that_is_no_choice_for_none() -> None:
    assert FilterForm({"domein": "elders", "rol": "x", "q": "a"}, seen=seen()).wanted() == {
        "q": "a",
        "domein": "",
        "rol": "",
    }


def test_it_keeps_sets_of_interventions_apart() -> None:
    form = WhatIfForm({"a": ["ask"], "tot": "20"}, seen=seen())

    assert form.is_valid(), form.errors
    assert (form.trial().first, form.trial().second, form.trial().until) == (("ask",), (), 20.0)
    assert [(row["a"], row["b"]) for row in form.rows] == [(True, False)]


def kept(visibility: str) -> tuple[str, Version]:
    """The code of a new model, and its version."""
    made = version(visibility)
    with acting(alice()):
        return CausalModel.objects.get(versions=made).code, made


def test_it_compares_two_sets_in_time() -> None:
    trial = Trial(("ask",), (), "found", 1, 10.0, LAYERS)
    found = outcomes(seen(), trial)
    both, alone = found.sets

    assert found.moments == (1.0, 2.0, 5.0, 10.0)
    assert (both.chosen, alone.chosen) == (("ask",), ())
    assert alone.goals[0].long_run == pytest.approx(-0.5)
    assert alone.goals[0].desired is True
    assert [one.factor.id for one in both.pressures] == ["strain"]
    assert both.pressures[0].desired is False
    assert all("<svg" in chart for chart in both.charts)


def test_it_tells_that_something_first_goes_the_other_way() -> None:
    model = trade_off()
    slow = tuple(
        replace(one, speed="low", strength="strong") if one.id in {"3", "4"} else one
        for one in model.relations
    )
    found = outcomes(seen(replace(model, relations=slow)), Trial(("ask",), (), "", 1, 20.0, LAYERS))

    assert found.sets[0].goals[0].turns
    assert found.sets[0].goals[0].desired is True


@pytest.mark.django_db
class TestPages:
    def _get(self, path: str, **query: str) -> str:
        answered = Client().get(path, query)
        assert answered.status_code == 200, answered
        return answered.content.decode()

    def test_it_shows_a_public_model_to_anybody_as_picture_and_tables(self) -> None:
        code, made = kept("public")
        page = self._get(f"/modellen/{code}/")

        assert page.count('class="kzd-factor is-') == made.factors
        assert len(re.findall(r'<tr><th scope="row"><a href="/modellen/', page)) == made.factors

    @pytest.mark.parametrize("visibility", ["signed_in", "desk"])
    def test_it_hides_a_model_that_is_not_public(self, visibility: str) -> None:
        code, _ = kept(visibility)
        for rest in ("", "vraag/", "wat-als/", "factoren/reports/", "tekening.svg"):
            assert Client().get(f"/modellen/{code}/{rest}").status_code == 404

    def test_it_shows_what_is_published_for_whoever_signed_in(self) -> None:
        code, _ = kept("signed_in")
        for actor in (bob(), charlie()):
            with acting(actor):
                assert queries.explored(actor, code, None, "nl").title == "Reports"

    def test_it_answers_a_question_in_the_address(self) -> None:
        code, made = kept("public")
        page = self._get(
            f"/modellen/{code}/vraag/",
            factor="reports",
            doel="waiting",
            trekkingen="1000",
            seed="7",
        )

        assert "Drie oordelen" in page
        assert "uniform-unit-self" in page
        assert "in-degree" in page
        assert made.digest[:12] in page
        assert re.search(r"<dd>7</dd>", page)

    def test_it_counts_years_as_the_language_does(self) -> None:
        code, _ = kept("public")
        asked_for = {"factor": "reports", "tot": "10"}

        assert ">2 years<" in self._get(f"/en/modellen/{code}/wat-als/", **asked_for)
        assert ">2 jaar<" in self._get(f"/modellen/{code}/wat-als/", **asked_for)

    def test_it_gives_what_takes_longest_apart_to_a_script(self) -> None:
        code, _ = kept("public")
        asked_for = {"factor": "reports", "doel": "waiting", "trekkingen": "1000", "grondslag": "ja"}
        piece = Client().get(f"/modellen/{code}/vraag/", asked_for, headers={"X-Part": "rust-op"})
        whole = self._get(f"/modellen/{code}/vraag/", **asked_for)

        assert "<html" not in piece.content.decode()
        assert piece.content.decode().strip() in whole

    def test_it_names_the_course_of_a_question_for_what_it_is(self) -> None:
        code, _ = kept("public")
        page = self._get(f"/modellen/{code}/vraag/", factor="reports", doel="waiting", seed="9")

        assert "Doelen: Deze verandering" in page
        assert '<option value="2000" selected>' in page
        assert "Pakket A" not in page

    @pytest.mark.parametrize(
        "rest",
        [
            "vraag/?factor=reports&doel=waiting&seed=31",
            "vraag/rapport/?factor=reports&doel=waiting&seed=31",
            "wat-als/?factor=reports",
            "tekening.png",
        ],
    )
    def test_it_says_so_when_others_ask_too_much(self, rest: str, monkeypatch) -> None:
        code, _ = kept("public")
        monkeypatch.setattr(sums, "_kept", {})
        monkeypatch.setattr(sums, "_places", threading.BoundedSemaphore(1))
        with sums._places:
            answered = Client().get(f"/modellen/{code}/{rest}")

        assert answered.status_code == 503
        assert "Anderen vragen nu veel tegelijk" in answered.content.decode()

    def test_it_stays_on_the_page_with_a_question_it_does_not_understand(self) -> None:
        code, _ = kept("public")
        page = self._get(f"/modellen/{code}/vraag/", factor="nobody knows", doel="waiting")

        assert "Drie oordelen" not in page
        assert "nobody knows" in page
        assert "<title>Fout: " in page

    @pytest.mark.parametrize(
        "rest",
        [
            "factoren/nothing/",
            "tekening.exe",
            "tekening.svg?domein=nothing",
            "?versie=9",
            "?versie=nonsense",
            "?versie=-1",
        ],
    )
    def test_it_finds_nothing_that_is_not_there(self, rest: str) -> None:
        code, _ = kept("public")
        assert Client().get(f"/modellen/{code}/{rest}").status_code == 404

    def test_it_tells_the_same_routes_on_the_page_and_on_paper(self) -> None:
        memo = load("mensenhandel")
        for factor, sign in (("K5", 1), ("C2", -1)):
            found = answer(
                seen(memo), asked(factor=factor, sign=sign, goal="C1", draws=100), lambda each: each
            )
            told = Reported({factor: sign}, "C1", draws=100).filled_in(memo)
            paper = next(
                part.items for part in sheet(memo, told, "nl", 0).parts if part.title.startswith("Routes")
            )

            assert {side.routes[0].sentence for side in found.sides} <= set(paper)
            assert set(paper) <= {route.sentence for side in found.sides for route in side.routes}

    def test_it_gives_the_drawing_as_a_file(self) -> None:
        code, made = kept("public")
        given = Client().get(f"/modellen/{code}/tekening.svg")

        assert given["Content-Type"] == "image/svg+xml"
        assert "attachment" in given["Content-Disposition"]
        assert given.content.startswith(b"<svg")
        assert len(from_json(made.document).factors) == given.content.count(b'class="kzd-factor is-')


@pytest.mark.django_db
class TestTheLoopsOfAModel:
    def _get(self, code: str, **query: str) -> str:
        answered = Client().get(f"/modellen/{code}/loops/", query)
        assert answered.status_code == 200, answered
        return answered.content.decode()

    def test_it_ranks_all_loops_and_draws_the_one_that_is_asked_for(self) -> None:
        code, _ = kept("public")
        page = self._get(code)
        assert "Er is één loop" in page
        key = re.search(r"lus=([\d.]+)", page)
        assert key
        drawn = self._get(code, lus=key[1])

        assert drawn.count("data-factor=") == key[1].count(".") + 1
        assert "is-lit" in Client().get(f"/modellen/{code}/", {"lus": key[1]}).content.decode()

    @pytest.mark.parametrize(
        "lus", ["", "x", "0", "0.0", "99999", "1.1.1", "1" * 9, ".".join(["1"] * 300), "0..1", "-1"]
    )
    def test_it_draws_nothing_for_what_is_no_loop(self, lus: str) -> None:
        code, _ = kept("public")
        for page in (
            self._get(code, lus=lus),
            Client().get(f"/modellen/{code}/", {"lus": lus}).content.decode(),
        ):
            assert 'id="tekening"' not in page
            assert "is-lit" not in page

    def test_it_shows_the_loops_through_a_factor_of_one_type(self) -> None:
        code, _ = kept("public")

        assert "Geen loop past" in self._get(code, soort="?")
        assert "Geen factor heet zo" in self._get(code, door="nobody knows")
        assert "lus=" in self._get(code, door="reports", volgorde="length")

    def test_it_says_when_not_all_loops_are_there(self, monkeypatch) -> None:
        code, _ = kept("public")
        monkeypatch.setattr(loops, "LISTED", 0)

        assert "Niet alle loops staan hier" in self._get(code)

    def test_it_says_so_when_others_ask_too_much(self, monkeypatch) -> None:
        code, _ = kept("public")
        monkeypatch.setattr(sums, "_places", threading.BoundedSemaphore(1))
        with sums._places:
            assert Client().get(f"/modellen/{code}/loops/").status_code == 503
