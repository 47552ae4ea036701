"""The forms of the second step when signing in, in our own words."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from allauth.account.forms import ReauthenticateForm as PasswordForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django.core.exceptions import ValidationError
from django.db import Error
from django.forms import Form
from django.utils.translation import gettext_lazy as _

from ketenzicht.accounts.models import User
from ketenzicht.accounts.sign_in_trail import second_step_refused

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_Found = TypeVar("_Found")


def _say(form: Form, name: str, label: "_StrPromise", help_text: "_StrPromise | str" = "") -> None:
    field = form.fields[name]
    field.label, field.help_text = label, help_text
    # What a field asks stands above it; words inside it go away while typing.
    field.widget.attrs.pop("placeholder", None)


def _read(look: Callable[[], _Found]) -> _Found:
    """What the library finds in what a browser sent. Whatever it makes of nonsense is a wrong passkey."""
    try:
        return look()
    except (ValidationError, Error):
        raise
    except Exception as nonsense:
        raise get_adapter().validation_error("incorrect_code") from nonsense


def _mapping(found: object) -> object:
    """What a passkey says has names. Nought and false the library would keep as a passkey, unread."""
    if found is not None and not isinstance(found, dict):
        raise get_adapter().validation_error("incorrect_code")
    return found


def _refused_aloud(user: User, look: Callable[[], _Found]) -> _Found:
    """The same, and a wrong passkey stands in the audit trail as a wrong code does."""
    try:
        return _read(look)
    except ValidationError as refused:
        if refused.code == "incorrect_code":
            second_step_refused(user)
        raise


class _Sent(Form):
    """A form of which the browser fills in what a passkey said."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["credential"]
        as_sent = field.to_python
        # Said anew each time, so a page that comes back does not hold it; nonsense might be no text at all.
        vars(field).update(prepare_value=lambda _said: "", bound_data=lambda _said, _initial: "")
        vars(field)["to_python"] = lambda said: _mapping(_read(partial(as_sent, said)))


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


class AddPasskeyForm(_Sent, AddWebAuthnForm):
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

    def clean(self) -> dict[str, Any]:
        return _read(super().clean) or {}


class PasskeyForm(_Sent, AuthenticateWebAuthnForm):
    """A passkey as second step."""

    def clean_credential(self) -> Authenticator:
        return _refused_aloud(self.user, super().clean_credential)


class PasskeyAloneForm(_Sent, LoginWebAuthnForm):
    """A passkey instead of a password."""

    def clean_credential(self) -> Authenticator:
        return _read(super().clean_credential)


class PasskeyAgainForm(_Sent, ReauthenticateWebAuthnForm):
    """A passkey, to show once more that it is you."""

    def clean_credential(self) -> Authenticator:
        return _refused_aloud(self.user, super().clean_credential)


class NamePasskeyForm(EditWebAuthnForm):
    """The name of a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "name", _("Name"), _("So that you know which one it is."))
