"""A sheet → PDF, by way of Typst. Everything said is data to the template: no label can become markup."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import typst

from causal.report.sheet import Sheet

TEMPLATE = Path(__file__).with_name("report.typ")
PAGES = 2
SIZES = (9.8, 9.3, 8.8)  # points


def pdf(sheet: Sheet) -> bytes:
    """The report as PDF/UA-1 (tagged, words for every picture) on two pages.

    When room is short it is set in smaller letters, and then without its spare parts. When a label holds
    letters that our fonts lack, the fonts of this machine are asked; when those lack them too, the PDF does
    not claim to be accessible.
    """
    fitting = next((one for one in _smaller(sheet) if pages(one) <= PAGES), None)
    inputs = _inputs(fitting or list(_smaller(sheet))[-1])
    for own_fonts in (True, False):
        try:
            return _set(inputs, own_fonts=own_fonts, accessible=True)
        except typst.TypstError:
            continue
    return _set(inputs, own_fonts=False, accessible=False)


def pages(sheet: Sheet) -> int:
    """How many pages a sheet takes."""
    found = typst.query(
        TEMPLATE.read_bytes(), "<pages>", field="value", one=True, sys_inputs=_inputs(sheet), format="json"
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


def _inputs(sheet: Sheet) -> dict[str, str]:
    return {"data": json.dumps(sheet.as_data(), ensure_ascii=False)}


def _set(inputs: dict[str, str], *, own_fonts: bool, accessible: bool) -> bytes:
    made = typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        sys_inputs=inputs,
        ignore_system_fonts=own_fonts,
        pdf_standards="ua-1" if accessible else None,
    )
    return bytes(made)
