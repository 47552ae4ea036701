"""The figures of the world: series of the chain direction beside the shipped ones, and questions to them."""

from typing import Any

from ketenzicht.common.actor import acting
from ketenzicht.planning.actions import figures as actions
from ketenzicht.planning.actions import needs
from ketenzicht.planning.domain.figures.periods import parse_period
from ketenzicht.planning.domain.figures.table import parse_number
from ketenzicht.planning.domain.figures.typed import TypedFigure
from ketenzicht.planning.models import FigureSource, Goal, Problem
from ketenzicht.planning.queries.needs import asker_for
from tests.access.people import desk
from tests.access.policy_world import KEPT_BY
from tests.access.world import World, plant


def figures(world: World) -> None:
    """A series and a question that everybody with an account reads, and such of one desk alone."""
    world.figures = {tag: _series(world, tag) for tag in ("told", "secret")}
    by = world.actor("chain")
    with acting(by):
        code = world.figures["told"]["code"]
        actions.open_series(code=code, visibility="signed_in", by=by, at=world.at)


def _series(world: World, tag: str) -> dict[str, Any]:
    by, at = world.actor("chain"), world.at
    with acting(by):
        said = dict.fromkeys(("definition", "population", "counted_by", "source"), "Counted by us")
        values = {**said, "label": plant("SERIES", tag), "kind": "report", "unit": "reports"}
        made = actions.begin_series(values=values, desk_id=desk(KEPT_BY).pk, by=by, at=at)
        figure = TypedFigure(parse_period("2025"), parse_number("12", dutch=True), plant("COUNTED", tag))
        actions.add_figures(code=made.code, figures=[figure], seen="0", by=by, at=at)
        goal = Goal.objects.filter(plan__code=world.plans[tag]["code"]).order_by("position")[0]
        problem = Problem.objects.get(plan__code=world.plans[tag]["code"])
        asker = asker_for(by, "problem", problem.pk)
        source = FigureSource.objects.order_by("position")[0].pk
        asked = {"question": plant("QUESTION", tag), "why": "", "series": [made.pk], "sources": [source]}
        need = needs.ask(asker=asker, values=asked, by=by, at=at)
        said = {"outcome": "agree", "note": plant("FOUND", tag), "wanted": ""}
        needs.judge(need_id=need.pk, **said, seen=0, by=by, at=at)
        return {"code": made.code, "need_id": need.pk, "goal": goal.pk, "series": made.pk}
