from django.db import migrations

from ketenzicht.common.rls import at_desk, can, protect, reference, through

_EDIT = "plan.edit"
_SHIPPED = f"(desk_id IS NULL AND {can('reference.edit')})"
_OWN = at_desk("desk_id", _EDIT)
# Without an actor there are no rows, not even of what everybody may read.
_OPEN = (
    "((SELECT app_kind()) <> '' AND (visibility = 'public'"
    " OR (visibility = 'signed_in' AND (SELECT app_user()) IS NOT NULL)))"
)
_IN_SERIES = through("planning_series", "series_id")
_SHIPPED_SERIES = through(
    "planning_series", "series_id", f"parent.desk_id IS NULL AND {can('reference.edit')}"
)
_OWN_SERIES = through("planning_series", "series_id", at_desk("parent.desk_id", _EDIT))

_NEED = "planning_informationneed"
_IN_CONSULTATION = through("planning_consultation", "consultation_id")
_IN_PLAN = through("planning_plan", "plan_id")
_KEPT = " OR ".join(
    (
        through("planning_consultation", "consultation_id", at_desk("parent.desk_id", _EDIT)),
        through("planning_plan", "plan_id", at_desk("parent.desk_id", _EDIT)),
    )
)
# What asks is a part of the consultation or of the plan that keeps the question.
_ASKED_INSIDE = " OR ".join(
    (
        through("planning_cluster", "cluster_id", f"parent.consultation_id = {_NEED}.consultation_id"),
        through("planning_problem", "problem_id", f"parent.plan_id = {_NEED}.plan_id"),
        through("planning_goal", "goal_id", f"parent.plan_id = {_NEED}.plan_id"),
    )
)
_KEEPER = f"({_KEPT}) AND ({_ASKED_INSIDE})"
_OF_NEED = through(_NEED, "need_id")
_KEPT_NEED = through(
    _NEED,
    "need_id",
    "(EXISTS (SELECT 1 FROM planning_consultation AS held WHERE held.id = parent.consultation_id"
    f" AND {at_desk('held.desk_id', _EDIT)})"
    " OR EXISTS (SELECT 1 FROM planning_plan AS held WHERE held.id = parent.plan_id"
    f" AND {at_desk('held.desk_id', _EDIT)}))",
)


class Migration(migrations.Migration):
    dependencies = [("planning", "0017_figures"), ("common", "0002_row_security")]

    operations = [
        *reference("planning_figuresource"),
        protect(
            "planning_series",
            select=f"{_OPEN} OR {_SHIPPED} OR {_OWN}",
            insert=f"{_SHIPPED} OR {_OWN}",
            update=f"{_SHIPPED} OR {_OWN}",
        ),
        # What a desk has published stays as it was; a later figure stands beside it.
        protect(
            "planning_figure",
            select=_IN_SERIES,
            insert=f"{_SHIPPED_SERIES} OR {_OWN_SERIES}",
            update=_SHIPPED_SERIES,
        ),
        protect(_NEED, select=f"{_IN_CONSULTATION} OR {_IN_PLAN}", insert=_KEEPER, update=_KEEPER),
        protect(
            "planning_needseries",
            select=f"{_OF_NEED} AND {_IN_SERIES}",
            insert=f"{_KEPT_NEED} AND {_IN_SERIES}",
            delete=_KEPT_NEED,
        ),
        protect("planning_needsource", select=_OF_NEED, insert=_KEPT_NEED, delete=_KEPT_NEED),
        protect("planning_finding", select=_OF_NEED, insert=_KEPT_NEED),
    ]
