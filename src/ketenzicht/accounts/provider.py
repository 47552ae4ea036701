"""Signing in at an organisation's own identity provider, by OpenID Connect.

The provider says who somebody is. An account is made by an administrator, and so is every role: what the
provider says of groups can only leave roles out of a session. Of what it says a digest of its number is kept.
"""

import hashlib
import logging
from collections.abc import Callable, Mapping
from typing import Any, NoReturn
from urllib.parse import urlencode

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.openid_connect import views
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from requests import RequestException

from ketenzicht.accounts.domain.claims import Named, roles_in, shows_second_factor
from ketenzicht.accounts.models import User
from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.sealing import fingerprint

log = logging.getLogger(__name__)
SAID = "said_by_provider"


def sign_in(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send somebody to the provider. Where to go afterwards is all that the address may ask for."""
    after = request.GET.get("next", "")
    vars(request)["GET"] = QueryDict(urlencode({"next": after}) if after else "")
    return _asked(views.login, request, provider_id)


def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take in what the provider answered."""
    return _asked(views.callback, request, provider_id)


def _asked(view: Callable[..., HttpResponse], request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        return view(request, provider_id)
    except RequestException:
        log.warning("the identity provider does not answer", exc_info=True)
        return render(request, "accounts/not_known.html", {"away": True}, status=503)


def roles_named(request: HttpRequest) -> frozenset[Named] | None:
    """The roles that hold in this session, where the provider has a say in that; None where it has not."""
    roles = _said(request).get("roles")
    return None if roles is None else frozenset(Named(role, desk) for role, desk in roles)


def showed_second_factor(request: HttpRequest) -> bool:
    """Whether the provider asked this person for a second factor in this session."""
    return bool(_said(request).get("second_factor"))


def _said(request: HttpRequest) -> Mapping[str, Any]:
    said = request.session.get(SAID)
    return said if said and said["user"] == request.user.pk else {}


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Lets in whoever has an account here, and nobody else."""

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        """Take what was said out of the record that is kept of this provider's account."""
        told = sociallogin.account.extra_data
        sociallogin.account.extra_data = {}
        sociallogin.claims = {**told.get("userinfo", {}), **told.get("id_token", {})}
        number = f"{settings.OIDC.issuer} {sociallogin.account.uid}"
        sociallogin.account.uid = hashlib.sha256(number.encode()).hexdigest()
        sociallogin.agree = told.get("userinfo", {}).get("sub") == told.get("id_token", {}).get("sub")
        user: User = super().populate_user(request, sociallogin, data)
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the account, the first time by an address that the provider vouches for."""
        if sociallogin.state.get("process") not in (None, "login") or not sociallogin.agree:
            _refuse(request, sociallogin.account.uid)
        if not sociallogin.is_existing:
            _bind(request, sociallogin)
        if request.user.is_authenticated:
            logout(request)
        request.session[SAID] = _what_counts(sociallogin)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: Any = None,
    ) -> None:
        """The provider refused, the person turned back, or what came back was not ours."""
        _refuse(request, "")


def _bind(request: HttpRequest, sociallogin: SocialLogin) -> None:
    account, claims = sociallogin.account, sociallogin.claims
    email = str(claims.get("email") or "")
    user = User.objects.filter(email__iexact=email).first() if claims.get("email_verified") is True else None
    # An address that went to somebody else at the provider does not open the account of who had it before.
    if user is None or SocialAccount.objects.filter(user=user, provider=account.provider).exists():
        _refuse(request, account.uid)
    account.user = sociallogin.user = user
    account.save()


def _what_counts(sociallogin: SocialLogin) -> dict[str, Any]:
    oidc, claims = settings.OIDC, sociallogin.claims
    named = roles_in(claims, oidc.roles_claim, oidc.roles) if oidc.roles_claim else None
    return {
        "user": sociallogin.user.pk,
        "second_factor": shows_second_factor(claims, oidc.second_factor),
        "roles": None if named is None else sorted((one.role, one.desk) for one in named),
    }


def _refuse(request: HttpRequest, who: str) -> NoReturn:
    with acting(Actor.nobody()):
        audit.record(
            kind="accounts.session.refused",
            target=("address", fingerprint(who.encode(), "sign-in")[:32]),
            by=Actor.nobody(),
            at=timezone.now(),
        )
    raise ImmediateHttpResponse(render(request, "accounts/not_known.html", status=403))
