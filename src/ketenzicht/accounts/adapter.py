"""How allauth behaves here: nobody signs up by himself, and second factors are stored sealed."""

import math
import time
from collections.abc import Mapping
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ketenzicht.accounts.models import CHOSEN, User
from ketenzicht.common.actor import Actor, acting, current_actor
from ketenzicht.common.sealing import seal, unseal

WAYS: Mapping[str, Promise] = {
    "reauthenticate": _("With your password"),
    "mfa_reauthenticate": _("With a code of your app or on paper"),
    "mfa_reauthenticate:webauthn": _("With a passkey"),
}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Where people come in at their organisation alone, neither password nor passkey opens anything."""
        if settings.OIDC.alone and "sociallogin" not in (kwargs.get("signal_kwargs") or {}):
            return redirect("account_login")
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer

    def is_safe_url(self, url: str | None) -> bool:
        """Only a place of this site, written from its root; what cannot be read as an address is none."""
        try:
            return bool(url) and str(url).startswith("/") and bool(super().is_safe_url(url))
        except ValueError:
            return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever signed in just now has shown who it is, and is not asked once more."""
        signed_in = get_authentication_records(self.request, self.request.user)
        since = time.time() - signed_in[-1]["at"] if signed_in else math.inf
        asks = since >= app_settings.REAUTHENTICATION_TIMEOUT
        return asks and bool(super().is_reauthentication_required(app=app, **kwargs))

    def set_password(self, user: User, password: str) -> None:
        """Keep a new password. A link from a mail opens for its account, whoever is signed in here."""
        user.set_password(password)
        who = current_actor()
        with acting(who if who.user_id == user.pk else Actor.nobody()):
            user.save(update_fields=CHOSEN)

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [
            {**method, "description": WAYS.get(method["id"], method["description"])} for method in methods
        ]


class SecondFactorAdapter(DefaultMFAAdapter):
    """Whoever reads the database alone can make no one-time codes with it. And it speaks our words."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("This is your last second step, and you need one."),
        "cannot_generate_recovery_codes": _("First add a passkey or an app."),
        "incorrect_code": _("This code is not right. Type the code that your app shows now."),
    }

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}

    def encrypt(self, text: str) -> str:
        return seal(text.encode(), "second factor").decode()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text.encode(), "second factor").decode()
