"""An analysis of causes to try things on, drawn over the consultation by whoever would draw it."""

from datetime import datetime
from typing import Any

from ketenzicht.common.actor import acting
from ketenzicht.config.demonstration import rows
from ketenzicht.config.demonstration.scene import Scene
from ketenzicht.planning.actions import causes as actions
from ketenzicht.planning.domain.causes.network import NodeKind, Side
from ketenzicht.planning.queries import chapters_of, consultation_for

ADVISER = "isa-vergezicht"


def show(scene: Scene, at: datetime) -> None:
    """Everything that the pages of an analysis can show."""
    by, row = scene.people[ADVISER].actor, rows.causes()
    with acting(by):
        held = consultation_for(by, row["consultation"])
        made = actions.begin_analysis(code=held.code, title=row["title"], is_demonstration=True, by=by, at=at)
        here: dict[str, Any] = {"code": held.code, "number": made.number, "by": by, "at": at}
        clusters = {one.number: one.pk for chapter in chapters_of(held) for one in chapter.clusters.all()}
        keys = {}
        for node in row["nodes"]:
            named = [clusters[node["cluster"]]] if "cluster" in node else []
            (keys[node["key"]],) = actions.add_nodes(
                kind=NodeKind(node["kind"]), clusters=named, title=node.get("title", ""), **here
            )
        for arrow in row["arrows"]:
            _draw(arrow, keys, here)


def _draw(arrow: rows.Row, keys: dict[str, str], here: dict[str, Any]) -> None:
    source, target = keys[arrow["from"]], keys[arrow["to"]]
    note = arrow.get("note", "")
    drawn = actions.draw_arrow(source=source, target=target, sign=arrow["sign"], note=note, **here)
    for side in Side:
        if side.value in arrow:
            said = dict.fromkeys(arrow[side.value])
            actions.bear_on(arrow=drawn, statements=said, side=side, **here)
