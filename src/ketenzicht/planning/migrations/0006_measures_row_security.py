from django.db import migrations

from ketenzicht.common.rls import at_desk, protect, reference, through

_SEEN = through("planning_plan", "plan_id")
_KEPT = through("planning_plan", "plan_id", at_desk("parent.desk_id", "plan.edit"))
_MEASURE = through("planning_measure", "measure_id")


def _part(table: str, *also: str):
    """Seen by whoever sees the plan, written by the desk that keeps it; ``also`` has to hold for writing."""
    write = " AND ".join((_KEPT, *also))
    return protect(f"planning_{table}", select=_SEEN, insert=write, update=write)


def _link(table: str, *also: str):
    """The same; a link between two parts comes and goes."""
    write = " AND ".join((_KEPT, *also))
    return protect(f"planning_{table}", select=_SEEN, insert=write, update=write, delete=_KEPT)


class Migration(migrations.Migration):
    dependencies = [("planning", "0005_measures"), ("common", "0002_row_security")]

    operations = [
        *reference("planning_intervention"),
        *(_part(table) for table in ("problem", "goal", "actionline", "measure", "project")),
        _part("goalconflict", through("planning_goal", "goal_id"), through("planning_goal", "other_id")),
        *(_part(table, _MEASURE) for table in ("progressnote", "risk", "decision", "involvement")),
        _part("projectfigure", through("planning_project", "project_id")),
        _link("answer", through("planning_goal", "goal_id"), through("planning_problem", "problem_id")),
        _link("contribution", _MEASURE, through("planning_goal", "goal_id")),
        _link("measurepartner", _MEASURE),
    ]
