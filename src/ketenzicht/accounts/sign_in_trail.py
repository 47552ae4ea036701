"""Writes into the audit trail who came in, who left and who was kept out.

Django itself says so by its own signals; there is no other door to hear it by.
"""

from typing import Any

from django.contrib.auth import signals as auth_signals
from django.http import HttpRequest
from django.utils import timezone

from ketenzicht.accounts.lockout import account_meant
from ketenzicht.accounts.models import User
from ketenzicht.accounts.queries import actor_for
from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.sealing import fingerprint


def join() -> None:
    """Listen to signing in and out."""
    auth_signals.user_logged_in.connect(_came_in, dispatch_uid="accounts.came_in")
    auth_signals.user_logged_out.connect(_left, dispatch_uid="accounts.left")
    auth_signals.user_login_failed.connect(_kept_out, dispatch_uid="accounts.kept_out")


def _came_in(sender: type[User], request: HttpRequest | None, user: User, **rest: Any) -> None:
    _record("accounts.session.began", user)


def _left(sender: type[User], request: HttpRequest | None, user: User | None, **rest: Any) -> None:
    if user is not None:
        _record("accounts.session.ended", user)


def _record(kind: str, user: User) -> None:
    actor = actor_for(user, timezone.localdate())
    with acting(actor):
        audit.record(kind=kind, target=("user", user.pk), by=actor, at=timezone.now())


def _kept_out(sender: Any, credentials: dict[str, Any], **rest: Any) -> None:
    # The address typed may belong to anybody; its fingerprint still shows that it was the same one again.
    typed = account_meant(None, credentials)
    with acting(Actor.nobody()):
        audit.record(
            kind="accounts.session.refused",
            target=("address", fingerprint(typed.encode(), "sign-in")[:32]),
            by=Actor.nobody(),
            at=timezone.now(),
        )
