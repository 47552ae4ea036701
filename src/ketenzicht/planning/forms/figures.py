"""What is filled in about series and figures."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ketenzicht.common.forms import WrittenDateField, offer
from ketenzicht.planning.domain.figures.counting import CountKind, Precision
from ketenzicht.planning.domain.figures.numbers import NoNumber, parse_number, write_number
from ketenzicht.planning.domain.figures.periods import NoPeriod, Period, parse_period
from ketenzicht.planning.domain.figures.typed import Certainty, FigureChange, FigureTrouble, TypedFigure
from ketenzicht.planning.figure_words import CERTAINTIES, COUNT_KINDS, PRECISIONS, TROUBLES
from ketenzicht.planning.forms.parts import long_text, one_line
from ketenzicht.planning.words import VISIBILITIES

LARGEST_TABLE = 500_000
_SHOWN_AT = {
    FigureTrouble.OUTSIDE_INTERVAL: "value",
    FigureTrouble.NO_SOURCE: "source",
    FigureTrouble.NO_REASON: "reason",
    FigureTrouble.NOTHING_TO_WITHDRAW: "value",
}


def is_dutch() -> bool:
    """Whether numbers are typed and shown in the Dutch notation."""
    return (get_language() or "nl").startswith("nl")


class NumberField(forms.Field):
    """A number, typed the way people write numbers; gives a Decimal or None."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"data-width": "s", "inputmode": "decimal"})
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value: Any) -> Any:
        """The number that was meant. Raises: ValidationError when it is none."""
        text = str(value or "").strip()
        try:
            return parse_number(text, dutch=is_dutch()) if text else None
        except NoNumber as error:
            raise ValidationError(str(TROUBLES[error.trouble]), code=error.trouble.value) from error

    def prepare_value(self, value: Any) -> Any:
        """Shows a stored number so that it is read as it is."""
        return write_number(value, dutch=is_dutch()) if isinstance(value, Decimal) else value


class PeriodField(forms.Field):
    """A period, typed as 2024, 2024-1, 2024-Q1, 2024-03, 2020-2024 or two days."""

    default_error_messages = {
        "period": _("Type a period such as 2024, 2024-1, 2024-Q1, 2024-03 or 2020-2024.")
    }

    def to_python(self, value: Any) -> Any:
        """The period that was meant. Raises: ValidationError when it is none."""
        text = str(value or "").strip()
        try:
            return parse_period(text) if text else None
        except NoPeriod as error:
            raise ValidationError(self.error_messages["period"], code="period") from error

    def prepare_value(self, value: Any) -> Any:
        """Shows a period as it is typed."""
        return str(value) if isinstance(value, Period) else value


class SeriesForm(forms.Form):
    """What a series counts, who counts it, and what it cannot say."""

    label = forms.CharField(label=_("What is this series called?"), max_length=200, widget=one_line())
    kind = forms.ChoiceField(
        label=_("What is counted?"),
        help_text=_("Reports, victims and estimates are different things and never stand in one line."),
        choices=list(COUNT_KINDS.items()),
        initial=CountKind.REPORT.value,
    )
    definition = forms.CharField(
        label=_("Definition"),
        help_text=_("What counts, what does not, and over how long."),
        max_length=2000,
        widget=long_text(),
    )
    population = forms.CharField(label=_("Counted among whom or what?"), max_length=2000, widget=one_line())
    unit = forms.CharField(label=_("Unit"), max_length=100, widget=one_line("m"))
    region = forms.CharField(
        label=_("Region"),
        help_text=_("Leave empty for the whole country."),
        max_length=100,
        required=False,
        widget=one_line("m"),
    )
    counted_by = forms.CharField(label=_("Who counts?"), max_length=300, widget=one_line())
    counted_twice = forms.CharField(
        label=_("What is counted twice?"), max_length=2000, required=False, widget=long_text(2)
    )
    cannot_say = forms.CharField(
        label=_("What can it not tell?"), max_length=2000, required=False, widget=long_text(2)
    )
    told_by_id = forms.TypedChoiceField(
        label=_("Which source does it come from?"), coerce=int, empty_value=None, required=False
    )
    source = forms.CharField(label=_("Where can it be looked up?"), max_length=300, widget=one_line())
    source_url = forms.URLField(
        label=_("Address on the internet"),
        max_length=300,
        required=False,
        assume_scheme="https",
        widget=one_line(),
    )
    certainty = forms.ChoiceField(
        label=_("How sure"), choices=[(word.value, CERTAINTIES[word]) for word in Certainty]
    )

    def __init__(self, *args: Any, sources: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "told_by_id", [("", _("None of these")), *sources])

    def values(self) -> dict[str, Any]:
        """What the series is to say."""
        outside = {"seen", "desk"}
        return {name: value for name, value in self.cleaned_data.items() if name not in outside}


class BeginSeriesForm(SeriesForm):
    """A new series of a desk."""

    desk = forms.TypedChoiceField(label=_("Which desk keeps it?"), coerce=int)

    def __init__(self, *args: Any, desks: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "desk", desks)
        if len(desks) == 1:
            field = self.fields["desk"]
            field.initial, field.widget = desks[0][0], forms.HiddenInput()


class ChangeSeriesForm(SeriesForm):
    """What is said about a series; ``seen`` is the revision that was looked at."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class OpenSeriesForm(forms.Form):
    """Who may read."""

    visibility = forms.ChoiceField(
        label=_("Who may read this series?"), choices=list(VISIBILITIES.items()), widget=forms.RadioSelect
    )


class FigureForm(forms.Form):
    """A figure for a period; ``seen`` marks the figures that were looked at."""

    period = PeriodField(
        label=_("Period"),
        help_text=_("Type a period such as 2024, 2024-1, 2024-Q1, 2024-03 or 2020-2024."),
        widget=one_line("m"),
    )
    value = NumberField(
        label=_("Value"),
        help_text=_(
            "Such as 1125 or 12.5; three decimals get a zero behind them: 1.1250."
            " Leave empty to withdraw a figure that is there."
        ),
        required=False,
    )
    precision = forms.ChoiceField(
        label=_("How exact"),
        choices=[(word.value, PRECISIONS[word]) for word in Precision],
        initial=Precision.EXACT.value,
    )
    low = NumberField(label=_("Low"), help_text=_("Of an estimate: from here."), required=False)
    high = NumberField(label=_("High"), help_text=_("Of an estimate: up to here."), required=False)
    as_of = WrittenDateField(label=_("Cut-off date"), required=False, widget=one_line("s"))
    source = forms.CharField(label=_("Source"), max_length=300, widget=one_line())
    certainty = forms.ChoiceField(
        label=_("How sure"), choices=[(word.value, CERTAINTIES[word]) for word in Certainty]
    )
    break_before = forms.CharField(
        label=_("Was it counted otherwise before? How?"),
        help_text=_("Then no line is drawn from the figures before it to this one."),
        max_length=2000,
        required=False,
        widget=long_text(2),
    )
    reason = forms.CharField(
        label=_("Why does it change?"),
        help_text=_("Only when there is another figure for this period. Both stay."),
        max_length=2000,
        required=False,
        widget=one_line(),
    )
    note = forms.CharField(label=_("Explanation"), max_length=2000, required=False, widget=long_text(2))
    seen = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)

    def typed(self) -> TypedFigure:
        """The figure as it was typed."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        said["precision"], said["certainty"] = Precision(said["precision"]), Certainty(said["certainty"])
        return TypedFigure(**said)

    def tell(self, change: FigureChange) -> None:
        """Say at the fields why the figure cannot be added."""
        for trouble in change.troubles:
            self.add_error(_SHOWN_AT.get(trouble, "period"), str(TROUBLES[trouble]))


class TableForm(forms.Form):
    """A table of figures, as a file or typed. ``seen`` marks the figures that were looked at."""

    file = forms.FileField(
        label=_("File (CSV)"), required=False, widget=forms.FileInput(attrs={"accept": ".csv,.txt"})
    )
    text = forms.CharField(
        label=_("Or paste the table"),
        max_length=LARGEST_TABLE,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)

    def clean_file(self) -> Any:
        """Refuses what is larger than a table of figures can be."""
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_TABLE:
            raise ValidationError(_("This file is too large for a table of figures."), code="large")
        return file

    def clean(self) -> dict[str, Any]:
        """Asks for one of both."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("file") and not cleaned.get("text", "").strip():
            self.add_error("file", _("Choose a file or paste a table."))
        return cleaned
