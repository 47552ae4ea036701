"""What is filled in about a plan as a whole, and about its elements."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ketenzicht.common.forms import WrittenDateField, offer
from ketenzicht.planning.plan_words import ELEMENT_STATES, PILLARS, PLAN_KINDS, ROLES, STATUSES
from ketenzicht.planning.words import VISIBILITIES

if TYPE_CHECKING:
    from ketenzicht.planning.queries.plans import ElementRow

Choices = Sequence[tuple[Any, str]]


class BeginForm(forms.Form):
    """A new plan."""

    title = forms.CharField(
        label=_("What is this plan called?"),
        max_length=200,
        widget=forms.TextInput(attrs={"data-width": "l"}),
    )
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=list(PLAN_KINDS.items()), widget=forms.RadioSelect
    )
    desk = forms.TypedChoiceField(label=_("Which desk keeps it?"), coerce=int)

    def __init__(self, *args: Any, desks: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["desk"]
        offer(self, "desk", desks)
        if len(desks) == 1:
            field.initial, field.widget = desks[0][0], forms.HiddenInput()


class PlanForm(forms.Form):
    """What is said about a plan as a whole."""

    title = forms.CharField(
        label=_("Title"), max_length=200, widget=forms.TextInput(attrs={"data-width": "l"})
    )
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=list(PLAN_KINDS.items()), widget=forms.RadioSelect
    )
    municipality_id = forms.TypedChoiceField(
        label=_("Of which municipality?"), coerce=int, empty_value=None, required=False
    )
    consultation_id = forms.TypedChoiceField(
        label=_("On which consultation does it rest?"), coerce=UUID, empty_value=None, required=False
    )
    vision = forms.CharField(
        label=_("Vision"),
        help_text=_("What has to be different when this plan has worked, in a few sentences."),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    starts_on = WrittenDateField(
        label=_("Begins on"), required=False, widget=forms.TextInput(attrs={"data-width": "s"})
    )
    ends_on = WrittenDateField(
        label=_("Ends on"), required=False, widget=forms.TextInput(attrs={"data-width": "s"})
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, municipalities: Choices, consultations: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "municipality_id", [("", "–"), *municipalities])
        offer(self, "consultation_id", [("", "–"), *consultations])

    def clean(self) -> dict[str, Any]:
        """Refuses an end before the beginning."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("This lies before the day on which it begins."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What the plan is to say, under the names of its fields."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class ViewForm(forms.Form):
    """Through what the goals or the measures are looked at."""

    pijler = forms.ChoiceField(label=_("Pillar"), required=False)
    rol = forms.ChoiceField(label=_("Role of the municipality"), required=False)
    stand = forms.ChoiceField(label=_("How far"), required=False)
    houder = forms.ChoiceField(label=_("Owner"), required=False)

    def __init__(self, *args: Any, owners: Choices | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = ("", _("All"))
        offered: dict[str, list[tuple[Any, Any]]] = {
            "pijler": [everything, *PILLARS.items()],
            "rol": [everything, *ROLES.items()],
        }
        if owners is not None:
            offered["stand"] = [everything, *STATUSES.items()]
            offered["houder"] = [everything, ("none", _("Nobody yet")), *owners]
        for name in list(self.fields):
            if name in offered:
                offer(self, name, offered[name])
                self.fields[name].widget.attrs["data-quiet-optional"] = True
            else:
                del self.fields[name]

    def chosen(self, name: str) -> str:
        """What was chosen; nothing where it is no choice."""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))


class OpenPlanForm(forms.Form):
    """Who may read."""

    visibility = forms.ChoiceField(
        label=_("Who may read this plan?"), choices=list(VISIBILITIES.items()), widget=forms.RadioSelect
    )


class ElementsForm(forms.Form):
    """How far a plan is with every required element."""

    def __init__(self, *args: Any, rows: Iterable["ElementRow"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = list(rows)
        for row in self.rows:
            code, own = row.element.code, row.own
            self.fields[f"state-{code}"] = forms.ChoiceField(
                label=row.element.label,
                choices=[("", _("Not said")), *ELEMENT_STATES.items()],
                initial=own.state if own else "",
                required=False,
                help_text=row.element.explanation,
                widget=forms.Select(attrs={"data-quiet-optional": True}),
            )
            self.fields[f"note-{code}"] = forms.CharField(
                label=_("Note on: %(element)s") % {"element": row.element.label},
                initial=own.note if own else "",
                max_length=500,
                required=False,
                widget=forms.TextInput(attrs={"data-quiet-optional": True}),
            )

    def pairs(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Role, state and note of every element, in order."""
        return [
            (row.element.role, self[f"state-{row.element.code}"], self[f"note-{row.element.code}"])
            for row in self.rows
        ]

    def states(self) -> dict[str, tuple[str, str]]:
        """State and note by code."""
        said = self.cleaned_data
        return {
            row.element.code: (said[f"state-{row.element.code}"], said[f"note-{row.element.code}"])
            for row in self.rows
        }
