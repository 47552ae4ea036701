from django.db import migrations

from ketenzicht.common.rls import at_desk, protect, reference, through

_OWN = at_desk("desk_id", "plan.edit")
# Without an actor there are no rows, not even of what everybody may read.
_OPEN = (
    "((SELECT app_kind()) <> '' AND (visibility = 'public'"
    " OR (visibility = 'signed_in' AND (SELECT app_user()) IS NOT NULL)))"
)
_SEEN = through("planning_plan", "plan_id")
_KEPT = through("planning_plan", "plan_id", at_desk("parent.desk_id", "plan.edit"))


def _of_a_plan(table: str, *also: str):
    """Seen by whoever sees the plan, written by the desk that keeps it; ``also`` has to hold for writing."""
    write = " AND ".join((_KEPT, *also))
    return protect(f"planning_{table}", select=_SEEN, insert=write, update=write)


class Migration(migrations.Migration):
    dependencies = [("planning", "0003_plans"), ("common", "0002_row_security")]

    operations = [
        protect("planning_plan", select=f"{_OPEN} OR {_OWN}", insert=_OWN, update=_OWN),
        *reference("planning_requiredelement"),
        _of_a_plan("elementstate"),
        _of_a_plan("costitem"),
        _of_a_plan("distributionkey"),
        _of_a_plan("scenario"),
        _of_a_plan(
            "costamount", through("planning_costitem", "item_id"), through("planning_scenario", "scenario_id")
        ),
    ]
