"""The plans of the world: one that everybody with an account reads, and one that its own desk alone does."""

from typing import Any

from ketenzicht.common.actor import acting
from ketenzicht.planning.actions import money
from ketenzicht.planning.actions import plans as actions
from ketenzicht.planning.models import CostItem, Plan, RequiredElement
from tests.access.people import desk
from tests.access.world import World, plant

KEPT_BY = "chain-zwb"


def plans(world: World) -> None:
    """Both, with something in every field."""
    world.plans = {tag: _plan(world, tag) for tag in ("told", "secret")}
    by = world.actor("chain")
    with acting(by):
        actions.open_plan(code=world.plans["told"]["code"], visibility="signed_in", by=by, at=world.at)


def _plan(world: World, tag: str) -> dict[str, Any]:
    by, at = world.actor("chain"), world.at
    with acting(by):
        # The address keeps the first title, and stands in refusals too.
        made = actions.begin_plan(
            title=f"Plan {tag}", kind="district", desk_id=desk(KEPT_BY).pk, by=by, at=at
        )
        said = {"title": plant("PLAN", tag), "vision": plant("VISION", tag)}
        actions.change_plan(code=made.code, values=said, seen=0, by=by, at=at)
        element = RequiredElement.objects.order_by("position")[0].code
        actions.mark_elements(code=made.code, states={element: ("there", "")}, by=by, at=at)
        scenario = money.take_in_published(code=made.code, by=by, at=at)
        item = CostItem.objects.filter(plan=made).order_by("position")[0]
        _rename(world, made, item, plant("ITEM", tag))
        return {"code": made.code, "scenario": scenario.pk, "item": item.pk}


def _rename(world: World, made: Plan, item: CostItem, name: str) -> None:
    by = world.actor("chain")
    given = {"code": made.code, "part_id": item.pk, "by": by, "at": world.at}
    actions.change_part(kind="costitem", values={"name": name}, seen=0, **given)
