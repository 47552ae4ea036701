"""JSON text → data. Lines are looked up only when something is wrong: the fast parser does not keep them."""

import json
import re
from collections.abc import Iterator
from typing import Any

from causal.files import limits
from causal.files.problems import fail
from causal.files.tree import Fields, Items

TOKEN = re.compile(r'[{}\[\],:]|"(?:[^"\\]|\\.)*"|[^\s{}\[\],:"]+|\n')


class _Doubled(ValueError):
    """A mapping has the same key twice."""


def parse_json(text: str, name: str) -> Any:
    """The value of a JSON text. Raises ModelErrors on the first thing that cannot be read."""
    try:
        return json.loads(text, object_pairs_hook=_mapping)
    except json.JSONDecodeError as error:
        raise fail("json", file=name, line=error.lineno, detail=error.msg) from None
    except _Doubled as error:
        key = str(error)
        raise fail("double-key", file=name, line=_line_of_doubled(text, key), key=key, first="?") from None
    except RecursionError:
        raise fail("deep", file=name, limit=limits.DEPTH) from None
    except ValueError as error:
        raise fail("json", file=name, detail=str(error).split(";", maxsplit=1)[0]) from None


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _Doubled(max(found, key=keys.count))
    return found


def _line_of_doubled(text: str, key: str) -> int | None:
    places = [match.start() for match in re.finditer(re.escape(json.dumps(key, ensure_ascii=False)), text)]
    return text.count("\n", 0, places[-1]) + 1 if places else None


def with_lines(text: str) -> Any:
    """The value of a valid JSON text whose mappings and lists know their lines."""
    return _Lines(text).value()


def _marks(text: str) -> Iterator[tuple[str, int]]:
    line = 1
    for match in TOKEN.finditer(text):
        mark = match[0]
        if mark == "\n":
            line += 1
        elif mark not in ",:":
            yield mark, line


class _Lines:
    """Reads values from marks; commas and colons say nothing that the order does not."""

    def __init__(self, text: str) -> None:
        self.marks = _marks(text)

    def value(self) -> Any:
        return self.value_from(*next(self.marks))

    def value_from(self, mark: str, line: int) -> Any:
        if mark == "{":
            return self.fields(line)
        if mark == "[":
            return self.items(line)
        return json.loads(mark)

    def fields(self, line: int) -> Fields:
        found = Fields(line)
        for mark, key_line in self.marks:
            if mark == "}":
                break
            key = json.loads(mark)
            found.lines[key] = key_line
            found[key] = self.value()
        return found

    def items(self, line: int) -> Items:
        found = Items(line)
        for mark, item_line in self.marks:
            if mark == "]":
                break
            found.append(self.value_from(mark, item_line))
            found.lines.append(item_line)
        return found


def refuse_depth(data: Any, name: str) -> None:
    """Raises ModelErrors when lists and mappings are nested too deep."""
    level, depth = [data], 0
    while level:
        depth += 1
        if depth > limits.DEPTH:
            raise fail("deep", file=name, limit=limits.DEPTH)
        level = [
            inner
            for item in level
            if isinstance(item, dict | list)
            for inner in (item.values() if isinstance(item, dict) else item)
            if isinstance(inner, dict | list)
        ]
