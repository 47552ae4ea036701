"""The project's own format as plain data: what YAML and JSON both hold."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from causal.files.checks import check, check_data
from causal.files.records import FORMAT, MODEL, relation_id
from causal.files.shapes import Json
from causal.files.tree import Findings, Spot
from causal.model import Model


def to_json(model: Model) -> Json:
    """The model as plain data in the order of the file format; what equals a default is left out."""
    domains = [SimpleNamespace(id=name, label=label) for name, label in model.domains.items()]
    whole = SimpleNamespace(**{field.target: getattr(model, field.target, None) for field in MODEL.fields})
    whole.format, whole.domains = FORMAT, domains
    written = MODEL.write(whole)
    for relation in written["relations"]:
        if relation["id"] == relation_id(relation["from"], relation["to"]):
            del relation["id"]
    return written


def from_json(data: Mapping[str, Any], *, name: str = "") -> Model:
    """The model in plain data. ``name`` is what problems call it.

    Raises:
        ModelErrors: with every problem found, each with its path in the data.
    """
    findings = Findings(name)
    spot = Spot(data, "", getattr(data, "line", None), findings)
    check_data(spot)
    findings.raise_if_any()
    model: Model = MODEL.read(spot)
    findings.raise_if_any()
    check(model, spot)
    findings.raise_if_any()
    return model
