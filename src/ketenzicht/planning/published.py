"""The published table of costs that ships with the product, read from its reference files."""

from datetime import date

from ketenzicht.common.reference.catalogue import PARTS
from ketenzicht.common.reference.files import read
from ketenzicht.planning.reference_rows import (
    PUBLISHED_COSTS,
    PUBLISHED_SHARES,
    PublishedCostRow,
    PublishedShareRow,
)

# The day on which the population in the table was counted.
COUNTED_ON = date(2019, 1, 1)


def published_costs() -> list[PublishedCostRow]:
    """The lines of the table in their order."""
    rows = read(PUBLISHED_COSTS.path(PARTS)).rows
    return sorted((PublishedCostRow.model_validate(row) for row in rows), key=lambda row: row.position)


def published_shares() -> list[PublishedShareRow]:
    """The municipalities of the table, as printed."""
    rows = read(PUBLISHED_SHARES.path(PARTS)).rows
    return [PublishedShareRow.model_validate(row) for row in rows]
