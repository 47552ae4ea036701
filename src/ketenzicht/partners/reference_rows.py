"""The rows of regions, organisations, desks and routes, and what must hold between them."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self, cast

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ketenzicht.common.reference.kinds import Kind, Reference, Rows
from ketenzicht.common.reference.problems import Problem
from ketenzicht.common.reference.rows import (
    Code,
    Codes,
    OptionalCode,
    OptionalDate,
    OptionalText,
    Row,
    Sentence,
)
from ketenzicht.common.reference_rows import FORMS, FormRow
from ketenzicht.partners.domain.routes import condition_problems
from ketenzicht.partners.models import Desk, Municipality, Organisation, Region, RegionMembership, Route

MUNICIPALITIES = "partners.municipalities"
REGIONS = "partners.regions"
MEMBERSHIPS = "partners.region_memberships"
ORGANISATIONS = "partners.organisations"
DESKS = "partners.desks"
ROUTES = "partners.routes"

Unit = Literal["minutes", "workdays"]


class MunicipalityRow(Row):
    """A municipality."""

    code: Annotated[str, Field(pattern=r"^GM\d{4}$")]
    province: Sentence
    population: int | None = Field(default=None, gt=0)
    population_on: OptionalDate = None


class RegionRow(Row):
    """A region for some theme."""

    kind: Code


class MembershipRow(Row):
    """That a municipality lies in a region for a theme."""

    region: Code
    municipality: Code
    theme: Code


class OrganisationRow(Row):
    """An organisation of the chain."""

    level: Literal["national", "regional", "local"]
    kind: Code
    description_nl: Sentence
    description_en: Sentence
    website: OptionalText = ""


class DeskRow(Row):
    """A desk and what it takes in."""

    organisation: Code
    kind: Code
    description_nl: Sentence
    description_en: Sentence
    region: OptionalCode = None
    municipality: OptionalCode = None
    forms: Codes
    subjects: tuple[Literal["person", "place", "online", "perpetrator_information"], ...]
    age_groups: tuple[Literal["adult", "minor"], ...]
    urgencies: tuple[Literal["acute", "ordinary"], ...]
    phone: Annotated[str, Field(max_length=40)] = ""
    email: OptionalText = ""
    website: OptionalText = ""
    opening_nl: OptionalText = ""
    opening_en: OptionalText = ""
    connected: bool

    @model_validator(mode="after")
    def _serves_one_area(self) -> Self:
        if self.region and self.municipality:
            raise ValueError("names a region and a municipality; it serves one of them")
        return self


class StepRow(BaseModel):
    """One thing a route says to do, by one desk or by the desk of a kind that serves the municipality."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    desk: str = ""
    desk_kind: str = ""
    act: Literal["handoff", "inform", "advise", "phone"]
    why_nl: Sentence
    why_en: Sentence

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        if bool(self.desk) == bool(self.desk_kind):
            raise ValueError("names a desk or a kind of desk, one of the two")
        return self

    def fits(self, desk: DeskRow) -> bool:
        """Whether this step can mean that desk."""
        return desk.code == self.desk if self.desk else desk.kind == self.desk_kind


class RouteRow(Row):
    """A rule of the route table."""

    position: int = Field(ge=1)
    region: OptionalCode = None
    conditions: dict[str, Any]
    steps: Annotated[tuple[StepRow, ...], Field(min_length=1)]
    explanation_nl: Sentence
    explanation_en: Sentence
    assessment_quantity: int = Field(ge=1)
    assessment_unit: Unit
    reply_quantity: int = Field(ge=1)
    reply_unit: Unit

    @model_validator(mode="after")
    def _asks_what_is_known(self) -> Self:
        if problems := condition_problems(self.conditions):
            raise ValueError("; ".join(problems))
        return self

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms it is about; empty for every form."""
        wanted = self.conditions.get("forms", ())
        return (wanted,) if isinstance(wanted, str) else tuple(wanted)


def routes_lead_somewhere(rows: Rows) -> Iterator[Problem]:
    """Every step has a desk; what is handed over reaches a connected desk that takes every form in."""
    desks = cast("tuple[DeskRow, ...]", rows[DESKS])
    forms = cast("tuple[FormRow, ...]", rows[FORMS])
    trafficking = frozenset(row.code for row in forms if row.counts_as_trafficking)
    for route in cast("tuple[RouteRow, ...]", rows[ROUTES]):
        yield from (_problem(route, f"forms: {code} is no form") for code in _unknown(route, forms))
        for step in route.steps:
            meant = [desk for desk in desks if step.fits(desk) and _both_valid(route, desk)]
            if what := _wrong(step, meant, frozenset(route.forms) or trafficking):
                yield _problem(route, what)


def _unknown(route: RouteRow, forms: tuple[FormRow, ...]) -> list[str]:
    return sorted(set(route.forms) - {row.code for row in forms})


def _wrong(step: StepRow, meant: list[DeskRow], forms: frozenset[str]) -> str:
    name = step.desk or step.desk_kind
    if not meant:
        return f"steps: there is no desk {name}"
    if step.act != "handoff":
        return ""
    if not any(desk.connected for desk in meant):
        return f"steps: hands over to {name}, which is not connected"
    missing = sorted(forms - frozenset(form for desk in meant if desk.connected for form in desk.forms))
    return f"steps: hands over to {name}, which does not take in {', '.join(missing)}" if missing else ""


def _both_valid(route: RouteRow, desk: DeskRow) -> bool:
    return route.overlaps(desk)


def _problem(route: RouteRow, what: str) -> Problem:
    remedy = "Choose another desk or act, or correct what the desk takes in."
    return Problem("partners/refdata/routes.yaml", f"row {route.code}", what, remedy)


KINDS = (
    Kind(MUNICIPALITIES, "municipalities.csv", MunicipalityRow, Municipality),
    Kind(REGIONS, "regions.yaml", RegionRow, Region),
    Kind(
        MEMBERSHIPS,
        "region_memberships.csv",
        MembershipRow,
        RegionMembership,
        references=(Reference("region", REGIONS), Reference("municipality", MUNICIPALITIES)),
        once=("municipality", "theme"),
    ),
    Kind(ORGANISATIONS, "organisations.yaml", OrganisationRow, Organisation),
    Kind(
        DESKS,
        "desks.yaml",
        DeskRow,
        Desk,
        references=(
            Reference("organisation", ORGANISATIONS),
            Reference("region", REGIONS),
            Reference("municipality", MUNICIPALITIES),
            Reference("forms", FORMS),
        ),
    ),
    Kind(
        ROUTES,
        "routes.yaml",
        RouteRow,
        Route,
        references=(Reference("region", REGIONS),),
        checks=(routes_lead_somewhere,),
        mute_about_origin=True,
    ),
)
