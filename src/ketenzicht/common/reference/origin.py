"""Words about nationality, ethnicity or origin: none may stand in what is asked, weighed or routed on.

They are no indicator of trafficking, and a product that asked for them would discriminate.
"""

import re
from collections.abc import Iterator
from typing import Any

from ketenzicht.common.reference.rows import Row

_PATTERN = re.compile(
    r"""\b(
      nationalit | etnisch | etnicit | ethnic | herkomst | afkomst | landgenot | huidskleur
    | migratieachtergrond | land\ van\ oorsprong | country\ of\ origin | by\ origin | skin\ colo
    | migration\ background | oost-europ | eastern\ europ | afrika | africa | aziat | asian
    | latijns-amerika | latin\ americ
    | roemeen | roemeni | romanian | bulgaar | bulgari | hongaar | hungarian | poolse | polish | nigeria
    | marokka | morocc | turkse | turkish | syri | oekra | ukrain | vietnam | chinees | chinese | filipijn
    | filipino | zigeuner | gypsy
    )\w*""",
    re.IGNORECASE | re.VERBOSE,
)
_ABOUT_THE_ROW = frozenset({"source", "source_url"})


def words_about_origin(row: Row) -> tuple[str, ...]:
    """The words about origin in what the row says; its source may name them, that is asked of nobody."""
    said = " ".join(_texts(row.model_dump(exclude=set(_ABOUT_THE_ROW))))
    return tuple(sorted({match.group(0).lower() for match in _PATTERN.finditer(said)}))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
