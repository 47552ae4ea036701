"""Ranking, pressure and relief on models small enough to reason about."""

import pytest

from causal.choice import OptionKind, options_of, pressure, rank, relief
from causal.choice.effects import Comparer
from causal.choice.options import Option, chosen, option_of, together
from causal.model import (
    Change,
    ChangeKind,
    Direction,
    Factor,
    Intervention,
    Model,
    Relation,
    Role,
    Sign,
)
from causal.model.graph import ALL_LAYERS

_LEVER, _GOAL = (Role.LEVER,), (Role.GOAL,)


def _relations(*edges):
    return tuple(
        Relation(f"{source}>{target}", source, target, Sign.PLUS if sign == "+" else Sign.MINUS)
        for source, sign, target in (edge.split() for edge in edges)
    )


def _care():
    """More reports mean more victims seen but more strain on care; capacity takes the strain away."""
    return Model(
        "care",
        (
            Factor("reports", roles=_LEVER),
            Factor("capacity", roles=_LEVER),
            Factor("poster", roles=_LEVER),
            Factor("strain", pressure=True, domain="care"),
            Factor("seen", roles=_GOAL, desired=Direction.UP),
            Factor("victims", roles=_GOAL, desired=Direction.DOWN),
        ),
        _relations("reports + strain", "reports + seen", "capacity - strain", "strain + victims"),
        interventions=(
            Intervention("campaign", (Change("reports", ChangeKind.SHIFT, 1.0),)),
            Intervention("beds", (Change("capacity", ChangeKind.SHIFT, 3.0),)),
            Intervention("pilot", (Change("capacity", ChangeKind.SHIFT, 3.0, until=2.0),)),
        ),
    )


def test_it_lists_interventions_and_levers_both_ways():
    found = options_of(_care())

    assert [one.id for one in found[:3]] == ["campaign", "beds", "pilot"]
    assert [one.id for one in found if one.kind is OptionKind.LEVER] == [
        "reports+",
        "reports-",
        "capacity+",
        "capacity-",
        "poster+",
        "poster-",
    ]
    assert found[2].pushes == {}


def test_it_reads_pins_and_controls_as_held_levels():
    model = Model(
        "m",
        (Factor("a", initial=0.5), Factor("b", initial=0.2)),
        (),
        interventions=(
            Intervention(
                "both",
                (
                    Change("a", ChangeKind.CONTROL, 0.8),
                    Change("b", ChangeKind.ONE_OFF, 0.1),
                    Change("b", ChangeKind.SHIFT, 0.2),
                ),
            ),
        ),
    )
    found = option_of(model, model.interventions[0])

    assert found.held == pytest.approx({"a": 0.3})
    assert found.pushes == pytest.approx({"b": 0.3})


def test_it_ranks_what_helps_above_what_harms():
    found = rank(_care(), "victims", draws=500)

    assert found.ranked[0].option.id == "beds"
    assert {entry.option.id for entry in found.ranked[1:3]} == {"capacity+", "reports-"}
    assert found.ranked[-1].option.id == "campaign"
    assert found.probability("beds", "campaign") == {"uniform-unit-self": 1.0, "in-degree": 1.0}
    assert found.probability("capacity+", "beds")["in-degree"] == 0.0
    assert found.probability("pilot", "poster+") == {"uniform-unit-self": 0.5, "in-degree": 0.5}
    assert not found.assumed


def test_it_ranks_all_pairs_better_one_first():
    listed = rank(_care(), "victims", draws=300).as_json()
    ranking, pairs = listed["ranking"], listed["pairs"]

    assert isinstance(ranking, list)
    assert isinstance(pairs, list)
    assert len(pairs) == len(ranking) * (len(ranking) - 1) // 2
    assert all(pair["probability"]["in-degree"] >= 0.4 for pair in pairs)
    assert ranking[0]["schemes"]["in-degree"].keys() == {"helps", "nothing", "harms", "median"}


def test_it_says_when_it_assumed_where_a_goal_should_go():
    found = rank(_care(), "strain", draws=200)

    assert found.assumed
    assert found.desired is Direction.UP
    assert found.ranked[-1].option.id == "beds"


def test_it_has_no_ranking_without_stable_draws():
    model = Model("m", (Factor("a", roles=_LEVER, self_limitation=False), Factor("b")), _relations("a + b"))
    found = rank(model, "b", draws=100)

    assert found.ranked == ()
    assert all("nothing restrains a" in tally.refused for tally in found.tallies.values())


def test_it_shows_strain_and_goals_that_pull_apart():
    found = pressure(_care(), ["campaign"], draws=300)

    assert [(one.factor, str(one.outcome), one.warns) for one in found.pressure] == [
        ("strain", "rises", True)
    ]
    assert [(one.factor, one.warns) for one in found.goals] == [("seen", False), ("victims", True)]
    assert [(one.gains, one.loses, one.shares["in-degree"]) for one in found.conflicts] == [
        ("seen", "victims", 1.0)
    ]
    assert found.as_json()["refused"] == {}


def test_it_sees_no_strain_when_capacity_comes_along():
    found = pressure(_care(), ["campaign", "beds"], draws=1000)

    assert found.option.pushes == {"reports": 1.0, "capacity": 3.0}
    assert not found.pressure[0].warns


def test_it_finds_what_takes_the_strain_away():
    found = relief(_care(), ["campaign"], "strain", draws=1000)

    assert found.now == {"uniform-unit-self": 1.0, "in-degree": 1.0}
    assert [one.option.id for one in found.measures] == ["beds", "capacity+"]
    assert found.measures[0].relieves
    assert found.as_json()["unwanted"] == "rises"
    assert [(one.source, one.relations, one.is_smallest) for one in found.carriers] == [
        ("reports", ("reports>strain",), True)
    ]


def test_it_warns_when_relief_costs_another_goal():
    model = _care()
    harmful = Model(
        "harmful",
        (*model.factors, Factor("threshold", roles=_LEVER)),
        (*model.relations, *_relations("threshold - reports")),
        interventions=(
            Intervention("campaign", (Change("reports", ChangeKind.SHIFT, 1.0),)),
            Intervention("barrier", (Change("threshold", ChangeKind.SHIFT, 9.0),)),
        ),
    )
    measures = {one.option.id: one for one in relief(harmful, ["campaign"], "strain", draws=500).measures}

    assert measures["barrier"].harmed == ("seen",)
    assert not measures["barrier"].relieves


def test_it_cuts_every_route_through_a_factor_that_is_held():
    model = Model("m", (Factor("a"), Factor("b"), Factor("c")), _relations("a + b", "b + c", "c - a"))
    comparer = Comparer(model, layers=ALL_LAYERS, scheme="in-degree", draws=200, seed=0, budget_seconds=60.0)
    blocked = Option("blocked", OptionKind.SET, {"a": 1.0}, {"b": 0.0})
    raised = Option("raised", OptionKind.SET, {}, {"b": 0.4})
    effects = comparer.drawn(["a", "b", "c"], [blocked, raised]).effects

    assert (effects[0, 0] > 0).all()
    assert (effects[1:, 0] == 0).all()
    assert (effects[1, 1] == 0.4).all()
    assert (effects[2, 1] > 0).all()
    assert (effects[0, 1] < 0).all()


def test_it_puts_choices_together():
    model = _care()

    assert chosen(model, ["campaign"], {"reports": 1.0}).pushes == {"reports": 2.0}
    assert together([chosen(model, ["beds"], {}), chosen(model, ["campaign"], {})]).id == "beds+campaign"
    with pytest.raises(KeyError, match="other"):
        chosen(model, ["other"], {})
    with pytest.raises(KeyError, match="nobody"):
        chosen(model, [], {"nobody": 1.0})
    with pytest.raises(ValueError, match="at least one"):
        chosen(model, [], {})
