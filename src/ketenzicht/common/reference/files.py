"""Reading one file: YAML for what is small and meaningful, CSV for long lists, both with their meta."""

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


class UnreadableFile(Exception):
    """The file is not there or is not well-formed; the text says where."""


@dataclass(frozen=True)
class RawFile:
    """What a file holds, before anything is checked."""

    meta: dict[str, Any]
    rows: tuple[dict[str, Any], ...]


def digest(path: Path) -> str:
    """SHA-256 of the file as it is. Raises UnreadableFile."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise UnreadableFile(f"cannot be read ({error.strerror})") from error


def read(path: Path) -> RawFile:
    """The file's meta and rows. Raises UnreadableFile."""
    try:
        text = path.read_text(encoding="utf-8")
        return _from_csv(text) if path.suffix == ".csv" else _from_yaml(text)
    except OSError as error:
        raise UnreadableFile(f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise UnreadableFile("is not UTF-8") from error
    except (yaml.YAMLError, csv.Error) as error:
        raise UnreadableFile(f"is not well-formed: {error}") from error


def _from_yaml(text: str) -> RawFile:
    content = yaml.load(text, Loader=yaml.CSafeLoader)  # safe_load() ten times faster
    if not isinstance(content, dict) or set(content) != {"meta", "items"}:
        raise UnreadableFile("must hold exactly meta and items")
    meta, items = content["meta"], content["items"]
    if not isinstance(meta, dict) or not isinstance(items, list):
        raise UnreadableFile("meta must be a mapping and items a list")
    if not all(isinstance(item, dict) for item in items):
        raise UnreadableFile("every item must be a mapping")
    return RawFile(meta, tuple(items))


def _from_csv(text: str) -> RawFile:
    lines = text.splitlines()
    head = [line for line in lines if line.startswith("#")]
    meta = dict(_meta_line(line) for line in head)
    body = [line for line in lines if not line.startswith("#")]
    rows = list(csv.DictReader(body, restkey="(too many columns)", restval=None, strict=True))
    for number, row in enumerate(rows, start=1):
        if None in row.values() or "(too many columns)" in row:
            raise UnreadableFile(f"row {number} does not have as many columns as the header")
    return RawFile(meta, tuple(rows))


def _meta_line(line: str) -> tuple[str, str]:
    name, colon, value = line.lstrip("# ").partition(":")
    if not colon:
        raise UnreadableFile(f"meta line without a colon: {line}")
    return name.strip(), value.strip()
