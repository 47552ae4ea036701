"""The formats a model can be read from and written to, and how a file's format is told."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from causal.files.formats.dot import read_dot, write_dot
from causal.files.formats.edges import looks_like_edges, read_edges, write_edges
from causal.files.formats.graphml import read_graphml, write_graphml
from causal.files.formats.kumu import looks_like_kumu, read_kumu, write_kumu
from causal.files.formats.matrix import looks_like_matrix, read_matrix, write_matrix
from causal.files.formats.qpress import read_qpress, write_qpress
from causal.files.formats.sd_ai import looks_like_sd_ai, read_sd_ai, write_sd_ai
from causal.files.formats.table import rows_of
from causal.files.formats.xmile import read_xmile, write_xmile
from causal.files.json_text import parse_json
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
    if looks_like_edges(rows[0]) and not looks_like_matrix(rows):
        return read_edges(text, name)
    return read_matrix(text, name)


def _read_json(text: str, name: str) -> Read:
    """JSON of our own or of others, by the lists in it."""
    data = parse_json(text, name)
    if looks_like_sd_ai(data):
        return read_sd_ai(text, name)
    return read_kumu(text, name) if looks_like_kumu(data) else read_own_json(text, name)


FORMATS: tuple[Format, ...] = (
    Format("yaml", (".yaml", ".yml"), read_own_yaml, write_own_yaml),
    Format("json", (".json",), _read_json, write_own_json),
    Format("csv", (".csv", ".tsv"), _read_csv, write_edges),
    Format("edges", (), read_edges, write_edges),
    Format("matrix", (), read_matrix, write_matrix),
    Format("graphml", (".graphml",), read_graphml, write_graphml),
    Format("kumu", (), read_kumu, write_kumu),
    Format("sd-ai", (), read_sd_ai, write_sd_ai),
    Format("xmile", (".xmile", ".stmx", ".itmx"), read_xmile, write_xmile),
    Format("qpress", (".qpress", ".txt"), read_qpress, write_qpress),
    Format("dot", (".dot", ".gv"), read_dot, write_dot),
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


def format_of(name: str, text: str = "") -> Format:
    """The format of a file, by its extension; two parts (``.kumu.json``, ``.matrix.csv``) go before one.

    ``text`` decides for ``.xml``, which several formats use.

    Raises:
        ModelErrors: when the extension tells nothing.
    """
    path = PurePath(name)
    before = PurePath(path.stem).suffix.lower().lstrip(".")
    for known in FORMATS:
        if before == known.name and path.suffix.lower() in {".json", ".csv", ".txt", ".xml"}:
            return known
    if path.suffix.lower() == ".xml":
        return format_named("graphml" if "<graphml" in text else "xmile")
    for known in FORMATS:
        if path.suffix.lower() in known.extensions:
            return known
    raise fail("unknown-format", file=name, name=path.name, known=", ".join(format_names()))
