"""What is filled in to publish and to withdraw."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PublishForm(forms.Form):
    """A foreword, and that somebody has looked."""

    note = forms.CharField(
        label=_("Foreword"),
        help_text=_("Why this edition was made and for whom. It stands before the reading guide."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    confirmed = forms.BooleanField(
        label=_("I have looked whether a statement could point to somebody, and none does"),
        error_messages={
            "required": _(
                "Look first whether a rare place, number, function or event could point to somebody."
            )
        },
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class WithdrawForm(forms.Form):
    """Why an edition is withdrawn."""

    reason = forms.CharField(
        label=_("Why is it withdrawn?"),
        help_text=_("Everybody who opens the edition reads this. Name nobody."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
