"""What a plan costs in a scenario, by year, and how that is shared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ketenzicht.planning.domain.distribution import Distribution, NoKey, Rounding, Share, distribute
from ketenzicht.planning.models import CostAmount, CostItem, DistributionKey, Plan, Scenario


@dataclass(frozen=True)
class CostRow:
    """An item with what it costs, a column per year; None where it is not counted."""

    item: CostItem
    amounts: list[Decimal | None]


@dataclass(frozen=True)
class Costs:
    """What a scenario costs."""

    scenario: Scenario
    years: list[int]
    rows: list[CostRow]
    totals: list[Decimal]

    def total(self, year: int) -> Decimal:
        """The costs of one year."""
        return self.totals[self.years.index(year)] if year in self.years else Decimal(0)


@dataclass(frozen=True)
class ShareRow:
    """What a party pays to the cent, and what it would pay by the percentage as published."""

    to_the_cent: Share
    by_percentage: Share

    @property
    def difference(self) -> Decimal:
        """How much more the rounded percentage asks."""
        return self.by_percentage.amount - self.to_the_cent.amount


@dataclass(frozen=True)
class Sharing:
    """A total shared by a key, both ways; ``rounding`` is the one that counts."""

    total: Decimal
    weight: Decimal
    rounding: Rounding
    rows: list[ShareRow]
    to_the_cent: Distribution
    by_percentage: Distribution

    @property
    def sum_by_percentage(self) -> Decimal:
        """What the shares by rounded percentages add up to."""
        return self.total + self.by_percentage.surplus


def items_of(plan: Plan) -> list[CostItem]:
    """The cost items of a plan in their order."""
    return list(CostItem.objects.filter(plan=plan, removed_at=None))


def scenarios_of(plan: Plan) -> list[Scenario]:
    """The scenarios of a plan in their order."""
    return list(Scenario.objects.filter(plan=plan, removed_at=None).select_related("key"))


def keys_of(plan: Plan) -> list[DistributionKey]:
    """The distribution keys of a plan in their order."""
    return list(DistributionKey.objects.filter(plan=plan, removed_at=None))


def costs(plan: Plan, scenario: Scenario) -> Costs:
    """Every item and year of a scenario."""
    items = items_of(plan)
    found = CostAmount.objects.filter(scenario=scenario, item__in=items, amount__isnull=False)
    amounts = {(one.item_id, one.year): one.amount for one in found}
    years = sorted({year for _item, year in amounts})
    return Costs(
        scenario,
        years,
        [CostRow(item, [amounts.get((item.pk, year)) for year in years]) for item in items],
        [
            sum((amount or Decimal(0) for (_, at), amount in amounts.items() if at == year), Decimal(0))
            for year in years
        ],
    )


def amounts_of(scenario: Scenario, year: int) -> dict[CostItem, Decimal | None]:
    """Every item of the plan with what it costs in this year."""
    found = CostAmount.objects.filter(scenario=scenario, year=year).values_list("item_id", "amount")
    known = dict(found)
    return {item: known.get(item.pk) for item in items_of(scenario.plan)}


def sharing(scenario: Scenario, total: Decimal) -> Sharing | None:
    """A total shared by the key of the scenario; None without a key that shares anything."""
    if scenario.key is None or scenario.key.removed_at is not None:
        return None
    weights = {party: Decimal(weight) for party, weight in scenario.key.weights}
    try:
        fair = distribute(total, weights, Rounding.LARGEST_REMAINDER)
        published = distribute(total, weights, Rounding.PUBLISHED_PERCENTAGE)
    except NoKey:
        return None
    return Sharing(
        total,
        sum(weights.values(), Decimal(0)),
        Rounding(scenario.rounding),
        [ShareRow(one, other) for one, other in zip(fair.shares, published.shares, strict=True)],
        fair,
        published,
    )


@dataclass(frozen=True)
class Comparison:
    """What each scenario costs in a year, and what each party pays in it to the cent."""

    scenarios: list[Scenario]
    totals: list[Decimal]
    parties: list[tuple[str, list[Decimal | None]]]


def comparison(all_costs: Sequence[Costs], year: int) -> Comparison:
    """The scenarios of a plan beside each other."""
    totals = [one.total(year) for one in all_costs]
    shared = [sharing(one.scenario, total) for one, total in zip(all_costs, totals, strict=True)]
    paid = [
        {row.to_the_cent.party: row.to_the_cent.amount for row in one.rows} if one else {} for one in shared
    ]
    names = list(dict.fromkeys(name for one in paid for name in one))
    return Comparison(
        [one.scenario for one in all_costs],
        totals,
        [(name, [one.get(name) for one in paid]) for name in names],
    )


def year_to_show(years: Sequence[int], wanted: str, today: date) -> int | None:
    """The year that was asked for; otherwise this year or the one nearest to it. None without years."""
    if wanted.isdecimal() and len(wanted) == 4 and int(wanted) in years:
        return int(wanted)
    return min(years, key=lambda year: (abs(year - today.year), year), default=None)
