"""What is filled in about money."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ketenzicht.common.forms import WrittenDateField, offer
from ketenzicht.planning.domain.distribution import Rounding
from ketenzicht.planning.forms.fields import AmountField, WeightsField
from ketenzicht.planning.forms.parts import PartForm, long_text, one_line
from ketenzicht.planning.plan_words import ROUNDINGS
from ketenzicht.planning.queries.money import keys_of

if TYPE_CHECKING:
    from ketenzicht.planning.models import CostItem

FIRST_YEAR, LAST_YEAR = 2000, 2100


class CostItemForm(PartForm):
    """What money goes to."""

    name = forms.CharField(label=_("What is paid for?"), max_length=200, widget=one_line())
    note = forms.CharField(
        label=_("How the amount was found"), max_length=2000, required=False, widget=long_text()
    )
    source = forms.CharField(label=_("Source"), max_length=300, required=False, widget=one_line())


class DistributionKeyForm(PartForm):
    """By what costs are shared."""

    name = forms.CharField(label=_("What is this key called?"), max_length=200, widget=one_line())
    base = forms.CharField(
        label=_("Counted in"),
        help_text=_("For example: inhabitants, hours, reports."),
        max_length=100,
        widget=one_line("m"),
    )
    measured_on = WrittenDateField(label=_("Counted on"), required=False, widget=one_line("s"))
    source = forms.CharField(label=_("Source"), max_length=300, required=False, widget=one_line())
    weights = WeightsField(
        label=_("Who pays, and by what number"),
        help_text=_(
            "One a line: the name, a semicolon, the number. Lines copied from a spreadsheet work too."
        ),
    )


class ScenarioForm(PartForm):
    """One way the costs could go."""

    name = forms.CharField(label=_("What is this scenario called?"), max_length=200, widget=one_line())
    note = forms.CharField(label=_("What it supposes"), max_length=2000, required=False, widget=long_text())
    key = forms.TypedChoiceField(label=_("Shared by"), coerce=UUID, empty_value=None, required=False)
    rounding = forms.ChoiceField(
        label=_("Rounded how?"),
        choices=list(ROUNDINGS.items()),
        initial=Rounding.LARGEST_REMAINDER.value,
        widget=forms.RadioSelect,
    )

    def offer_choices(self) -> None:
        """The keys of the plan."""
        keys = [(key.pk, key.name) for key in keys_of(self.plan)]
        offer(self, "key", [("", _("Not shared")), *keys])


class AmountsForm(forms.Form):
    """What every item costs in one year of a scenario."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, items: Iterable[tuple["CostItem", Decimal | None]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ids: dict[str, UUID] = {}
        for item, amount in items:
            name = f"amount-{item.pk.hex}"
            self.ids[name] = item.pk
            self.fields[name] = AmountField(label=item.name, initial=amount, required=False)

    def amounts(self) -> dict[UUID, Decimal | None]:
        """The amount of every item; nothing where it is not counted."""
        return {key: self.cleaned_data[name] for name, key in self.ids.items()}


class YearForm(forms.Form):
    """A year to fill in."""

    year = forms.IntegerField(
        label=_("Year"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=forms.NumberInput(attrs={"data-width": "xs"}),
    )


class CarryOverForm(YearForm):
    """A year from which the next one begins."""

    percent = forms.DecimalField(
        label=_("Higher by"),
        min_value=Decimal(-50),
        max_value=Decimal(100),
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"data-width": "xs", "data-suffix": "%", "inputmode": "decimal"}),
    )


class CopyScenarioForm(forms.Form):
    """A scenario that begins like another."""

    name = forms.CharField(label=_("What is the new scenario called?"), max_length=200, widget=one_line("m"))
