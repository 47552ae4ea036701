"""The project's own format as text, in YAML and in JSON."""

import json

from causal.files import limits
from causal.files.json_text import parse_json, refuse_depth, with_lines
from causal.files.losses import Read, Written, loss
from causal.files.own import from_json, to_json
from causal.files.problems import ModelErrors
from causal.files.yaml_comments import comments_in
from causal.files.yaml_text import parse_yaml
from causal.files.yaml_writer import write_yaml
from causal.model import Model


def read_own_yaml(text: str, name: str) -> Read:
    """The model in a YAML text; comments do not come along. Raises ModelErrors, with lines."""
    model = from_json(parse_yaml(text, name), name=name)
    return Read(model, loss("comment", (f"# {one}" for one in comments_in(text)), "comment"))


def read_own_json(text: str, name: str) -> Read:
    """The model in a JSON text. Raises ModelErrors, with lines."""
    data = parse_json(text, name)
    refuse_depth(data, name)
    try:
        return Read(from_json(data, name=name))
    except ModelErrors:
        if len(text) > limits.SEARCHED:
            raise
        return Read(from_json(with_lines(text), name=name))


def write_own_yaml(model: Model) -> Written:
    """The whole model; nothing is lost."""
    return Written(write_yaml(to_json(model)))


def write_own_json(model: Model) -> Written:
    """The whole model; nothing is lost."""
    return Written(json.dumps(to_json(model), ensure_ascii=False, indent=1) + "\n")
