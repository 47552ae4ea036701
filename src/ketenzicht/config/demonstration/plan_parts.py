"""The parts of a plan of the demonstration, written down one by one. Rows name each other by their keys."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone

from ketenzicht.common.actor import Actor
from ketenzicht.config.demonstration.rows import Row
from ketenzicht.partners.queries import organisations
from ketenzicht.planning.actions import plans
from ketenzicht.planning.queries.figures import series_visible_to
from ketenzicht.planning.queries.goals import clusters_of_plan
from ketenzicht.planning.queries.measures import interventions

if TYPE_CHECKING:
    from ketenzicht.planning.models import Plan

ABOUT_MEASURES = {
    "notes": "progressnote",
    "risks": "risk",
    "decisions": "decision",
    "involvements": "involvement",
}
NAMES_ONE = ("parent", "goal", "other", "line", "measure")
NAMES_SEVERAL = ("answers", "goals")


class Writer:
    """Writes the parts of one plan."""

    def __init__(self, plan: "Plan", by: Actor, at: datetime) -> None:
        self.plan, self.by, self.at = plan, by, at
        self.keys: dict[str, UUID] = {}
        self.clusters = {one.number: one.pk for one in clusters_of_plan(plan)}
        self.organisations = {one.code: one.pk for one in organisations(timezone.localdate(at))}
        self.series = {one.code: one.pk for one in series_visible_to(by)}
        self.interventions = {one.code: one.pk for one in interventions()}

    def write(self, row: Row) -> None:
        """Everything that the row of a plan holds."""
        self._all("problem", row.get("problems", ()))
        self._all("goal", row.get("goals", ()))
        self._all("goalconflict", row.get("conflicts", ()))
        self._all("actionline", row.get("lines", ()))
        for measure in row.get("measures", ()):
            key = self._one("measure", measure)
            for name, kind in ABOUT_MEASURES.items():
                self._all(kind, measure.get(name, ()), measure=key)
        for project in row.get("projects", ()):
            key = self._one("project", project)
            self._all("projectfigure", project.get("figures", ()), project=key)

    def _all(self, kind: str, rows: Iterable[Row], **more: UUID) -> None:
        for row in rows:
            self._one(kind, row, **more)

    def _one(self, kind: str, row: Row, **more: UUID) -> UUID:
        inside = {"key", "figures", *ABOUT_MEASURES}
        values = {name: self._value(name, value) for name, value in row.items() if name not in inside}
        part = plans.add_part(code=self.plan.code, kind=kind, values=values | more, by=self.by, at=self.at)
        self.keys[row.get("key", str(part.pk))] = part.pk
        return part.pk

    def _value(self, name: str, value: Any) -> Any:
        looked_up: Mapping[str, Mapping[str, Any]] = {
            "cluster": self.clusters,
            "owner": self.organisations,
            "intervention": self.interventions,
            "series": self.series,
            **dict.fromkeys(NAMES_ONE, self.keys),
        }
        if name in looked_up:
            return looked_up[name][value]
        if name in NAMES_SEVERAL:
            return [self.keys[one] for one in value]
        if name == "partners":
            return [self.organisations[one] for one in value]
        if name == "budget":
            return Decimal(value)
        return value if isinstance(value, list | date) else str(value)
