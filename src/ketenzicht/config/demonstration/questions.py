"""What the demonstration asks of the figures, and what was found."""

from datetime import datetime
from typing import Any

from ketenzicht.common.actor import Actor, acting
from ketenzicht.config.demonstration import rows
from ketenzicht.config.demonstration.scene import Scene
from ketenzicht.planning.actions import needs
from ketenzicht.planning.queries import cluster_by_number
from ketenzicht.planning.queries.figures import series_visible_to, sources
from ketenzicht.planning.queries.goals import goals_of, problems_of
from ketenzicht.planning.queries.needs import Asker, asker_for
from ketenzicht.planning.queries.plans import plans_visible_to

ADVISER, CONSULTATION = "isa-vergezicht", "stemmen-uit-de-regio"


def show(scene: Scene, at: datetime) -> None:
    """Questions beside clusters, problems and goals, most of them judged."""
    by = scene.people[ADVISER].actor
    with acting(by):
        there = {one.code: one.pk for one in series_visible_to(by)}
        known = {one.code: one.pk for one in sources()}
        for row in rows.questions():
            values = {
                "question": row["question"],
                "why": row["why"],
                "series": [there[code] for code in row.get("series", ())],
                "sources": [known[code] for code in row.get("sources", ())],
            }
            need = needs.ask(asker=_asker(by, row["ask"]), values=values, by=by, at=at)
            if "outcome" in row:
                said = {"outcome": row["outcome"], "note": row["note"], "wanted": row.get("wanted", "")}
                needs.judge(need_id=need.pk, **said, seen=need.revision, by=by, at=at)


def _asker(by: Actor, named: dict[str, Any]) -> Asker:
    ((kind, name),) = named.items()
    if kind == "cluster":
        return asker_for(by, kind, cluster_by_number(by, CONSULTATION, name).cluster.pk)
    find = problems_of if kind == "problem" else goals_of
    parts = [part for plan in plans_visible_to(by) for part in find(plan) if part.title == name]
    return asker_for(by, kind, parts[0].pk)
