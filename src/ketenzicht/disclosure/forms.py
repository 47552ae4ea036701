"""What somebody looks for in the register of disclosures."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from ketenzicht.common.forms import WrittenDateField
from ketenzicht.disclosure.queries import Wanted


class RegisterFilter(forms.Form):
    """Filters of the register."""

    desk = forms.ChoiceField(label=_("Desk"), required=False)
    basis = forms.ChoiceField(label=_("Legal ground"), required=False)
    first = WrittenDateField(
        label=_("From"), required=False, widget=forms.TextInput(attrs={"data-width": "m"})
    )
    last = WrittenDateField(
        label=_("Up to and including"), required=False, widget=forms.TextInput(attrs={"data-width": "m"})
    )
    open_only = forms.BooleanField(label=_("Only what can still be read"), required=False)

    def __init__(
        self,
        *args: Any,
        desks: Sequence[tuple[int, str]],
        bases: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        every_desk = [("", _("Every desk")), *((str(pk), label) for pk, label in desks)]
        cast(forms.ChoiceField, self.fields["desk"]).choices = every_desk
        cast(forms.ChoiceField, self.fields["basis"]).choices = [("", _("Every legal ground")), *bases]

    def clean(self) -> dict[str, Any]:
        """A period ends after it begins."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = given.get("first"), given.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day lies before the first day."))
        return given

    def wanted(self) -> Wanted:
        """What was asked for and could be read."""
        self.is_valid()
        given = self.cleaned_data
        return Wanted(
            desk_id=int(given["desk"]) if given.get("desk") else None,
            basis_code=given.get("basis", ""),
            first=given.get("first"),
            last=given.get("last"),
            open_only=bool(given.get("open_only")),
        )
