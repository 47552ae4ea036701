"""Sentences: complete in both languages, and true to what was found."""

import re
import string
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from causal.files import load, parse
from causal.fuzzy import FuzzyResult
from causal.model import Factor, Layer, Model, Relation, Sign, graph_of
from causal.press import verdict
from causal.structure import find_loops, find_paths
from causal.words import (
    LANGUAGES,
    loop_sentence,
    loop_set_sentences,
    path_sentence,
    path_set_sentences,
    question,
    route_sentences,
    verdict_sentences,
)
from causal.words.maps import end_sentence
from causal.words.naming import duration
from causal.words.saying import catalogue, count, decimal, listing, many, percent

LOOPS = """
id: loops
factors:
  - {id: a, label: {nl: aanloop, en: approach}}
  - {id: b, label: {nl: bereik, en: reach}}
  - {id: c}
relations:
  - {from: a, to: b, sign: "+"}
  - {from: b, to: a, sign: "-", layer: read}
  - {from: b, to: c, sign: "?", layer: inferred}
  - {from: c, to: c, sign: "+"}
"""


@pytest.fixture(scope="module")
def model() -> Model:
    return parse(LOOPS, format="yaml", name="loops")


def test_it_has_the_same_sentences_in_both_languages() -> None:
    assert set(catalogue("nl")) == set(catalogue("en"))
    for key, dutch in catalogue("nl").items():
        places = [
            {name for _, name, _, _ in string.Formatter().parse(text) if name}
            for text in (dutch, catalogue("en")[key])
        ]
        assert places[0] == places[1], key


def test_it_knows_no_other_language() -> None:
    with pytest.raises(KeyError):
        catalogue("de")


def test_it_says_a_loop_step_by_step(model: Model) -> None:
    own, around = sorted(find_loops(graph_of(model)).loops, key=lambda loop: len(loop.factors))
    assert loop_sentence(model, around, "nl") == (
        "Gaat ‘aanloop’ omhoog, dan gaat ‘bereik’ omhoog. "
        "Daardoor gaat ‘aanloop’ weer omlaag: deze loop remt."
    )
    assert loop_sentence(model, around, "en") == (
        "When ‘approach’ goes up, ‘reach’ goes up. This brings ‘approach’ down again: the loop dampens."
    )
    assert "zichzelf" in loop_sentence(model, own, "nl")


def test_it_reads_signs_from_the_graph_the_loop_was_found_in(model: Model) -> None:
    graph = graph_of(model, {Layer.STATED, Layer.READ})
    for loop in find_loops(graph).loops:
        assert loop_sentence(model, loop, "en", graph)


def test_it_says_a_route_with_the_layer_it_needs(model: Model) -> None:
    graph = graph_of(model)
    (path,) = find_paths(graph, "a", "c").paths
    told = path_sentence(model, path, "en", graph)
    assert "‘c’ changes (direction unknown)" in told
    assert "inferred" in told
    assert "runs one route" in path_set_sentences(model, "a", "c", find_paths(graph, "a", "c"), "en")[0]


def test_it_says_how_many_loops_there_are(model: Model) -> None:
    assert loop_set_sentences(find_loops(graph_of(model)), "nl") == [
        "Er zijn 2 loops: 1 versterkend en 1 remmend."
    ]
    assert len(loop_set_sentences(find_loops(graph_of(model), limit=1), "nl")) == 2
    assert loop_set_sentences(find_loops(graph_of(model, {Layer.READ})), "en") == ["There are no loops."]


@pytest.mark.slow
def test_it_says_the_trade_off_of_complaints_layer_by_layer() -> None:
    told = route_sentences(load("mensenhandel"), "K5", "C1", "en")
    assert "all 6 routes" in told[0]
    assert "point up" in told[0]
    assert "‘pressure on care’" in told[1]
    assert "430 of 442 routes point down" in told[2]
    assert "Without strengths" in told[-1]


@pytest.mark.slow
def test_it_turns_routes_around_for_a_factor_that_is_pushed_down(model: Model) -> None:
    memo = load("mensenhandel")
    assert "all 6 routes" in route_sentences(memo, "K5", "C1", "en", sign=-1)[0]
    assert "point down" in route_sentences(memo, "K5", "C1", "en", sign=-1)[0]
    graph = graph_of(model)
    (path,) = find_paths(graph, "a", "b").paths
    told = path_sentence(model, path, "en", graph, sign=-1)
    assert told.startswith("When ‘approach’ goes down, ‘reach’ goes down. This route lowers ‘reach’.")


def test_it_says_nothing_of_layers_where_there_are_none() -> None:
    plain = parse(",a,b\na,-1,0\nb,1,-1\n", format="matrix", name="plain")
    told = " ".join(route_sentences(plain, "a", "b", "nl"))
    assert "In dit model is er één route" in told
    assert "tekst" not in told
    assert route_sentences(plain, "a", "a", "nl") == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("presses", "goal"), [({"a": 1}, "c"), ({"a": -1}, "b"), ({"c": 1}, "a"), ({"b": 1}, None)]
)
def test_it_says_every_verdict_without_a_gap(
    model: Model, language: str, presses: dict[str, int], goal: str | None
) -> None:
    found = verdict(model, presses, goal, draws=200, schemes=("uniform", "uniform-unit-self", "classes"))
    told = verdict_sentences(model, found, language)
    assert told[0] == question(model, presses, goal, language)
    assert not re.search(r"[{}]|None|\bnan\b", " ".join(told))


def test_it_writes_numbers_as_the_language_does() -> None:
    assert (count("nl", 3123), count("en", 3123)) == ("3.123", "3,123")
    assert (decimal("nl", -0.551), decimal("en", -0.551)) == ("−0,55", "−0.55")
    assert decimal("en", -0.0001) == "0.00"
    assert [percent("en", share) for share in (0, 0.001, 0.5, 0.999, 1)] == [
        "0%",
        "less than 1%",
        "50%",
        "more than 99%",
        "100%",
    ]
    assert listing("nl", ["a", "b", "c"]) == "a, b en c"


FIVE = """,a,b,c,d,e
a,-1,1,0,0,0
b,-1,-1,0,1,1
c,0,0,-1,1,0
d,0,0,-1,-1,1
e,1,-1,1,-1,-1
"""


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", "De tekens laten het open; in elk systeem dat tot rust komt, stijgt ‘a’."),
        ("en", "The signs leave it open; in every system that settles, ‘a’ rises."),
    ],
)
def test_it_does_not_say_both_ways_of_what_every_stable_system_does_alike(language: str, said: str) -> None:
    five = parse(FIVE, format="matrix", name="five")
    told = verdict_sentences(five, verdict(five, {"a": 1}, "a", draws=100, footing=False), language)
    assert said in told
    assert not any("both" in one or "dalen." in one for one in told)


FORK = """
id: fork
factors: [{id: a}, {id: b}, {id: c}, {id: d}]
relations: [{from: a, to: b, sign: "+"}, {from: a, to: c, sign: "+"}, {from: b, to: c, sign: "-"}]
"""


def test_it_speaks_of_one_route_in_the_singular() -> None:
    fork = parse(FORK, format="yaml", name="fork")
    assert route_sentences(fork, "a", "c", "nl")[0].startswith("In dit model wijst 1 van de 2 routes")
    assert "1 of 2 routes from ‘a’ to ‘c’ points down" in route_sentences(fork, "a", "c", "en")[0]
    unsure = parse(FORK.replace('"+"', '"?"'), format="yaml", name="fork")
    assert route_sentences(unsure, "a", "b", "nl")[0] == (
        "In dit model is er één route van ‘a’ naar ‘b’; of die omhoog of omlaag wijst, is niet te zeggen."
    )
    found = find_paths(graph_of(fork), "a", "c")
    assert path_set_sentences(fork, "a", "c", found, "nl") == [
        "Van ‘a’ naar ‘c’ lopen 2 routes: 1 omhoog, 1 omlaag."
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_leaves_no_double_gap_from_a_factor_to_itself(language: str) -> None:
    five = parse(FIVE, format="matrix", name="five")
    told = verdict_sentences(five, verdict(five, {"a": 1}, "a", draws=100), language)
    assert told[-1]
    assert ("", "") not in pairwise(told)


def test_it_says_durations_and_counts_as_the_language_does() -> None:
    assert [duration(number, "year", "en") for number in (1, 2, 0.5)] == ["1 year", "2 years", "0.5 years"]
    assert [duration(number, "month", "nl") for number in (1, 2.5)] == ["1 maand", "2,5 maanden"]
    assert duration(2, "Minutes", "nl") == "2 Minutes"
    assert many("nl", "still", 1) == "Eén factor blijft zoals die is."
    assert many("en", "still", 1200) == "1,200 factors stay as they are."


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Na 6 stappen; dit is een vast punt."),
        ({"steps": 1}, "Na één stap; dit is een vast punt."),
        (
            {"distance": 0.0001},
            "dit is dicht bij een vast punt, maar nog niet het punt zelf: hooguit 0,0001000",
        ),
        (
            {"distance": 0.01, "fixed_point": False},
            "omdat geen verandering boven 0,001 lag; in rust is het tot 0,01",
        ),
        ({"distance": 0.01, "fixed_point": False, "converged": False}, "GEEN vast punt: het bewoog nog"),
        ({"rest": None, "distance": None, "period": 4}, "GEEN vast punt: het loopt rond in een kring van 4"),
        ({"rest": None, "distance": None}, "GEEN vast punt, en het komt niet tot rust"),
    ],
)
def test_it_calls_only_a_fixed_point_a_fixed_point(changes: dict[str, Any], said: str) -> None:
    at = {"a": 0.5}
    still = FuzzyResult(at, 6, True, True, at, 0.0, 0, "kosko", "sigmoid", 1.0, 0.001)
    assert said in end_sentence(replace(still, **changes), "nl")


def test_it_does_not_call_a_route_of_unknown_direction_one_that_points_up() -> None:
    arrows = [("a", "b", Sign.PLUS), ("b", "z", Sign.MINUS)]
    arrows += [("a", f"c{place}", Sign.UNKNOWN) for place in range(4)]
    arrows += [(f"c{place}", "z", Sign.PLUS) for place in range(4)]
    factors = tuple(Factor(one) for one in dict.fromkeys(end for arrow in arrows for end in arrow[:2]))
    relations = tuple(Relation(f"r{place}", *arrow) for place, arrow in enumerate(arrows))
    model = Model("open", factors, relations)

    said = route_sentences(model, "a", "z", "en")
    assert "there are 5 routes from ‘a’ to ‘z’: 0 up, 1 down, and 4 of which that cannot be said." in said[0]
    counts = find_paths(graph_of(model), "a", "z")
    assert path_set_sentences(model, "a", "z", counts, "nl") == [
        "Van ‘a’ naar ‘z’ lopen 5 routes: 0 omhoog, 1 omlaag, en 4 waarvan dat niet te zeggen is."
    ]
