"""The models of an XMILE file with their variables: the main one, and those that modules put into it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from causal.files.formats.equations import canonical
from causal.files.formats.safe_xml import children, local, space
from causal.files.formats.stock_flow import Variable
from causal.files.problems import fail

OWN = "urn:ketenzicht:causal-model:1"
KINDS = ("stock", "flow", "aux")
DEEPEST, MOST = 8, 200


@dataclass(frozen=True)
class Room:
    """One model in the place where it is used.

    ``prefix`` goes before its names ("" for the main model, "hares." for a module); ``inputs`` tells which
    variable elsewhere an input of the module stands for, by canonical name.
    """

    element: Element
    prefix: str
    inputs: Mapping[str, str]

    def key(self, name: str) -> str:
        """The canonical name of a variable as it is called in this room."""
        return canonical(self.prefix + canonical(name))


def rooms_of(models: Sequence[Element]) -> list[Room]:
    """The main model and the models of its modules, each as often as it is used."""
    by_name = {canonical(model.get("name", "")): model for model in models}
    main = next((model for model in models if not model.get("name")), models[0])
    found: list[Room] = []
    waiting = [Room(main, "", {})]
    while waiting and len(found) < MOST:
        room = waiting.pop(0)
        found.append(room)
        if room.prefix.count(".") < DEEPEST:
            waiting += [_entered(room, module, by_name) for module in modules_of(room, by_name)]
    return found


def modules_of(room: Room, by_name: Mapping[str, Element]) -> list[Element]:
    """The modules of a room whose model is in the file."""
    boxes = [*children(room.element, "variables"), room.element]
    modules = [module for box in boxes for module in children(box, "module")]
    return [module for module in modules if canonical(module.get("name", "")) in by_name]


def _entered(room: Room, module: Element, by_name: Mapping[str, Element]) -> Room:
    name = canonical(module.get("name", ""))
    inputs = {}
    for connection in children(module, "connect"):
        source = connection.get("from", "")
        inside = canonical(connection.get("to", "").rpartition(".")[2])
        # A leading point means: from the main model; anything else is a name in the room around the module.
        inputs[inside] = canonical(source[1:]) if source.startswith(".") else room.key(source)
    return Room(by_name[name], f"{room.prefix}{name}.", inputs)


def variables_of(room: Room, file: str) -> list[Variable]:
    """The variables of a room. Raises ModelErrors for one without a name."""
    return [_variable(item, room, file) for item in items_of(room.element)]


def items_of(model: Element) -> list[Element]:
    """The variables; files from before the standard have them in the model itself."""
    boxes = children(model, "variables") or [model]
    return [item for box in boxes for item in box if local(item) in KINDS]


def _variable(item: Element, room: Room, file: str) -> Variable:
    if not item.get("name", "").strip():
        raise fail("missing", file=file, key=f"{local(item)}.name")
    name = " ".join(item.get("name", "").replace("\\n", " ").split())
    stands_for = room.inputs.get(canonical(name), "")
    if stands_for:
        return Variable(room.prefix + name, "aux", stands_for=stands_for)
    return Variable(
        name=room.prefix + name,
        kind=local(item),
        equation=text_of(item, "eqn"),
        parts=tuple(part for element in children(item, "element") if (part := text_of(element, "eqn"))),
        inflows=_flows(item, "inflow", room),
        outflows=_flows(item, "outflow", room),
        points=next((text_of(graph, "ypts") for graph in children(item, "gf")), ""),
        non_negative=bool(children(item, "non_negative")),
        room=room.prefix,
        own={
            **({"unit": units} if (units := text_of(item, "units")) else {}),
            **({"note:": doc} if (doc := text_of(item, "doc")) else {}),
            **own_fields(item),
        },
    )


def _flows(item: Element, way: str, room: Room) -> tuple[str, ...]:
    return tuple(dict.fromkeys(room.key(flow.text or "") for flow in children(item, way)))


def text_of(element: Element, name: str) -> str:
    """The text of the first child of this name; "" when there is none."""
    return next((child.text or "" for child in children(element, name)), "").strip()


def own_fields(element: Element) -> dict[str, str]:
    """The fields that we put into an element ourselves."""
    return {
        child.get("name", ""): child.text or ""
        for child in element
        if space(child) == OWN and local(child) == "field"
    }


def places_of(room: Room) -> dict[str, str]:
    """Where the first view of a room draws each variable, as "x;y"."""
    found: dict[str, str] = {}
    for item in items_of(room.element):
        for shown in children(item, "display"):
            found[room.key(item.get("name", ""))] = f"{shown.get('x', 0)};{shown.get('y', 0)}"
    for view in (item for item in room.element.iter() if local(item) == "view"):
        for item in view.iter():
            if local(item) in KINDS and item.get("x") and item.get("y"):
                found.setdefault(room.key(item.get("name", "")), f"{item.get('x')};{item.get('y')}")
    return found
