"""Narrowing the worklist, keeping a view of it, and assigning many at once."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ketenzicht.common.forms import WrittenDateField
from ketenzicht.signals.forms.versioned import VersionField
from ketenzicht.signals.forms.working import Choices, choose
from ketenzicht.signals.words import CHANNEL_LABELS, STATE_LABELS, SUBJECT_LABELS, URGENCY_LABELS

_ANY = ("", _("All"))


def _select(label: Any, choices: Choices = ()) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=[_ANY, *choices],
        widget=forms.Select(attrs={"data-quiet-optional": "1"}),
    )


def _day(label: Any) -> WrittenDateField:
    return WrittenDateField(
        label=label, required=False, widget=forms.TextInput(attrs={"data-quiet-optional": "1"})
    )


class FilterForm(forms.Form):
    """What somebody looks for. What makes no sense is left out, so that a kept address always works."""

    q = forms.CharField(
        label=_("Words or number"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"data-quiet-optional": "1", "autocomplete": "off"}),
    )
    state = _select(_("State"), tuple(STATE_LABELS.items()))
    urgency = _select(_("Urgency"), tuple(URGENCY_LABELS.items()))
    form = _select(_("Form"))
    municipality = _select(_("Municipality"))
    assignee = _select(_("Assigned to"))
    channel = _select(_("Reported by"), tuple(CHANNEL_LABELS.items()))
    subject = _select(_("About"), tuple(SUBJECT_LABELS.items()))
    since = _day(_("Received from"))
    until = _day(_("Received until"))
    late = forms.BooleanField(
        label=_("Only what is too late"),
        required=False,
        widget=forms.CheckboxInput(attrs={"data-quiet-optional": "1"}),
    )

    def __init__(self, *args: Any, choices: Mapping[str, Callable[[], Choices]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in choices.items():
            choose(self, name, partial(_any_or, cache(offered)))


def _any_or(offered: Callable[[], Choices]) -> list[tuple[Any, Any]]:
    return [_ANY, *offered()]


class UUIDListField(forms.Field):
    """A list of ids."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[UUID]:
        """The ids. Raises ValidationError for none, or for what is no id."""
        if not value:
            raise ValidationError(self.error_messages["required"], code="required")
        try:
            return [UUID(str(each)) for each in value]
        except ValueError as wrong:
            raise ValidationError(self.error_messages["required"], code="invalid") from wrong


class BulkAssignForm(forms.Form):
    """Which signals go to whom."""

    selected = UUIDListField(error_messages={"required": _("Choose at least one signal from the list.")})
    to = forms.TypedChoiceField(
        label=_("Assign to"),
        coerce=int,
        error_messages={"required": _("Choose a colleague."), "invalid_choice": _("Choose a colleague.")},
        widget=forms.Select(attrs={"data-width": "m"}),
    )
    seen = VersionField()

    def __init__(self, *args: Any, people: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "to", [("", _("Choose a colleague")), *people])


class SaveViewForm(forms.Form):
    """The name under which this list is kept."""

    name = forms.CharField(label=_("Name"), max_length=80, widget=forms.TextInput(attrs={"data-width": "m"}))
    desk = forms.TypedChoiceField(label=_("Desk"), coerce=int, widget=forms.Select(attrs={"data-width": "m"}))
    shared = forms.BooleanField(label=_("My colleagues of the desk see it too"), required=False)
    query = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)

    def __init__(self, *args: Any, desks: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "desk", list(desks))
