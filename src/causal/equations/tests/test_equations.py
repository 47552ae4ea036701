"""Equations in time: published values, closed forms, every function, one sentence for what does not run."""

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from causal.equations import equations_in, find_equations, run
from causal.files import ModelErrors

DATA = Path(__file__).resolve().parents[2] / "tests" / "data"
TEN = "<start>0</start><stop>10</stop><dt>0.25</dt>"


def xmile(variables, specs=TEN, method="Euler", more=""):
    return (
        '<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0"><header><name>m</name>'
        f'</header><sim_specs method="{method}">{specs}</sim_specs>{more}'
        f"<model><variables>{variables}</variables></model></xmile>"
    )


def tank(equation, *, start="1", method="Euler", specs=TEN, extra="", more=""):
    """A stock ``s`` with the inflow ``f`` of this equation."""
    return xmile(
        f'<stock name="s"><eqn>{start}</eqn><inflow>f</inflow></stock>'
        f'<flow name="f"><eqn>{equation}</eqn></flow>{extra}',
        specs,
        method,
        more,
    )


def course(text, **asked):
    found = equations_in(text, "m.xmile")
    assert found is not None
    return run(found, **asked)


def of_file(name, at):
    found = find_equations(DATA / name)
    assert found is not None
    return run(found, at=at).levels


def value(expression, at=2.0, extra=""):
    escaped = expression.replace("&", "&amp;").replace("<", "&lt;")
    text = tank("0", extra=f'<aux name="a"><eqn>{escaped}</eqn></aux>{extra}')
    return course(text, at=[at]).levels["a"][0]


def refused(text, **asked):
    with pytest.raises(ModelErrors) as caught:
        course(text, **asked)
    return caught.value.problems[0]


# Published values (SDXorg test models)


def test_it_cools_the_cup_of_tea():
    levels = of_file("teacup.xmile", [7.375, 15, 22.5, 30])
    expected = [122.370, 94.3134, 81.4307, 75.3740]
    assert levels["teacup temperature"] == pytest.approx(expected, rel=5e-6)


def test_it_runs_the_epidemic():
    levels = of_file("sir.xmile", [50, 100])
    assert levels["infectious"] == pytest.approx([56.2736269, 2.0713432], abs=5e-7)
    assert levels["recovered"] == pytest.approx([399.9810007, 590.7709507], abs=5e-7)
    assert levels["susceptible"] == pytest.approx([548.7453724, 412.1577060], abs=5e-7)


# Closed forms


@given(tau=st.floats(0.5, 50), steps=st.integers(1, 64), start=st.floats(-100, 100))
def test_euler_decays_as_its_closed_form(tau, steps, start):
    levels = course(tank(f"-s/{tau!r}", start=repr(start)), at=[steps * 0.25 if steps <= 40 else 10]).levels
    taken = min(steps, 40)
    assert levels["s"][0] == pytest.approx(start * (1 - 0.25 / tau) ** taken, rel=1e-9, abs=1e-12)


def test_runge_kutta_follows_the_exponential_to_the_fourth_order():
    def error(dt):
        specs = f"<start>0</start><stop>10</stop><dt>{dt}</dt>"
        return course(tank("-s/2", method="RK4", specs=specs), at=[4]).levels["s"][0] - math.exp(-2)

    assert abs(error(0.25)) < 1e-6
    assert error(0.25) / error(0.125) == pytest.approx(16, rel=0.1)
    step = 1 - 0.125 + 0.125**2 / 2 - 0.125**3 / 6 + 0.125**4 / 24
    assert error(0.25) == pytest.approx(step**16 - math.exp(-2), abs=1e-14)


def test_runge_kutta_is_exact_for_a_polynomial_of_time():
    found = course(tank("TIME^3", start="0", method="rk4"), at=[1, 10])
    assert found.levels["s"] == pytest.approx([0.25, 2500], rel=1e-12)


# Expressions

EXPRESSIONS = [
    ("1 + 2 * 3 - 4 / 8", 6.5),
    ("(1 + 2) * 3", 9),
    ("-2^2", -4),
    ("2^3^2", 512),
    ("2 ^ -1", 0.5),
    ("-7 MOD 3", 2),
    ("10 - 2 - 3", 5),
    ("1 < 2", 1),
    ("2 <= 1", 0),
    ("1 = 2 < 1", 0),
    ("1 <> 2 AND 2 > 1", 1),
    ("0 AND 1 / 0", 0),
    ("1 OR 1 / 0", 1),
    ("NOT (1 > 2)", 1),
    ("NOT 3", 0),
    ("IF TIME >= 0 THEN 5 ELSE 1 / 0", 5),
    ("IF_THEN_ELSE(TIME > 3, 5, 6)", 6),
    ("MIN(3, 1) + MAX(4, 2, 9)", 10),
    ("ABS(-3) + EXP(0) + LN(EXP(2))", 6),
    ("SQRT(16) + LOG10(1000) + INT(-1.5)", 5),
    ("SIN(PI / 2) + COS(0) + TAN(0)", 2),
    ("ARCSIN(1) + ARCCOS(1) + ARCTAN(0)", math.pi / 2),
    ("TIME + DT + STARTTIME + STOPTIME", 12.25),
    ("MIN(INF, 3)", 3),
    ("SIN(PI() / 2)", 1),
    ("step(6, 2) + STEP(6, 2.25)", 6),
    ("RAMP(2, 0.5) + RAMP(2, 5)", 3),
    ("PULSE(3, 2) + PULSE(3, 1.75) + PULSE(3, 2.25)", 12),
    ("PULSE(3, 1, 0.5) + PULSE(3, 1, 0)", 12),
    ('s {what there is} + "s"', 2),
]


@pytest.mark.parametrize(("expression", "expected"), EXPRESSIONS)
def test_it_works_out_an_expression(expression, expected):
    assert value(expression) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("method", ["euler", "rk4"])
def test_a_pulse_brings_its_whole_size_in_one_step(method):
    levels = course(tank("PULSE(3, 2, 4)", start="0", method=method), at=[2, 2.25, 5.75, 6.25]).levels
    assert levels["s"] == pytest.approx([0, 3, 3, 6], abs=1e-12)


def test_a_step_is_not_missed_by_rounding():
    specs = "<start>0</start><stop>2</stop><dt>0.1</dt>"
    rows = course(tank("STEP(1, 0.3)", start="0", specs=specs), at=[0.3, 0.4, 1]).levels["s"]
    assert rows == pytest.approx([0, 0.1, 0.7])


# Graphs

GRAPH = '<aux name="g"><eqn>{0}</eqn><gf type="{1}"><xscale min="0" max="4"/><ypts>0,10,10</ypts></gf></aux>'


@pytest.mark.parametrize(
    ("kind", "places"),
    [
        ("continuous", {-1: 0, 0: 0, 1: 5, 2: 10, 3: 10, 9: 10}),
        ("extrapolate", {-1: -5, 1: 5, 9: 10}),
        ("discrete", {-1: 0, 1: 0, 2: 10, 9: 10}),
    ],
)
def test_it_reads_off_a_graph(kind, places):
    for place, expected in places.items():
        text = tank("0", extra=GRAPH.format(place, kind))
        assert course(text, at=[0]).levels["g"] == (expected,)


def test_a_graph_can_be_called_by_its_name():
    graph = '<gf name="bend"><xpts sep=";">0;1;3</xpts><ypts>0,2,4</ypts></gf>'
    lookup = '<aux name="curve"><gf><xpts>0,1</xpts><ypts>5,7</ypts></gf></aux>'
    assert value("bend(2) + curve(0.5)", extra=graph + lookup) == 9


# Stocks and flows that stay above zero

DRAIN = (
    '<stock name="s"><eqn>5</eqn><outflow>one</outflow><outflow>two</outflow>{0}</stock>'
    '<stock name="t"><eqn>0</eqn><inflow>one</inflow><inflow>two</inflow></stock>'
    '<flow name="one"><eqn>3</eqn></flow><flow name="two"><eqn>4</eqn></flow>'
)
WHOLE = "<start>0</start><stop>4</stop><dt>1</dt>"


@pytest.mark.parametrize("method", ["Euler", "RK4"])
def test_the_first_outflow_of_a_non_negative_stock_goes_first(method):
    levels = course(xmile(DRAIN.format("<non_negative/>"), WHOLE, method), at=[0, 1, 4]).levels
    assert levels["s"][0] == 5
    assert 0 <= min(levels["s"]) <= max(levels["s"][1:]) < 3
    assert [s + t for s, t in zip(levels["s"], levels["t"], strict=True)] == pytest.approx([5, 5, 5])
    if method == "Euler":
        assert levels["s"] == (5, 0, 0)
        assert levels["one"] == (3, 0, 0)
        assert levels["two"] == (2, 0, 0)


def test_any_other_stock_may_go_below_zero():
    said = DRAIN.format("<non_negative>false</non_negative>")
    assert course(xmile(said, WHOLE), at=[1]).levels["s"] == (-2,)


def test_the_file_can_say_so_for_all():
    text = xmile(DRAIN.format(""), WHOLE, more="<behavior><non_negative/></behavior>")
    assert course(text, at=[1]).levels["s"] == (0,)


def test_a_non_negative_flow_runs_one_way():
    flow = '<stock name="s"><eqn>5</eqn><inflow>f</inflow></stock><flow name="f"><eqn>-1</eqn>{0}</flow>'
    assert course(xmile(flow.format("<non_negative/>")), at=[4]).levels["s"] == (5,)
    assert course(xmile(flow.format("")), at=[4]).levels["s"] == (1,)


# Times


def test_dt_can_be_given_as_a_reciprocal():
    specs = '<start>1900</start><stop>1910</stop><dt reciprocal="true">8</dt>'
    found = course(tank("-s/10", specs=specs), at=[1900, 1902])
    assert found.specs.dt == 0.125
    assert found.levels["s"] == pytest.approx([1, (1 - 0.0125) ** 16])


def test_it_shows_moments_on_steps_and_the_end():
    found = course(tank("1", start="0"), until=0.9)
    assert found.times == (0, 0.25, 0.5, 0.75, 0.9)
    assert found.levels["s"] == pytest.approx(found.times)
    assert found.notes == ("run_by_equations_of_file", "between_steps")
    whole = course(tank("1", start="0"))
    assert len(whole.times) == 21
    assert whole.times[-1] == 10
    assert whole.notes == ("run_by_equations_of_file",)


def test_stoptime_stays_what_the_file_says():
    assert course(tank("STOPTIME", start="0"), until=20, at=[20]).levels["f"] == (10,)


def test_another_method_is_replaced_and_that_is_told():
    found = course(tank("-s", method="RK45, rk4"), at=[1])
    assert found.specs.method == "rk4"
    assert found.notes == ("run_by_equations_of_file",)
    assert course(tank("-s", method="rk2"), at=[1]).notes[-1] == "method_replaced"


# Starts and modules


def test_stocks_start_from_equations_of_other_variables():
    extra = '<aux name="half"><eqn>whole / 2</eqn></aux><aux name="whole"><eqn>8</eqn></aux>'
    assert course(tank("0", start="half + 1", extra=extra), at=[0]).levels["s"] == (5,)


def test_modules_run_under_their_name():
    text = (
        f"<xmile><sim_specs>{TEN}</sim_specs>"
        '<model><variables><module name="in"><connect to="rate" from=".rate"/></module>'
        '<aux name="rate"><eqn>2</eqn></aux></variables></model>'
        '<model name="in"><variables><stock name="s"><eqn>1</eqn><inflow>f</inflow></stock>'
        '<flow name="f"><eqn>rate</eqn></flow><aux name="rate" access="input"/></variables></model></xmile>'
    )
    assert course(text, at=[10]).levels["in.s"] == (21,)


# What does not run

BAD = [
    (tank("DELAY1(s, 5)"), "equation-function", ["'f'", "DELAY1"]),
    (tank("MIN(s)"), "equation-arguments", ["'f'", "MIN"]),
    (tank("unknown * 2"), "equation-name", ["'f'", "unknown"]),
    (tank("s +* 2"), "equation-unreadable", ["'f'"]),
    (tank("__import__('os')"), "equation-unreadable", ["'f'"]),
    (tank("s[1]"), "equation-kind", ["'f'"]),
    (tank("0", extra='<aux name="a"/>'), "equation-missing", ["'a'"]),
    (tank("0", extra='<aux name="S"><eqn>1</eqn></aux>'), "equation-twice", ["'S'"]),
    (tank("a", extra='<aux name="a"><eqn>f</eqn></aux>'), "equation-circle", ["f → ", "a → "]),
    (tank("1", start="f2", extra='<aux name="f2"><eqn>s</eqn></aux>'), "equation-circle", ["s → ", "f2 → "]),
    (tank("0", method="magic"), "equation-method", ["magic"]),
    (tank("0", specs="<start>0</start>"), "equation-times", []),
    (tank("0", specs="<start>0</start><stop>1</stop><dt>-1</dt>"), "equation-times", []),
    (tank("0", specs="<start>0</start><stop>inf</stop>"), "equation-times", []),
    (tank("0", specs="<start>0</start><stop>1</stop><dt>1e-300</dt>"), "equation-work", []),
    (tank("0", extra='<aux name="g"><eqn>1</eqn><gf><ypts>1</ypts></gf></aux>'), "equation-graph", ["'g'"]),
    (xmile('<stock name="s"><eqn>1</eqn><inflow>gone</inflow></stock>'), "equation-name", ["'s'", "gone"]),
    (xmile('<stock name="s"><eqn>1</eqn><queue/></stock>'), "equation-kind", ["'s'", "queue"]),
    (tank("1 / (TIME - 2)"), "equation-zero", ["'f'", "time 2"]),
    (tank("0^-1"), "equation-undefined", ["'f'", "time 0"]),
    (tank("EXP(TIME * 100)"), "equation-large", ["'f'", "time 7.25"]),
    (tank("s * s", start="1e200"), "equation-large", ["'f'", "time 0"]),
    (tank("SQRT(1 - TIME)"), "equation-undefined", ["'f'", "time 1.25"]),
    (tank("INF - INF"), "equation-undefined", ["'f'", "time 0"]),
    (tank("0", start="LN(0)"), "equation-undefined", ["'s'", "time 0"]),
]


@pytest.mark.parametrize(("text", "code", "words"), BAD)
def test_it_says_in_one_sentence_what_does_not_run(text, code, words):
    problem = refused(text)
    assert problem.code == code
    assert all(word in problem.message for word in words)
    assert problem.message_in("nl") != problem.message


def test_moments_lie_within_the_run():
    for at in ([11], [-1], [math.nan], []):
        with pytest.raises(ValueError, match="Moments lie between"):
            course(tank("0"), at=at)
    with pytest.raises(ValueError, match="Moments lie between"):
        course(tank("0"), until=0)


def test_a_run_without_end_is_not_begun():
    assert refused(tank("0"), until=1e308).code == "equation-work"


def test_a_file_without_stocks_runs_when_every_variable_has_an_equation():
    text = xmile('<aux name="a"><eqn>2 * TIME</eqn></aux><aux name="b"><eqn>a + 1</eqn></aux>')
    assert course(text, at=[3]).levels["b"] == (7,)


def test_a_sketch_is_not_run():
    assert equations_in(tank("1", extra='<aux name="a"><eqn>NAN(f)</eqn></aux>'), "m.xmile") is None


def test_a_drawing_without_equations_is_none_of_ours(tmp_path):
    assert equations_in(xmile('<aux name="a"/><aux name="b"><eqn>a</eqn></aux>'), "m.xmile") is None
    assert find_equations(tmp_path / "not-there.xmile") is None
    assert find_equations("mensenhandel") is None
