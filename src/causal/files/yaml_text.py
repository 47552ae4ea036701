"""YAML text → data with lines, in one pass over the parser's events.

The safe loader of the library is not enough: it shares what an alias names (a few lines grow to millions),
keeps the last of two equal keys, has no limits and turns a section 3.10 into the number 3.1.
"""

from collections.abc import Callable
from typing import Any

import yaml

from causal.files import limits
from causal.files.problems import ModelErrors, fail
from causal.files.tree import Fields, Items, Plain

LARGEST = {"factors": limits.FACTORS, "relations": limits.RELATIONS}


def parse_yaml(text: str, name: str) -> Any:
    """The only document of a YAML text. Raises ModelErrors on the first thing that cannot be read."""
    builder = _Builder(name)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if step := _STEPS.get(type(event)):
                step(builder, event)
    except yaml.MarkedYAMLError as error:
        raise _unreadable(error, name) from None
    except yaml.YAMLError as error:
        raise fail("yaml", file=name, detail=" ".join(str(error).split())) from None
    return builder.document


def _unreadable(error: yaml.MarkedYAMLError, name: str) -> ModelErrors:
    mark = error.problem_mark or error.context_mark
    line = None if mark is None else mark.line + 1
    return fail("yaml", file=name, line=line, detail=error.problem or error.context or "")


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


class _Builder:
    """Takes events and holds the document they make."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.document: Any = None
        self.open: list[Fields | Items] = []
        self.keys: list[str | None] = []
        self.values = 0
        self.documents = 0

    def fail(self, code: str, event: yaml.Event, **values: Any) -> ModelErrors:
        return fail(code, file=self.name, line=_line(event), **values)

    def start_document(self, event: yaml.Event) -> None:
        self.documents += 1
        if self.documents > 1:
            raise self.fail("documents", event)

    def alias(self, event: yaml.Event) -> None:
        raise self.fail("alias", event, name=getattr(event, "anchor", ""))

    def scalar(self, event: yaml.ScalarEvent) -> None:
        if len(event.value) > limits.TEXT_LENGTH:
            raise self.fail("long-text", event, limit=limits.TEXT_LENGTH)
        self.add(event, Plain(event.value) if event.implicit[0] else event.value)

    def start_mapping(self, event: yaml.Event) -> None:
        self.enter(event, Fields(_line(event)))

    def start_sequence(self, event: yaml.Event) -> None:
        self.enter(event, Items(_line(event)))

    def enter(self, event: yaml.Event, container: Fields | Items) -> None:
        self.add(event, container)
        self.open.append(container)
        self.keys.append(None)
        if len(self.open) > limits.DEPTH:
            raise self.fail("deep", event, limit=limits.DEPTH)

    def leave(self, event: yaml.Event) -> None:
        self.open.pop()
        self.keys.pop()

    def add(self, event: Any, value: Any) -> None:
        # Hundreds of thousands come by here, so what hardly ever holds is asked once.
        self.values += 1
        if self.values > limits.VALUES or event.tag is not None or event.anchor is not None:
            self.check(event)
        if not self.open:
            self.document = value
        elif isinstance(holder := self.open[-1], Items):
            holder.append(value)
            holder.lines.append(event.start_mark.line + 1)
            if len(self.open) == 2:
                self.check_length(event, len(holder))
        elif (key := self.keys[-1]) is None:
            self.keys[-1] = self.new_key(event, holder, value)
        else:
            holder[key] = value
            self.keys[-1] = None

    def new_key(self, event: yaml.Event, holder: Fields, value: Any) -> str:
        if not isinstance(value, str):
            raise self.fail("key", event)
        if value in holder.lines:
            raise self.fail("double-key", event, key=value, first=holder.lines[value])
        holder.lines[value] = _line(event)
        return value

    def check(self, event: Any) -> None:
        if self.values > limits.VALUES:
            raise self.fail("values", event, limit=limits.VALUES)
        if event.tag is not None and event.tag != "!":
            raise self.fail("tag", event, tag=event.tag)
        if event.anchor is not None:
            raise self.fail("alias", event, name=event.anchor)

    def check_length(self, event: yaml.Event, length: int) -> None:
        key = self.keys[0] or ""
        if length > LARGEST.get(key, limits.RELATIONS):
            raise self.fail("too-many", event, what=key, limit=LARGEST.get(key, limits.RELATIONS))


_STEPS: dict[type[Any], Callable[[_Builder, Any], None]] = {
    yaml.DocumentStartEvent: _Builder.start_document,
    yaml.AliasEvent: _Builder.alias,
    yaml.ScalarEvent: _Builder.scalar,
    yaml.MappingStartEvent: _Builder.start_mapping,
    yaml.SequenceStartEvent: _Builder.start_sequence,
    yaml.MappingEndEvent: _Builder.leave,
    yaml.SequenceEndEvent: _Builder.leave,
}
