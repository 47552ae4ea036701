"""What is in a draft as rows of tables, a table for each tab of the editor."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from causal.claims import ClaimResult, Outcome
from ketenzicht.systems import words
from ketenzicht.systems.domain.documents import Json, effective, items, label_of
from ketenzicht.systems.domain.judging import judged
from ketenzicht.systems.forms.cells import FIELDS
from ketenzicht.systems.forms.scales import scales_of
from ketenzicht.systems.views.kinds import said

Row = dict[str, Any]
# The things that are shown, by key: those of a page, or all of them to search in.
Things = Mapping[str, Json]


def relation_rows(document: Json, things: Things) -> list[Row]:
    """The relations as rows of the grid."""
    names = {key: label_of(one, words.language()) for key, one in items(document, "factors").items()}
    rows = []
    for key, one in things.items():
        source, target = names.get(one["from"], one["from"]), names.get(one["to"], one["to"])
        cells = {field: cell(document, one, field) for field in FIELDS}
        found = f"{source} {target} {one.get('reference', '')}"
        rows.append({"key": key, "item": one, "source": source, "target": target, "words": found, **cells})
    return rows


def cell(document: Json, relation: Json, field: str) -> dict[str, str]:
    """One field of a relation: what it holds, in code and in words."""
    value = effective(relation, field)
    said = words.shown(document, field, value)
    return {"value": str(value), "shown": words.minus(value) if field == "sign" else said, "words": said}


def factor_rows(document: Json, things: Things) -> list[Row]:
    """The factors as rows, with how many relations come in and go out."""
    parts = {key: label_of(one, words.language()) for key, one in items(document, "domains").items()}
    into = Counter(one["to"] for one in document.get("relations", []))
    out = Counter(one["from"] for one in document.get("relations", []))
    rows = []
    for key, one in things.items():
        part = parts.get(one.get("domain", ""), "")
        cells = [
            (_("Part of the system"), part or "–"),
            (_("Role"), words.shown(document, "roles", one.get("roles", ["general"]))),
            (_("Relations in"), str(into[key])),
            (_("Relations out"), str(out[key])),
        ]
        rows.append(_row(document, "factors", key, one, cells))
    return rows


def intervention_rows(document: Json, things: Things) -> list[Row]:
    """The interventions with what they change."""
    return [
        _row(
            document,
            "interventions",
            key,
            one,
            [
                (_("Changes"), words.shown(document, "changes", one["changes"])),
                (_("Source"), one.get("source") or "–"),
            ],
        )
        for key, one in things.items()
    ]


def indicator_rows(document: Json, things: Things) -> list[Row]:
    """The indicators with their shape and weight."""
    return [
        _row(
            document,
            "indicators",
            key,
            one,
            [
                (_("Shape"), words.shown(document, "shape", one.get("shape", "ramp"))),
                (_("Numbers of the shape"), "; ".join(map(words.number, one.get("parameters", [0, 1])))),
                (_("Less is better"), words.shown(document, "inverted", bool(one.get("inverted")))),
                (_("Weight in the score"), words.number(one.get("weight", 1))),
            ],
        )
        for key, one in things.items()
    ]


def claim_rows(document: Json, things: Things) -> list[Row]:
    """The statements with what has to hold for them."""
    return [
        _row(
            document,
            "claims",
            key,
            one,
            [
                (_("What has to hold"), words.shown(document, "checks", one["checks"])),
                (_("The weakest relations it may need"), words.shown(document, "layer", one["layer"])),
                (_("Where it is said"), one.get("reference") or "–"),
            ],
        )
        for key, one in things.items()
    ]


def outcome_words(found: ClaimResult | None) -> str:
    """Whether a statement holds, and why not; what holds stands beside it already."""
    if found is None:
        return _("not tried: the page would take too long")
    outcome = str(words.OUTCOMES[found.outcome.value])
    if found.outcome is Outcome.HOLDS:
        return outcome
    return f"{outcome}: {found.explanation.get(words.language(), '')}".rstrip(": ")


def with_outcomes(document: Json, rows: list[Row]) -> list[Row]:
    """The rows of statements, each with whether it holds in the draft as it is."""
    found = judged(document, [row["key"] for row in rows])
    return [
        row | {"cells": [*row["cells"], (_("In this draft"), outcome_words(found.get(row["key"])))]}
        for row in rows
    ]


def scale_rows(document: Json, things: Things) -> list[Row]:
    """The classes of strength and speed with their numbers."""
    scales = scales_of(document)
    rows = []
    for field, heading in (("strength", _("Strength")), ("speed", _("Speed"))):
        for code, word in words.classes({"scales": scales}, field).items():
            number = words.number(scales[f"{field}s"][code])
            used = sum(effective(one, field) == code for one in document.get("relations", []))
            cells = [(_("Class"), str(word)), (_("Number"), number), (_("Relations with it"), str(used))]
            found = f"{heading} {word}"
            rows.append({"key": f"{field}-{code}", "label": heading, "cells": cells, "words": found})
    return rows


def _row(document: Json, collection: str, key: str, thing: Json, cells: list[tuple[str, str]]) -> Row:
    label = said(document, collection, thing)
    found = " ".join([label, *(text for _heading, text in cells)])
    return {"key": key, "item": thing, "label": label, "cells": cells, "words": found}


TABLES: Mapping[str, Callable[[Json, Things], list[Row]]] = {
    "": relation_rows,
    "factoren": factor_rows,
    "maatregelen": intervention_rows,
    "indicatoren": indicator_rows,
    "beweringen": claim_rows,
    "schalen": scale_rows,
}
