"""A template and its data → PDF, by way of Typst. Everything said is data: no word can become markup."""

import json
from collections.abc import Mapping
from typing import Any

import typst


def accessible_pdf(template: bytes, data: Mapping[str, Any]) -> bytes:
    """The document as PDF/UA-1 (tagged, words for every picture); the template finds ``data`` as an input.

    When a word holds letters that our fonts lack, the fonts of this machine are asked; when those lack them
    too, the PDF does not claim to be accessible.
    """
    inputs = inputs_of(data)
    for own_fonts in (True, False):
        try:
            return _set(template, inputs, own_fonts=own_fonts, accessible=True)
        except typst.TypstError:
            continue
    return _set(template, inputs, own_fonts=False, accessible=False)


def inputs_of(data: Mapping[str, Any]) -> dict[str, str]:
    """The data as a template gets them."""
    return {"data": json.dumps(data, ensure_ascii=False)}


def _set(template: bytes, inputs: dict[str, str], *, own_fonts: bool, accessible: bool) -> bytes:
    made = typst.compile(
        template,
        format="pdf",
        sys_inputs=inputs,
        ignore_system_fonts=own_fonts,
        pdf_standards="ua-1" if accessible else None,
    )
    return bytes(made)
