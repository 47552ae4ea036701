"""Sessions live on, every request gets its actor, and staff get no further without a second factor."""

from collections.abc import Callable
from contextlib import nullcontext

from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from ketenzicht.accounts.provider import roles_named, showed_second_factor
from ketenzicht.accounts.queries import actor_for
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.pages import ActingRequest
from ketenzicht.common.remembered import remembering

View = Callable[[HttpRequest], HttpResponse]
READING = ("GET", "HEAD")


class SeenMiddleware:
    """Renews a session once a minute, and not for every page that is read.

    Of whoever is signed in it notes as often where they were last seen. Nobody gets a session by it.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = timezone.now().timestamp()
        seen = request.session.get("seen", 0)
        if request.session.session_key and now - seen >= settings.SESSION_RENEWED_AFTER:
            request.session["seen"] = now
            if request.user.is_authenticated:
                UserSession.objects.create_from_request(request)
        return self.get_response(request)


class ActorMiddleware:
    """Runs the view as the signed-in person, in one transaction that PostgreSQL knows the actor of."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: ActingRequest) -> HttpResponse:
        if request.path == "/healthz":
            request.actor = Actor.nobody()
            return self.get_response(request)
        request.actor = (
            actor_for(request.user, timezone.localdate(), only=roles_named(request))
            if request.user.is_authenticated
            else Actor.nobody()
        )
        with acting(request.actor), remembering() if request.method in READING else nullcontext():
            return self.get_response(request)


class SecondFactorMiddleware:
    """Outside the demonstration an account without a second factor reaches only the page to add one."""

    OPEN = ("/account/", "/en/account/", "/afmelden/", "/en/afmelden/")

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._must_add_one(request):
            return redirect("mfa_index")
        return self.get_response(request)

    def _must_add_one(self, request: HttpRequest) -> bool:
        if settings.DEMONSTRATION or not request.user.is_authenticated:
            return False
        if request.path.startswith(self.OPEN) or showed_second_factor(request):
            return False
        return not is_mfa_enabled(request.user)
