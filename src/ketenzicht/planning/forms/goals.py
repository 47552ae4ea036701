"""What is filled in about problems and goals."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ketenzicht.common.forms import WrittenDateField, offer
from ketenzicht.planning.domain.goals import STANDS_UNDER, GoalLevel, ProblemFate
from ketenzicht.planning.forms.figures import NumberField
from ketenzicht.planning.forms.parts import PartForm, long_text, one_line
from ketenzicht.planning.plan_words import FATES, LEVELS, PILLARS, ROLES
from ketenzicht.planning.queries.causes import nodes_to_choose
from ketenzicht.planning.queries.figures import series_to_choose
from ketenzicht.planning.queries.goals import clusters_of_plan, goals_of, possible_parents, problems_of


class ProblemForm(PartForm):
    """What is wrong."""

    title = forms.CharField(label=_("What is wrong?"), max_length=300, widget=one_line())
    text = forms.CharField(label=_("Explanation"), max_length=5000, required=False, widget=long_text(5))
    cluster = forms.TypedChoiceField(
        label=_("Which cluster of the consultation says so?"), coerce=UUID, empty_value=None, required=False
    )
    node = forms.TypedChoiceField(
        label=_("Where does it stand in an analysis of causes?"),
        help_text=_("When nothing is chosen, its cluster stands for it there."),
        coerce=UUID,
        empty_value=None,
        required=False,
    )
    fate = forms.ChoiceField(
        label=_("What does the plan do with it?"),
        choices=list(FATES.items()),
        initial=ProblemFate.ANSWER.value,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why not?"),
        help_text=_("Only when the plan does not answer it."),
        max_length=500,
        required=False,
        widget=one_line(),
    )

    def offer_choices(self) -> None:
        """The clusters of the consultation, and what stands in its analyses of causes."""
        clusters = [(one.pk, str(one)) for one in clusters_of_plan(self.plan)]
        offer(self, "cluster", [("", "–"), *clusters])
        nodes = [(one.pk, f"{one.title} ({one.analysis})") for one in nodes_to_choose(self.plan)]
        offer(self, "node", [("", "–"), *nodes])

    def clean(self) -> dict[str, Any]:
        """Asks for a reason where a problem is left."""
        cleaned = super().clean() or {}
        if cleaned.get("fate") == ProblemFate.LEAVE and not cleaned.get("reason"):
            self.add_error("reason", _("Say why the plan does not answer this."))
        return cleaned


class GoalForm(PartForm):
    """What has to be reached."""

    title = forms.CharField(label=_("What has to be reached?"), max_length=300, widget=one_line())
    text = forms.CharField(label=_("Explanation"), max_length=5000, required=False, widget=long_text())
    level = forms.ChoiceField(label=_("Level"), choices=list(LEVELS.items()), widget=forms.RadioSelect)
    parent = forms.TypedChoiceField(label=_("Stands under"), coerce=UUID, empty_value=None, required=False)
    answers = forms.TypedMultipleChoiceField(
        label=_("Which problems does it answer?"),
        coerce=UUID,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
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
    indicator = forms.CharField(
        label=_("Indicator"),
        help_text=_("What is counted?"),
        max_length=300,
        required=False,
        widget=one_line(),
    )
    baseline = forms.CharField(label=_("Now"), max_length=100, required=False, widget=one_line("m"))
    baseline_on = WrittenDateField(label=_("Counted on"), required=False, widget=one_line("s"))
    target = forms.CharField(label=_("Target"), max_length=100, required=False, widget=one_line("m"))
    due_on = WrittenDateField(label=_("To be reached on"), required=False, widget=one_line("s"))
    series = forms.TypedChoiceField(
        label=_("Which series measures it?"),
        help_text=_("Its last figure, with the cut-off date, then stands with the goal."),
        coerce=int,
        empty_value=None,
        required=False,
    )

    def offer_choices(self) -> None:
        """The other goals and the problems of the plan."""
        own = self.part.pk if self.part else None
        parents = [(one.pk, one.title) for one in possible_parents(self.plan, own)]
        offer(self, "parent", [("", _("Nothing: it is the top")), *parents])
        offer(self, "answers", [(one.pk, one.title) for one in problems_of(self.plan)])
        offer(self, "series", [("", "–"), *series_to_choose(self.plan)])

    def clean(self) -> dict[str, Any]:
        """Refuses a place in the tree where this level does not belong."""
        cleaned = super().clean() or {}
        if "level" in cleaned and "parent" in cleaned:
            above = next((one for one in goals_of(self.plan) if one.pk == cleaned["parent"]), None)
            level = GoalLevel(above.level) if above else None
            if level not in STANDS_UNDER[GoalLevel(cleaned["level"])]:
                self.add_error(
                    "parent",
                    _("A main goal stands at the top; others stand under a main goal or a goal under it."),
                )
        return cleaned


class MeasurementForm(PartForm):
    """What an indicator was on a day."""

    goal = forms.TypedChoiceField(label=_("Of which goal?"), coerce=UUID)
    value = NumberField(
        label=_("Measured value"),
        help_text=_("A number, in the unit of the indicator: 1125 or 12.5."),
    )
    measured_on = WrittenDateField(
        label=_("Measured on"), help_text=_("The day until which was counted."), widget=one_line("s")
    )
    source = forms.CharField(label=_("Where was this read?"), max_length=300, widget=one_line())
    note = forms.CharField(label=_("Explanation"), max_length=500, required=False, widget=long_text())

    def offer_choices(self) -> None:
        """The goals of the plan that are measured by something."""
        goals = [(one.pk, f"{one.title} ({one.indicator})") for one in goals_of(self.plan) if one.indicator]
        offer(self, "goal", [("", "–"), *goals])


class GoalConflictForm(PartForm):
    """Where two goals pull apart."""

    goal = forms.TypedChoiceField(label=_("This goal"), coerce=UUID)
    other = forms.TypedChoiceField(label=_("makes this one harder"), coerce=UUID)
    text = forms.CharField(label=_("How?"), max_length=500, widget=one_line())
    choice = forms.CharField(
        label=_("What does the plan choose?"), max_length=500, required=False, widget=one_line()
    )

    def offer_choices(self) -> None:
        """The goals of the plan."""
        goals = [(one.pk, one.title) for one in goals_of(self.plan)]
        offer(self, "goal", [("", "–"), *goals])
        offer(self, "other", [("", "–"), *goals])

    def clean(self) -> dict[str, Any]:
        """Refuses a goal against itself."""
        cleaned = super().clean() or {}
        if cleaned.get("goal") and cleaned.get("goal") == cleaned.get("other"):
            self.add_error("other", _("Choose two different goals."))
        return cleaned
