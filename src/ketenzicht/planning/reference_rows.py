"""The rows of what ships with planning: what a policy holds, and the published table of costs."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from ketenzicht.common.reference.kinds import Kind, Reference
from ketenzicht.common.reference.rows import Code, Row, Sentence
from ketenzicht.planning.domain.roles import MunicipalRole, Pillar
from ketenzicht.planning.figure_rows import KINDS as OF_FIGURES
from ketenzicht.planning.models import Intervention, RequiredElement

Euros = Annotated[Decimal, Field(ge=0, decimal_places=2)]


class RequiredElementRow(Row):
    """Something that a municipality's policy holds."""

    position: int = Field(ge=1)
    role: MunicipalRole
    explanation_nl: Sentence
    explanation_en: Sentence


class InterventionRow(Row):
    """Something that can be done."""

    position: int = Field(ge=1)
    pillars: Annotated[tuple[Pillar, ...], Field(min_length=1)]


class PublishedCostRow(Row):
    """A line of the published costs."""

    position: int = Field(ge=1)
    amount: Euros
    year: int = Field(ge=2000, le=2100)
    note_nl: str
    note_en: str


class PublishedShareRow(Row):
    """What a municipality pays by the published table: as printed there."""

    municipality: Code
    population: int = Field(ge=0)
    percentage: Annotated[Decimal, Field(ge=0, le=100)]
    share: Euros


PUBLISHED_COSTS = Kind("planning.published_costs", "published_costs.yaml", PublishedCostRow, None)
PUBLISHED_SHARES = Kind(
    "planning.published_shares",
    "published_shares.csv",
    PublishedShareRow,
    None,
    references=(Reference("municipality", "partners.municipalities"),),
)
KINDS = (
    Kind("planning.required_elements", "required_elements.yaml", RequiredElementRow, RequiredElement),
    Kind("planning.interventions", "interventions.yaml", InterventionRow, Intervention),
    PUBLISHED_COSTS,
    PUBLISHED_SHARES,
    *OF_FIGURES,
)
