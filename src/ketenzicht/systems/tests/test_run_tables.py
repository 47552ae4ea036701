"""The tables of a long analysis, as people read them."""

from django.utils import translation

from causal.press import Refusal
from ketenzicht.systems import words
from ketenzicht.systems.domain.analyses import LAYERS, SCHEMES
from ketenzicht.systems.run_tables import tables_of

SHARE = {"negative": 0.998, "zero": 0.0, "positive": 0.002}
RESULT = {
    "all": {
        "monte_carlo": {
            "classes": {"acceptance": 0.13, "effects": {"a": SHARE}},
            "uniform": {
                "acceptance": 0.0,
                "refused": "only 0 of 4096 draws were stable",
                "refused_because": "unstable",
                "effects": {},
            },
        }
    }
}


def _rows(language: str) -> list[list[str]]:
    with translation.override(language):
        return tables_of("verdict", RESULT, {"factors": []}, language)[0].rows


def test_numbers_and_refusals_are_in_the_language_of_the_page() -> None:
    assert _rows("nl") == [
        ["sterktes rond hun klasse", "a", "99,8 %", "0,0 %", "0,2 %", "13,0 %"],
        [
            "sterktes en eigen remming even waarschijnlijk",
            "geweigerd: het model komt bijna nooit tot rust",
            "–",
            "–",
            "–",
            "0,0 %",
        ],
    ]
    assert _rows("en")[0] == ["strengths around their class", "a", "99.8 %", "0.0 %", "0.2 %", "13.0 %"]


def test_a_span_has_the_comma_of_the_page() -> None:
    result = {
        "x": {"times": [1.0], "sets": [{"factors": {"a": {"quantiles": [[0.1, 0.2, 0.25, 0.3, 0.5]]}}}]}
    }
    with translation.override("nl"):
        assert tables_of("ensemble", result, {}, "nl")[0].rows == [["a", "0,25 [0,1; 0,5]"]]


def test_every_code_of_the_engine_has_words() -> None:
    assert set(words.REFUSALS) == {one.value for one in Refusal}
    assert set(words.SCHEMES) == set(SCHEMES)
    assert set(words.LAYER_SETS) == set(LAYERS)


def test_a_piece_is_told_as_people_know_it() -> None:
    document = {"interventions": [{"id": "desk", "label": {"nl": "meldpunt", "en": "place to report"}}]}
    with translation.override("nl"):
        assert words.piece("rank", "in-degree", {}) == "sterkte verdeeld over wat op een factor inwerkt"
        assert words.piece("verdict", "stated", {}) == "Alleen met wat de bron zegt"
        assert words.piece("ensemble", "desk", document) == "meldpunt"
        assert words.piece("report", "report", {}) == ""


def test_a_failure_is_said_in_the_language_of_the_page() -> None:
    with translation.override("nl"):
        assert words.failure("too long").startswith("Het duurde langer dan een uur")
        assert "nowhere" in words.failure("KeyError: 'nowhere'")
        assert words.failure("") == ""
