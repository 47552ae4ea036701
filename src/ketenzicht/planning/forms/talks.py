"""What is filled in about who is listened to, and about a talk."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ketenzicht.common.forms import WrittenDateField, offer
from ketenzicht.planning.domain.listening import questions_in
from ketenzicht.planning.listening_words import ANGLES, PLACE_KINDS

Choices = Sequence[tuple[Any, str]]


class StakeholderForm(forms.Form):
    """An organisation or group that has a stake."""

    organisation_id = forms.TypedChoiceField(
        label=_("Organisation"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.Select(attrs={"data-width": "l"}),
    )
    name = forms.CharField(
        label=_("Or another organisation or group"),
        help_text=_("Never the name of a person."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"data-width": "l"}),
    )
    angles = forms.MultipleChoiceField(
        label=_("Which view do they bring?"),
        choices=list(ANGLES.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one view.")},
    )
    must_be_heard = forms.BooleanField(label=_("Has to be heard"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, organisations: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organisation_id", [("", "–"), *organisations])

    def clean(self) -> dict[str, Any]:
        """Asks for one of the two names."""
        cleaned = super().clean() or {}
        if "organisation_id" in cleaned and bool(cleaned["organisation_id"]) == bool(cleaned.get("name")):
            self.add_error("name", gettext("Choose an organisation or type a name: one of the two."))
        return cleaned


class TalkForm(forms.Form):
    """A talk as it was held."""

    held_on = WrittenDateField(label=_("Held on"), widget=forms.TextInput(attrs={"data-width": "s"}))
    turn = forms.IntegerField(
        label=_("Which round of talks?"),
        min_value=1,
        max_value=99,
        initial=1,
        widget=forms.NumberInput(attrs={"data-width": "s"}),
    )
    angle = forms.ChoiceField(label=_("From which view?"), choices=list(ANGLES.items()))
    place_kind = forms.ChoiceField(
        label=_("Where?"), choices=list(PLACE_KINDS.items()), widget=forms.RadioSelect
    )
    people = forms.IntegerField(
        label=_("How many people took part?"),
        help_text=_("A number only. Who they were is written down nowhere."),
        min_value=1,
        max_value=1000,
        widget=forms.NumberInput(attrs={"data-width": "s"}),
    )
    stakeholder_ids = forms.TypedMultipleChoiceField(
        label=_("Which organisations and groups took part?"),
        coerce=UUID,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    questions = forms.CharField(
        label=_("What was asked?"),
        help_text=_("One question on each line."),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, stakeholders: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if stakeholders:
            offer(self, "stakeholder_ids", stakeholders)
        else:
            del self.fields["stakeholder_ids"]

    def clean_held_on(self) -> Any:
        """Refuses a day to come: a talk is written down when it was held."""
        day = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise ValidationError(gettext("This day is still to come."), code="to_come")
        return day

    def clean_questions(self) -> list[str]:
        """The questions, each on its own."""
        return questions_in(self.cleaned_data["questions"])

    def answers(self) -> dict[str, Any]:
        """What was filled in, as the action takes it."""
        return {"stakeholder_ids": [], **self.cleaned_data}
