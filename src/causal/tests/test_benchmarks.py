"""Published models with known answers, through the command line."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from causal.cli import main

pytestmark = pytest.mark.slow

DATA = Path(__file__).parent / "data"


@pytest.fixture
def ask(capfdbinary: pytest.CaptureFixture[bytes]) -> Any:
    """Run a command with --json and give its one object."""

    def run(*words: str) -> Any:
        code = main([*words, "--json"])
        out, err = capfdbinary.readouterr()
        assert (code, err) == (0, b"")
        return json.loads(out)

    return run


def file(name: str) -> str:
    return str(DATA / name)


# The example of the MARVEL method

SCORES = {
    "c1,c2": 4773.8,
    "c1,c3": 4921.0,
    "c1,c4": 4750.4,
    "c2,c3": 4830.5,
    "c2,c4": 4873.9,
    "c3,c4": 5063.8,
}
PUBLISHED = {
    "c1,c2": 4770,
    "c1,c3": 4919,
    "c1,c4": 4750,
    "c2,c3": 4820,
    "c2,c4": 4875,
    "c3,c4": 5063,
}
OF_THE_PAPER = {
    "c1,c2": 4801.4,
    "c1,c3": 4946.6,
    "c1,c4": 4764.7,
    "c2,c3": 4834.1,
    "c2,c4": 4877.7,
    "c3,c4": 5068.7,
}


@pytest.mark.parametrize("pair", SCORES)
def test_it_gives_the_score_of_each_pair_of_controls(ask: Any, pair: str) -> None:
    score = ask("simulate", "marvel-software-release", "--with", pair, "--at", "10")["score"][-1] * 1e4
    assert score == pytest.approx(SCORES[pair], abs=0.06)
    assert score == pytest.approx(PUBLISHED[pair], abs=15)


@pytest.mark.parametrize("pair", OF_THE_PAPER)
def test_it_gives_the_scores_of_the_encoding_of_the_paper(ask: Any, pair: str) -> None:
    told = ask("simulate", "marvel-software-release-paper", "--with", pair, "--at", "10")
    assert told["score"][-1] * 1e4 == pytest.approx(OF_THE_PAPER[pair], abs=0.06)


CURVES = {
    1: (0.29899, 0.80022, 0.10141),
    2: (0.29029, 0.80373, 0.11428),
    3: (0.28211, 0.81417, 0.14192),
    5: (0.29824, 0.84467, 0.20351),
    10: (0.35518, 0.87761, 0.25700),
}
INDICATORS = ("costEffectiveness", "prodQuality", "swUsage")


@pytest.mark.parametrize("name", ["marvel-software-release", "marvel-software-release-paper"])
def test_it_ends_where_the_equations_say_whatever_the_delays(ask: Any, name: str) -> None:
    for order in ("1", "4"):
        end = ask("simulate", name, "--with", "c1", "--order", order)["long_run"]
        assert [end[one] for one in INDICATORS] == pytest.approx([0.36682, 0.88345, 0.26689], abs=1e-5)


def test_it_follows_the_curves_and_is_worse_before_better(ask: Any) -> None:
    moments = ",".join(map(str, CURVES))
    told = ask("simulate", "marvel-software-release", "--with", "c1", "--at", moments)
    for place, wanted in enumerate(CURVES.values()):
        assert [told["levels"][one][place] for one in INDICATORS] == pytest.approx(wanted, abs=1e-5)
    fine = ask("simulate", "marvel-software-release", "--with", "c1", "--at", "3.24,5.1")
    assert fine["levels"]["costEffectiveness"] == pytest.approx([0.2817, 0.3], abs=3e-4)


def test_it_stays_where_it_is_without_intervention(ask: Any) -> None:
    told = ask("simulate", "marvel-software-release")
    assert all(max(levels) - min(levels) < 1e-12 for levels in told["levels"].values())
    assert told["score"][-1] == pytest.approx(0.4)


def test_it_finds_the_nine_loops_of_the_example(ask: Any) -> None:
    told = ask("loops", "marvel-software-release")
    assert (told["count"], told["reinforcing"], told["balancing"], told["complete"]) == (9, 1, 8, True)
    assert sorted(len(loop["factors"]) for loop in told["loops"]) == [3, 4, 6, 8, 8, 9, 10, 10, 12]


# Closed forms

CHAIN = """
id: chain
factors: [{id: A, initial: 0.5}, {id: B, initial: 0.4}]
relations: [{from: A, to: B, sign: "-", strength: 0.5, speed: SPEED}]
interventions: [{id: push, changes: [{factor: A, kind: control, amount: 0.8, adjustment: 1}]}]
"""
CHAIN_VALUES = {
    "0.5": (0.376777278, 0.340063539, 0.287853240, 0.252014570),
    "1": (0.386469400, 0.360363832, 0.310900883, 0.256064155),
}


@pytest.mark.parametrize("speed", CHAIN_VALUES)
def test_it_follows_the_closed_form_of_a_chain(ask: Any, tmp_path: Path, speed: str) -> None:
    model = tmp_path / "chain.yaml"
    model.write_text(CHAIN.replace("SPEED", speed), "utf-8")
    told = ask("simulate", str(model), "--with", "push", "--at", "0.5,1,2,5")
    assert told["levels"]["B"] == pytest.approx(CHAIN_VALUES[speed], abs=1e-8)  # tabled in nine digits
    assert told["levels"]["B"] == pytest.approx(
        [chain(time, float(speed)) for time in told["times"]], abs=1e-12
    )


def chain(time: float, delay: float) -> float:
    """B at a time: 0.4 at first, gain -0.5, A on its way from 0.5 to 0.8 in an adjustment time of 1."""
    if delay == 1:
        done = 1 - math.exp(-time) * (1 + time)
    else:
        done = 1 - (math.exp(-time) - delay * math.exp(-time / delay)) / (1 - delay)
    return 0.4 - 0.5 * 0.3 * done


def test_it_closes_a_loop_of_two_exactly(ask: Any, tmp_path: Path) -> None:
    matrix = tmp_path / "two.csv"
    matrix.write_text(",A,B\nA,0,-1.2\nB,0.5,0\n", "utf-8")
    end = ask("simulate", "matrix", str(matrix), "--with", "A=0.3")["long_run"]
    assert (end["A"], end["B"]) == pytest.approx((0.1875, 0.09375), abs=1e-9)


# Small ecosystems: adjoint, absolute feedback, draws

HARES = {
    "a": ([[1, -1, 1], [1, 1, -1], [1, 1, 1]], [[1, 1, 1]] * 3, 2),
    "b": ([[1, -1, 1], [0, 1, -1], [1, 0, 1]], [[1, 1, 1], [2, 1, 1], [1, 2, 1]], 1),
    "c": ([[2, -1, 1], [0, 1, -1], [2, 0, 2]], [[2, 1, 1], [2, 1, 1], [2, 2, 2]], 2),
    "d": ([[1, -2, 1], [0, 2, -2], [1, 0, 1]], [[1, 2, 1], [2, 2, 2], [1, 2, 1]], 2),
    "e": ([[2, -2, 0], [0, 2, -2], [2, 0, 2]], [[2, 2, 2]] * 3, 4),
}


@pytest.mark.parametrize("name", HARES)
def test_it_gives_adjoint_and_feedback_of_the_hares(ask: Any, name: str) -> None:
    adjoint, feedback, determinant = HARES[name]
    for column, press in enumerate("VHP"):
        told = ask("verdict", "matrix", file(f"hare-{name}.csv"), "--press", press, "--draws", "10")[
            "structural"
        ]
        assert [told["adjoint"][goal] for goal in "VHP"] == [row[column] for row in adjoint]
        assert [told["feedback"][goal] for goal in "VHP"] == [row[column] for row in feedback]
        assert set(told["determinant"].values()) == {determinant}


STABLE = {"a": 1.0, "b": 0.786, "c": 0.854, "d": 0.822, "e": 0.944}
FALLS = {"a": 0.0, "b": 0.362, "c": 0.414, "d": 0.418, "e": 0.470}


@pytest.mark.parametrize("name", STABLE)
def test_it_draws_the_hares_as_published(ask: Any, name: str) -> None:
    told = ask(
        "verdict", "matrix", file(f"hare-{name}.csv"), "--press", "V=+", "--goal", "H", "--schemes", "uniform"
    )
    drawn = told["monte_carlo"]["uniform"]
    assert drawn["stable"] / drawn["drawn"] == pytest.approx(STABLE[name], abs=0.015)
    assert drawn["effects"]["H"]["negative"] == pytest.approx(FALLS[name], abs=0.02)


def test_it_knows_the_predators_of_levins_and_schultz(ask: Any) -> None:
    wanted = [[1, 0, 1, 0], [0, 0, -1, 0], [1, 1, 2, -1], [0, 0, -1, 1]]
    for column, press in enumerate(("R", "H", "x", "y")):
        told = ask("verdict", file("levins-schultz.csv"), "--press", press, "--draws", "10")["structural"]
        assert [told["adjoint"][goal] for goal in ("R", "H", "x", "y")] == [row[column] for row in wanted]
        assert [told["feedback"][goal] for goal in ("R", "H", "x", "y")] == [
            abs(row[column]) for row in wanted
        ]
    assert ask("loops", file("levins-schultz.csv"))["count"] == 5


def test_it_calls_ambiguous_what_a_plain_sign_would_hide(ask: Any) -> None:
    names = [f"n{number}" for number in range(1, 6)]
    adjoint = [[5, 2, 2, 1, 3], [1, 2, 2, 1, 3], [2, 0, 4, 2, 2], [2, 0, 0, 2, 2], [4, 0, 4, 0, 4]]
    weighted = ["(+)(+)(+)?+", "?(+)(+)?+", "+?(+)(+)+", "+??(+)+", "+?(+)?+"]
    for column, press in enumerate(names):
        told = ask("verdict", file("dambacher-five.csv"), "--press", press, "--draws", "10")["structural"]
        assert [told["adjoint"][goal] for goal in names] == [row[column] for row in adjoint]
        told["weight"] = {goal: told["weight"][goal] for goal in names}
        for row, goal in zip(weighted, names, strict=True):
            marks = row.replace("(+)", "w")
            expected = {"w": "(+)", "+": "+", "?": "?"}[marks[column]]
            assert _weighted(told, goal) == expected, (press, goal)
    assert ask("loops", file("dambacher-five.csv"))["count"] == 13


def _weighted(told: Any, goal: str) -> str:
    sign, weight = told["adjoint"][goal], told["weight"][goal]
    if weight == 1 and sign:
        return "+" if sign > 0 else "-"
    return "(+)" if sign > 0 and weight >= 0.5 else "?"


MATCH = {"a": 0.215, "b": 0.213, "c": 0.502}
ACCEPTED = {"a": 0.876, "b": 0.877, "c": 0.940}
RISES = {
    "a": (0.366, 0.572, 0.966, 0.013, 0.452, 0.448, 0.470, 0.441),
    "b": (0.271, 0.743, 0.769, 0.079, 0.111, 0.254, 0.363, 0.104),
    "c": (0.200, 0.891, 0.666, 0.196, 0.137, 0.285, 0.863, 0.135),
}
PLANKTON = ("Fe", "Mac", "SP", "LP", "HN", "MZ", "Bact", "DOC")


@pytest.mark.parametrize("name", MATCH)
def test_it_draws_the_mesocosm_as_published(ask: Any, name: str) -> None:
    told = ask(
        "verdict", file(f"mesocosm-{name}.txt"), "--press", "CO2", "--schemes", "uniform", "--draws", "20000"
    )
    drawn = told["monte_carlo"]["uniform"]
    assert drawn["stable"] / drawn["drawn"] == pytest.approx(ACCEPTED[name], abs=0.015)
    rises = [drawn["effects"][one]["positive"] for one in PLANKTON]
    assert rises == pytest.approx(RISES[name], abs=0.02)


@pytest.mark.parametrize("name", MATCH)
def test_it_sees_how_often_the_mesocosm_does_what_was_observed(ask: Any, name: str) -> None:
    told = ask(
        *("verdict", file(f"mesocosm-{name}.txt"), "--press", "CO2", "--schemes", "uniform"),
        *("--goal", "SP", "--validate", "SP+,LP-,HN-,Bact+", "--draws", "2000"),
    )
    drawn = told["monte_carlo"]["uniform"]
    assert drawn["valid"] / drawn["stable"] == pytest.approx(MATCH[name], abs=0.03)


# Fuzzy cognitive maps

ENDS = {
    "kosko": (0.5481291, 0.6004012, 0.5814756, 0.6208720, 0.6279569, 0.6653852, 0.7617789, 0.8416584),
    "modified": (0.7258851, 0.7907061, 0.7694508, 0.8124733, 0.8192938, 0.8399006, 0.9099403, 0.9557739),
    "rescaled": (0.4998427, 0.4985174, 0.4989474, 0.4984212, 0.4980938, 0.4885541, 0.4855651, 0.4853266),
}


@pytest.mark.parametrize(("variant", "steps"), [("kosko", 6), ("modified", 6), ("rescaled", 48)])
def test_it_ends_the_fuzzy_map_as_published(ask: Any, variant: str, steps: int) -> None:
    told = ask("fcm", "matrix", file("fcm-eight.csv"), "--start", "C1=1,C2=1", "--variant", variant)
    assert list(told["final"].values()) == pytest.approx(ENDS[variant], abs=1e-7)
    assert told["steps"] == steps
    assert told["fixed_point"] is (variant != "rescaled")


@pytest.mark.parametrize(
    ("function", "changes"),
    [("tanh", (0.8771792, 0.7615942, -0.3633995)), ("sigmoid", (0.0922259, 0.0779866, -0.0096905))],
)
def test_it_gives_the_scenario_of_five_concepts(ask: Any, function: str, changes: tuple[float, ...]) -> None:
    ones = ",".join(f"c{number}=1" for number in range(1, 6))
    both = [
        ask("fcm", file("fcm-five.csv"), "--start", ones, "--function", function, *clamp)["rest"]
        for clamp in ((), ("--clamp", "c1=1"))
    ]
    moved = [both[1][concept] - both[0][concept] for concept in ("c2", "c3", "c5")]
    assert moved == pytest.approx(changes, abs=1e-5)


# Structure


@pytest.mark.parametrize(("name", "count"), [("arms-race", 8), ("one-loop", 1), ("complete-five", 84)])
def test_it_counts_the_loops_of_known_graphs(ask: Any, name: str, count: int) -> None:
    told = ask("loops", "matrix", file(f"{name}.csv"))
    assert (told["count"], len(told["loops"]), told["complete"]) == (count, count, True)


def test_it_finds_the_loops_of_an_epidemic_from_its_equations(ask: Any) -> None:
    told = ask("loops", file("sir.xmile"))
    assert told["balancing"] + told["reinforcing"] == told["count"]
    assert told["reinforcing"] >= 1
    assert ask("loops", file("teacup.xmile"))["count"] == 1


@pytest.mark.parametrize(
    ("layers", "loops"),
    [("stated", (2, 2, 0)), ("stated,read", (16, 16, 0)), ("stated,read,inferred", (3123, 908, 2215))],
)
def test_it_counts_the_loops_of_the_memo_per_layer(ask: Any, layers: str, loops: tuple[int, ...]) -> None:
    told = ask("loops", "mensenhandel", "--layers", layers)
    assert (told["count"], told["reinforcing"], told["balancing"]) == loops
    assert told["complete"] is True


@pytest.mark.parametrize(("factor", "count"), [("C1", 3037), ("C2", 2945), ("K5", 2741), ("H7", 1596)])
def test_it_counts_the_loops_of_the_memo_through_a_factor(ask: Any, factor: str, count: int) -> None:
    assert ask("loops", "mensenhandel", "--through", factor)["count"] == count


ROUTES = {
    ("K5", "C1"): ((6, 0), (12, 430), (84, 977)),
    ("C2", "C1"): ((6, 0), (12, 430), (714, 1355)),
    ("I11", "C1"): ((6, 2), (12, 141), (752, 1210)),
    ("W1", "C1"): ((24, 8), (84, 963), (6038, 10438)),
    ("W12", "C1"): ((0, 0), (288, 2881), (18568, 31977)),
    ("K5", "H8"): ((0, 2), (116, 4), (646, 478)),
}


@pytest.mark.parametrize("pair", ROUTES)
def test_it_counts_the_routes_of_the_memo_per_layer(ask: Any, pair: tuple[str, str]) -> None:
    for layers, (plus, minus) in zip(
        ("stated", "stated,read", "stated,read,inferred"), ROUTES[pair], strict=True
    ):
        told = ask("paths", "mensenhandel", "--from", pair[0], "--to", pair[1], "--layers", layers)
        assert (told["positive"], told["negative"], told["complete"]) == (plus, minus, True)


def test_it_verifies_all_statements_of_the_memo(ask: Any) -> None:
    told = ask("claims", "mensenhandel")
    assert (told["pass"], told["fail"], told["out_of_reach"]) == (45, 0, 5)
