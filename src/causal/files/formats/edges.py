"""CSV edge list: one relation per row. A row with a source alone is a factor without relations."""

from collections.abc import Mapping

from causal.files.draft import Draft, sign_of
from causal.files.flat import relation_attributes
from causal.files.formats.table import Row, guarded, rows_of, table_text, unguarded
from causal.files.holding import Holding, all_keys, in_numbers
from causal.files.losses import Read, Written
from causal.files.problems import ModelErrors, fail
from causal.files.records import RELATION
from causal.files.shapes import NUMBER
from causal.model import Model

HOLDING = Holding(factor=frozenset({"id"}), relation=all_keys(RELATION))

COLUMNS: Mapping[str, str] = {
    **dict.fromkeys(("from", "source", "cause", "src", "van", "bron", "oorzaak"), "from"),
    **dict.fromkeys(("to", "target", "effect", "dst", "naar", "doel", "gevolg"), "to"),
    **dict.fromkeys(("sign", "polarity", "teken", "polariteit", "type"), "sign"),
    **dict.fromkeys(("weight", "gain", "gewicht", "value"), "weight"),
}
GUARDED = ("note", "reference", "left_out", "uncertain", "said_by")


def looks_like_edges(row: Row) -> bool:
    """Whether a first row is that of an edge list, with a heading or without."""
    return {"from", "to"} <= set(_heading(row)) or _without_heading(row)


def _heading(row: Row) -> list[str]:
    cells = [cell if ":" in cell else cell.lower() for cell in row.cells]
    return [cell if (known := COLUMNS.get(cell, cell)) in cells else known for cell in cells]


def _without_heading(row: Row) -> bool:
    return len(row.cells) == 3 and _sign_or_weight(row.cells[2]) is not None


def read_edges(text: str, name: str) -> Read:
    """The model in an edge list. Raises ModelErrors."""
    rows = rows_of(text, name)
    draft = Draft(name)
    heading = ["from", "to", "sign"] if _without_heading(rows[0]) else _heading(rows[0])
    for key in ("from", "to"):
        if key not in heading:
            raise fail("no-column", file=name, line=rows[0].line, column=key)
    for row in rows if _without_heading(rows[0]) else rows[1:]:
        _take(draft, heading, row)
    return draft.read()


def _take(draft: Draft, heading: list[str], row: Row) -> None:
    if len(row.cells) > len(heading):
        raise fail("cells", file=draft.name, line=row.line, count=len(row.cells), columns=len(heading))
    columns = zip(heading, row.cells, row.raw, strict=False)
    cells = {key: _plain(key, cell, raw) for key, cell, raw in columns if raw and key}
    source, target = cells.pop("from", ""), cells.pop("to", "")
    if source and not target:
        draft.factor(source, line=row.line)
    elif not source:
        raise fail("missing", file=draft.name, line=row.line, key="from")
    else:
        draft.relation(source, target, _signed(cells, draft.name, row.line), row.line)


def _plain(key: str, cell: str, raw: str) -> str:
    return unguarded(raw) if key.partition(":")[0] in GUARDED else cell


def _signed(cells: dict[str, str], name: str, line: int) -> dict[str, str]:
    """The attributes with a sign, taken from the weight when there is one."""
    weight = cells.pop("weight", None)
    found = _sign_or_weight(weight or cells.get("sign", ""))
    if found is None:
        raise _no_sign(name, line, weight or cells.get("sign", ""))
    sign, strength = found
    stated = sign_of(cells.get("sign", "")) or sign
    return cells | {"sign": stated} | ({"strength": strength} if weight and strength else {})


def _no_sign(name: str, line: int, value: str) -> ModelErrors:
    return fail("not-a-choice", file=name, line=line, value=value, choices="+, -, ?")


def _sign_or_weight(text: str) -> tuple[str, str] | None:
    """The sign, and the size when the text is a number."""
    number = text.strip().replace(",", ".")
    if NUMBER.fullmatch(number):
        size = abs(float(number))
        sign = "?" if size == 0 else "-" if float(number) < 0 else "+"
        return sign, "" if size == 0 else f"{size!r}"
    sign_only = sign_of(text)
    return None if sign_only is None else (sign_only, "")


def write_edges(model: Model) -> Written:
    """The relations as rows, with the columns that are in use."""
    known, losses = in_numbers(model)
    rows = [
        {"from": relation.source, "to": relation.target} | relation_attributes(relation)
        for relation in known.relations
    ]
    joined = {end for relation in model.relations for end in (relation.source, relation.target)}
    rows += [{"from": factor.id} for factor in model.factors if factor.id not in joined]
    columns = ["from", "to", "sign", *sorted({key for row in rows for key in row} - {"from", "to", "sign"})]
    body = [[_cell(key, row.get(key, "")) for key in columns] for row in rows]
    return Written(table_text([columns, *body]), (*HOLDING.losses(model), *losses))


def _cell(key: str, text: str) -> str:
    return guarded(text) if key.partition(":")[0] in GUARDED else text
