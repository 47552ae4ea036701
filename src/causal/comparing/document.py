"""A model as parts that can be compared one by one: kind and id → fields."""

from collections.abc import Mapping
from typing import Any

from causal.files import to_json
from causal.model import Model

Fields = dict[str, Any]
Key = tuple[str, str]  # kind and id

LISTS: Mapping[str, str] = {
    "domains": "domain",
    "factors": "factor",
    "relations": "relation",
    "interventions": "intervention",
    "indicators": "indicator",
    "claims": "claim",
}


def parts_of(model: Model) -> dict[Key, Fields]:
    """Every part of a model in its order, with the fields that differ from the defaults.

    The model as a whole is the part ("model", ""); scales are its fields ("scales.strengths.weak").
    """
    data = to_json(model)
    parts: dict[Key, Fields] = {("model", ""): _whole(model, data)}
    for name, kind in LISTS.items():
        for item in data.get(name, ()):
            key = _free((kind, _id_of(kind, item)), parts)
            parts[key] = {field: value for field, value in item.items() if field != "id"}
    return parts


def _whole(model: Model, data: Mapping[str, Any]) -> Fields:
    fields = {name: value for name, value in data.items() if name not in LISTS and name != "scales"}
    fields["scales.time_unit"] = model.scales.time_unit
    for scale in ("strengths", "speeds"):
        fields |= {f"scales.{scale}.{name}": number for name, number in getattr(model.scales, scale).items()}
    return fields


def _id_of(kind: str, item: Mapping[str, Any]) -> str:
    if kind == "indicator":
        return str(item["factor"])
    return str(item.get("id") or f"{item['from']}>{item['to']}")


def _free(key: Key, parts: Mapping[Key, Fields]) -> Key:
    """Indicators have no id: a second one of the same factor gets a number."""
    number, free = 2, key
    while free in parts:
        free, number = (key[0], f"{key[1]} ({number})"), number + 1
    return free


def document_of(parts: Mapping[Key, Fields]) -> dict[str, Any]:
    """The data of the own format out of parts; undoes ``parts_of``."""
    whole = parts[("model", "")]
    data: dict[str, Any] = {name: value for name, value in whole.items() if not name.startswith("scales.")}
    data["scales"] = _scales(whole)
    for name, kind in LISTS.items():
        items = [_item(key, fields) for key, fields in parts.items() if key[0] == kind]
        if items or name in {"factors", "relations"}:
            data[name] = items
    return data


def _scales(whole: Fields) -> dict[str, Any]:
    scales: dict[str, Any] = {}
    for name, value in whole.items():
        if name.startswith("scales."):
            _, scale, *one = name.split(".", 2)
            if one:
                scales.setdefault(scale, {})[one[0]] = value
            else:
                scales[scale] = value
    return scales


def _item(key: Key, fields: Fields) -> dict[str, Any]:
    return dict(fields) if key[0] == "indicator" else {"id": key[1], **fields}
