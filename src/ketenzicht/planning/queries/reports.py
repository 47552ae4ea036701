"""Reports on the progress of plans."""

from ketenzicht.common.actor import NotVisible
from ketenzicht.planning.models import Plan, PlanReport


def reports_of(plan: Plan) -> list[PlanReport]:
    """The reports of a plan, the newest first, without their documents."""
    return list(PlanReport.objects.filter(plan=plan).defer("content", "pieces"))


def report_for(plan: Plan, number: int) -> PlanReport:
    """One report. Raises NotVisible."""
    found = PlanReport.objects.filter(plan=plan, number=number).first()
    if found is None:
        raise NotVisible
    return found
