"""Colours of drawings that stand alone; on a page, style sheets lay the page's own colours over them.

Red is left out on purpose: in the product it means danger now, and a fall is no danger.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """One set of colours; ``domains`` are the grounds of the domain boxes, used in turn."""

    paper: str
    ink: str
    soft: str
    line: str
    node: str
    plus: str
    minus: str
    unknown: str
    lever: str
    goal: str
    key: str
    effectiveness: str
    pressure: str
    domains: tuple[str, ...]
    series: tuple[str, ...]


LIGHT = Palette(
    paper="#ffffff",
    ink="#14211f",
    soft="#465452",
    line="#71807f",
    node="#ffffff",
    plus="#14589e",
    minus="#9a4b00",
    unknown="#5d5d66",
    lever="#1d6b2c",
    goal="#0a5661",
    key="#7a5200",
    effectiveness="#6b3f96",
    pressure="#5a4a42",
    domains=("#eef3f8", "#f6f2e8", "#eef5ee", "#f5eff6", "#eaf4f4", "#f7efec", "#f1f1f4", "#f3f5e6"),
    series=("#14589e", "#9a4b00", "#1d6b2c", "#6b3f96", "#0a5661", "#5d5d66"),
)

DARK = Palette(
    paper="#151e21",
    ink="#e7edec",
    soft="#b3c0bf",
    line="#7b8c90",
    node="#10181a",
    plus="#8dbdf2",
    minus="#f0b06a",
    unknown="#b4b4c0",
    lever="#8fd19b",
    goal="#86cad4",
    key="#e3c06b",
    effectiveness="#cdaaf0",
    pressure="#cdbcb2",
    domains=("#1a252e", "#28251b", "#1b2820", "#27202b", "#182829", "#2b2220", "#232329", "#252819"),
    series=("#8dbdf2", "#f0b06a", "#8fd19b", "#cdaaf0", "#86cad4", "#b4b4c0"),
)


def palette(dark: bool) -> Palette:
    """The colours for light or dark paper."""
    return DARK if dark else LIGHT


def sign_colours(colours: Palette) -> Mapping[int, str]:
    """The colour of each sign."""
    return {1: colours.plus, -1: colours.minus, 0: colours.unknown}
