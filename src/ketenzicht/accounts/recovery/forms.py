"""Asking for recovery, deciding about it, and the password with which the link is used."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ketenzicht.accounts.domain.recovery import Check
from ketenzicht.accounts.recovery.words import CHECKS

GRANT, REFUSE = "grant", "refuse"


class AskForm(forms.Form):
    """How it was established who asks."""

    checked = forms.ChoiceField(
        label=_("How did you establish that it is this colleague?"),
        choices=[(one.value, CHECKS[one]) for one in Check],
        widget=forms.RadioSelect,
    )


class DecideForm(forms.Form):
    """Yes or no."""

    decision = forms.ChoiceField(
        label=_("Your decision"),
        choices=((GRANT, _("Let this person back in")), (REFUSE, _("Refuse"))),
        widget=forms.RadioSelect,
    )


class PasswordForm(forms.Form):
    """The password of whoever opens the link."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
