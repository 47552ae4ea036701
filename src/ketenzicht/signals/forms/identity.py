"""Asking who a reporter is."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ketenzicht.reporting.labels import IDENTITY_PURPOSES, identity_hours


class IdentityForm(forms.Form):
    """What for, why, and for how long somebody has to know who the reporter is."""

    purpose = forms.ChoiceField(
        label=_("What for?"), choices=tuple(IDENTITY_PURPOSES.items()), widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Why do you need to know who this is?"),
        help_text=_(
            "Whoever decides reads this, and your colleagues read it in the timeline. Name nobody, and tell"
            " nothing of the report."
        ),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    hours = forms.TypedChoiceField(
        label=_("For how long?"),
        help_text=_("It begins when it is granted, and closes by itself."),
        choices=identity_hours,
        coerce=int,
        initial=4,
    )
