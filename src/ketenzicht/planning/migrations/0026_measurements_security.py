from django.db import migrations

from ketenzicht.common.rls import at_desk, protect, through

_SEEN = through("planning_plan", "plan_id")
_KEPT = through("planning_plan", "plan_id", at_desk("parent.desk_id", "plan.edit"))
_OF_GOAL = f"{_KEPT} AND {through('planning_goal', 'goal_id')}"


class Migration(migrations.Migration):
    dependencies = [("planning", "0025_measurements")]

    operations = [protect("planning_measurement", select=_SEEN, insert=_OF_GOAL, update=_OF_GOAL)]
