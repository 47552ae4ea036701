"""The few words in which differences are said, in Dutch and English."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import yaml


@cache
def _words() -> Mapping[str, Any]:
    text = resources.files("causal.comparing").joinpath("words.yaml").read_text(encoding="utf-8")
    words: Mapping[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return words


def word(group: str, name: str, language: str) -> str:
    """A word of the catalogue, or the name itself when it has none."""
    entry = _words()[group].get(name)
    return name if entry is None else str(entry.get(language) or entry["en"])


def said(sentence: str, language: str, /, **values: object) -> str:
    """A sentence of the catalogue with its values."""
    return word("sentences", sentence, language).format_map(values)


def label_in(text: Mapping[str, str] | str | None, language: str) -> str:
    """A text in this language, else in whatever language there is; "" when there is none."""
    if not text:
        return ""
    if isinstance(text, str):
        return text
    return text.get(language) or text.get("") or next(iter(text.values()))
