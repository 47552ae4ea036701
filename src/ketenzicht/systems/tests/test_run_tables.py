"""The tables of a long analysis, as people read them."""

from django.utils import translation

from ketenzicht.systems.run_tables import tables_of

SHARE = {"negative": 0.998, "zero": 0.0, "positive": 0.002}
RESULT = {
    "all": {
        "monte_carlo": {
            "classes": {"acceptance": 0.13, "effects": {"a": SHARE}},
            "uniform": {"acceptance": 0.0, "refused": "only 0 of 4096 draws were stable", "effects": {}},
        }
    }
}


def _rows(language: str) -> list[list[str]]:
    with translation.override(language):
        return tables_of("verdict", RESULT, {"factors": []}, language)[0].rows


def test_numbers_and_refusals_are_in_the_language_of_the_page() -> None:
    assert _rows("nl") == [
        ["classes", "a", "99,8 %", "0,0 %", "0,2 %", "13,0 %"],
        ["uniform", "geweigerd: te weinig trekkingen zijn bruikbaar", "–", "–", "–", "0,0 %"],
    ]
    assert _rows("en")[0] == ["classes", "a", "99.8 %", "0.0 %", "0.2 %", "13.0 %"]


def test_a_span_has_the_comma_of_the_page() -> None:
    result = {
        "x": {"times": [1.0], "sets": [{"factors": {"a": {"quantiles": [[0.1, 0.2, 0.25, 0.3, 0.5]]}}}]}
    }
    with translation.override("nl"):
        assert tables_of("ensemble", result, {}, "nl")[0].rows == [["a", "0,25 [0,1; 0,5]"]]
