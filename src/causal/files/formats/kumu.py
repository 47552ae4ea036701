"""Kumu JSON: the blueprint with elements and connections, and what of a full project export matters here.

Fields of a model that Kumu does not know travel as custom fields under their own names.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from causal.files.draft import Draft, sign_of
from causal.files.flat import factor_attributes, relation_attributes
from causal.files.holding import Holding, all_keys, in_numbers
from causal.files.json_text import parse_json, refuse_depth
from causal.files.losses import Read, Written
from causal.files.problems import fail
from causal.files.records import FACTOR, RELATION
from causal.model import Factor, Model, Relation, Sign

HOLDING = Holding(factor=all_keys(FACTOR), relation=all_keys(RELATION))
SIGNS = {Sign.PLUS: "+", Sign.MINUS: "-", Sign.UNKNOWN: "?"}
FACTOR_KEYS = {field.key for field in FACTOR.fields}
RELATION_KEYS = {field.key for field in RELATION.fields}
# Where people keep the polarity of a connection, best first.
SIGN_KEYS = ("sign", "polarity", "connection type", "type", "label")
OWN = {
    "_id",
    "id",
    "label",
    "type",
    "element type",
    "connection type",
    "direction",
    "from",
    "to",
    "attributes",
}


def looks_like_kumu(data: Any) -> bool:
    """Whether data has the lists that every Kumu file has."""
    return isinstance(data, Mapping) and isinstance(data.get("elements"), list)


def read_kumu(text: str, name: str) -> Read:
    """The model in a Kumu text. Raises ModelErrors."""
    data = parse_json(text, name)
    refuse_depth(data, name)
    if not looks_like_kumu(data):
        raise fail("no-list", file=name, key="elements")
    draft = Draft(name)
    known: dict[str, str] = {}
    for item in data["elements"]:
        _element(draft, _flat(item, name), known)
    for place, item in _placed(data):
        if place in known:
            draft.factor(known[place], {"position": item})
    for number, item in enumerate(data.get("connections") or ()):
        _connection(draft, _flat(item, name), known, f"connections[{number}]")
    for key in data:
        if key not in {"elements", "connections"}:
            draft.strange(key)
    return draft.read()


def _flat(item: Any, name: str) -> dict[str, str]:
    """The fields of an element or connection as text; a project export keeps them under attributes."""
    if not isinstance(item, Mapping):
        raise fail("not-a-mapping", file=name, value=str(item)[:60])
    merged = {**item, **(item["attributes"] if isinstance(item.get("attributes"), Mapping) else {})}
    return {
        str(key): _text(value) for key, value in merged.items() if value is not None and key != "attributes"
    }


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Sequence):
        return ";".join(str(part) for part in value)
    return json.dumps(value)


def _element(draft: Draft, item: dict[str, str], known: dict[str, str]) -> None:
    label = item.get("label", "").strip()
    foreign = item.get("id") or label or item.get("_id", "")
    if not foreign:
        raise fail("missing", file=draft.name, key="elements.label")
    if foreign in draft.factors:
        raise fail("double-id", file=draft.name, id=foreign, first="elements")
    for alias in (item.get("_id"), item.get("id"), label):
        if alias:
            known.setdefault(alias, foreign)
    kept = _kept(draft, "elements", item, FACTOR_KEYS)
    texts = {text.strip() for key, text in kept.items() if key.startswith("label:")}
    if label and label != foreign and label not in texts:
        kept = {key: text for key, text in kept.items() if not key.startswith("label:")} | {"label:": label}
    draft.factor(foreign, kept)


def _kept(draft: Draft, kind: str, item: Mapping[str, str], keys: set[str]) -> dict[str, str]:
    """The fields a model has; a description becomes the note when there is none."""
    kept = {
        key: text
        for key, text in item.items()
        if key.partition(":")[0] in keys - {"id", "label", "from", "to"}
    }
    kept |= {key: text for key, text in item.items() if key.startswith("label:")}
    if item.get("description") and not any(key.startswith("note") for key in kept):
        kept["note:"] = item["description"]
    for key in item:
        if key not in kept and key not in OWN and key not in {*SIGN_KEYS, "description"}:
            draft.strange(f"{kind}.{key}")
    return kept


def _placed(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Places of elements on the first map of a project export."""
    maps = data.get("maps")
    first = maps[0] if isinstance(maps, list) and maps and isinstance(maps[0], Mapping) else {}
    found = []
    for item in first.get("elements") or ():
        place = item.get("position") if isinstance(item, Mapping) else None
        if isinstance(place, Mapping) and {"x", "y"} <= set(place):
            found.append((str(item.get("element")), f"{place['x']};{place['y']}"))
    return found


def _connection(draft: Draft, item: dict[str, str], known: dict[str, str], place: str) -> None:
    for key in ("from", "to"):
        if not item.get(key, "").strip():
            raise fail("missing", file=draft.name, key=f"{place}.{key}")
    kept = _kept(draft, "connections", item, RELATION_KEYS)
    kept["sign"] = next((sign for key in SIGN_KEYS if (sign := sign_of(item.get(key, "")))), "?")
    if item.get("id"):
        kept["id"] = item["id"]
    source, target = (known.get(item[key].strip(), item[key].strip()) for key in ("from", "to"))
    draft.relation(source, target, kept)
    if item.get("direction") == "mutual":
        draft.relation(target, source, {key: text for key, text in kept.items() if key != "id"})


def write_kumu(model: Model) -> Written:
    """The whole drawing; what stands beside it (interventions, claims, scales) is lost."""
    known, losses = in_numbers(model)
    data = {
        "elements": [_element_of(factor) for factor in known.factors],
        "connections": [_connection_of(relation) for relation in known.relations],
    }
    return Written(json.dumps(data, ensure_ascii=False, indent=1) + "\n", (*HOLDING.losses(model), *losses))


def _element_of(factor: Factor) -> dict[str, Any]:
    shown = factor.label.get("nl") or factor.label.get("en") or next(iter(factor.label.values()), factor.id)
    found: dict[str, Any] = {"id": factor.id, "label": shown}
    if factor.domain:
        found["type"] = factor.domain
    return found | factor_attributes(factor)


def _connection_of(relation: Relation) -> dict[str, Any]:
    sign = SIGNS[relation.sign]
    found = {"from": relation.source, "to": relation.target, "direction": "directed", "type": sign}
    return found | relation_attributes(relation)
