"""Files as other programs write them."""

import io
import json

import networkx
import pytest

from causal.files import ModelErrors, dump, format_of, load, parse
from causal.files.registry import format_named
from causal.model import Factor, Model, Relation, Sign


def arrows(model: Model) -> list[tuple[str, str, str]]:
    signs = {Sign.PLUS: "+", Sign.MINUS: "-", Sign.UNKNOWN: "?"}
    return [(relation.source, signs[relation.sign], relation.target) for relation in model.relations]


def read(text: str, format: str) -> Model:
    return parse(text, format=format, name="m.file")


def test_it_reads_a_community_matrix_with_the_effect_of_j_on_i():
    model = read(",V,H,P\nV,-1,-1,0\nH,1,,-1\nP,0,1,-0.5\n", "csv")
    assert arrows(model) == [
        ("V", "-", "V"), ("H", "-", "V"), ("V", "+", "H"), ("P", "-", "H"), ("H", "+", "P"), ("P", "-", "P"),
    ]  # fmt: skip
    assert model.relations[-1].strength == 0.5
    assert not any(factor.self_limitation for factor in model.factors)


def test_it_reads_a_matrix_of_signs_with_semicolons_and_decimal_commas():
    model = read("naam;A;B\nA;-;0,5\nB;?;0\n", "csv")
    assert arrows(model) == [("A", "-", "A"), ("B", "+", "A"), ("A", "?", "B")]
    assert model.relations[1].strength == 0.5


def test_it_reads_matrices_as_r_and_excel_write_them():
    for text in ("A,B\nA,-1,0\nB,1,-1\n", '"","A","B"\n"A",-1,0\n"B",1,-1\n', ";A;B;;\nA;-1;0;;\nB;1;-1;;\n"):
        assert arrows(read(text, "csv")) == [("A", "-", "A"), ("A", "+", "B"), ("B", "-", "B")]


def test_it_writes_self_limitation_on_the_diagonal():
    model = read("id: m\nfactors:\n- {id: A}\n- {id: B, self_limitation: false}\nrelations: []\n", "yaml")
    assert dump(model, format="matrix").text == ",A,B\nA,-1,0\nB,0,0\n"


def test_it_tells_when_self_limitation_and_a_loop_share_a_cell():
    model = Model("m", (Factor("A"), Factor("B")), (Relation("A>A", "A", "A", Sign.PLUS),))
    written = dump(model, format="matrix")
    assert written.text == ",A,B\nA,?,0\nB,0,-1\n"
    assert ("relation", ("A>A",), "merged") in [(one.field, one.examples, one.how) for one in written.losses]


def test_qpress_keeps_a_factor_that_only_restrains_itself():
    factors = (Factor("A"), Factor("B"), Factor("C", self_limitation=False))
    written = dump(Model("m", factors, (Relation("A>A", "A", "A", Sign.PLUS),)), format="qpress")
    assert written.text == "A -> A\nA -* A\nB -* B\n"
    assert [one.examples for one in written.losses if one.field == "factor"] == [("C",)]


def test_it_will_not_guess_the_names_of_a_matrix():
    with pytest.raises(ModelErrors, match="names of the rows and of the columns"):
        read(",A,B\nA,1,0\nC,0,1\n", "matrix")
    with pytest.raises(ModelErrors, match="no names"):
        read("-1,-1,-1\n1,-1,-1\n1,1,-1\n", "matrix")
    assert len(read("x,1,2\n1,-1,-1\n2,1,-1\n", "matrix").factors) == 2
    with pytest.raises(ModelErrors, match="no effect"):
        read(",A\nA,much\n", "matrix")
    with pytest.raises(ModelErrors, match=r"m\.file:3: This row has 4 cells, the heading 3"):
        read(",A,B\nA,-1\nB,1,0,3\n", "matrix")


@pytest.mark.parametrize(
    "text",
    [
        "from,to,sign\nA,B,+\nB,A,-\n",
        "source;target;polarity\nA;B;positive\nB;A;negative\n",
        "Van\tNaar\tTeken\nA\tB\tplus\nB\tA\tmin\u0075s\n",
        "from,to,weight\nA,B,0.3\nB,A,-2\n",
        "A,B,1\nB,A,-1\n",
    ],
)
def test_it_reads_edge_lists_of_many_kinds(text):
    assert arrows(read(text, "csv")) == [("A", "+", "B"), ("B", "-", "A")]


def test_it_keeps_cells_from_becoming_formulas():
    model = read(
        "id: m\nfactors:\n- {id: A}\nrelations:\n- {from: A, to: A, sign: '+', reference: '=1+1'}\n", "yaml"
    )
    written = dump(model, format="csv").text
    assert "'=1+1" in written
    assert read(written, "csv").relations[0].reference == "=1+1"


def test_it_reads_qpress_text_as_qpress_does():
    model = read("# hares\nV *-* V\nV *-> H\nP *--> H\nA <-> B\nA <>-* C\n", "qpress")
    assert arrows(model) == [
        ("V", "-", "V"), ("V", "+", "H"), ("H", "-", "V"), ("P", "+", "H"), ("H", "-", "P"),
        ("A", "+", "B"), ("B", "+", "A"), ("A", "-", "C"), ("C", "?", "A"),
    ]  # fmt: skip
    assert [relation.uncertain for relation in model.relations][3:5] == ["1-3", "1-3"]
    assert not model.factor("H").self_limitation


def test_it_limits_every_factor_of_a_qpress_text_that_limits_none():
    assert read("V *-> H\n", "qpress").factor("V").self_limitation


def test_it_reads_a_kumu_blueprint():
    data = {
        "elements": [{"label": "Trust"}, {"id": "e2", "label": "Reports", "description": "how many", "x": 1}],
        "connections": [
            {"from": "Trust", "to": "e2", "type": "+"},
            {"from": "e2", "to": "Trust", "direction": "mutual", "label": "-"},
        ],
    }
    found = format_named("json").read(json.dumps(data), "m.json")
    assert arrows(found.model) == [("Trust", "+", "e2"), ("e2", "-", "Trust"), ("Trust", "-", "e2")]
    assert found.model.factor("e2").label == {"": "Reports"}
    assert found.model.factor("e2").note == {"": "how many"}
    assert [(loss.field, loss.how) for loss in found.losses] == [("elements.x", "not-read")]


def test_it_reads_a_kumu_project_with_its_places():
    data = {
        "elements": [
            {"_id": "elem-1", "attributes": {"label": "A"}},
            {"_id": "elem-2", "attributes": {"label": "B"}},
        ],
        "connections": [{"from": "elem-1", "to": "elem-2", "attributes": {"connection type": "-"}}],
        "maps": [{"elements": [{"element": "elem-1", "position": {"x": 3, "y": 4.5}}]}],
    }
    model = read(json.dumps(data), "json")
    assert arrows(model) == [("A", "-", "B")]
    assert model.factor("A").position == (3.0, 4.5)


def test_it_reads_sd_ai_json():
    data = {
        "variables": ["A", {"name": "B", "type": "stock"}],
        "relationships": [
            {"from": "A", "to": "B", "polarity": "-", "reasoning": "why"},
            {"from": "B", "to": "C"},
        ],
        "title": "x",
    }
    found = format_named("json").read(json.dumps(data), "m.json")
    assert arrows(found.model) == [("A", "-", "B"), ("B", "?", "C")]
    assert found.model.relations[0].note == {"": "why"}
    assert {loss.field for loss in found.losses} == {"title", "variables.type"}


def test_it_reads_dot_of_others():
    text = """
    digraph "g" { // a remark
      rankdir=LR; node [shape=box]; edge [color=blue]
      subgraph cluster_1 { label="x"; A [label="Trust\\nin them"]; }
      A -> B -> C [arrowhead=tee];  # drawn as a minus
      "C":n -> A [label="+", penwidth=2];
      A -> C
    }
    """
    model = read(text, "dot")
    assert arrows(model) == [("A", "-", "B"), ("B", "-", "C"), ("C", "+", "A"), ("A", "?", "C")]
    assert model.factor("A").label == {"": "Trust in them"}
    for wrong in ("graph { A -- B }", "digraph { A -- B }", "digraph { A -> }", "digraph { A -> B", "strict"):
        with pytest.raises(ModelErrors):
            read(wrong, "dot")


def test_it_writes_graphml_that_networkx_reads():
    model = load("mensenhandel")
    graph = networkx.read_graphml(io.BytesIO(dump(model, format="graphml").text.encode()))
    assert set(graph) == {factor.id for factor in model.factors}
    assert graph.number_of_edges() == len(model.relations)
    assert graph.nodes["K5"]["label:nl"] == model.factor("K5").label["nl"]


def test_it_reads_graphml_that_networkx_writes():
    graph = networkx.DiGraph()
    graph.add_edge("A", "B", sign="-")
    graph.add_edge("B", "A", weight=0.4)
    model = read("\n".join(networkx.generate_graphml(graph)), "graphml")
    assert arrows(model) == [("A", "-", "B"), ("B", "+", "A")]
    assert model.relations[1].strength == 0.4


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("a.yml", "yaml"), ("a.json", "json"), ("a.kumu.json", "kumu"), ("a.sd-ai.json", "sd-ai"),
        ("a.csv", "csv"), ("a.matrix.csv", "matrix"), ("a.GraphML", "graphml"), ("a.stmx", "xmile"),
        ("a.gv", "dot"),
        ("a.qpress.txt", "qpress"), ("a.txt", "qpress"), ("a.xml", "xmile"),
    ],
)  # fmt: skip
def test_it_tells_the_format_by_the_name(name, format):
    assert format_of(name).name == format


def test_it_tells_graphml_from_xmile_in_a_file_called_xml():
    assert format_of("a.xml", "<?xml?><graphml>").name == "graphml"
