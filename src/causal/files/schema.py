"""The published JSON schema of the model file, made from the tables that the reader goes by.

``python -m causal.files.schema`` writes it again after the tables changed; a test holds the two together.
"""

import json
from importlib import resources
from pathlib import Path

from causal.files import limits
from causal.files.records import FORMAT, MODEL
from causal.files.shapes import Json

FILE = Path(str(resources.files("causal.files").joinpath("model.schema.json")))


def schema() -> Json:
    """The schema as data. That ids exist and definitions form no circle only the reader checks."""
    found: Json = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Causal model",
        "description": "Factors and signed relations, interventions, indicators and statements.",
        **MODEL.schema(),
    }
    properties = found["properties"]
    properties["format"] = {"description": properties["format"]["description"], "const": FORMAT}
    properties["factors"] |= {"minItems": 1, "maxItems": limits.FACTORS}
    properties["relations"]["maxItems"] = limits.RELATIONS
    return found


def text() -> str:
    """The schema as the file has it."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
