"""What differs between two models, as data and in readable lines."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from causal.comparing.document import Fields, Key, parts_of
from causal.comparing.words import label_in, said, word
from causal.model import Model

SHOWN = 80


@dataclass(frozen=True)
class Edit:
    """One step from the first model to the second.

    ``kind`` is model, domain, factor, relation, intervention, indicator or claim; ``how`` is added, removed
    or changed. ``field`` is set for a change; ``before`` and ``after`` are plain data of the file format,
    None for what is not there.
    """

    kind: str
    id: str
    how: str
    field: str = ""
    before: Any = None
    after: Any = None
    label: Mapping[str, str] | str | None = None

    def line(self, language: str = "en") -> str:
        """The step in a line, in Dutch ("nl") or English ("en")."""
        kind, name = word("kinds", self.kind, language).capitalize(), name_of(self.id, self.label, language)
        told = said(
            self._sentence(),
            language,
            kind=kind,
            name=name,
            field=field_name(self.field, language),
            before=value_text(self.before, language),
            after=value_text(self.after, language),
        )
        return told if name else told.replace(f"{kind} ", kind, 1)  # the model as a whole has no name

    def _sentence(self) -> str:
        if self.how != "changed":
            return self.how
        return "set" if self.before is None else "unset" if self.after is None else "changed"

    def as_json(self) -> dict[str, Any]:
        """The step as the command line prints it."""
        return {
            "kind": self.kind,
            "id": self.id,
            "how": self.how,
            "field": self.field,
            "before": self.before,
            "after": self.after,
        }


@dataclass(frozen=True)
class Difference:
    """All steps from one model to another, in the order of the file format; empty when they say the same."""

    edits: tuple[Edit, ...]

    def __bool__(self) -> bool:
        return bool(self.edits)

    def of(self, kind: str) -> tuple[Edit, ...]:
        """The steps on one kind of part."""
        return tuple(edit for edit in self.edits if edit.kind == kind)

    def lines(self, language: str = "en") -> tuple[str, ...]:
        """Every step in a line; one line that says so when there is none."""
        return tuple(edit.line(language) for edit in self.edits) or (said("same", language),)

    def as_json(self) -> dict[str, Any]:
        """The difference as the command line prints it, with a count per kind and way."""
        counts: dict[str, dict[str, int]] = {}
        for edit in self.edits:
            of_kind = counts.setdefault(edit.kind, {"added": 0, "removed": 0, "changed": 0})
            of_kind[edit.how] += 1
        return {"same": not self.edits, "counts": counts, "edits": [edit.as_json() for edit in self.edits]}


def diff(a: Model, b: Model) -> Difference:
    """The steps from ``a`` to ``b``. Order of parts does not count; ids do: another id is another part."""
    before, after = parts_of(a), parts_of(b)
    edits = [edit for key, old in before.items() for edit in _on_part(key, old, after.get(key))]
    edits += [_whole(key, "added", new) for key, new in after.items() if key not in before]
    kinds = [key[0] for key in (*before, *after)]
    return Difference(tuple(sorted(edits, key=lambda edit: kinds.index(edit.kind))))


def _whole(key: Key, how: str, fields: Fields) -> Edit:
    before, after = (fields, None) if how == "removed" else (None, fields)
    return Edit(key[0], key[1], how, "", before, after, _label(fields))


def _on_part(key: Key, old: Fields, new: Fields | None) -> Iterable[Edit]:
    if new is None:
        yield _whole(key, "removed", old)
        return
    for field in dict.fromkeys((*old, *new)):
        if old.get(field) != new.get(field):
            yield Edit(key[0], key[1], "changed", field, old.get(field), new.get(field), _label(new))


def _label(fields: Fields) -> Mapping[str, str] | str | None:
    found: Mapping[str, str] | str | None = fields.get("label") or fields.get("text") or fields.get("title")
    return found


def name_of(part_id: str, label: Mapping[str, str] | str | None, language: str) -> str:
    """A part as a reader knows it: its id, with its label behind it."""
    shown = label_in(label, language)
    return f"{part_id} ({shown})".strip() if shown else part_id


def field_name(field: str, language: str) -> str:
    """A field as a reader knows it; of a scale the last word."""
    return " ".join(word("fields", step, language) for step in field.split("."))


def value_text(value: Any, language: str) -> str:
    """A value in a line: short, in the reader's language where it has one."""
    if value is None:
        return said("nothing", language)
    if isinstance(value, Mapping) and value and all(isinstance(text, str) for text in value.values()):
        text = "; ".join(f"{code}: {text}" if code else text for code, text in value.items())
    else:
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = " ".join(text.split())
    return f'"{text}"' if len(text) <= SHOWN else f'"{text[: SHOWN - 1]}…"'
