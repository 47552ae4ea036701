"""XMILE files → equations that can run, with the times over which they run."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from xml.etree.ElementTree import Element

from causal.equations.compiling import FUNCTIONS, Compiler, Run, UnknownFunction, UnknownName, WrongArguments
from causal.equations.graphs import Graph, graph_of
from causal.files import format_of, limits
from causal.files.formats.equations import (
    Call,
    Chain,
    Name,
    Node,
    NotUnderstood,
    has_subscripts,
    in_room,
    parse_equation,
)
from causal.files.formats.safe_xml import children, local, parse_xml
from causal.files.formats.stock_flow import Variable
from causal.files.formats.xmile_rooms import Room, items_of, rooms_of, text_of, variables_of
from causal.files.problems import fail
from causal.files.text import read_text

ENDINGS = {".xmile", ".stmx", ".itmx", ".xml"}
METHODS = {"euler": "euler", "rk4": "rk4", **dict.fromkeys(("rk2", "rk45", "gear"), "rk4")}
BEYOND = ("conveyor", "queue", "oven", "dimensions", "element", "multiplier", "overflow", "leak", "init_eqn")


@dataclass(frozen=True)
class Specs:
    """When a model runs, in its own time unit; ``method`` is "euler" or "rk4", ``asked`` as the file says."""

    start: float
    stop: float
    dt: float
    method: str
    asked: str
    time_unit: str


@dataclass(frozen=True)
class Part:
    """A variable that runs. ``needs`` are the names in its equation, ``size`` counts the parts of that.

    The equation of a stock gives its initial level; ``non_negative`` holds for stocks and flows.
    """

    variable: Variable
    run: Run
    needs: frozenset[str]
    size: int
    graph: Graph | None
    non_negative: bool


@dataclass(frozen=True)
class Equations:
    """The variables of a file by canonical name, ready to run."""

    file: str
    name: str
    specs: Specs
    parts: Mapping[str, Part]


def find_equations(name_or_path: str | Path) -> Equations | None:
    """The equations of an XMILE file; None for anything else and for a drawing without equations.

    Raises ModelErrors when the file cannot be read or has equations that do not run here.
    """
    path = Path(name_or_path)
    if path.suffix.lower() not in ENDINGS or not path.is_file():
        return None
    text = read_text(path)
    return equations_in(text, str(path)) if format_of(str(path), text).name == "xmile" else None


def equations_in(text: str, file: str) -> Equations | None:
    """The equations of an XMILE text (XMILE 1.0, OASIS); None when it is a drawing.

    Modules run under their name and a point. Raises ModelErrors: a function, a kind of variable or a method
    that is not run here, a name that nothing has, an equation that is missing or unreadable, bad times.
    """
    root = parse_xml(text, file)
    models = children(root, "model")
    if local(root) != "xmile" or not models:
        return None
    rooms = rooms_of(models)
    count = sum(len(items_of(room.element)) for room in rooms)
    if count > limits.FACTORS:
        raise fail("values", file=file, limit=limits.FACTORS)
    header = next(iter(children(root, "header")), Element("header"))
    found = list(_found(rooms, root, file))
    if not _carries_equations(found, timed=bool(children(root, "sim_specs"))):
        return None
    return Equations(file, text_of(header, "name"), _specs(root, models[0], file), _parts(found, rooms, file))


@dataclass(frozen=True)
class _Found:
    variable: Variable
    item: Element
    non_negative: bool


def _found(rooms: Collection[Room], root: Element, file: str) -> Iterator[_Found]:
    for room in rooms:
        held = _held(root) | _held(room.element)
        for variable, item in zip(variables_of(room, file), items_of(room.element), strict=True):
            said = [(option.text or "").strip().lower() for option in children(item, "non_negative")]
            holds = said[0] not in {"false", "0"} if said else variable.kind in held
            yield _Found(variable, item, holds and variable.kind in {"stock", "flow"})


def _carries_equations(found: Collection[_Found], *, timed: bool) -> bool:
    """Whether a stock has an equation or, in a file with times, every variable.

    NAN in the place of an equation marks a sketch, not yet worked out.
    """
    has = [bool(one.variable.equation or one.variable.stands_for or one.variable.points) for one in found]
    stocks = any(one.variable.kind == "stock" and one.variable.equation for one in found)
    sketched = any(one.variable.equation.upper().startswith("NAN") for one in found)
    return not sketched and (stocks or (timed and bool(has) and all(has)))


def _held(element: Element) -> set[str]:
    """The kinds of variables that are non-negative unless they say otherwise (``behavior`` of XMILE 1.0)."""
    held: set[str] = set()
    for behavior in children(element, "behavior"):
        for kind in ("stock", "flow"):
            inside = [behavior, *children(behavior, kind)]
            held |= {kind} if any(children(one, "non_negative") for one in inside) else set()
    return held


def _parts(found: Collection[_Found], rooms: Collection[Room], file: str) -> dict[str, Part]:
    graphs = _graphs(found, rooms, file)
    names = {one.variable.key for one in found if not _only_graph(one)}
    parts: dict[str, Part] = {}
    for one in found:
        if _only_graph(one):
            continue
        if one.variable.key in parts:
            raise fail("equation-twice", file=file, variable=one.variable.name)
        parts[one.variable.key] = _part(one, Compiler(names, graphs, one.variable.room), file)
    _check_flows(parts, file)
    return parts


def _only_graph(one: _Found) -> bool:
    """Whether this only lends its graph to other equations."""
    return bool(one.variable.points) and not one.variable.equation and not one.variable.stands_for


def _graphs(found: Collection[_Found], rooms: Collection[Room], file: str) -> dict[str, Graph]:
    items = [
        (one.variable.key, one.variable.name, graph) for one in found for graph in children(one.item, "gf")
    ]
    for room in rooms:
        for box in children(room.element, "variables"):
            items += [
                (room.key(name), name, gf) for gf in children(box, "gf") if (name := gf.get("name", ""))
            ]
    graphs = {}
    for key, name, element in items:
        try:
            graphs[key] = graph_of(element)
        except ValueError:
            raise fail("equation-graph", file=file, variable=name) from None
    return graphs


def _part(one: _Found, compiler: Compiler, file: str) -> Part:
    variable = one.variable
    tree = Name(variable.stands_for) if variable.stands_for else _tree(one, file)
    try:
        run = compiler.compiled(tree)
    except UnknownFunction as error:
        known = ", ".join(sorted(name.upper() for name in FUNCTIONS if name != "^"))
        raise fail(
            "equation-function", file=file, variable=variable.name, function=str(error), known=known
        ) from None
    except UnknownName as error:
        raise fail("equation-name", file=file, variable=variable.name, name=str(error)) from None
    except WrongArguments as error:
        raise fail("equation-arguments", file=file, variable=variable.name, function=str(error)) from None
    needs = frozenset(name for name in _names(tree) if name in compiler.variables)
    graph = None if variable.kind == "stock" or variable.stands_for else compiler.graphs.get(variable.key)
    return Part(variable, run, needs, _size(tree), graph, one.non_negative)


def _tree(one: _Found, file: str) -> Node:
    variable = one.variable
    for kind in BEYOND:
        if children(one.item, kind):
            raise fail("equation-kind", file=file, variable=variable.name, kind=kind)
    if not variable.equation:
        raise fail("equation-missing", file=file, variable=variable.name)
    try:
        tree = parse_equation(variable.equation)
    except NotUnderstood as error:
        raise fail("equation-unreadable", file=file, variable=variable.name, detail=str(error)) from None
    if has_subscripts(variable.equation):
        raise fail("equation-kind", file=file, variable=variable.name, kind="[…]")
    return in_room(tree, variable.room)


def _check_flows(parts: Mapping[str, Part], file: str) -> None:
    for part in parts.values():
        for flow in (*part.variable.inflows, *part.variable.outflows):
            if flow not in parts or parts[flow].variable.kind == "stock":
                raise fail("equation-name", file=file, variable=part.variable.name, name=flow)


def _names(tree: Node) -> Iterator[str]:
    if isinstance(tree, Name):
        yield tree.name
    for branch in _branches(tree):
        yield from _names(branch)


def _size(tree: Node) -> int:
    return 1 + sum(_size(branch) for branch in _branches(tree))


def _branches(tree: Node) -> tuple[Node, ...]:
    if isinstance(tree, Chain):
        return (tree.first, *(operand for _, operand in tree.rest))
    return tree.arguments if isinstance(tree, Call) else ()


def _specs(root: Element, model: Element, file: str) -> Specs:
    """The ``sim_specs`` (XMILE 1.0): DT is 1 and the method Euler unless the file says otherwise."""
    element = next(iter([*children(root, "sim_specs"), *children(model, "sim_specs")]), Element("sim_specs"))
    asked = element.get("method", "euler").strip().lower()
    method = next((METHODS[word.strip()] for word in asked.split(",") if word.strip() in METHODS), "")
    if not method:
        raise fail("equation-method", file=file, method=asked)
    start, stop = _time(element, "start", file), _time(element, "stop", file)
    dt = _time(element, "dt", file) if children(element, "dt") else 1.0
    if dt > 0 and any(one.get("reciprocal", "").strip().lower() == "true" for one in children(element, "dt")):
        dt = 1.0 / dt
    if not (isfinite(stop - start) and stop > start and 0.0 < dt <= stop - start):
        raise fail("equation-times", file=file)
    return Specs(start, stop, dt, method, asked, element.get("time_units", "").strip())


def _time(element: Element, name: str, file: str) -> float:
    try:
        return float(text_of(element, name))
    except ValueError:
        raise fail("equation-times", file=file) from None
