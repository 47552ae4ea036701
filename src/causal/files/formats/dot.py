"""DOT of Graphviz: nodes, arrows and attributes. Subgraphs are passed through.

Every field travels as an attribute of its own name. The look of an arrow gives the sign only when nothing
else does: a tee, a dot or an odot at the head is a minus, as LoopAnalyst and others draw it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from causal.files.draft import Draft, sign_of
from causal.files.flat import factor_attributes, relation_attributes
from causal.files.formats.whole import MODEL_KEYS, read_whole, whole_attributes
from causal.files.holding import Holding, all_keys
from causal.files.losses import Read, Written
from causal.files.problems import ModelErrors, fail
from causal.files.records import FACTOR, RELATION
from causal.model import Factor, Model, Relation, Sign

HOLDING = Holding(MODEL_KEYS | {"id"}, all_keys(FACTOR), all_keys(RELATION))
TOKEN = re.compile(
    r"""(?P<line>\n) | \s+ | //[^\n]* | /\*(?:[^*]|\*(?!/))*\*/ | \#[^\n]*
    | (?P<quoted>"(?:[^"\\]|\\.|\\\n)*") | (?P<mark>->|--|[{}\[\];,=:])
    | (?P<word>-?(?:\.\d+|\d+(?:\.\d*)?)|[A-Za-z_\u0080-\U0010ffff][\w\u0080-\U0010ffff]*)""",
    re.VERBOSE,
)
TOKENS = 500_000
SIGN_KEYS = ("sign", "polarity", "label", "xlabel", "headlabel", "weight")
MINUS_HEADS = {"tee", "dot", "odot"}
SIGNS = {Sign.PLUS: "+", Sign.MINUS: "-", Sign.UNKNOWN: "?"}
LOOKS = {
    *(
        "arrowhead",
        "arrowtail",
        "bgcolor",
        "color",
        "constraint",
        "dir",
        "fillcolor",
        "fontcolor",
        "fontname",
    ),
    *("fontname", "fontsize", "height", "label", "headlabel", "xlabel", "layout", "len", "margin", "minlen"),
    *(
        "nodesep",
        "overlap",
        "penwidth",
        "pos",
        "rankdir",
        "ranksep",
        "shape",
        "size",
        "splines",
        "style",
        "tooltip",
    ),
    *("weight", "width", "polarity"),
}


def read_dot(text: str, name: str) -> Read:
    """The model in a DOT text. Raises ModelErrors."""
    return _Reader(text, name).read()


class _Reader:
    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self.tokens = list(_tokens(text, name))
        self.place = 0
        self.draft = Draft(name)
        self.whole: dict[str, str] = {}
        self.edge_defaults: dict[str, str] = {}

    def read(self) -> Read:
        words = []
        while self.peek() != "{":
            words.append(self.take())
        kinds = {word.lower() for word in words[:2]}
        if "graph" in kinds:
            raise self.wrong("undirected")
        if "digraph" not in kinds:
            raise self.wrong("dot")
        self.draft = Draft(self.name, words[-1] if words[-1].lower() != "digraph" else "")
        self.statements()
        read_whole(self.draft, {key: text for key, text in self.whole.items() if key not in LOOKS})
        return self.draft.read()

    def peek(self, ahead: int = 0) -> str | None:
        place = self.place + ahead
        return self.tokens[place][1] if place < len(self.tokens) else None

    @property
    def line(self) -> int:
        return self.tokens[min(self.place, len(self.tokens) - 1)][2] if self.tokens else 1

    def take(self) -> str:
        if self.place >= len(self.tokens):
            raise self.wrong("dot")
        self.place += 1
        kind, text, _ = self.tokens[self.place - 1]
        return _unquoted(text) if kind == "quoted" else text

    def wrong(self, code: str) -> ModelErrors:
        return fail(code, file=self.name, line=self.line, text=str(self.peek() or "…")[:40])

    def statements(self) -> None:
        """Everything between the braces; braces inside only group."""
        depth = 0
        while True:
            mark = self.peek()
            if mark == "{":
                depth += 1
                self.take()
            elif mark == "}":
                depth -= 1
                self.take()
                if depth == 0:
                    return
            elif mark in {";", ","}:
                self.take()
            else:
                self.statement()

    def statement(self) -> None:
        if self.peek() == "subgraph":
            self.take()
            if self.peek() != "{":
                self.take()
            return
        line, kind = self.line, self.tokens[min(self.place, len(self.tokens) - 1)][0]
        name = self.node()
        if self.peek() == "=":
            self.take()
            self.whole[name] = self.take()
        elif kind == "word" and name.lower() in {"node", "edge", "graph"} and self.peek() == "[":
            self.defaults(name.lower())
        else:
            self.chain(name, line)

    def defaults(self, kind: str) -> None:
        found = self.attributes()
        if kind == "edge":
            self.edge_defaults |= found
        elif kind == "graph":
            self.whole |= found

    def node(self) -> str:
        if self.tokens and self.place < len(self.tokens) and self.tokens[self.place][0] == "mark":
            raise self.wrong("undirected" if self.peek() == "--" else "dot")
        name = self.take()
        while self.peek() == ":":
            self.take()
            self.take()
        return name

    def chain(self, first: str, line: int) -> None:
        """One node, or nodes with arrows between them, and the attributes of all of these."""
        route = [first]
        while self.peek() == "->":
            self.take()
            route.append(self.node())
        if self.peek() == "--":
            raise self.wrong("undirected")
        found = self.attributes()
        if len(route) == 1:
            self.draft.factor(first, _of_factor(found, first), line)
        for source, target in pairwise(route):
            data = {**self.edge_defaults, **found}
            self.draft.relation(source, target, _of_relation(data), line)

    def attributes(self) -> dict[str, str]:
        found: dict[str, str] = {}
        while self.peek() == "[":
            self.take()
            while self.peek() != "]":
                key = self.take()
                found[key] = "true"
                if self.peek() == "=":
                    self.take()
                    found[key] = self.take()
                if self.peek() in {",", ";"}:
                    self.take()
            self.take()
        return found


def _tokens(text: str, name: str) -> Iterator[tuple[str, str, int]]:
    place, line, count = 0, 1, 0
    while place < len(text):
        match = TOKEN.match(text, place)
        if match is None:
            raise fail("dot", file=name, line=line, text=text[place : place + 20])
        place = match.end()
        if match.lastgroup and match.lastgroup != "line":
            count += 1
            if count > TOKENS:
                raise fail("values", file=name, line=line, limit=TOKENS)
            yield match.lastgroup, match[0], line
        line += match[0].count("\n")


def _unquoted(text: str) -> str:
    """The text between quotes; a line that ends in a backslash goes on."""
    return re.sub(r'\\(["\\]|\n)', lambda found: found[1].strip("\n"), text[1:-1])


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _of_factor(found: Mapping[str, str], name: str) -> dict[str, str]:
    kept = {key: text for key, text in found.items() if key not in LOOKS}
    label = found.get("label", name).replace("\\n", " ")
    if label not in {name, "\\N", ""} and not any(key.startswith("label:") for key in kept):
        kept["label:"] = label
    return kept


def _of_relation(found: Mapping[str, str]) -> dict[str, str]:
    kept = {key: text for key, text in found.items() if key not in LOOKS}
    signs = (sign_of(found.get(key, "")) for key in SIGN_KEYS)
    drawn = "-" if found.get("arrowhead") in MINUS_HEADS else "?"
    kept["sign"] = next((sign for sign in signs if sign), drawn)
    return kept


def write_dot(model: Model) -> Written:
    """The drawing with all its fields; interventions, indicators and claims are lost."""
    lines = [f"digraph {_quoted(model.id)} {{"]
    lines += [f"  {key}={_quoted(text)};" for key, text in whole_attributes(model).items()]
    lines += [f"  {_quoted(factor.id)}{_list(_node(factor))};" for factor in model.factors]
    lines += [
        f"  {_quoted(relation.source)} -> {_quoted(relation.target)}{_list(_edge(relation))};"
        for relation in model.relations
    ]
    return Written("\n".join([*lines, "}"]) + "\n", HOLDING.losses(model))


def _node(factor: Factor) -> dict[str, str]:
    shown = factor.label.get("nl") or factor.label.get("en") or next(iter(factor.label.values()), factor.id)
    return {"label": shown} | factor_attributes(factor)


def _edge(relation: Relation) -> dict[str, str]:
    look = {"arrowhead": "tee"} if relation.sign is Sign.MINUS else {}
    return {"label": SIGNS[relation.sign]} | look | relation_attributes(relation)


def _list(attributes: Mapping[str, str]) -> str:
    return " [" + ", ".join(_pairs(attributes)) + "]"


def _pairs(attributes: Mapping[str, str]) -> Iterable[str]:
    return (f"{_quoted(key) if ':' in key else key}={_quoted(text)}" for key, text in attributes.items())
