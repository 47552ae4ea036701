"""GraphML: nodes and edges with data; every field travels as a data key of its own name."""

from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from causal.files.draft import Draft, sign_of
from causal.files.flat import factor_attributes, relation_attributes
from causal.files.formats.safe_xml import all_text, children, local, parse_xml
from causal.files.formats.whole import MODEL_KEYS, read_whole, whole_attributes
from causal.files.holding import Holding, all_keys
from causal.files.losses import Read, Written
from causal.files.problems import fail
from causal.files.records import FACTOR, RELATION
from causal.files.shapes import NUMBER
from causal.model import Model

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
HOLDING = Holding(MODEL_KEYS | {"id"}, all_keys(FACTOR), all_keys(RELATION))
SIGN_KEYS = ("sign", "polarity", "weight", "type", "label")


def read_graphml(text: str, name: str) -> Read:
    """The model in a GraphML text. Raises ModelErrors."""
    root = parse_xml(text, name)
    graphs = children(root, "graph")
    if local(root) != "graphml" or not graphs:
        raise fail("no-list", file=name, key="graph")
    keys = {key.get("id", ""): key.get("attr.name") or key.get("id") or "" for key in children(root, "key")}
    graph = graphs[0]
    if graph.get("edgedefault") == "undirected":
        raise fail("undirected", file=name)
    draft = Draft(name, graph.get("id") or "")
    read_whole(draft, _data(graph, keys))
    for node in graph.iter():
        if local(node) == "node":
            draft.factor(_needed(node, "id", name), _data(node, keys))
    for edge in graph.iter():
        if local(edge) == "edge":
            _edge(draft, edge, keys)
    if len(graphs) > 1:
        draft.strange("graph", len(graphs) - 1)
    return draft.read()


def _data(element: Element, keys: Mapping[str, str]) -> dict[str, str]:
    """The data of an element by the name of its key; text in nested elements (yEd) counts as text."""
    found = {}
    for item in children(element, "data"):
        key = item.get("key", "")
        nested = len(item) > 0
        text = all_text(item).strip() if nested else item.text or ""
        found[keys.get(key, key) if not nested else "label:"] = text
    return {key: text for key, text in found.items() if text or key != "label:"}


def _needed(element: Element, key: str, name: str) -> str:
    value = element.get(key, "")
    if not value.strip():
        raise fail("missing", file=name, key=f"{local(element)}.{key}")
    return value


def _edge(draft: Draft, edge: Element, keys: Mapping[str, str]) -> None:
    if edge.get("directed") == "false":
        raise fail("undirected", file=draft.name)
    data = _data(edge, keys)
    signs = (_sign(data.get(key, "")) for key in (*SIGN_KEYS, "label:"))
    kept = {key: text for key, text in data.items() if key not in SIGN_KEYS and key != "label:"}
    kept["sign"] = next((sign for sign in signs if sign), "?")
    if NUMBER.fullmatch(data.get("weight", "")) and float(data["weight"]) != 0:
        kept.setdefault("strength", repr(abs(float(data["weight"]))))
    if "id" in data:
        kept["id"] = data["id"]
    draft.relation(_needed(edge, "source", draft.name), _needed(edge, "target", draft.name), kept)


def _sign(text: str) -> str | None:
    """The sign of a word or of a number."""
    if not NUMBER.fullmatch(text):
        return sign_of(text)
    number = float(text)
    return "+" if number > 0 else "-" if number < 0 else "?"


def write_graphml(model: Model) -> Written:
    """The drawing with all its fields; interventions, indicators and claims are lost."""
    root = Element("graphml", {"xmlns": NAMESPACE})
    whole = whole_attributes(model)
    factors = {factor.id: factor_attributes(factor) for factor in model.factors}
    relations = [(relation, relation_attributes(relation)) for relation in model.relations]
    keys = {
        "graph": list(whole),
        "node": _used(factors.values()),
        "edge": _used(data for _, data in relations),
    }
    for kind, names in keys.items():
        for key in names:
            SubElement(
                root, "key", {"id": f"{kind}.{key}", "for": kind, "attr.name": key, "attr.type": "string"}
            )
    graph = SubElement(root, "graph", {"id": model.id, "edgedefault": "directed"})
    _add_data(graph, "graph", whole)
    for factor_id, data in factors.items():
        _add_data(SubElement(graph, "node", {"id": factor_id}), "node", data)
    for relation, data in relations:
        ends = {"source": relation.source, "target": relation.target}
        _add_data(SubElement(graph, "edge", ends), "edge", data)
    indent(root, " ")
    text = '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"
    return Written(text, HOLDING.losses(model))


def _used(items: Iterable[Mapping[str, str]]) -> list[str]:
    return list(dict.fromkeys(key for data in items for key in data))


def _add_data(element: Element, kind: str, data: Mapping[str, str]) -> None:
    for key, text in data.items():
        SubElement(element, "data", {"key": f"{kind}.{key}"}).text = text
