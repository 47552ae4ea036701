"""A sheet → two pages of PDF."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import typst

from causal.report.sheet import Sheet
from causal.typesetting import accessible_pdf, inputs_of

TEMPLATE = Path(__file__).with_name("report.typ")
PAGES = 2
SIZES = (9.8, 9.3, 8.8)  # points


def pdf(sheet: Sheet) -> bytes:
    """The report as :func:`accessible_pdf` on two pages.

    When room is short it is set in smaller letters, and then without its spare parts.
    """
    fitting = next((one for one in _smaller(sheet) if pages(one) <= PAGES), None)
    return accessible_pdf(TEMPLATE.read_bytes(), (fitting or list(_smaller(sheet))[-1]).as_data())


def pages(sheet: Sheet) -> int:
    """How many pages a sheet takes."""
    inputs = inputs_of(sheet.as_data())
    found = typst.query(
        TEMPLATE.read_bytes(), "<pages>", field="value", one=True, sys_inputs=inputs, format="json"
    )
    return int(json.loads(found))


def _smaller(sheet: Sheet) -> Iterator[Sheet]:
    for size in SIZES:
        yield replace(sheet, size=size)
    kept = list(sheet.parts)
    for part in sorted(sheet.parts, key=lambda one: -one.spare):
        if part.spare:
            kept.remove(part)
            yield replace(sheet, size=SIZES[-1], parts=tuple(kept))
