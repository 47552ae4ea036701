"""Closing, opening again, putting together and taking apart."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ketenzicht.signals.forms.versioned import VersionedForm
from ketenzicht.signals.forms.working import Choices, choose
from ketenzicht.signals.words import OUTCOME_LABELS

_NUMBER = re.compile(r"[sS]?-?\s*(\d{1,9})")


class ReasonForm(VersionedForm):
    """Something that needs a reason."""

    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Your colleagues read this in the timeline."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MergeForm(VersionedForm):
    """The number of the signal that this one goes under."""

    number = forms.CharField(
        label=_("Number of the other signal"),
        help_text=_("For example S-128. It has to be an open signal of the same desk."),
        widget=forms.TextInput(attrs={"data-width": "s", "data-prefix": ""}),
    )

    def clean_number(self) -> int:
        """The number. Raises ValidationError when it is none."""
        match = _NUMBER.fullmatch(str(self.cleaned_data["number"]).strip())
        if match is None:
            raise ValidationError(_("Type the number of a signal, for example S-128."))
        return int(match[1])


class CloseForm(VersionedForm):
    """The outcome, and an answer to the reporter or the reason why there is none."""

    outcome = forms.ChoiceField(
        label=_("What became of this?"), choices=tuple(OUTCOME_LABELS.items()), widget=forms.RadioSelect
    )
    text_code = forms.ChoiceField(
        label=_("What does the reporter hear?"),
        required=False,
        widget=forms.RadioSelect(attrs={"data-quiet-optional": "1"}),
    )
    text = forms.CharField(
        label=_("Your own words"),
        required=False,
        help_text=_("Leave this empty to send the approved text as it is, in the language of the report."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    no_reply_reason = forms.CharField(
        label=_("Why does the reporter hear nothing?"),
        required=False,
        help_text=_("Only when you choose no answer. A signal does not close without one of the two."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, texts: Choices = (), replied: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.replied = replied
        nothing = _("Nothing more: the answer has been sent already") if replied else _("No answer")
        choose(self, "text_code", [*texts, ("", nothing)])

    def clean(self) -> dict[str, Any]:
        """No answer needs a reason, unless the reporter has had one."""
        data = super().clean() or {}
        answered = data.get("text_code") or self.replied
        if "text_code" in data and not answered and not data.get("no_reply_reason", "").strip():
            self.add_error(
                "no_reply_reason",
                ValidationError(_("Choose an answer, or say why the reporter hears nothing.")),
            )
        return data
