"""The plans of the world: one that everybody with an account reads, and one that its own desk alone does."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from ketenzicht.common.actor import acting
from ketenzicht.partners.models import Organisation
from ketenzicht.planning.actions import money
from ketenzicht.planning.actions import plans as actions
from ketenzicht.planning.actions.reports import make_report
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
        measure = _what_is_done(world, made, tag)
        make_report(code=made.code, title="How far", addressed_to="The council", by=by, at=at)
        return {"code": made.code, "scenario": scenario.pk, "item": item.pk, "measure": measure}


def _rename(world: World, made: Plan, item: CostItem, name: str) -> None:
    by = world.actor("chain")
    given = {"code": made.code, "part_id": item.pk, "by": by, "at": world.at}
    actions.change_part(kind="costitem", values={"name": name}, seen=0, **given)


def _what_is_done(world: World, made: Plan, tag: str) -> UUID:
    """A row in every table of problems, goals, measures and projects; the key of the measure."""
    by = world.actor("chain")

    def add(kind: str, **values: Any) -> UUID:
        return actions.add_part(code=made.code, kind=kind, values=values, by=by, at=world.at).pk

    problem = add("problem", title=plant("PROBLEM", tag))
    main = add("goal", title=plant("GOAL", tag), level="main", answers=[problem])
    under = add("goal", title="Under it", level="sub", parent=main)
    add("goalconflict", goal=main, other=under, text="They pull apart.")
    today = timezone.localdate(world.at)
    taken = {"value": Decimal(12), "measured_on": today, "source": "Own count"}
    add("measurement", goal=under, **taken)
    line = add("actionline", title="A line")
    partner = Organisation.objects.order_by("code")[0].pk
    measure = add("measure", title=plant("MEASURE", tag), line=line, goals=[under], partners=[partner])
    add("progressnote", measure=measure, half_year="2026-1", status="running", text=plant("PROGRESS", tag))
    add("risk", measure=measure, text="A risk.")
    add(
        "decision",
        measure=measure,
        text="Go on.",
        decided_on=today,
        decided_by="The council",
    )
    add("involvement", measure=measure, asked="not_asked")
    project = add("project", title=plant("PROJECT", tag), measure=measure)
    add("projectfigure", project=project, label="Hotels", value="10", as_of="2026")
    return measure
