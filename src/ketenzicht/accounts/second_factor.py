"""The forms of the second step when signing in, in our own words."""

from typing import TYPE_CHECKING, Any

from allauth.account.forms import ReauthenticateForm as PasswordForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.forms import Form
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def _say(form: Form, name: str, label: "_StrPromise", help_text: "_StrPromise | str" = "") -> None:
    field = form.fields[name]
    field.label, field.help_text = label, help_text
    # What a field asks stands above it; words inside it go away while typing.
    field.widget.attrs.pop("placeholder", None)


class CodeForm(AuthenticateForm):
    """A code of the app, or one on paper."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "code", _("Code"), _("The six digits of your app, or one of your codes on paper."))


class CodeAgainForm(ReauthenticateForm):
    """The same, to show once more that it is you."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "code", _("Code"), _("The six digits of your app, or one of your codes on paper."))


class PasswordAgainForm(PasswordForm):
    """The password, to show once more that it is you."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "password", _("Your password"))


class AddAppForm(ActivateTOTPForm):
    """The first code of a new app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "code", _("Code that the app shows"))


class AddPasskeyForm(AddWebAuthnForm):
    """A new passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "name", _("Name"), _("So that you know which one it is."))
        _say(
            self,
            "passwordless",
            _("Sign in with this passkey alone, without a password"),
            _("It then asks for your fingerprint, your face or a PIN each time."),
        )


class NamePasskeyForm(EditWebAuthnForm):
    """The name of a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "name", _("Name"), _("So that you know which one it is."))
