"""Bad models: each gets a clear problem with its place and a remedy, in two languages, within a second."""

import json

import pytest

from causal.files import ModelErrors, from_json, load, parse
from causal.files.registry import format_names
from tests.yardstick import within

FACTORS = "id: m\nfactors:\n- {id: A}\n- {id: B}\n- {id: C}\n"
RELATIONS = FACTORS + "relations:\n- {from: A, to: B, sign: +}\n"


def problems(text: str, format: str = "yaml"):
    """The problems of a text, found within a second."""
    with within(1), pytest.raises(ModelErrors) as caught:
        parse(text, format=format, name="m.file")
    assert caught.value.problems
    for problem in caught.value.problems:
        assert problem.message
        assert problem.remedy
        assert problem.message_in("nl") != problem.message
        assert "m.file" in problem.text("nl")
    return caught.value.problems


def only(text: str, format: str = "yaml") -> tuple[str, int | None]:
    found = problems(text, format)
    assert len(found) == 1
    return found[0].code, found[0].line


RELATION_CASES = [
    ("- {from: A, to: X, sign: +}", "unknown-factor"),
    ("- {from: A, to: B, sign: +}", "double-relation"),
    ("- {id: other, from: A, to: B, sign: +}", "double-relation"),
    ("- {from: A, to: B, sign: '-'}", "parallel"),
    ("- {id: A>B, from: B, to: C, sign: '-'}", "double-id"),
    ("- {from: B, to: C}", "missing"),
    ("- {from: B, to: C, sign: null}", "missing-bare"),
    ("- {from: B, to: C, sign: up}", "not-a-choice"),
    ("- {from: B, to: C, sign: +, speed: 0}", "not-positive"),
    ("- {from: B, to: C, sign: +, speed: -1}", "not-positive"),
    ("- {from: B, to: C, sign: +, strength: .nan}", "not-finite"),
    ("- {from: B, to: C, sign: +, strength: .inf}", "not-finite"),
    ("- {from: B, to: C, sign: +, strength: 1e999}", "not-finite"),
    ("- {from: B, to: C, sign: +, strength: huge}", "unknown-class"),
    ("- {from: B, to: C, sign: +, strenght: 1}", "unknown-key"),
    ("- {from: B, to: C, sign: +, layer: sure}", "not-a-choice"),
    ("- B > C", "not-a-mapping"),
    ("- {from: C, to: C, sign: +, kind: definition}", "definition-cycle"),
    ("- {from: [A], to: C, sign: +}", "not-a-name"),
    ("- {from: B, to: C, sign: +, note: {nl: [a]}}", "not-text"),
    ("- {from: B, to: C, sign: +, note: {NL: a}}", "not-a-language"),
    ("- {from: B, to: C, sign: +, said_by: Ada}", "not-a-list"),
]


@pytest.mark.parametrize(("line", "code"), RELATION_CASES)
def test_it_names_what_is_wrong_with_a_relation_and_its_line(line, code):
    assert only(RELATIONS + line + "\n") == (code, 8)


CHANGE = "interventions:\n- {id: x, changes: [{factor: A, kind: shift, "
OTHER_CASES = [
    ("factors:\n- {id: D}\n", "double-key", 8),
    (
        "interventions:\n- {id: x, changes: [{factor: A, kind: shift, amount: 1, start: 2, until: 1}]}\n",
        "until",
        9,
    ),
    ("interventions:\n- {id: x, changes: [{factor: Z, kind: shift, amount: 1}]}\n", "unknown-factor", 9),
    (f"{CHANGE}amount: .inf}}]}}\n", "not-finite", 9),
    (
        "interventions:\n- id: x\n  changes:\n  - {factor: A, kind: pinned, amount: 1}\n"
        "  - {factor: A, kind: control, amount: 1}\n",
        "held-twice",
        12,
    ),
    ("indicators:\n- {factor: A, shape: hat}\n", "unknown-shape", 9),
    ("indicators:\n- {factor: A, parameters: [1]}\n", "shape-numbers", 9),
    ("scales: {speeds: {low: 0}}\n", "not-positive", 8),
    ("scales: {strengths: {2: 1}}\n", "not-a-name", 8),
    ("indicators:\n- {factor: A, parameters: [1, 0]}\n", "shape-order", 9),
    ("indicators:\n- {factor: A, shape: bell, parameters: [0, 1, 1]}\n", "not-positive", 9),
    (
        "claims:\n- {id: c, text: x, layer: read, checks: [{test: path, through: [A, Q]}]}\n",
        "unknown-factor",
        9,
    ),
    ("claims:\n- {id: c, text: x, layer: read, checks: [{from: A}]}\n", "missing", 9),
    ("format: causal-model/9\n", "format", 8),
    ("titel: x\n", "unknown-key", 8),
]


@pytest.mark.parametrize(("text", "code", "line"), OTHER_CASES)
def test_it_names_what_is_wrong_elsewhere(text, code, line):
    assert only(RELATIONS + text) == (code, line)


def test_it_names_every_problem_of_a_file_in_order():
    text = FACTORS + "- {id: A}\n- {id: D, domain: x}\nrelations:\n- {from: A, to: Q, sign: +}\n"
    assert [(problem.code, problem.line) for problem in problems(text)] == [
        ("double-id", 6),
        ("unknown-domain", 7),
        ("unknown-factor", 9),
    ]


def test_it_suggests_the_id_that_was_meant():
    text = "id: m\nfactors:\n- {id: aangiften}\nrelations:\n- {from: aangifte, to: aangiften, sign: +}\n"
    assert "aangiften" in problems(text)[0].remedy_in("nl")


def test_it_finds_a_long_circle_of_definitions():
    number = 2_000
    factors = "".join(f"- {{id: F{one}}}\n" for one in range(number))
    chain = "".join(
        f"- {{from: F{one}, to: F{(one + 1) % number}, sign: +, kind: definition}}\n" for one in range(number)
    )
    assert problems(f"id: m\nfactors:\n{factors}relations:\n{chain}")[0].code == "definition-cycle"


@pytest.mark.slow
def test_it_refuses_ten_thousand_factors_in_every_way_of_writing():
    many = [f"F{one}" for one in range(10_000)]
    own = {"id": "m", "factors": [{"id": one} for one in many], "relations": []}
    lines = "".join(f"- {{id: {one}, label: {{nl: een label, en: a label}}, initial: 1}}\n" for one in many)
    assert problems("id: m\nfactors:\n" + lines)[0].code == "too-many"
    assert problems(json.dumps(own), "json")[0].code == "too-many"
    assert problems("from,to,sign\n" + "".join(f"{one},X,+\n" for one in many), "csv")[0].code == "too-many"
    assert problems(",".join(["", *many]) + "\n", "matrix")[0].code == "too-many"
    assert problems("".join(f"{one} -> X\n" for one in many), "qpress")[0].code == "too-many"
    dot = "digraph {" + "".join(f"{one} -> X;" for one in many) + "}"
    assert problems(dot, "dot")[0].code == "too-many"
    auxes = "".join(f'<aux name="{one}"/>' for one in many)
    xmile = f"<xmile><model><variables>{auxes}</variables></model></xmile>"
    assert problems(xmile, "xmile")[0].code == "too-many"


HOSTILE_YAML = [
    ("a: &a [x]\nb: [*a, *a]\n", "alias"),
    ("a: *b\n", "alias"),
    ("id: !!python/object/apply:os.system [ls]\n", "tag"),
    ("id: !!str m\n", "tag"),
    ("[" * 100_000, "deep"),
    ("{a: " * 100_000, "deep"),
    ("- " * 50_000 + "x", "deep"),
    ("id: m\n---\nid: n\n", "documents"),
    ("? [a]\n: b\n", "key"),
    ("id: " + "x" * 1_000_000, "long-text"),
    ("id: 'open\n", "yaml"),
    ("id: m\n\tfactors: []\n", "yaml"),
    ("id: m\nfactors: [{id: A}]\nrelations: []\ntitle: {nl: a, nl: b}\n", "double-key"),
    ("just words", "not-a-model"),
    ("[]", "not-a-model"),
    ("id: \x07\n", "yaml"),
    ("a: " + "[x, " * 17 + "]" * 17, "deep"),
]


@pytest.mark.parametrize(("text", "code"), HOSTILE_YAML)
def test_it_stands_up_to_hostile_yaml(text, code):
    assert problems(text)[0].code in {code, "yaml"}


HOSTILE_JSON = [
    ('{"id": "m", "id": "n"}', "double-key"),
    ("[" * 200_000, "deep"),
    ('{"a": ' * 30 + "1" + "}" * 30, "deep"),
    ('{"id": "m", "factors": [{"id": "A", "initial": NaN}], "relations": []}', "not-finite"),
    ('{"id": "m", "factors": [{"id": "A", "initial": 1e999}], "relations": []}', "not-finite"),
    ('{"id": "m", "factors": [{"id": "A", "initial": ' + "9" * 5000 + '}], "relations": []}', "json"),
    ('{"id": "m", "factors": [{"id": "A", "initial": ' + "9" * 400 + '}], "relations": []}', "not-finite"),
    ('{"id": "m", "factors": {}, "relations": []}', "not-a-list"),
    ('{"id": "m",', "json"),
    ('{"id": "\\ud800", "factors": [], "relations": []}', "not-a-name"),
]


@pytest.mark.parametrize(("text", "code"), HOSTILE_JSON)
def test_it_stands_up_to_hostile_json(text, code):
    assert problems(text, "json")[0].code == code


def test_it_tells_the_line_in_json_too():
    text = '{"id": "m",\n "factors": [\n  {"id": "A"},\n  {"id": "B", "initial": "x"}\n ],\n "relations": []}'
    assert only(text, "json") == ("not-a-number", 4)


@pytest.mark.slow
def test_it_takes_no_more_than_a_second_for_a_file_that_is_all_marks():
    assert problems("a:\n" + "- [x, x, x, x, x, x, x, x]\n" * 200_000)[0].code == "too-many"
    assert problems("a: {b: [" + "x, " * 2_000_000 + "]}")[0].code == "values"
    assert problems("," * 7_000_000, "csv")[0].code == "values"
    assert problems("digraph {" + ";" * 7_000_000, "dot")[0].code == "values"
    assert problems('{"id": "m", "x": [' + "1, " * 2_000_000 + "1]}", "json")[0].code == "unknown-key-far"
    assert problems("id: m\n" + "x" * 7_000_000)[0].code in {"long-text", "yaml"}


HOSTILE_XML = [
    ('<!DOCTYPE a [<!ENTITY b "c">]><graphml>&b;</graphml>', "xml-unsafe"),
    ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><graphml/>', "xml-unsafe"),
    ("<graphml>" + "<a>" * 100_000, "xml"),
    ("<graphml><graph>" + "<a>" * 5_000 + "</a>" * 5_000 + "</graph></graphml>", "no-factors"),
    ("<graphml/>", "no-list"),
    ("<graphml", "xml"),
    ("<graphml><graph edgedefault='undirected'/></graphml>", "undirected"),
    ("<graphml><graph><node/></graph></graphml>", "missing"),
    ("<a/>" * 400_000, "values"),
]


@pytest.mark.parametrize(("text", "code"), HOSTILE_XML)
def test_it_stands_up_to_hostile_xml(text, code):
    assert problems(text, "graphml")[0].code == code


@pytest.mark.parametrize("format", format_names())
@pytest.mark.parametrize(
    "text", ["", " \n", "x", "{}", "[1]", "<a/>", "a,b\nc", "\x00", "->", "digraph {", "{{{"]
)
def test_it_never_falls_over_a_text_of_another_kind(format, text):
    assert problems(text, format)


FILES = [
    (b"", "empty"),
    (b" \n\n", "empty"),
    ("id: m\n".encode("utf-16"), "utf-16"),
    ("id: m\n".encode("utf-16-le"), "utf-16"),
    ("id: m\n".encode("utf-32"), "utf-16"),
    ("id: m\ntitle: Coördinatie\n".encode("latin-1"), "encoding"),
    (b"id: m\x00\n", "binary"),
    (bytes(range(256)), "binary"),
    (b"x" * 9_000_000, "too-large"),
]


@pytest.mark.parametrize(("data", "code"), FILES)
def test_it_says_what_is_wrong_with_the_bytes(tmp_path, data, code):
    file = tmp_path / "m.yaml"
    file.write_bytes(data)
    with pytest.raises(ModelErrors) as caught:
        load(file)
    assert caught.value.problems[0].code == code
    assert caught.value.text("nl")


def test_it_tells_where_the_wrong_byte_stands(tmp_path):
    file = tmp_path / "m.csv"
    file.write_bytes("from,to,sign\nCoördinatie,B,+\n".encode("latin-1"))
    with pytest.raises(ModelErrors, match="0xF6"):
        load(file)


@pytest.mark.parametrize("name", ["", "nothing", "../no/such/file", "no\x00thing", "x" * 5000])
def test_it_says_that_there_is_no_such_model(name):
    with pytest.raises(ModelErrors) as caught:
        load(name)
    assert caught.value.problems[0].code in {"not-found", "directory"}


def test_it_says_so_when_the_format_cannot_be_told(tmp_path):
    file = tmp_path / "model.docx"
    file.write_text("x")
    with pytest.raises(ModelErrors, match="not clear in which format"):
        load(file)
    with pytest.raises(ModelErrors, match="no format 'word'"):
        load(file, format="word")
    with pytest.raises(ModelErrors, match="directory"):
        load(tmp_path)


def test_it_says_so_when_a_file_may_not_be_read(tmp_path):
    loop = tmp_path / "loop.yaml"
    loop.symlink_to(loop)
    with pytest.raises(ModelErrors):
        load(loop)


def test_it_counts_the_problems_it_does_not_show():
    text = FACTORS + "relations:\n" + "".join(f"- {{from: A, to: X{one}, sign: +}}\n" for one in range(80))
    with pytest.raises(ModelErrors) as caught:
        parse(text, format="yaml", name="m.yaml")
    assert len(caught.value.problems) == 50
    assert caught.value.left_off == 30
    assert "30" in caught.value.text("nl").splitlines()[-1]
    assert caught.value.as_json("nl")["left_off"] == 30


def test_it_names_the_place_where_data_has_no_lines():
    data = {"id": "m", "factors": [{"id": "A"}], "relations": [{"from": "A", "to": "B", "sign": "+"}]}
    with pytest.raises(ModelErrors) as caught:
        from_json(data, name="draft")
    problem = caught.value.problems[0]
    assert (problem.line, problem.path) == (None, "relations[0].to")
