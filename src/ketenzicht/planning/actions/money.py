"""What a plan costs: amounts by year, scenarios, and the published table to begin with."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language, gettext

from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.planning.actions.changing import Changed
from ketenzicht.planning.actions.plans import add_part, hold_plan, record
from ketenzicht.planning.domain.amounts import raised
from ketenzicht.planning.domain.distribution import Rounding
from ketenzicht.planning.models import CostAmount, CostItem, Plan, Scenario
from ketenzicht.planning.published import COUNTED_ON, published_costs, published_shares


class AlreadyCounted(Exception):
    """The plan holds costs already; nothing was added."""


@transaction.atomic
def keep_amounts(
    *,
    code: str,
    scenario_id: UUID,
    year: int,
    amounts: Mapping[UUID, Decimal | None],
    seen: int,
    by: Actor,
    at: datetime,
) -> None:
    """Say what items cost in a year of a scenario. Raises Changed when somebody else did so meanwhile."""
    plan = hold_plan(code, by)
    scenario = _scenario(plan, scenario_id)
    if scenario.revision != seen:
        raise Changed
    _write(plan, scenario, year, amounts)
    _touch(scenario, by, at)
    record("planning.amounts.kept", plan, by, at)


@transaction.atomic
def carry_over(*, code: str, scenario_id: UUID, year: int, percent: Decimal, by: Actor, at: datetime) -> int:
    """Let the next year begin with the amounts of this one, ``percent`` higher; answers which year.

    Raises Changed when the next year holds amounts already.
    """
    plan = hold_plan(code, by)
    scenario = _scenario(plan, scenario_id)
    if CostAmount.objects.filter(scenario=scenario, year=year + 1, amount__isnull=False).exists():
        raise Changed
    before = CostAmount.objects.filter(scenario=scenario, year=year, amount__isnull=False)
    _write(
        plan, scenario, year + 1, {one.item_id: raised(one.amount or Decimal(0), percent) for one in before}
    )
    _touch(scenario, by, at)
    record("planning.amounts.kept", plan, by, at)
    return year + 1


@transaction.atomic
def copy_scenario(*, code: str, scenario_id: UUID, name: str, by: Actor, at: datetime) -> Scenario:
    """A new scenario that begins with the amounts, the key and the rounding of another."""
    plan = hold_plan(code, by)
    like = _scenario(plan, scenario_id)
    values = {"name": name, "key": like.key_id, "rounding": like.rounding}
    added = add_part(code=code, kind="scenario", values=values, by=by, at=at)
    made = _scenario(plan, added.pk)
    CostAmount.objects.bulk_create(
        CostAmount(plan=plan, item_id=one.item_id, scenario=made, year=one.year, amount=one.amount)
        for one in like.amounts.all()
    )
    return made


@transaction.atomic
def take_in_published(*, code: str, by: Actor, at: datetime) -> Scenario:
    """Begin with the published table: items, amounts, key and rounding as printed. Raises AlreadyCounted."""
    plan = hold_plan(code, by)
    if CostItem.objects.filter(plan=plan).exists() or Scenario.objects.filter(plan=plan).exists():
        raise AlreadyCounted
    dutch = not (get_language() or "nl").startswith("en")
    lines, shares = published_costs(), published_shares()
    key = {
        "name": gettext("Population on 1 January %(year)d") % {"year": COUNTED_ON.year},
        "base": gettext("inhabitants"),
        "measured_on": COUNTED_ON,
        "source": shares[0].source,
        "weights": [[row.label_nl, str(row.population)] for row in shares],
    }
    held = add_part(code=code, kind="distributionkey", values=key, by=by, at=at)
    like = {"name": gettext("As published"), "key": held.pk, "rounding": Rounding.PUBLISHED_PERCENTAGE}
    added = add_part(code=code, kind="scenario", values=like, by=by, at=at)
    scenario = _scenario(plan, added.pk)
    for line in lines:
        said = (line.label_nl, line.note_nl) if dutch else (line.label_en, line.note_en)
        values = {"name": said[0], "note": said[1], "source": line.source}
        item = add_part(code=code, kind="costitem", values=values, by=by, at=at)
        _write(plan, scenario, line.year, {item.pk: line.amount})
    return scenario


def _scenario(plan: Plan, scenario_id: UUID) -> Scenario:
    found = Scenario.objects.filter(plan=plan, pk=scenario_id).first()
    if found is None:
        raise NotVisible
    if found.removed_at is not None:
        raise Changed
    return found


def _write(plan: Plan, scenario: Scenario, year: int, amounts: Mapping[UUID, Decimal | None]) -> None:
    own = set(CostItem.objects.filter(plan=plan, pk__in=amounts).values_list("pk", flat=True))
    CostAmount.objects.bulk_create(
        (
            CostAmount(plan=plan, item_id=item, scenario=scenario, year=year, amount=amount)
            for item, amount in amounts.items()
            if item in own
        ),
        update_conflicts=True,
        unique_fields=["item", "scenario", "year"],
        update_fields=["amount"],
    )


def _touch(scenario: Scenario, by: Actor, at: datetime) -> None:
    scenario.revision += 1
    scenario.changed_at, scenario.changed_by_id = at, by.user_id
    scenario.save()
