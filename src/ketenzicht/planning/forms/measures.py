"""What is filled in about measures and projects."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ketenzicht.common.forms import WrittenDateField, offer
from ketenzicht.partners.queries import organisations
from ketenzicht.planning.domain.measures import HalfYear
from ketenzicht.planning.forms.fields import AmountField
from ketenzicht.planning.forms.parts import PartForm, long_text, one_line
from ketenzicht.planning.plan_words import INVOLVED, PAID, PILLARS, PROJECT_KINDS, ROLES, STATUSES
from ketenzicht.planning.queries.figures import series_to_choose
from ketenzicht.planning.queries.goals import goals_of
from ketenzicht.planning.queries.measures import interventions, lines_of, measures_of, projects_of

HALF_YEARS_BACK = 12


class ActionLineForm(PartForm):
    """Measures that belong together."""

    title = forms.CharField(label=_("What is this action line called?"), max_length=300, widget=one_line())
    text = forms.CharField(label=_("Explanation"), max_length=5000, required=False, widget=long_text())


class MeasureForm(PartForm):
    """What somebody does."""

    title = forms.CharField(label=_("What is done?"), max_length=300, widget=one_line())
    text = forms.CharField(label=_("Explanation"), max_length=5000, required=False, widget=long_text())
    line = forms.TypedChoiceField(label=_("Action line"), coerce=UUID, empty_value=None, required=False)
    intervention = forms.TypedChoiceField(
        label=_("From the library of interventions"), coerce=int, empty_value=None, required=False
    )
    goals = forms.TypedMultipleChoiceField(
        label=_("Which goals does it bring nearer?"),
        coerce=UUID,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    owner = forms.TypedChoiceField(
        label=_("Which organisation answers for it?"), coerce=int, empty_value=None, required=False
    )
    partners = forms.TypedMultipleChoiceField(
        label=_("Who takes part?"),
        help_text=_("Choose several with Ctrl or Cmd."),
        coerce=int,
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    starts_on = WrittenDateField(label=_("Begins on"), required=False, widget=one_line("s"))
    ends_on = WrittenDateField(label=_("Ends on"), required=False, widget=one_line("s"))
    budget = AmountField(label=_("Budget"), required=False)
    indicator = forms.CharField(label=_("Indicator"), max_length=300, required=False, widget=one_line())
    status = forms.ChoiceField(label=_("How far is it?"), choices=list(STATUSES.items()))
    pillars = forms.MultipleChoiceField(
        label=_("Pillars"),
        choices=list(PILLARS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    roles = forms.MultipleChoiceField(
        label=_("Roles of the municipality"),
        choices=list(ROLES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def offer_choices(self) -> None:
        """Lines and goals of the plan, organisations, and the library."""
        there = [(one.pk, one.label) for one in organisations(timezone.localdate())]
        offer(self, "line", [("", "–"), *((one.pk, one.title) for one in lines_of(self.plan))])
        offer(self, "goals", [(one.pk, one.title) for one in goals_of(self.plan)])
        offer(self, "owner", [("", _("Nobody yet")), *there])
        offer(self, "partners", there)
        offer(self, "intervention", [("", "–"), *((one.pk, one.label) for one in interventions())])

    def clean(self) -> dict[str, Any]:
        """Refuses an end before the beginning."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("This lies before the day on which it begins."))
        return cleaned


class MeasurePartForm(PartForm):
    """Something about one measure."""

    measure = forms.TypedChoiceField(label=_("Measure"), coerce=UUID)

    def offer_choices(self) -> None:
        """The measures of the plan."""
        offer(self, "measure", [(one.pk, one.title) for one in measures_of(self.plan)])


class ProgressNoteForm(MeasurePartForm):
    """How it went."""

    half_year = forms.ChoiceField(label=_("In which half-year?"))
    status = forms.ChoiceField(label=_("How far is it?"), choices=list(STATUSES.items()))
    value = forms.CharField(
        label=_("The indicator now"), max_length=100, required=False, widget=one_line("m")
    )
    text = forms.CharField(
        label=_("What was done, and what came of it?"), max_length=5000, widget=long_text(5)
    )

    def offer_choices(self) -> None:
        """The measures, and the last half-years."""
        super().offer_choices()
        half = HalfYear.of(timezone.localdate())
        halves = [half]
        for _step in range(HALF_YEARS_BACK):
            half = half.before
            halves.append(half)
        written = [str(one) for one in halves]
        kept = getattr(self.part, "half_year", "")
        offer(self, "half_year", [(one, one) for one in dict.fromkeys([*written, kept] if kept else written)])


class RiskForm(MeasurePartForm):
    """What can go wrong."""

    text = forms.CharField(label=_("What can go wrong?"), max_length=500, widget=one_line())
    remedy = forms.CharField(
        label=_("What is done against it?"), max_length=500, required=False, widget=one_line()
    )


class DecisionForm(MeasurePartForm):
    """What was decided."""

    text = forms.CharField(label=_("What was decided?"), max_length=500, widget=one_line())
    decided_on = WrittenDateField(label=_("On"), widget=one_line("s"))
    decided_by = forms.CharField(
        label=_("By which body?"),
        help_text=_("A council or a group, no names."),
        max_length=200,
        widget=one_line(),
    )


class InvolvementForm(MeasurePartForm):
    """How experts by experience take part."""

    asked = forms.ChoiceField(
        label=_("Were experts by experience asked?"), choices=list(INVOLVED.items()), widget=forms.RadioSelect
    )
    how = forms.CharField(
        label=_("How do they take part?"),
        help_text=_("No names."),
        max_length=500,
        required=False,
        widget=one_line(),
    )
    paid = forms.ChoiceField(label=_("Are they paid?"), choices=list(PAID.items()), initial="unknown")
    changed = forms.CharField(
        label=_("What changed because of it?"), max_length=500, required=False, widget=one_line()
    )


class ProjectForm(PartForm):
    """A project, field lab or test region."""

    title = forms.CharField(label=_("What is this project called?"), max_length=300, widget=one_line())
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=list(PROJECT_KINDS.items()), widget=forms.RadioSelect
    )
    measure = forms.TypedChoiceField(
        label=_("Belongs to the measure"), coerce=UUID, empty_value=None, required=False
    )
    aim = forms.CharField(label=_("Aim"), max_length=3000, required=False, widget=long_text())
    parties = forms.CharField(label=_("Parties"), max_length=500, required=False, widget=one_line())
    period = forms.CharField(label=_("Period"), max_length=100, required=False, widget=one_line("m"))
    result = forms.CharField(label=_("Result"), max_length=3000, required=False, widget=long_text())
    lesson = forms.CharField(label=_("Lesson"), max_length=3000, required=False, widget=long_text())
    follow_up = forms.CharField(label=_("Follow-up"), max_length=3000, required=False, widget=long_text())
    cannot_conclude = forms.CharField(
        label=_("What cannot be concluded from it?"), max_length=3000, required=False, widget=long_text()
    )
    source = forms.CharField(label=_("Source"), max_length=300, required=False, widget=one_line())

    def offer_choices(self) -> None:
        """The measures of the plan."""
        offer(self, "measure", [("", "–"), *((one.pk, one.title) for one in measures_of(self.plan))])


class ProjectFigureForm(PartForm):
    """A figure of a project."""

    project = forms.TypedChoiceField(label=_("Project"), coerce=UUID)
    label = forms.CharField(label=_("What was counted?"), max_length=200, widget=one_line())
    value = forms.CharField(label=_("How many?"), max_length=50, widget=one_line("s"))
    as_of = forms.CharField(
        label=_("When did this hold?"),
        help_text=_("A day, or a period."),
        max_length=100,
        widget=one_line("m"),
    )
    series = forms.TypedChoiceField(
        label=_("In which series does it count?"), coerce=int, empty_value=None, required=False
    )

    def offer_choices(self) -> None:
        """The projects of the plan."""
        offer(self, "project", [(one.pk, one.title) for one in projects_of(self.plan)])
        offer(self, "series", [("", "–"), *series_to_choose(self.plan)])
