"""Asking for recovery, deciding about it, and what is asked of whoever uses the link."""

from collections.abc import Mapping
from typing import Any, Final

from allauth.mfa.totp.internal.auth import generate_totp_secret, validate_totp_code
from django import forms
from django.utils.translation import gettext_lazy as _

from ketenzicht.accounts.domain.recovery import Check
from ketenzicht.accounts.recovery.words import CHECKS
from ketenzicht.common.sealing import SealBroken, seal, unseal

GRANT, REFUSE = "grant", "refuse"
# Seconds: to install an app and type what it shows.
PAGE_LIVES: Final = 3600


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


class BackInForm(forms.Form):
    """The password of whoever opens the link, and the first code of a new app.

    The key of that app is made for this page and travels sealed in it: whoever opened the link before, in the
    same mailbox, was shown another.
    """

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = forms.CharField(
        label=_("Code that the app shows"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "data-width": "s"}
        ),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, digest: str) -> None:
        super().__init__(data)
        self._purpose = f"recovery app {digest}"
        self._known = self._sent()
        self.secret = self._known or generate_totp_secret()
        # On the page that says what was wrong too, so that the same app goes on.
        self.sealed = seal(self.secret.encode(), self._purpose).decode()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if "code" in data and not (self._known and validate_totp_code(self._known, data["code"])):
            self.add_error("code", _("This code is not right. Type the code that your app shows now."))
        return data

    def _sent(self) -> str:
        try:
            sealed = str(self.data.get("app", "")).encode(errors="replace")
            return unseal(sealed, self._purpose, max_age=PAGE_LIVES).decode()
        except SealBroken:
            return ""
