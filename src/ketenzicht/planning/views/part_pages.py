"""How each kind of part is filled in, what its pages are called, and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ketenzicht.common.actor import NotVisible
from ketenzicht.planning.forms.goals import GoalConflictForm, GoalForm, MeasurementForm, ProblemForm
from ketenzicht.planning.forms.measures import (
    ActionLineForm,
    DecisionForm,
    InvolvementForm,
    MeasureForm,
    ProgressNoteForm,
    ProjectFigureForm,
    ProjectForm,
    RiskForm,
)
from ketenzicht.planning.forms.money import CostItemForm, DistributionKeyForm, ScenarioForm
from ketenzicht.planning.forms.parts import PartForm

if TYPE_CHECKING:
    from ketenzicht.planning.models import Plan, PlanPart


@dataclass(frozen=True)
class PartPage:
    """The pages of one kind of part. What stands on the page of a measure goes back to its own measure."""

    kind: str
    form: type[PartForm]
    add: Promise
    change: Promise
    stands_on: str

    def place(self, plan: "Plan", values: Mapping[str, Any]) -> str:
        """The address of the page on which a part with these values stands."""
        if self.stands_on == "measure":
            if key := values.get("measure"):
                return reverse("planning:measure", args=[plan.code, key])
            return reverse("planning:measures", args=[plan.code])
        return reverse(f"planning:{self.stands_on}", args=[plan.code])

    def place_of(self, plan: "Plan", part: "PlanPart") -> str:
        """The address of the page on which a part stands."""
        return self.place(plan, {"measure": getattr(part, "measure_id", None)})


PAGES: Mapping[str, PartPage] = {
    "kostenpost": PartPage("costitem", CostItemForm, _("Add a cost item"), _("Change a cost item"), "money"),
    "verdeelsleutel": PartPage(
        "distributionkey",
        DistributionKeyForm,
        _("Add a distribution key"),
        _("Change a distribution key"),
        "money",
    ),
    "scenario": PartPage("scenario", ScenarioForm, _("Add a scenario"), _("Change a scenario"), "money"),
    "probleem": PartPage("problem", ProblemForm, _("Add a problem"), _("Change a problem"), "problems"),
    "doel": PartPage("goal", GoalForm, _("Add a goal"), _("Change a goal"), "goals"),
    "spanning": PartPage(
        "goalconflict",
        GoalConflictForm,
        _("Add a conflict between goals"),
        _("Change a conflict between goals"),
        "goals",
    ),
    "meting": PartPage(
        "measurement", MeasurementForm, _("Add a measured value"), _("Change a measured value"), "goals"
    ),
    "actielijn": PartPage(
        "actionline", ActionLineForm, _("Add an action line"), _("Change an action line"), "measures"
    ),
    "maatregel": PartPage("measure", MeasureForm, _("Add a measure"), _("Change a measure"), "measures"),
    "voortgang": PartPage(
        "progressnote",
        ProgressNoteForm,
        _("Tell how it goes"),
        _("Change a progress note"),
        "measure",
    ),
    "risico": PartPage("risk", RiskForm, _("Add a risk"), _("Change a risk"), "measure"),
    "besluit": PartPage("decision", DecisionForm, _("Add a decision"), _("Change a decision"), "measure"),
    "betrokkenheid": PartPage(
        "involvement",
        InvolvementForm,
        _("Say how experts by experience take part"),
        _("Change how experts by experience take part"),
        "measure",
    ),
    "project": PartPage("project", ProjectForm, _("Add a project"), _("Change a project"), "projects"),
    "projectcijfer": PartPage(
        "projectfigure",
        ProjectFigureForm,
        _("Add a figure of a project"),
        _("Change a figure of a project"),
        "projects",
    ),
}


def slug_of(kind: str) -> str:
    """How addresses call a kind of part."""
    return next(slug for slug, page in PAGES.items() if page.kind == kind)


def page_of(slug: str) -> PartPage:
    """The pages of a kind. Raises NotVisible for a word that is none."""
    if slug not in PAGES:
        raise NotVisible
    return PAGES[slug]
