"""The plans of the demonstration: a district with its costs, and two municipalities beside each other."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.config.demonstration import rows
from ketenzicht.config.demonstration.plan_parts import Writer
from ketenzicht.config.demonstration.scene import Scene
from ketenzicht.planning.actions import money, plans
from ketenzicht.planning.actions.reports import make_report
from ketenzicht.planning.domain.distribution import Rounding
from ketenzicht.planning.queries import consultation_for
from ketenzicht.planning.queries.money import costs

ADVISER = "isa-vergezicht"
REPORTED, REPORT, TO = "samen-in-de-regio-2025-2026", "Voortgang van het plan", "De gemeenteraden in de regio"


def show(scene: Scene, at: datetime) -> None:
    """Everything that the pages of plans can show, made by the person who would make it."""
    by = scene.people[ADVISER].actor
    with acting(by):
        for row in rows.plans():
            _plan(row, by, at)
        make_report(code=REPORTED, title=REPORT, addressed_to=TO, by=by, at=at)


def _plan(row: rows.Row, by: Actor, at: datetime) -> None:
    plan = plans.begin_plan(
        title=row["title"],
        kind=row["kind"],
        desk_id=min(by.desks(Verb.PLAN_EDIT)),
        is_demonstration=True,
        by=by,
        at=at,
    )
    rests_on = consultation_for(by, row["consultation"]) if "consultation" in row else None
    said = {"vision": row["vision"], "consultation_id": rests_on.pk if rests_on else None}
    plans.change_plan(code=plan.code, values=said, seen=0, by=by, at=at)
    elements = row.get("elements", {})
    states = {code: (one["state"], one.get("note", "")) for code, one in elements.items()}
    plans.mark_elements(code=plan.code, states=states, by=by, at=at)
    if "scenario" in row:
        _costs(plan.code, row["scenario"], by, at)
    plan.consultation = rests_on
    Writer(plan, by, at).write(row)
    plans.open_plan(code=plan.code, visibility=row["visibility"], by=by, at=at)


def _costs(code: str, row: rows.Row, by: Actor, at: datetime) -> None:
    """The published table, and beside it what another year and a training would do."""
    published = money.take_in_published(code=code, by=by, at=at)
    other = money.copy_scenario(code=code, scenario_id=published.pk, name=row["name"], by=by, at=at)
    counted = costs(published.plan, other)
    item, year = counted.rows[row["item"] - 1].item, counted.years[0]
    here: dict[str, Any] = {"code": code, "by": by, "at": at}
    values = {"note": row["note"], "rounding": Rounding.LARGEST_REMAINDER.value}
    plans.change_part(kind="scenario", part_id=other.pk, values=values, seen=0, **here)
    here["scenario_id"] = other.pk
    money.keep_amounts(year=year, amounts={item.pk: Decimal(row["amount"])}, seen=1, **here)
    money.carry_over(year=year, percent=Decimal(row["percent"]), **here)
