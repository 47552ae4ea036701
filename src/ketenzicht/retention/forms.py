"""What somebody fills in about keeping and destroying."""

from datetime import date, timedelta
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ketenzicht.common.forms import WrittenDateField
from ketenzicht.retention.domain.states import Refusal
from ketenzicht.retention.words import REFUSALS

LONGEST_HOLD = timedelta(days=366)


def _reason(label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=1000, widget=forms.Textarea({"rows": 2}))


class RegimeForm(forms.Form):
    """Under which regime a signal belongs, and why."""

    regime = forms.ChoiceField(label=_("Legal regime"))
    reason = _reason(_("Why this regime"))

    def __init__(self, *args: Any, regimes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["regime"]).choices = regimes


class ExtendForm(forms.Form):
    """Why a signal is kept one term longer."""

    reason = _reason(_("Why it is kept longer"))


class HoldForm(forms.Form):
    """Why a signal is kept whatever its term, and when that is looked at again."""

    reason = _reason(
        _("Why it may not be destroyed"), _("For example a complaint, an inspection or a judge.")
    )
    review_on = WrittenDateField(
        label=_("Look at it again on"),
        help_text=_("Within a year. The hold goes on until somebody ends it."),
        widget=forms.TextInput(attrs={"data-width": "s"}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_review_on(self) -> date:
        """In the future, and not further than a year."""
        wanted: date = self.cleaned_data["review_on"]
        if not self.today < wanted <= self.today + LONGEST_HOLD:
            raise forms.ValidationError(_("Choose a day in the future, within a year."))
        return wanted


class EndHoldForm(forms.Form):
    """Why a hold ends."""

    reason = _reason(_("Why the hold ends"))


class ProposeForm(forms.Form):
    """The signals that somebody ticked."""

    selected = forms.MultipleChoiceField(
        label=_("Signals"), error_messages={"required": _("Choose at least one signal.")}
    )

    def __init__(self, *args: Any, ids: list[UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.MultipleChoiceField, self.fields["selected"]).choices = [
            (str(one), str(one)) for one in ids
        ]

    def wanted(self) -> list[UUID]:
        """Which ones."""
        return [UUID(one) for one in self.cleaned_data["selected"]]


class RejectForm(forms.Form):
    """Why a proposal is rejected."""

    refusal = forms.ChoiceField(
        label=_("Why not"),
        choices=[(one.value, REFUSALS[one]) for one in Refusal],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why the proposal is rejected.")},
    )
