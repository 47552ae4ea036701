"""The formats a model can be read from and written to, and how a file's format is told."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from causal.files.formats.edges import looks_like_edges, read_edges, write_edges
from causal.files.formats.matrix import looks_like_matrix, read_matrix, write_matrix
from causal.files.formats.table import rows_of
from causal.files.losses import Read, Written
from causal.files.own_text import read_own_json, read_own_yaml, write_own_json, write_own_yaml
from causal.files.problems import fail
from causal.model import Model


@dataclass(frozen=True)
class Format:
    """A way to write a model down. ``read`` takes the text and the name for problems."""

    name: str
    extensions: tuple[str, ...]
    read: Callable[[str, str], Read]
    write: Callable[[Model], Written]


def _read_csv(text: str, name: str) -> Read:
    """A table, by its shape: names along both sides make a matrix."""
    rows = rows_of(text, name)
    if looks_like_matrix(rows) and not looks_like_edges(rows[0]):
        return read_matrix(text, name)
    return read_edges(text, name) if looks_like_edges(rows[0]) else read_matrix(text, name)


FORMATS: tuple[Format, ...] = (
    Format("yaml", (".yaml", ".yml"), read_own_yaml, write_own_yaml),
    Format("json", (".json",), read_own_json, write_own_json),
    Format("csv", (".csv", ".tsv"), _read_csv, write_edges),
    Format("edges", (), read_edges, write_edges),
    Format("matrix", (), read_matrix, write_matrix),
)


def format_names() -> tuple[str, ...]:
    """The names that can be given to ``--from``, ``--to`` and ``format=``."""
    return tuple(known.name for known in FORMATS)


def format_named(name: str) -> Format:
    """The format of this name. Raises ModelErrors for an unknown one."""
    for known in FORMATS:
        if known.name == name:
            return known
    raise fail("unknown-format-name", name=name, known=", ".join(format_names()))


def format_of(name: str, text: str | None = None) -> Format:
    """The format of a file, by its extension and, where several share it, by its text.

    Raises:
        ModelErrors: when neither tells.
    """
    extension = PurePath(name).suffix.lower()
    for known in FORMATS:
        if extension in known.extensions:
            return known
    raise fail("unknown-format", file=name, name=PurePath(name).name, known=", ".join(format_names()))
