"""The page that explains the format shows a model that is right, and names every field there is."""

import re
from pathlib import Path

import pytest

from causal.files import format_names, limits, parse
from causal.files.records import CHANGE, FACTOR, INDICATOR, RELATION
from causal.model import INDICATOR_SHAPES

PAGE = (Path(__file__).resolve().parents[4] / "docs" / "how-to" / "write-a-causal-model.md").read_text(
    "utf-8"
)


def test_the_model_of_the_page_is_right():
    (text,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    model = parse(text, format="yaml", name="page")
    assert (len(model.factors), len(model.relations), len(model.interventions)) == (3, 3, 1)


@pytest.mark.parametrize("record", [FACTOR, RELATION, CHANGE, INDICATOR])
def test_the_page_names_every_field(record):
    assert not [field.key for field in record.fields if not re.search(rf"\b{field.key}\b", PAGE)]


def test_the_page_names_every_shape_and_format():
    assert not [name for name in INDICATOR_SHAPES if f"`{name}`" not in PAGE]
    assert not [name for name in format_names() if name not in PAGE.lower() and name != "edges"]


def test_the_page_tells_the_limits():
    for number in (limits.FACTORS, limits.RELATIONS, limits.VALUES):
        assert f"{number:,}" in PAGE
    assert f"{limits.FILE_BYTES // 1_000_000} MB" in PAGE
