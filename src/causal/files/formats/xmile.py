"""XMILE: stock-flow models with equations, and bare causal diagrams with polarities on their connectors.

Reading: a polarity on a connector is taken as it stands; where there is none, the equation tells it. Flows
are opened up into what they do to their stocks, so that the loops of a model are those between its stocks and
auxiliaries. A stock that starts above 0 is taken to stay so; a sign that cannot be told is unknown.
Writing: factors become auxiliaries without equations, relations connectors with a polarity; the other fields
travel in a namespace of their own.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import inf
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from causal.files import limits
from causal.files.draft import Draft, legal
from causal.files.flat import factor_attributes, relation_attributes
from causal.files.formats.safe_xml import children, local, parse_xml
from causal.files.formats.stock_flow import Sector, Variable, sector_of
from causal.files.formats.whole import MODEL_KEYS, read_whole, whole_attributes
from causal.files.formats.xmile_rooms import (
    OWN,
    Room,
    items_of,
    own_fields,
    places_of,
    rooms_of,
    text_of,
    variables_of,
)
from causal.files.holding import Holding, all_keys
from causal.files.losses import Loss, Read, Written, loss
from causal.files.problems import fail
from causal.files.records import FACTOR, RELATION, relation_id
from causal.files.shapes import LARGEST
from causal.model import Factor, Model, Relation, Sign

NAMESPACE = "http://docs.oasis-open.org/xmile/ns/XMILE/v1.0"
HOLDING = Holding(MODEL_KEYS | {"id"}, all_keys(FACTOR), all_keys(RELATION))
POLARITIES = {Sign.PLUS: "+", Sign.MINUS: "-"}
TIMES = {"year", "month", "week", "day"}
SIGNS = {1: "+", -1: "-", None: "?"}

register_namespace("causal", OWN)


def read_xmile(text: str, name: str) -> Read:
    """The model in an XMILE text. Raises ModelErrors."""
    root = parse_xml(text, name)
    models = children(root, "model")
    if local(root) != "xmile" or not models:
        raise fail("no-list", file=name, key="model")
    header = next(iter(children(root, "header")), Element("header"))
    draft = Draft(name, text_of(header, "name"))
    if unit := _time_unit([root, *models]):
        draft.model["scales"] = {"time_unit": unit}
    read_whole(draft, own_fields(header))
    rooms = rooms_of(models)
    if unused := {id(model) for model in models} - {id(room.element) for room in rooms}:
        draft.strange("model", len(unused))
    _take(draft, rooms)
    return draft.read()


def _time_unit(places: Iterable[Element]) -> str:
    """The unit of time of the first ``sim_specs`` that gives one; "" when none does.

    Ours are written our way, so that sentences know them: Days is day; others as they stand.
    """
    specs = [one for place in places for one in children(place, "sim_specs")]
    said = next((unit for one in specs if (unit := one.get("time_units", "").strip())), "")
    plain = said.lower().removesuffix("s")
    return plain if plain in TIMES else said


def _take(draft: Draft, rooms: Sequence[Room]) -> None:
    draft.check_size("variables", sum(len(items_of(room.element)) for room in rooms), limits.FACTORS)
    variables = [variable for room in rooms for variable in variables_of(room, draft.name)]
    sector = sector_of(variables)
    places = {key: place for room in rooms for key, place in places_of(room).items()}
    for variable in variables:
        if variable.key not in sector.folded:
            draft.factor(variable.name, _attributes(variable, sector, places))
    exact = {variable.name for variable in variables}
    _relations(draft, sector, exact, [arrow for room in rooms for arrow in _arrows(room)])


def _arrows(room: Room) -> list["_Arrow"]:
    items = list(room.element.iter())
    named = [item for item in items if local(item) == "alias" and children(item, "of")]
    aliases = {item.get("uid", ""): text_of(item, "of") for item in named}
    return [_Arrow(item, aliases, room) for item in items if local(item) == "connector"]


def _attributes(variable: Variable, sector: Sector, places: Mapping[str, str]) -> dict[str, str]:
    found = dict(variable.own)
    if variable.key in places:
        found.setdefault("position", places[variable.key])
    if variable.kind == "stock" and (variable.inflows or variable.outflows):
        found.setdefault("self_limitation", "false")
    if abs(number := sector.numbers.get(variable.key, inf)) < LARGEST:
        found.setdefault("initial", repr(number))
    return found


class _Arrow:
    """A connector: the names at its ends, its polarity, and its fields when we wrote it ourselves."""

    def __init__(self, item: Element, aliases: Mapping[str, str], room: Room) -> None:
        self.own = own_fields(item)
        self.source = self.own.get("from") or _end(item, "from", aliases)
        self.target = self.own.get("to") or _end(item, "to", aliases)
        self.key = room.key(self.source), room.key(self.target)
        self.polarity = {"+": 1, "-": -1, "−": -1}.get(item.get("polarity", ""))


def _end(item: Element, name: str, aliases: Mapping[str, str]) -> str:
    for end in children(item, name):
        for alias in children(end, "alias"):
            return aliases.get(alias.get("uid", ""), "")
        return (end.text or "").strip()
    return ""


def _relations(draft: Draft, sector: Sector, exact: Collection[str], arrows: Iterable[_Arrow]) -> None:
    names = {variable.key: variable.name for variable in sector.variables.values()}
    stated: dict[tuple[str, str], int | None] = {}
    for arrow in arrows:
        if "sign" in arrow.own and arrow.source in exact and arrow.target in exact:
            draft.relation(arrow.source, arrow.target, _without_ends(arrow.own))
        elif set(arrow.key) <= set(names):
            stated[arrow.key] = arrow.polarity
        else:
            draft.strange("connector")
    _derived(draft, sector, names, stated)


def _without_ends(own: Mapping[str, str]) -> dict[str, str]:
    return {key: text for key, text in own.items() if key not in {"from", "to"}}


def _derived(
    draft: Draft,
    sector: Sector,
    names: Mapping[str, str],
    stated: Mapping[tuple[str, str], int | None],
) -> None:
    derived: list[str] = []
    untold: list[str] = []
    for push in sector.pushes(stated):
        source, target = names[push.source], names[push.target]
        way = relation_id(draft.factor(source), draft.factor(target))
        via = {"id": f"{way} via {legal(names[push.via])}"} if push.via else {}
        draft.relation(source, target, {"sign": SIGNS[push.sign], **via})
        if push.derived:
            (untold if push.sign is None else derived).append(way)
    draft.losses += [*loss("relation", derived, "derived"), *loss("relation.sign", untold, "undetermined")]
    folded = [names[key] for key in sorted(sector.folded) if not sector.variables[key].stands_for]
    draft.losses += [*loss("flow", folded, "opened"), *_unknown(sector)]


def _unknown(sector: Sector) -> tuple[Loss, ...]:
    return loss("eqn", sorted(sector.not_understood), "not-understood")


def write_xmile(model: Model) -> Written:
    """The drawing with all its fields; interventions, indicators and claims are lost."""
    root = Element("xmile", {"version": "1.0", "xmlns": NAMESPACE})
    header = SubElement(root, "header")
    SubElement(header, "name").text = model.id
    SubElement(header, "vendor").text = "Ketenzicht"
    SubElement(header, "product", {"version": "1.0"}).text = "causal"
    _add_fields(header, whole_attributes(model))
    body = SubElement(root, "model")
    variables = SubElement(body, "variables")
    for factor in model.factors:
        _add_fields(SubElement(variables, "aux", {"name": factor.id}), factor_attributes(factor))
    view = SubElement(SubElement(body, "views"), "view")
    for factor in model.factors:
        SubElement(view, "aux", {"name": factor.id, **_place(factor)})
    for number, relation in enumerate(model.relations, start=1):
        _add_connector(view, number, relation)
    indent(root, " ")
    text = '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"
    return Written(text, HOLDING.losses(model))


def _place(factor: Factor) -> dict[str, str]:
    if factor.position is None:
        return {}
    return {"x": f"{factor.position[0]:g}", "y": f"{factor.position[1]:g}"}


def _add_connector(view: Element, number: int, relation: Relation) -> None:
    polarity = {"polarity": POLARITIES[relation.sign]} if relation.sign in POLARITIES else {}
    connector = SubElement(view, "connector", {"uid": str(number), "angle": "0", **polarity})
    SubElement(connector, "from").text = relation.source.replace(" ", "_")
    SubElement(connector, "to").text = relation.target.replace(" ", "_")
    ends = {"from": relation.source, "to": relation.target}
    _add_fields(connector, ends | relation_attributes(relation))


def _add_fields(element: Element, attributes: Mapping[str, str]) -> None:
    for key, text in attributes.items():
        SubElement(element, f"{{{OWN}}}field", {"name": key}).text = text
