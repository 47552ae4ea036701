"""What came out of a long analysis, as tables that people can read; the file holds every number."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import get_format
from django.utils.translation import gettext as _

from ketenzicht.common.written import written_number
from ketenzicht.systems import words
from ketenzicht.systems.domain.documents import Json, items, label_of

MOST_ROWS = 40


@dataclass(frozen=True)
class Table:
    """A table with its caption, heads and rows."""

    caption: str
    heads: list[str]
    rows: list[list[str]]


def tables_of(kind: str, result: Json | None, document: Json, language: str) -> list[Table]:
    """The tables of a result; none when there is none yet."""
    names = {key: label_of(one, language) for key, one in items(document, "factors").items()}
    names |= {key: label_of(one, language) for key, one in items(document, "interventions").items()}
    make = {"verdict": _verdict, "rank": _rank, "ensemble": _ensemble}.get(kind)
    if not result or make is None:
        return []
    return [make(name, part, names) for name, part in result.items()]


def _verdict(name: str, part: Json, names: Mapping[str, str]) -> Table:
    rows = []
    for scheme, one in part["monte_carlo"].items():
        acceptance = _percent(one["acceptance"])
        way = str(words.SCHEMES.get(scheme, scheme))
        if one.get("refused"):
            why = words.refusal(one.get("refused_because"))
            rows.append([way, why, "–", "–", "–", acceptance])
        for factor, share in one["effects"].items():
            shares = [_percent(share[side]) for side in ("negative", "zero", "positive")]
            rows.append([way, names.get(factor, factor), *shares, acceptance])
    heads = [_("Way of drawing"), _("Factor"), _("falls"), _("stays"), _("rises"), _("accepted")]
    return Table(str(words.LAYER_SETS[name]), heads, rows[:MOST_ROWS])


def _rank(name: str, part: Json, names: Mapping[str, str]) -> Table:
    rows = []
    for place, one in enumerate(part["ranking"], start=1):
        scheme = one["schemes"].get(name, {})
        helps = [_percent(scheme.get(side)) for side in ("helps", "nothing", "harms")]
        rows.append(
            [str(place), str(names.get(one["id"], one["id"])), *helps, written_number(one["score"], 2)]
        )
    heads = [
        _("Rank"),
        _("Lever or intervention"),
        _("helps"),
        _("does nothing"),
        _("harms"),
        _("Better than another"),
    ]
    return Table(
        _("Drawn with %(scheme)s") % {"scheme": words.SCHEMES.get(name, name)}, heads, rows[:MOST_ROWS]
    )


def _ensemble(name: str, part: Json, names: Mapping[str, str]) -> Table:
    heads = [_("Factor"), *(_("after %(time)s") % {"time": f"{time:g}"} for time in part["times"])]
    rows = [
        [names.get(factor, factor), *(_span(one) for one in told["quantiles"])]
        for chosen in part["sets"]
        for factor, told in chosen["factors"].items()
    ]
    said = _("%(name)s: the middle of the draws, and between brackets where nine in ten of them lie")
    return Table(said % {"name": names.get(name, name)}, heads, rows[:MOST_ROWS])


def _span(quantiles: list[float] | None) -> str:
    """The median with the range of ninety per cent; a dash when every draw ran away."""
    if not quantiles:
        return "–"
    return f"{_number(quantiles[2])} [{_number(quantiles[0])}; {_number(quantiles[4])}]"


def _number(value: float) -> str:
    """Three figures that count, with the comma or point of the page."""
    return f"{value:.3g}".replace(".", get_format("DECIMAL_SEPARATOR"))


def _percent(share: Any) -> str:
    return f"{written_number(100 * share, 1)} %" if isinstance(share, int | float) else "–"
