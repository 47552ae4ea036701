"""Deciding about a request to see who a reporter is."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

GRANT, REFUSE = "grant", "refuse"


class DecisionForm(forms.Form):
    """Yes, or no with a reason."""

    decision = forms.ChoiceField(
        label=_("Your decision"),
        choices=((GRANT, _("Grant for the hours asked")), (REFUSE, _("Refuse"))),
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Needed when you refuse. Whoever asked and their colleagues read this."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("decision") == REFUSE and not said.get("reason", "").strip():
            self.add_error("reason", ValidationError(_("Say why you refuse.")))
        return said


class TakeBackForm(forms.Form):
    """Why what was granted ends now."""

    reason = forms.CharField(
        label=_("Why does it end now?"),
        help_text=_("Whoever asked and their colleagues read this."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
