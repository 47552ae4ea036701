"""What is filled in to report on a plan."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReportForm(forms.Form):
    """What the report is called and who gets it."""

    title = forms.CharField(
        label=_("Title of the report"), max_length=200, widget=forms.TextInput(attrs={"data-width": "l"})
    )
    addressed_to = forms.CharField(
        label=_("To whom?"),
        help_text=_("The council or the body that gets it, not a person."),
        max_length=200,
        widget=forms.TextInput(attrs={"data-width": "l"}),
    )
