"""The document of a version: a model as the engine writes it, every relation with its id."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from ketenzicht.systems.domain.statements import factors_in

Json = dict[str, Any]
# What a document lists: each thing in it has a key of its own.
COLLECTIONS = ("domains", "factors", "relations", "interventions", "indicators", "claims")
# What stands in a document when it does not say it.
DEFAULTS = {"strength": "average", "speed": "average", "layer": "stated", "kind": "causal"}


def empty(code: str, title: Mapping[str, str]) -> Json:
    """A model without anything in it."""
    return {"format": "causal-model/1", "id": code, "title": dict(title), "factors": [], "relations": []}


def normalised(document: Mapping[str, Any]) -> Json:
    """A copy in which every relation has an id of its own."""
    copy = deepcopy(dict(document))
    taken = {one["id"] for one in copy.get("relations", []) if one.get("id")}
    for one in copy.get("relations", []):
        if not one.get("id"):
            one["id"] = free(f"{one['from']}>{one['to']}", taken)
            taken.add(one["id"])
    return copy


def digest(document: Any) -> str:
    """What tells one document, or one item of it, from another; 64 hexadecimal characters."""
    return hashlib.sha256(json.dumps(document, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def items(document: Mapping[str, Any], collection: str) -> dict[str, Json]:
    """The items of a collection by their key, in their order.

    The key is the id. An indicator has none and goes by its factor; a second one of the same factor by that
    with a number behind a sign that no id holds.
    """
    if collection != "indicators":
        return {one["id"]: one for one in document.get(collection, [])}
    found: dict[str, Json] = {}
    for one in document.get(collection, []):
        found[indicator_key(one["factor"], found)] = one
    return found


def indicator_key(factor: str, taken: Any) -> str:
    """The key of an indicator of this factor, beside those that are there."""
    return free(factor, taken, between=">")


def item(document: Mapping[str, Any], collection: str, key: str) -> Json | None:
    """One item, or None when it is not there."""
    return items(document, collection).get(key)


def free(wanted: str, taken: Any, between: str = "-") -> str:
    """``wanted``, with a number behind it when it is taken."""
    number, found = 2, wanted
    while found in taken:
        found, number = f"{wanted}{between}{number}", number + 1
    return found


def id_for(label: str, taken: Any, otherwise: str = "factor") -> str:
    """A free id made of a label: lower case, without accents, words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    return free(re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or otherwise, taken)


def effective(thing: Mapping[str, Any], field: str) -> Any:
    """What a field of a relation holds, said or not."""
    return thing.get(field) or DEFAULTS.get(field, "")


def label_of(thing: Mapping[str, Any] | None, language: str) -> str:
    """The label of an item in this language, or in another, or its id."""
    if thing is None:
        return ""
    told = thing.get("label") or {}
    if isinstance(told, str):
        return told
    return str(told.get(language) or told.get("") or next(iter(told.values()), "") or thing["id"])


def texts_of(value: Any) -> dict[str, str]:
    """A text per language; a plain text stands for one without a language."""
    if isinstance(value, Mapping):
        return {str(key): str(text) for key, text in value.items()}
    return {"": str(value)} if value else {}


def without_factor(document: Mapping[str, Any], key: str) -> Json:
    """The document without a factor and without all that is about it alone."""
    left = deepcopy(dict(document))
    left["factors"] = [one for one in left.get("factors", []) if one["id"] != key]
    left["relations"] = [one for one in left.get("relations", []) if key not in (one["from"], one["to"])]
    for one in left.get("interventions", []):
        one["changes"] = [change for change in one["changes"] if change["factor"] != key]
    for name, stays in (
        ("interventions", lambda one: one["changes"]),
        ("indicators", lambda one: one["factor"] != key),
        ("claims", lambda one: all(key not in factors_in(check) for check in one["checks"])),
    ):
        if name in left:
            left[name] = [one for one in left[name] if stays(one)]
    return left
