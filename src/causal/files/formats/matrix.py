"""CSV community matrix: ``A[i, j]`` is the effect of j on i; the first row and column hold the names.

What is not written is not there: a factor without an entry on the diagonal does not restrain itself.
"""

from collections.abc import Mapping

from causal.files import limits
from causal.files.draft import Draft, sign_of
from causal.files.formats.table import Row, rows_of, separator_of, table_text
from causal.files.holding import Holding, is_plain_id, limiting_themselves, only_counting
from causal.files.losses import Loss, Read, Written, loss
from causal.files.problems import fail
from causal.files.shapes import NUMBER, plain_number
from causal.model import Model, Relation, Sign

HOLDING = Holding(factor=frozenset({"id", "self_limitation"}), relation=frozenset({"id", "strength"}))


def looks_like_matrix(rows: list[Row]) -> bool:
    """Whether the names of the rows are those of the columns."""
    names = {name for name in _columns(rows) if name}
    return bool(names) and names == {row.cells[0] for row in rows[1:]}


def _columns(rows: list[Row]) -> tuple[str, ...]:
    """The names above the columns. R leaves the first cell away, Excel adds empty ones at the end."""
    cells = rows[0].cells
    shifted = cells[0] != "" and len(rows) > 1 and len(cells) == len(rows[1].cells) - 1
    named = cells if shifted else cells[1:]
    last = max((place for place, cell in enumerate(named, start=1) if cell), default=0)
    return named[:last]


def read_matrix(text: str, name: str) -> Read:
    """The model in a community matrix. Raises ModelErrors."""
    rows = rows_of(text, name)
    names = _names(rows, name)
    draft = Draft(name)
    for column in names:
        draft.factor(column, {"self_limitation": "false"}, rows[0].line)
    comma = separator_of(text) != ","
    for row in rows[1:]:
        if any(row.cells[len(names) + 1 :]):
            count = len(row.cells)
            raise fail("cells", file=name, line=row.line, count=count, columns=len(names) + 1)
        for column, cell in zip(names, row.cells[1:], strict=False):
            _take(draft, column, row, cell.replace(",", ".") if comma else cell)
    return draft.read()


def _names(rows: list[Row], name: str) -> tuple[str, ...]:
    names = _columns(rows)
    below = [row.cells[0] for row in rows[1:]]
    if names != tuple(below) and all(NUMBER.fullmatch(cell) for row in rows for cell in row.cells):
        raise fail("matrix-unnamed", file=name, line=rows[0].line)
    if len(names) > limits.FACTORS:
        raise fail("too-many", file=name, line=rows[0].line, what="factors", limit=limits.FACTORS)
    for wanted, found in ((names, below), (below, names)):
        if odd := [one or "–" for one in wanted if one not in found or wanted.count(one) > 1]:
            raise fail("matrix-names", file=name, line=rows[0].line, names=", ".join(odd[:5]))
    return names


def _take(draft: Draft, column: str, row: Row, cell: str) -> None:
    if NUMBER.fullmatch(cell) and float(cell) == 0:
        return
    if NUMBER.fullmatch(cell):
        sign = "-" if float(cell) < 0 else "+"
        draft.relation(column, row.cells[0], {"sign": sign, "strength": repr(abs(float(cell)))}, row.line)
    elif found := sign_of(cell):
        draft.relation(column, row.cells[0], {"sign": found}, row.line)
    elif cell:
        place = f"A[{row.cells[0]},{column}]"
        raise fail("matrix-cell", file=draft.name, line=row.line, value=cell, place=place)


def write_matrix(model: Model) -> Written:
    """The relations that count as a square table of numbers."""
    counting, losses = only_counting(model)
    entries: dict[tuple[str, str], list[Relation]] = {}
    for relation in counting.relations:
        entries.setdefault((relation.target, relation.source), []).append(relation)
    cells = {place: _cell(model, found) for place, found in entries.items()}
    limited = limiting_themselves(counting)
    cells |= {(one, one): "?" if (one, one) in cells else "-1" for one in limited}
    names = [factor.id for factor in model.factors]
    rows = [["", *names], *([row, *(cells.get((row, column), "0") for column in names)] for row in names)]
    return Written(table_text(rows), (*losses, *_losses(model, counting, entries)))


def _plain_signs(model: Model) -> bool:
    return all(relation.strength == "average" for relation in model.relations)


def _cell(model: Model, relations: list[Relation]) -> str:
    signs = {relation.sign for relation in relations}
    if len(signs) > 1 or Sign.UNKNOWN in signs:
        return "?"  # two effects that pull both ways have no sign together
    if _plain_signs(model) and len(relations) == 1:
        return str(int(relations[0].sign))
    return repr(plain_number(sum(model.gain(relation) for relation in relations)))


def _losses(
    model: Model, counting: Model, entries: Mapping[tuple[str, str], list[Relation]]
) -> tuple[Loss, ...]:
    relations = counting.relations
    limiting = {(one, one) for one in limiting_themselves(counting)}
    merged = [
        together[0].id for place, together in entries.items() if len(together) + (place in limiting) > 1
    ]
    changed = [relation.id for relation in relations if _strength_changes(relation)]
    named = [relation.id for relation in relations if not is_plain_id(relation)]
    limited = [factor.id for factor in model.factors if factor.self_limitation]
    return (
        *HOLDING.losses(counting),
        *loss("relation", merged, "merged"),
        *loss("relation.id", named),
        *loss("relation.strength", changed, "changed"),
        *loss("factor.self_limitation", limited, "changed"),
    )


def _strength_changes(relation: Relation) -> bool:
    """A class becomes a number; an effect of unknown sign is a question mark without one."""
    return isinstance(relation.strength, str) or relation.sign is Sign.UNKNOWN
