"""Factors and relations as flat text attributes, for formats that hold no more than names and values.

A text per language becomes ``label:nl``, ``label:en`` (and ``label:`` without a language); a list becomes
``a;b``, or JSON when an item would be taken apart by that.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from causal.files.records import FACTOR, RELATION, Field, Record, relation_id
from causal.files.shapes import ListOf, Name, Texts, Word
from causal.files.tree import Fields, Items, Plain
from causal.model import Factor, Relation

SEPARATOR = ";"


def flatten(record: Record, value: Any, *, without: Iterable[str] = ()) -> dict[str, str]:
    """The attributes of a factor or relation that differ from the defaults."""
    skipped = set(without)
    written = record.write(value)
    found: dict[str, str] = {}
    for field in record.fields:
        if field.key in written and field.key not in skipped:
            found |= _flat(field, written[field.key])
    return found


def _flat(field: Field, value: Any) -> dict[str, str]:
    if isinstance(field.shape, Texts):
        texts = {"": value} if isinstance(value, str) else value
        return {f"{field.key}:{language}": text for language, text in texts.items()}
    if isinstance(field.shape, ListOf):
        return {field.key: _joined([_word(item) for item in value])}
    return {field.key: _word(value)}


def _word(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _joined(items: list[str]) -> str:
    safe = all(item and item == item.strip() and SEPARATOR not in item and item[0] != "[" for item in items)
    return SEPARATOR.join(items) if safe and items else json.dumps(items, ensure_ascii=False)


def unflatten(record: Record, attributes: Mapping[str, str], line: int | None) -> tuple[Fields, list[str]]:
    """The data of a factor or relation, and the attributes that mean nothing to a model."""
    known = {field.key: field for field in record.fields}
    found, strange = Fields(line), []
    for key, text in attributes.items():
        name, colon, language = key.partition(":")
        field = known.get(name)
        if field is None or (colon and not isinstance(field.shape, Texts)):
            strange.append(key)
        elif isinstance(field.shape, Texts):
            _add_text(found, name, language, text)
        elif text != "" or isinstance(field.shape, ListOf):
            found[name] = _value(field, text, line)
    return found, strange


def _add_text(found: Fields, name: str, language: str, text: str) -> None:
    texts = found.setdefault(name, Fields(found.line))
    texts[language] = text


def _value(field: Field, text: str, line: int | None) -> Any:
    if isinstance(field.shape, ListOf):
        words = isinstance(field.shape.item, Word)
        return _items([item if words else Plain(item) for item in _parts(text)], line)
    return text if isinstance(field.shape, Word | Name) else Plain(text)


def _items(values: Iterable[str], line: int | None) -> Items:
    found = Items(line)
    found.extend(values)
    found.lines = [line] * len(found)
    return found


def _parts(text: str) -> list[str]:
    if text.startswith("["):
        try:
            return [str(item) for item in json.loads(text)]
        except ValueError:
            return [text]
    return [part.strip() for part in text.split(SEPARATOR) if part.strip()]


def factor_attributes(factor: Factor, *, without: Iterable[str] = ("id",)) -> dict[str, str]:
    """The attributes of a factor beside its id."""
    return flatten(FACTOR, factor, without=without)


def relation_attributes(relation: Relation, *, without: Iterable[str] = ()) -> dict[str, str]:
    """The attributes of a relation beside its two ends; its id only when it says more than these."""
    plain = {"id"} if relation.id == relation_id(relation.source, relation.target) else set()
    return flatten(RELATION, relation, without={"from", "to", *plain, *without})
