"""What every form about a part of a plan has."""

from typing import TYPE_CHECKING, Any

from django import forms

if TYPE_CHECKING:
    from ketenzicht.planning.models import Plan, PlanPart


def long_text(rows: int = 3) -> forms.Textarea:
    """A box for some lines."""
    return forms.Textarea(attrs={"rows": rows})


def one_line(width: str = "l") -> forms.TextInput:
    """A box for one line."""
    return forms.TextInput(attrs={"data-width": width})


class PartForm(forms.Form):
    """A part of a plan. ``seen`` is the revision that was looked at; a new part has none."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, plan: "Plan", part: "PlanPart | None" = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan, self.part = plan, part
        self.offer_choices()

    def offer_choices(self) -> None:
        """Fill in what can be chosen in this plan."""

    def names(self) -> list[str]:
        """The fields of the part."""
        return [name for name in self.fields if name != "seen"]

    def values(self) -> dict[str, Any]:
        """What the part is to say."""
        return {name: self.cleaned_data[name] for name in self.names()}
