"""What is filled in about questions to figures, and what was found."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ketenzicht.common.forms import offer
from ketenzicht.planning.domain.figures.judging import Lacking
from ketenzicht.planning.figure_words import LACKS, OUTCOMES
from ketenzicht.planning.forms.parts import long_text, one_line

Choices = Sequence[tuple[Any, Any]]
_SHOWN_AT = {
    Lacking.SERIES: "outcome",
    Lacking.NO_SERIES: "outcome",
    Lacking.NOTE: "note",
    Lacking.WANTED: "wanted",
}


class NeedForm(forms.Form):
    """What somebody wants to know, and what could tell it."""

    question = forms.CharField(label=_("What do you want to know?"), max_length=300, widget=one_line())
    why = forms.CharField(
        label=_("Why? What was said about it?"), max_length=2000, required=False, widget=long_text()
    )
    sources = forms.TypedMultipleChoiceField(
        label=_("Which sources could tell?"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    series = forms.TypedMultipleChoiceField(
        label=_("Which series stand beside it?"),
        help_text=_("Choose several with Ctrl or Cmd."),
        coerce=int,
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 10}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, sources: Choices, series: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "sources", sources)
        offer(self, "series", series)


class FindingForm(forms.Form):
    """How the figures stand to what was said."""

    outcome = forms.ChoiceField(
        label=_("How do figures stand to what was said?"),
        choices=list(OUTCOMES.items()),
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("In your own words"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-quiet-optional": ""}),
    )
    wanted = forms.CharField(
        label=_("What would be needed to know it?"),
        help_text=_("Only when no figure exists."),
        max_length=2000,
        required=False,
        widget=long_text(2),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def tell(self, lacks: Sequence[Lacking]) -> None:
        """Say at the fields what is missing."""
        for lack in lacks:
            self.add_error(_SHOWN_AT[lack], str(LACKS[lack]))
