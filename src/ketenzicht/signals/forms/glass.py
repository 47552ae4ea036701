"""Breaking the glass, and judging that somebody did."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketenzicht.signals.domain.glass import GlassState, says_something
from ketenzicht.signals.words import GLASS_JUDGEMENTS


class BreakForm(forms.Form):
    """The exact number of a signal, and why it has to be read now."""

    number = forms.RegexField(
        r"^\s*[Ss]?-?\d{1,12}\s*$",
        label=gettext_lazy("Number of the signal"),
        help_text=gettext_lazy("The whole number, as somebody gave it to you: S-1042."),
        error_messages={"invalid": gettext_lazy("Type the number as S-1042 or 1042.")},
        widget=forms.TextInput(attrs={"data-width": "s", "autocomplete": "off"}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why do you have to read it now?"),
        help_text=gettext_lazy(
            "What is urgent, and why it cannot wait for the desk that holds it. That desk and the privacy"
            " officer read this. Name nobody."
        ),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_number(self) -> int:
        return int(self.cleaned_data["number"].strip().lstrip("Ss").lstrip("-"))

    def clean_reason(self) -> str:
        reason = str(self.cleaned_data["reason"])
        if not says_something(reason):
            raise forms.ValidationError(_("Say it in a sentence, so that somebody can judge it afterwards."))
        return reason


class JudgeGlassForm(forms.Form):
    """Whether it was right, why, and what follows."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Was this right?"),
        choices=tuple(GLASS_JUDGEMENTS.items()),
        widget=forms.RadioSelect,
    )
    judgement = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("The desk and whoever broke the glass read this. Name nobody."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    follow_up = forms.CharField(
        label=gettext_lazy("What follows"),
        help_text=gettext_lazy("Needed when it was not right. For example: talked about with the colleague."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, object]:
        said = super().clean() or {}
        if said.get("decision") == GlassState.NOT_JUSTIFIED and not str(said.get("follow_up", "")).strip():
            self.add_error("follow_up", _("Say what follows when it was not right."))
        return said
