"""Equations of system-dynamics models as trees: parsed, never run as code.

The grammar is that of XMILE: + - * / ^, comparisons, AND OR NOT MOD, IF THEN ELSE, functions, names with
underscores or between quotes, comments between braces, subscripts between brackets (passed over).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

TOKEN = re.compile(
    r"""\s+ | \{[^}]*\} | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?) | (?P<quoted>"(?:[^"\\]|\\.)*")
    | (?P<name>[^\W\d][\w$.]*) | (?P<mark>\*\*|<=|>=|<>|!=|[-+*/^(),=<>\[\]:&|!])""",
    re.VERBOSE,
)
BUILT_IN = frozenset({"time", "dt", "starttime", "stoptime", "pi", "inf"})
LONGEST, DEEPEST = 20_000, 40
LEVELS: tuple[frozenset[str], ...] = (
    frozenset({"or", "|"}),
    frozenset({"and", "&"}),
    frozenset({"=", "<>", "!="}),
    frozenset({"<", ">", "<=", ">="}),
    frozenset({"+", "-"}),
    frozenset({"*", "/", "mod"}),
)


class NotUnderstood(ValueError):
    """An equation outside the grammar."""


@dataclass(frozen=True)
class Number:
    """A constant."""

    value: float


@dataclass(frozen=True)
class Name:
    """Another variable, by its canonical name."""

    name: str


@dataclass(frozen=True)
class Chain:
    """A first operand and the operators and operands behind it, from left to right."""

    first: "Node"
    rest: tuple[tuple[str, "Node"], ...]


@dataclass(frozen=True)
class Call:
    """A function with its arguments; "if" and "not" are functions too."""

    function: str
    arguments: tuple["Node", ...]


Node = Number | Name | Chain | Call


def canonical(name: str) -> str:
    """The name as XMILE compares names: no quotes, lower case, one underscore for any white space."""
    bare = name.strip().strip('"').replace("\\n", " ").replace("\\r", " ").replace('\\"', '"')
    return re.sub(r"[\s_\u00a0]+", "_", bare.strip()).lower()


def parse_equation(text: str) -> Node:
    """The tree of an equation. Raises NotUnderstood."""
    if len(text) > LONGEST:
        raise NotUnderstood("too long")
    parser = _Parser(list(_tokens(text)))
    node = parser.level(0)
    if parser.peek() is not None:
        raise NotUnderstood("something is left over")
    return node


def in_room_name(name: str, room: str) -> str:
    """A canonical name as it is called from outside its room (a module, such as "hares.")."""
    return name if not room or name in BUILT_IN else room + name


def in_room(node: Node, room: str) -> Node:
    """A tree with its names as they are called from outside the room."""
    if not room or isinstance(node, Number):
        return node
    if isinstance(node, Name):
        return Name(in_room_name(node.name, room))
    if isinstance(node, Chain):
        rest = tuple((operator, in_room(operand, room)) for operator, operand in node.rest)
        return Chain(in_room(node.first, room), rest)
    return Call(node.function, tuple(in_room(argument, room) for argument in node.arguments))


def names_in(text: str) -> set[str]:
    """Every name in an equation, understood or not."""
    found = set()
    for match in TOKEN.finditer(text[:LONGEST]):
        if match.lastgroup in {"name", "quoted"}:
            found.add(canonical(match[0]))
    return found


def has_subscripts(text: str) -> bool:
    """Whether an equation that can be read picks parts out of arrays. Raises NotUnderstood."""
    return any(mark == ("mark", "[") for mark in _tokens(text))


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    place = 0
    while place < len(text):
        match = TOKEN.match(text, place)
        if match is None:
            raise NotUnderstood(text[place : place + 10])
        place = match.end()
        if match.lastgroup:
            yield match.lastgroup, match[0]


class _Parser:
    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens, self.place, self.depth = tokens, 0, 0

    def peek(self) -> str | None:
        """The next mark or word in lower case; a quoted name or number as itself."""
        if self.place >= len(self.tokens):
            return None
        kind, text = self.tokens[self.place]
        return text if kind == "quoted" else text.lower()

    def take(self) -> tuple[str, str]:
        if self.place >= len(self.tokens):
            raise NotUnderstood("it ends too early")
        self.place += 1
        return self.tokens[self.place - 1]

    def expect(self, mark: str) -> None:
        if self.peek() != mark:
            raise NotUnderstood(f"expected {mark}")
        self.place += 1

    def level(self, number: int) -> Node:
        """A chain of operands that bind at least this strongly."""
        if number == len(LEVELS):
            return self.power()
        first = self.level(number + 1)
        rest: list[tuple[str, Node]] = []
        while (operator := self.peek()) in LEVELS[number]:
            self.place += 1
            rest.append((str(operator), self.level(number + 1)))
        return Chain(first, tuple(rest)) if rest else first

    def power(self) -> Node:
        """A sign or NOT in front, or a base with its exponent."""
        if self.peek() in {"-", "+", "not", "!"}:
            return self.deeper(self.signed)
        base = self.operand()
        if self.peek() in {"^", "**"}:
            self.place += 1
            return Call("^", (base, self.deeper(self.power)))
        return base

    def signed(self) -> Node:
        sign = str(self.peek())
        self.place += 1
        inner = self.power()
        if sign in {"not", "!"}:
            return Call("not", (inner,))
        return Chain(Number(0), (("-", inner),)) if sign == "-" else inner

    def deeper(self, read: Callable[[], Node]) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise NotUnderstood("too deep")
        node = read()
        self.depth -= 1
        return node

    def operand(self) -> Node:
        kind, text = self.take()
        if kind == "number":
            return Number(float(text))
        if text == "(":
            inner = self.deeper(self.whole)
            self.expect(")")
            return inner
        if kind == "name" and text.lower() == "if":
            return self.deeper(self.choice)
        if kind in {"name", "quoted"}:
            return self.named(text)
        raise NotUnderstood(text)

    def whole(self) -> Node:
        return self.level(0)

    def choice(self) -> Node:
        condition = self.whole()
        self.expect("then")
        yes = self.whole()
        self.expect("else")
        return Call("if", (condition, yes, self.whole()))

    def named(self, text: str) -> Node:
        if self.peek() == "[":
            while self.take()[1] != "]":
                pass
        if self.peek() != "(":
            return Name(canonical(text))
        self.place += 1
        arguments: list[Node] = []
        while self.peek() != ")":
            arguments.append(self.deeper(self.whole))
            if self.peek() == ",":
                self.place += 1
            elif self.peek() != ")":
                raise NotUnderstood("expected , or )")
        self.place += 1
        return Call(canonical(text), tuple(arguments))
