"""The fields of the model as a whole, for formats in which a drawing has attributes: JSON text per field."""

import json
from collections.abc import Mapping

from causal.files.draft import Draft
from causal.files.own import to_json
from causal.files.problems import fail
from causal.model import Model

MARKS = {"{", "[", '"'}  # a text that starts like this would be taken for JSON, so it is written as JSON
MODEL_KEYS = frozenset({"title", "description", "source", "licence", "notes", "scales", "domains"})


def whole_attributes(model: Model) -> dict[str, str]:
    """The fields of the model as text, each as JSON unless it is a text already."""
    data = to_json(model)
    return {
        key: value
        if isinstance(value, str) and value[:1] not in MARKS
        else json.dumps(value, ensure_ascii=False)
        for key, value in data.items()
        if key in MODEL_KEYS
    }


def read_whole(draft: Draft, attributes: Mapping[str, str]) -> None:
    """Take the fields of the model out of attributes; others are noted as not read."""
    for key, text in attributes.items():
        if key not in MODEL_KEYS:
            draft.strange(key)
        elif key == "domains":
            _domains(draft, text)
        else:
            draft.model[key] = _value(text, draft.name) if text[:1] in MARKS else text


def _domains(draft: Draft, text: str) -> None:
    domains = _value(text, draft.name)
    for domain in domains if isinstance(domains, list) else ():
        if isinstance(domain, dict) and isinstance(domain.get("id"), str):
            draft.domain(domain["id"], domain.get("label"))


def _value(text: str, name: str) -> object:
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        raise fail("json", file=name, detail=text[:40]) from None
    return value
