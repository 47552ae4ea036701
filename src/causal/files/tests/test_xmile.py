"""XMILE: signs out of equations, flows opened up, polarities taken as they stand."""

from pathlib import Path

import pytest

from causal.files import dump, parse, read
from causal.files.formats.directions import lean
from causal.files.formats.equations import NotUnderstood, parse_equation
from causal.model import Sign, graph_of
from causal.structure import find_loops

DATA = Path(__file__).parent / "data"
PLUS = {"x": 1, "y": 1}


def test_it_finds_the_four_loops_of_the_sir_model():
    loops = find_loops(graph_of(read(DATA / "sir.xmile").model)).loops
    assert sorted((loop.type.value, sorted(loop.factors)) for loop in loops) == [
        ("B", ["infectious"]),
        ("B", ["infectious", "susceptible"]),
        ("B", ["susceptible"]),
        ("R", ["infectious"]),
    ]


def test_it_tells_which_way_the_parameters_push():
    model = read(DATA / "sir.xmile").model
    signs = {relation.id: relation.sign for relation in model.relations}
    assert signs["contact_infectivity>infectious via succumbing"] is Sign.PLUS
    assert signs["duration>infectious via recovering"] is Sign.PLUS
    assert signs["total_population>infectious via succumbing"] is Sign.MINUS
    assert model.factor("susceptible").initial == 1000
    assert model.factor("susceptible").unit == "people"
    assert not model.factor("infectious").self_limitation


def test_it_says_what_became_of_flows_and_equations():
    losses = {(loss.field, loss.how, loss.count) for loss in read(DATA / "sir.xmile").losses}
    assert losses == {("relation", "derived", 12), ("flow", "opened", 2)}


def test_it_leaves_a_sign_unknown_that_the_equation_does_not_tell():
    found = read(DATA / "teacup.xmile")
    signs = {(relation.source, relation.sign) for relation in found.model.relations}
    assert signs == {
        ("Teacup Temperature", Sign.MINUS),
        ("Room Temperature", Sign.PLUS),
        ("Characteristic Time", Sign.UNKNOWN),  # it depends on which of the two is warmer
    }
    assert ("relation.sign", "undetermined") in {(loss.field, loss.how) for loss in found.losses}


EQUATIONS = [
    ("x + y", 1),
    ("y - x", -1),
    ("-x", -1),
    ("-(-x)", 1),
    ("x * y", 1),
    ("y / x", -1),
    ("x / (x + y)", None),
    ("1 / (1 + EXP(-x))", 1),
    ("MAX(x, y) - 3", 1),
    ("IF x > y THEN 1 ELSE 0", None),
    ("IF y > 1 THEN x ELSE 2 * x", 1),
    ("x > y", 1),
    ("NOT (x > y)", -1),
    ("x ^ 2", 1),
    ("x ^ -1", -1),
    ("x ** 0.5", 1),
    ("(x - y) ^ 2", None),
    ("(x - y) ^ 3", 1),
    ("SQRT(x) * LN(y + 1)", None),
    ("DELAY1(x, 5)", 1),
    ("SMTH3(y, x)", None),
    ("SAFEDIV(y, x)", -1),
    ("ABS(x)", 1),
    ("ABS(x - y)", None),
    ("x MOD y", None),
    ("0 * x", 0),
    ("x - x", None),
    ("TIME * x", 1),
    ("SOMETHING(x)", None),
    ('"x" {a remark} + 1', 1),
    ("a[1, b] + x", 1),
]


@pytest.mark.parametrize(("equation", "sign"), EQUATIONS)
def test_it_reads_the_direction_off_an_equation(equation, sign):
    assert lean(parse_equation(equation), PLUS, {}).pushes["x"] == sign


@pytest.mark.parametrize(
    "equation", ["", "x +", "(x", "x y", "IF x THEN y", "f(x", "x $ y", "(" * 500, "a[1"]
)
def test_it_says_so_when_an_equation_is_outside_the_grammar(equation):
    with pytest.raises(NotUnderstood):
        parse_equation(equation)


def xmile(variables: str, views: str = "") -> str:
    return (
        f'<xmile xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0"><model><variables>{variables}'
        f"</variables><views><view>{views}</view></views></model></xmile>"
    )


def relations(text: str) -> set[tuple[str, str, int]]:
    model = parse(text, format="xmile", name="m.xmile")
    return {(relation.source, relation.target, int(relation.sign)) for relation in model.relations}


def test_it_takes_the_polarity_of_a_connector_as_it_stands():
    text = xmile(
        '<aux name="A b"/><aux name="C"/><aux name="D"/>',
        '<connector uid="1" polarity="-"><from>A_b</from><to>C</to></connector>'
        '<connector uid="2"><from>C</from><to>D</to></connector>'
        '<alias uid="7"><of>D</of></alias>'
        '<connector uid="3" polarity="+"><from><alias uid="7"/></from><to>"A b"</to></connector>',
    )
    assert relations(text) == {("A b", "C", -1), ("C", "D", 0), ("D", "A b", 1)}


def test_it_prefers_the_stated_polarity_to_the_equation():
    text = xmile(
        '<aux name="a"><eqn>1</eqn></aux><aux name="b"><eqn>a</eqn></aux>',
        '<connector uid="1" polarity="-"><from>a</from><to>b</to></connector>',
    )
    assert relations(text) == {("a", "b", -1)}


def test_it_opens_up_a_flow_that_another_variable_looks_at():
    text = xmile(
        '<stock name="s"><eqn>1</eqn><inflow>f</inflow></stock><flow name="f"><eqn>a * 2</eqn></flow>'
        '<aux name="a"><eqn>3</eqn></aux><aux name="watch"><eqn>-f</eqn></aux>'
    )
    assert relations(text) == {("a", "s", 1), ("a", "watch", -1)}


def test_it_reads_the_slope_of_a_graph():
    graph = "<gf><ypts>5,4,4,1</ypts></gf>"
    text = xmile(f'<aux name="x"><eqn>1</eqn></aux><aux name="y"><eqn>x</eqn>{graph}</aux>')
    assert relations(text) == {("x", "y", -1)}


def test_it_makes_nothing_of_an_equation_it_cannot_read_but_unknown_signs():
    text = xmile('<aux name="x"><eqn>1</eqn></aux><aux name="y"><eqn>x +* 2</eqn></aux>')
    found = relations(text)
    assert found == {("x", "y", 0)}


def test_it_stands_up_to_flows_in_a_circle():
    text = xmile(
        '<stock name="s"><eqn>1</eqn><inflow>f</inflow><outflow>g</outflow></stock>'
        '<flow name="f"><eqn>g + s</eqn></flow><flow name="g"><eqn>f</eqn></flow>'
    )
    assert ("s", "s") in {(source, target) for source, target, _ in relations(text)}


def test_it_reads_files_whose_maker_forgot_a_prefix():
    text = xmile('<aux name="x" isee:colour="red"/>')
    assert parse(text, format="xmile", name="m").factors[0].id == "x"


def test_it_writes_polarities_that_others_read():
    model = parse("from,to,sign\nA,B,+\nB,A,-\nB,C,?\n", format="csv", name="m.csv")
    written = dump(model, format="xmile").text
    assert written.count('polarity="+"') == 1
    assert written.count('polarity="-"') == 1
    assert "<from>A</from>" in written


MODULES = """
<xmile xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">
 <model>
  <variables>
   <module name="hares">
    <connect to="area" from=".area"/><connect to="hares.lynxes" from="lynxes.lynxes"/>
   </module>
   <module name="lynxes"><connect to="hare_density" from="hares.hare_density"/></module>
   <module name="missing"/>
   <aux name="area"><eqn>1000</eqn></aux>
  </variables>
 </model>
 <model name="hares">
  <variables>
   <stock name="hares"><eqn>50000</eqn><outflow>deaths</outflow></stock>
   <flow name="deaths"><eqn>lynxes * hare_density</eqn></flow>
   <aux name="area" access="input"><eqn>{to be connected}</eqn></aux>
   <aux name="hare density" access="output"><eqn>hares / area</eqn></aux>
   <stock name="lynxes" access="input"><eqn>{to be connected}</eqn></stock>
  </variables>
 </model>
 <model name="lynxes">
  <variables>
   <stock name="lynxes"><eqn>1250</eqn><inflow>births</inflow></stock>
   <flow name="births"><eqn>lynxes * hare_density</eqn></flow>
   <aux name="hare density" access="input"/>
  </variables>
 </model>
 <model name="unused"><variables><aux name="x"/></variables></model>
</xmile>
"""


def test_it_puts_modules_into_the_model_that_uses_them():
    assert relations(MODULES) == {
        ("area", "hares.hare density", -1),
        ("hares.hares", "hares.hare density", 1),
        ("hares.hare density", "hares.hares", -1),
        ("lynxes.lynxes", "hares.hares", -1),
        ("hares.hare density", "lynxes.lynxes", 1),
        ("lynxes.lynxes", "lynxes.lynxes", 1),
    }


def test_it_stands_up_to_a_module_in_itself():
    inside = '<variables><module name="a"/><aux name="x"/></variables>'
    text = f'<xmile><model>{inside}</model><model name="a">{inside}</model></xmile>'
    assert len(parse(text, format="xmile", name="m").factors) == 9


@pytest.mark.parametrize(
    ("said", "unit"), [("Minutes", "Minutes"), ("Days", "day"), ("year", "year"), ("", "year")]
)
def test_it_keeps_the_unit_of_time_of_the_file(said, unit):
    specs = f'<sim_specs time_units="{said}"><start>0</start><stop>9</stop></sim_specs><model>'
    text = xmile('<aux name="x"/>').replace("<model>", specs)
    model = parse(text, format="xmile", name="m")
    assert model.scales.time_unit == unit
    assert model.scales.speeds["average"] == 1.0
    again = parse(dump(model, format="xmile").text, format="xmile", name="m")
    assert again.scales == model.scales
