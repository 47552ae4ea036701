"""What a plan costs and who pays which share."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ketenzicht.common.actor import NotAllowed, NotVisible, acting
from ketenzicht.planning.actions import Changed, plans
from ketenzicht.planning.actions import money as actions
from ketenzicht.planning.domain.distribution import Rounding
from ketenzicht.planning.published import published_costs, published_shares
from ketenzicht.planning.queries.money import comparison, costs, scenarios_of, sharing, year_to_show
from ketenzicht.planning.tests.plan_casts import AT, alice, bob, charlie, plan

pytestmark = pytest.mark.django_db


def published(held, by):
    with acting(by):
        return actions.take_in_published(code=held.code, by=by, at=AT)


def test_it_gives_the_published_table_out_of_its_inputs():
    by, held = alice(), plan(alice())
    published(held, by)
    with acting(by):
        (scenario,) = scenarios_of(held)
        found = costs(held, scenario)
        shared = sharing(scenario, found.total(2023))
        assert shared
        assert found.years == [2023]
        assert shared.total == Decimal(86320)
        assert shared.weight == 306270
        printed = [(row.label_nl, row.percentage, row.share) for row in published_shares()]
        shares = [row.by_percentage for row in shared.rows]
        assert [(one.party, one.percentage, one.amount) for one in shares] == printed
        assert shared.by_percentage.surplus == Decimal("86.32")
        assert shared.sum_by_percentage == Decimal("86406.32")
        assert shared.rounding is Rounding.PUBLISHED_PERCENTAGE
        assert sum(row.to_the_cent.amount for row in shared.rows) == shared.total
        assert sum(row.difference for row in shared.rows) == Decimal("86.32")


def test_the_published_table_adds_up_to_what_is_printed():
    assert sum(row.amount for row in published_costs()) == 86320
    assert sum(row.population for row in published_shares()) == 306270


def test_it_takes_the_published_table_over_once():
    by, held = alice(), plan(alice())
    published(held, by)
    with acting(by), pytest.raises(actions.AlreadyCounted):
        actions.take_in_published(code=held.code, by=by, at=AT)


def test_a_later_year_begins_with_this_one():
    by, held = alice(), plan(alice())
    scenario = published(held, by)
    given: dict[str, Any] = {"code": held.code, "scenario_id": scenario.pk, "year": 2023, "by": by, "at": AT}
    with acting(by):
        assert actions.carry_over(percent=Decimal(3), **given) == 2024
        found = costs(held, scenario)
        assert found.years == [2023, 2024]
        assert found.totals == [Decimal(86320), Decimal("88909.60")]
        with pytest.raises(Changed):
            actions.carry_over(percent=Decimal(5), **given)


def test_a_scenario_begins_like_another_and_goes_its_own_way():
    by, held = alice(), plan(alice())
    scenario = published(held, by)
    with acting(by):
        made = actions.copy_scenario(
            code=held.code, scenario_id=scenario.pk, name="Met opleiding", by=by, at=AT
        )
        training = next(row.item for row in costs(held, made).rows if row.amounts == [Decimal(0)])
        actions.keep_amounts(
            code=held.code,
            scenario_id=made.pk,
            year=2023,
            amounts={training.pk: Decimal(2500)},
            seen=0,
            by=by,
            at=AT,
        )
        found = comparison([costs(held, one) for one in scenarios_of(held)], 2023)
        assert found.totals == [Decimal(86320), Decimal(88820)]
        assert [sum(column) for column in zip(*(paid for _name, paid in found.parties), strict=True)] == [
            Decimal(86320),
            Decimal(88820),
        ]


def test_an_item_without_an_amount_is_not_counted_and_one_of_zero_is():
    by, held = alice(), plan(alice())
    scenario = published(held, by)
    with acting(by):
        salary, ict, *_rest = (row.item for row in costs(held, scenario).rows)
        amounts = {salary.pk: None, ict.pk: Decimal(0)}
        given: dict[str, Any] = {
            "code": held.code,
            "scenario_id": scenario.pk,
            "year": 2023,
            "by": by,
            "at": AT,
        }
        actions.keep_amounts(amounts=amounts, seen=0, **given)
        found = costs(held, scenario)
        assert [row.amounts[0] for row in found.rows[:2]] == [None, Decimal(0)]
        assert found.totals == [Decimal(7500)]
        with pytest.raises(Changed):
            actions.keep_amounts(amounts=amounts, seen=0, **given)


def test_amounts_stay_with_the_items_of_the_own_plan():
    by, held, other = alice(), plan(alice()), plan(alice(), "Een ander plan")
    scenario, elsewhere = published(held, by), published(other, by)
    with acting(by):
        foreign = costs(other, elsewhere).rows[0].item
        given: dict[str, Any] = {"code": held.code, "year": 2023, "seen": 0, "by": by, "at": AT}
        actions.keep_amounts(scenario_id=scenario.pk, amounts={foreign.pk: Decimal(1)}, **given)
        assert costs(held, scenario).totals == costs(other, elsewhere).totals == [Decimal(86320)]
        with pytest.raises(NotVisible):
            actions.keep_amounts(scenario_id=elsewhere.pk, amounts={}, **given)


@pytest.mark.parametrize("other", [bob, charlie])
def test_nobody_else_changes_the_money(other):
    held, by = plan(alice(), visibility="signed_in"), other()
    scenario = published(held, alice())
    given: dict[str, Any] = {"code": held.code, "scenario_id": scenario.pk, "by": by, "at": AT}
    with acting(by):
        assert costs(held, scenario).totals == [Decimal(86320)]
        for step in (
            lambda: actions.keep_amounts(year=2023, amounts={}, seen=0, **given),
            lambda: actions.carry_over(year=2023, percent=Decimal(1), **given),
            lambda: actions.copy_scenario(name="Van een ander", **given),
            lambda: actions.take_in_published(code=held.code, by=by, at=AT),
        ):
            with pytest.raises(NotAllowed):
                step()


def test_a_removed_key_no_longer_shares_but_stays_with_its_scenario():
    by, held = alice(), plan(alice())
    scenario = published(held, by)
    with acting(by):
        key = scenario.key
        plans.remove_part(
            code=held.code, kind="distributionkey", part_id=key.pk, seen=key.revision, by=by, at=AT
        )
        (kept,) = scenarios_of(held)
        assert sharing(kept, Decimal(100)) is None


@pytest.mark.parametrize(
    ("years", "wanted", "shown"),
    [([2023, 2024], "2023", 2023), ([2023, 2024], "", 2024), ([2023, 2024], "x", 2024), ([], "2023", None)],
)
def test_it_shows_the_year_asked_for_or_the_nearest(years, wanted, shown):
    assert year_to_show(years, wanted, date(2026, 1, 1)) == shown
