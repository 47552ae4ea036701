"""Letting somebody back in who lost the second step: asking, deciding, and using the link."""

import time
from base64 import b64encode
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ketenzicht.accounts.domain.recovery import (
    OPEN,
    RECOVERY,
    Check,
    RecoveryEvent,
    RecoveryState,
    relation_of,
    state_at,
)
from ketenzicht.accounts.lockout import keep_no_address
from ketenzicht.accounts.queries import person
from ketenzicht.accounts.recovery import actions, queries
from ketenzicht.accounts.recovery.forms import GRANT, AskForm, BackInForm, DecideForm
from ketenzicht.accounts.recovery.words import CHECKS, STATES, TONES, WHY_NOT
from ketenzicht.common.actor import Actor, NotVisible, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.throttle import Throttle
from ketenzicht.common.pages import ActingRequest, SeeOther, needs, public_page, refusals_in
from ketenzicht.common.visitors import please_wait, visitor

if TYPE_CHECKING:
    from ketenzicht.accounts.models import RecoveryRequest

A_PAGE = 50
# Links cannot be guessed; whoever tries is slowed down all the same. In each web process.
guesses: Final = Throttle(free=100, first_wait=60, longest_wait=3600, in_all=1000, window=60)


@require_safe
@needs(Verb.RECOVERY_DECIDE, Verb.USER_MANAGE)
def recoveries(request: ActingRequest) -> HttpResponse:
    """What was asked: first what waits for a decision, then the others, the newest first."""
    at = timezone.now()
    waiting = [_line(one, at) for one in queries.waiting(request.actor, at)]
    ended = Paginator(queries.ended(request.actor, at), A_PAGE).get_page(request.GET.get("page"))
    context = {"waiting": waiting, "ended": [_line(one, at) for one in ended], "shown": ended}
    return render(request, "accounts/recoveries.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.USER_MANAGE)
def ask(request: ActingRequest, user_id: int) -> HttpResponse:
    """Ask recovery for a colleague, saying how it was established who that is."""
    at, user = timezone.now(), person(user_id)
    why_not = queries.why_not(user, request.actor, at)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form, WHY_NOT):
            asked = actions.ask_recovery(
                user_id=user.pk, checked=Check(form.cleaned_data["checked"]), by=request.actor, at=at
            )
            messages.success(request, _("Asked. A second person decides within 24 hours."))
            return SeeOther(reverse("accounts:recovery", args=[asked.pk]))
    context = {
        "person": user,
        "why_not": WHY_NOT[why_not] if why_not else "",
        "former": queries.open_recovery(request.actor, user.pk, at),
        "form": form,
    }
    return render(request, "accounts/recovery_ask.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.RECOVERY_DECIDE, Verb.USER_MANAGE)
def recovery(request: ActingRequest, request_id: UUID) -> HttpResponse:
    """One request, and what this person can do about it: decide, or withdraw it."""
    at = timezone.now()
    asked = queries.recovery(request.actor, request_id)
    form = DecideForm(request.POST or None)
    # A form of whoever may not decide, or that came too late, meets the state table, which says so.
    if request.method == "POST" and form.is_valid():
        grant = form.cleaned_data["decision"] == GRANT
        with refusals_in(form, WHY_NOT):
            actions.decide_recovery(request_id=asked.pk, grant=grant, by=request.actor, at=at)
            said = _("Granted. The link is on its way.") if grant else _("Refused. Nothing changes.")
            messages.success(request, said)
            return SeeOther(reverse("accounts:recoveries"))
    state = state_at(asked.state, asked.until, at)
    relation = relation_of(request.actor.user_id, asked_by=asked.asked_by_id, about=asked.user_id)
    may = {row.event for row in RECOVERY.allowed(state, request.actor.grants.keys(), relation)}
    context = {
        "one": _line(asked, at),
        "form": form if RecoveryEvent.GRANT in may else None,
        "may_withdraw": RecoveryEvent.WITHDRAW in may,
        "not_theirs": state is RecoveryState.ASKED
        and request.actor.may(Verb.RECOVERY_DECIDE)
        and RecoveryEvent.GRANT not in may,
    }
    return render(request, "accounts/recovery.html", context)


@require_POST
@needs(Verb.USER_MANAGE)
def withdraw(request: ActingRequest, request_id: UUID) -> HttpResponse:
    """Take a request back."""
    actions.withdraw_recovery(request_id=request_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Withdrawn. A link that was sent opens nothing any more."))
    return SeeOther(reverse("accounts:recovery", args=[request_id]))


@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def use(request: ActingRequest, token: str) -> HttpResponse:
    """What the link in the mail opens: it asks the password, and puts a new app in the place of the old.

    Nobody is signed in by it: whoever has all three signs in as always.
    """
    at, key, digest = timezone.now(), visitor(request), queries.link_digest(token)
    if wait := guesses.attempt(key, time.monotonic()):
        return render(request, "accounts/recovery_over.html", {"wait": please_wait(wait)}, status=429)
    with acting(Actor.public(token=digest)):
        try:
            granted = queries.recovery_by_link(digest, at)
        except NotVisible:
            return render(request, "accounts/recovery_over.html", status=404)
    guesses.succeeded(key)
    if request.user.is_authenticated and request.user.pk != granted.user_id:
        return render(request, "accounts/recovery_other.html", status=403)
    form = BackInForm(request.POST if request.method == "POST" else None, digest=digest)
    if request.method == "POST" and form.is_valid() and _is_password(request, granted, form):
        actions.use_recovery(digest=digest, app_secret=form.secret, at=at)
        # Their own session here ended with the others.
        logout(request)
        messages.success(request, _("Your new app is set up. Sign in with your password and a code of it."))
        return SeeOther(reverse("account_login"))
    adapter = get_mfa_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(granted.user, form.secret))
    context = {"form": form, "picture": "data:image/svg+xml;base64," + b64encode(picture.encode()).decode()}
    return render(request, "accounts/recovery_use.html", context)


def _is_password(request: ActingRequest, granted: "RecoveryRequest", form: BackInForm) -> bool:
    """Whether it is the password of the account. A wrong one counts as at the sign-in page, and locks it."""
    adapter = get_adapter(request)
    keep_no_address(request)
    try:
        # As when signing in: nobody acts yet.
        with acting(Actor.nobody()):
            user = adapter.authenticate(
                request, email=granted.user.email, password=form.cleaned_data["password"]
            )
    except ValidationError as too_many:
        form.add_error(None, too_many)
        return False
    if user is None or user.pk != granted.user_id:
        form.add_error("password", _("This is not your password."))
        return False
    return True


def _line(one: "RecoveryRequest", at: datetime) -> dict[str, Any]:
    state = state_at(one.state, one.until, at)
    return {
        "request": one,
        "checked": CHECKS[Check(one.checked)],
        "state": STATES[state],
        "tone": TONES[state],
        "open": state in OPEN,
    }
