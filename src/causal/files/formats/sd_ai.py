"""sd-ai JSON: variables and relationships with a polarity and the reasoning behind them."""

import json
from collections.abc import Mapping
from typing import Any

from causal.files.draft import Draft, sign_of
from causal.files.holding import Holding, bare, is_plain_id
from causal.files.json_text import parse_json, refuse_depth
from causal.files.losses import Read, Written, loss
from causal.files.problems import fail
from causal.model import Model, Relation, Sign

HOLDING = Holding(factor=frozenset({"id"}), relation=frozenset({"id", "note"}))
SIGNS = {Sign.PLUS: "+", Sign.MINUS: "-", Sign.UNKNOWN: "?"}
REASON, OTHER_KEYS = "reasoning", ("from", "to", "polarity", "reasoning", "polarityReasoning")


def looks_like_sd_ai(data: Any) -> bool:
    """Whether data has the list that every sd-ai file has."""
    return isinstance(data, Mapping) and isinstance(data.get("relationships"), list)


def read_sd_ai(text: str, name: str) -> Read:
    """The model in an sd-ai text. Raises ModelErrors."""
    data = parse_json(text, name)
    refuse_depth(data, name)
    if not looks_like_sd_ai(data):
        raise fail("no-list", file=name, key="relationships")
    draft = Draft(name)
    for variable in data.get("variables") or ():
        _variable(draft, variable)
    for number, relation in enumerate(data["relationships"]):
        _relation(draft, relation, f"relationships[{number}]")
    for key in data:
        if key not in {"variables", "relationships"}:
            draft.strange(key)
    return draft.read()


def _variable(draft: Draft, variable: Any) -> None:
    name = variable.get("name") if isinstance(variable, Mapping) else variable
    if not isinstance(name, str) or not name.strip():
        raise fail("not-a-name", file=draft.name, value=str(name)[:60])
    draft.factor(name)
    if isinstance(variable, Mapping):
        for key in variable:
            if key != "name":
                draft.strange(f"variables.{key}")


def _relation(draft: Draft, relation: Any, place: str) -> None:
    if not isinstance(relation, Mapping):
        raise fail("not-a-mapping", file=draft.name, value=place)
    for key in ("from", "to"):
        if not isinstance(relation.get(key), str) or not relation[key].strip():
            raise fail("missing", file=draft.name, key=f"{place}.{key}")
    sign = sign_of(str(relation.get("polarity", "?")))
    if sign is None:
        value = str(relation["polarity"])[:60]
        raise fail("not-a-choice", file=draft.name, value=value, choices="+, -, ?")
    reasons = [str(relation[key]) for key in ("reasoning", "polarityReasoning") if relation.get(key)]
    draft.relation(
        relation["from"], relation["to"], {"sign": sign} | ({"note:": "\n".join(reasons)} if reasons else {})
    )
    for key in relation:
        if key not in OTHER_KEYS:
            draft.strange(f"relationships.{key}")


def write_sd_ai(model: Model) -> Written:
    """The relations that count, with their notes as reasoning."""
    counting, losses = bare(model)
    data = {
        "variables": [factor.id for factor in model.factors],
        "relationships": [_written(relation) for relation in counting.relations],
    }
    translated = [relation.id for relation in counting.relations if set(relation.note) - {""}]
    named = [relation.id for relation in counting.relations if not is_plain_id(relation)]
    return Written(
        json.dumps(data, ensure_ascii=False, indent=1) + "\n",
        (
            *losses,
            *HOLDING.losses(counting),
            *loss("relation.id", named),
            *loss("relation.note", translated, "changed"),
        ),
    )


def _written(relation: Relation) -> dict[str, str]:
    found = {"from": relation.source, "to": relation.target, "polarity": SIGNS[relation.sign]}
    if relation.note:
        found[REASON] = "\n".join(relation.note.values())
    return found
