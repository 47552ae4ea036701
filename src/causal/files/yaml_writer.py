"""Plain data → YAML that people can read and compare: one relation, one line."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

WIDTH = 150
BARE = re.compile(r"[^\W\d_](?:[\w ().%/'’-]*[\w).%'’])?")
WORDS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf"}


def write_yaml(data: Mapping[str, Any]) -> str:
    """A mapping as a block; lists and mappings in it as blocks of one-line items."""
    lines: list[str] = []
    for key, value in data.items():
        lines += _entry(_scalar(key), value, "")
    return "\n".join(lines) + "\n"


def _entry(key: str, value: Any, indent: str) -> list[str]:
    """A key with its value, on one line when it fits."""
    if isinstance(value, str) and "\n" in value and _blockable(value):
        return [f"{indent}{key}: |-", *(f"{indent}  {line}" if line else "" for line in value.split("\n"))]
    flow = f"{indent}{key}: {_flow(value)}"
    if not _opens(value) or (len(flow) <= WIDTH and not _is_table(value) and indent):
        return [flow]
    if isinstance(value, Mapping):
        return [
            f"{indent}{key}:",
            *(line for name, inner in value.items() for line in _entry(_scalar(name), inner, indent + "  ")),
        ]
    return [f"{indent}{key}:", *(line for item in value for line in _item(item, indent))]


def _opens(value: Any) -> bool:
    return isinstance(value, Mapping | list) and len(value) > 0


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(item, Mapping) and len(item) > 1 for item in value)


def _item(item: Any, indent: str) -> list[str]:
    flow = f"{indent}- {_flow(item)}"
    if not isinstance(item, Mapping) or not item or (len(flow) <= WIDTH and not _has_table(item)):
        return [flow]
    lines = [line for key, value in item.items() for line in _entry(_scalar(key), value, indent + "  ")]
    return [f"{indent}- {lines[0].lstrip()}", *lines[1:]]


def _has_table(item: Mapping[str, Any]) -> bool:
    return any(_is_table(value) for value in item.values())


def _blockable(text: str) -> bool:
    """Whether a block shows the text exactly: no odd signs, no spaces that would be taken for indentation."""
    lines = text.split("\n")
    return bool(lines[0].strip() and lines[-1].strip() and text.replace("\n", "").isprintable()) and all(
        line == line.rstrip() and not line.startswith(" ") for line in lines
    )


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    if not isinstance(value, str):
        return json.dumps(value)
    if BARE.fullmatch(value) and value.lower() not in WORDS:
        return value
    return _quoted(value)


def _quoted(text: str) -> str:
    body = json.dumps(text, ensure_ascii=False)
    return "".join(sign if sign.isprintable() else _escaped(sign) for sign in body)


def _escaped(sign: str) -> str:
    code = ord(sign)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
