"""Searching the audit trail."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ketenzicht.common.forms import WrittenDateField


class FilterForm(forms.Form):
    """What to look for; everything may stay empty."""

    kind = forms.ChoiceField(label=_("What happened"), required=False)
    target = forms.CharField(
        label=_("Record"),
        required=False,
        max_length=60,
        help_text=_("The reference in the address of a page"),
    )
    user = forms.ChoiceField(label=_("Who"), required=False)
    reads = forms.ChoiceField(
        label=_("Looked at or changed"),
        required=False,
        choices=(("", _("Both")), ("yes", _("Looked at")), ("no", _("Changed"))),
    )
    first_day = WrittenDateField(label=_("From"), required=False)
    last_day = WrittenDateField(label=_("Up to and including"), required=False)

    def set_choices(self, kinds: list[tuple[str, str]], people: list[tuple[str, str]]) -> None:
        """Offer the kinds that occur and the people there are."""
        for name, choices in (("kind", kinds), ("user", people)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", str(_("All"))), *choices]
