"""Reading the social map: desks, municipalities, and what the route table advises."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils.translation import get_language

from ketenzicht.common.actor import NotVisible
from ketenzicht.common.domain.workdays import Limit, Unit
from ketenzicht.common.queries import exploitation_forms
from ketenzicht.partners.domain import routes
from ketenzicht.partners.models import Desk, Municipality, Organisation, Region, Revision, Route
from ketenzicht.partners.words import ACTS, CONDITIONS, MET, word

FOCAL = ("municipal_focal_point", "focal")
CHAIN_DIRECTION = "chain_direction"


def desk(desk_id: int) -> Desk:
    """One desk with its organisation. Raises :class:`NotVisible` when there is none."""
    found = _desks().filter(pk=desk_id).first()
    if found is None:
        raise NotVisible
    return found


def desk_by_code(code: str) -> Desk:
    """The desk with this code. Raises :class:`NotVisible` when there is none."""
    found = _desks().filter(code=code).first()
    if found is None:
        raise NotVisible
    return found


def desks_by_id(desk_ids: Iterable[int | None]) -> dict[int, Desk]:
    """The desks with these ids, in one query."""
    return {row.pk: row for row in _desks().filter(pk__in={pk for pk in desk_ids if pk})}


def every_desk() -> QuerySet[Desk]:
    """The desks of all times, those that are closed too."""
    return Desk.objects.all()


def desks_on(day: date) -> QuerySet[Desk]:
    """Every desk that is there on a day."""
    return _desks().filter(_valid(day)).order_by("label_nl", "code")


def desks_connected(on: date) -> QuerySet[Desk]:
    """The desks that work in the product themselves, so that a hand-off reaches them."""
    return desks_on(on).filter(connected=True)


def organisations(on: date) -> QuerySet[Organisation]:
    """The organisations that are there on a day, in alphabetical order."""
    return Organisation.objects.filter(_valid(on)).order_by("label_nl")


def municipalities(on: date) -> QuerySet[Municipality]:
    """The municipalities that are there on a day, in alphabetical order."""
    return Municipality.objects.filter(_valid(on)).order_by("label_nl")


def municipality_names(on: date) -> list[tuple[int, str]]:
    """The municipalities that are there on a day to choose from: the id and the name of each."""
    return list(municipalities(on).values_list("pk", Municipality.field_of("label")))


def municipality(municipality_id: int | None) -> Municipality | None:
    """One municipality, or None when it is not known."""
    return Municipality.objects.filter(pk=municipality_id).first() if municipality_id else None


def regions_of(municipality_id: int | None, on: date) -> QuerySet[Region]:
    """The regions a municipality lies in, for any theme; every region when it is not known."""
    everywhere = Region.objects.filter(_valid(on)).order_by("code")
    if municipality_id is None:
        return everywhere
    return everywhere.filter(
        Q(memberships__valid_to=None) | Q(memberships__valid_to__gte=on),
        memberships__municipality=municipality_id,
        memberships__valid_from__lte=on,
    ).distinct()


def receiving_desk(municipality_id: int | None, on: date) -> Desk:
    """The focal desk that takes in a report about this municipality.

    A municipality that is not known, or has no connected focal desk, goes to the focal desk of the region as
    a whole, and where there is none to that of the largest municipality: somebody always looks.
    Raises :class:`NotVisible` when no focal desk is connected at all.
    """
    focal = desks_connected(on).filter(kind__in=FOCAL)
    own = focal.filter(municipality=municipality_id).first() if municipality_id else None
    found = own or focal.order_by(F("municipality__population").desc(nulls_first=True), "code").first()
    if found is None:
        raise NotVisible
    return found


def overseeing_desks(on: date, municipality_id: int | None = None) -> list[Desk]:
    """The chain directors' desks for a municipality, who hear when something acute is left lying.

    Without a municipality it could be anywhere, so all of them hear it.
    """
    here = set(regions_of(municipality_id, on).values_list("pk", flat=True))
    desks = desks_connected(on).filter(kind=CHAIN_DIRECTION)
    return [row for row in desks if row.region_id is None or row.region_id in here]


@dataclass(frozen=True)
class RouteStep:
    """One step of the advice, with the desks it means here; none if no desk on the map fits."""

    act: str
    desk_kind: str
    why: str
    desks: tuple[Desk, ...]


@dataclass(frozen=True)
class RouteAdvice:
    """The advice of the route table, with its rows and desks looked up."""

    advice: routes.Advice
    route: Route | None
    steps: tuple[RouteStep, ...]
    rows: Mapping[str, Route]

    @property
    def assessment(self) -> Limit | None:
        """How fast the first assessment is due by the rule that fired."""
        return _limit(self.route.assessment_quantity, self.route.assessment_unit) if self.route else None

    @property
    def reply(self) -> Limit | None:
        """How fast the reporter hears something by the rule that fired."""
        return _limit(self.route.reply_quantity, self.route.reply_unit) if self.route else None

    @property
    def advised_desk_ids(self) -> frozenset[int]:
        """The desks that the advice hands the signal to, or calls."""
        return frozenset(
            desk.pk for step in self.steps if step.act in {"handoff", "phone"} for desk in step.desks
        )


def route_rows(municipality_id: int | None, on: date) -> QuerySet[Route]:
    """The rows of the route table that hold on a day, for everybody and for the municipality."""
    regions = regions_of(municipality_id, on).values("pk") if municipality_id else []
    return Route.objects.filter(_valid(on)).filter(Q(region=None) | Q(region__in=regions))


def every_route() -> QuerySet[Route]:
    """The route table of all times, to name what was advised earlier."""
    return Route.objects.all()


def rules(rows: Iterable[Route]) -> list[routes.Rule]:
    """Rows of the route table as the rules that give advice. Raises ValueError for a malformed row."""
    return [
        routes.Rule(
            code=row.code,
            order=row.position,
            conditions={name: _wanted(value) for name, value in row.conditions.items()},
            steps=tuple(
                routes.Step(step["act"], step.get("desk", ""), step.get("desk_kind", ""))
                for step in row.steps
            ),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in rows
    ]


def advise(facts: routes.Facts, municipality_id: int | None, on: date) -> RouteAdvice:
    """What the route table advises for these facts in a municipality; always four queries or fewer."""
    rows = {row.code: row for row in route_rows(municipality_id, on)}
    advice = routes.advise(facts, rules(rows.values()), on)
    fired = rows.get(advice.rule or "")
    known = list(_desks_named(fired.steps, on)) if fired else []
    here = set(regions_of(municipality_id, on).values_list("pk", flat=True)) if municipality_id else None
    steps = tuple(_step(step, known, municipality_id, here) for step in (fired.steps if fired else ()))
    return RouteAdvice(advice, fired, steps, rows)


def _desks_named(steps: Iterable[Mapping[str, str]], on: date) -> QuerySet[Desk]:
    codes = [step["desk"] for step in steps if step.get("desk")]
    kinds = [step["desk_kind"] for step in steps if step.get("desk_kind")]
    return desks_on(on).filter(Q(code__in=codes) | Q(kind__in=kinds))


def desks_for(step: routes.Step, municipality_id: int | None, on: date) -> list[Desk]:
    """The desks that a step means for a municipality: the named one, or those of the kind that serve it."""
    here = set(regions_of(municipality_id, on).values_list("pk", flat=True)) if municipality_id else None
    return _desks_meant(step.desk, step.desk_kind, list(desks_on(on)), municipality_id, here)


def _step(
    row: Mapping[str, str], known: list[Desk], municipality_id: int | None, here: set[int] | None
) -> RouteStep:
    code, kind = row.get("desk", ""), row.get("desk_kind", "")
    why = row.get("why_en" if (get_language() or "nl").startswith("en") else "why_nl", "")
    return RouteStep(row["act"], kind, why, tuple(_desks_meant(code, kind, known, municipality_id, here)))


def _desks_meant(
    code: str, kind: str, known: list[Desk], municipality_id: int | None, here: set[int] | None
) -> list[Desk]:
    if code:
        return [row for row in known if row.code == code]
    of_kind = [row for row in known if row.kind == kind]
    local = [row for row in of_kind if _serves(row, municipality_id, here)]
    return local or [row for row in of_kind if row.region_id is None and row.municipality_id is None]


def _serves(row: Desk, municipality_id: int | None, here: set[int] | None) -> bool:
    if row.municipality_id:
        return row.municipality_id == municipality_id
    # A municipality that is not known could be any of the region's, so a regional desk serves it.
    return row.region_id is not None and (here is None or row.region_id in here)


def _wanted(value: object) -> routes.ConditionValue:
    if isinstance(value, list):
        return tuple(str(word) for word in value)
    return value if isinstance(value, bool) else str(value)


def _limit(quantity: int, unit: str) -> Limit:
    return Limit(quantity, Unit(unit))


def _desks() -> QuerySet[Desk]:
    return Desk.objects.select_related("organisation", "region", "municipality")


def _valid(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))


def route_by_code(code: str) -> Route:
    """The route with this code. Raises :class:`NotVisible` when there is none."""
    found = Route.objects.filter(code=code).first()
    if found is None:
        raise NotVisible
    return found


def revisions(kind: str, code: str) -> QuerySet[Revision]:
    """How a row was corrected, the newest first."""
    return Revision.objects.filter(row_kind=kind, row_code=code).order_by("-number")


def desk_kinds() -> list[str]:
    """The kinds of desk that occur."""
    return list(Desk.objects.order_by("kind").values_list("kind", flat=True).distinct())


def all_routes() -> QuerySet[Route]:
    """Every row of the route table, also those that hold no longer."""
    return Route.objects.select_related("region").order_by("position", "code")


def names_of_codes(on: date) -> dict[str, str]:
    """What the codes of forms and desks that stand in routes are called."""
    rows = [*exploitation_forms(on), *Desk.objects.all()]
    return {row.code: row.label for row in rows}


def condition_word(condition: routes.Condition) -> str:
    """What a condition of a route asks about."""
    return word(CONDITIONS, condition)


def met_word(met: routes.Met) -> str:
    """Whether it was met, in a word or two."""
    return word(MET, met)


def act_word(act: str) -> str:
    """What a step of a route tells to do."""
    return word(ACTS, act)
