"""Writes into the audit trail who came in, who left, who was kept out, and who changed what they come in by.

Django and the library for signing in say so by their own signals; there is no other door to hear it by.
"""

from typing import Any

from allauth.account import signals as password_signals
from allauth.mfa import signals as mfa_signals
from django.contrib.auth import signals as auth_signals
from django.http import HttpRequest
from django.utils import timezone

from ketenzicht.accounts import actions
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
    mfa_signals.authentication_failed.connect(_no_second_step, dispatch_uid="accounts.no_second_step")
    for chosen in (password_signals.password_changed, password_signals.password_set):
        chosen.connect(_chose_password, dispatch_uid="accounts.chose_password")
    password_signals.password_reset.connect(_chose_by_mail, dispatch_uid="accounts.chose_by_mail")
    for changed, kind in (
        (mfa_signals.authenticator_added, _added_step),
        (mfa_signals.authenticator_reset, _added_step),
        (mfa_signals.authenticator_removed, _removed_step),
    ):
        changed.connect(kind, dispatch_uid="accounts.changed_step")


def _came_in(sender: type[User], request: HttpRequest | None, user: User, **rest: Any) -> None:
    _record("accounts.session.began", user)


def _left(sender: type[User], request: HttpRequest | None, user: User | None, **rest: Any) -> None:
    if user is not None:
        _record("accounts.session.ended", user)


def _record(kind: str, user: User) -> None:
    actor = actor_for(user, timezone.localdate())
    with acting(actor):
        audit.record(kind=kind, target=("user", user.pk), by=actor, at=timezone.now())


def _no_second_step(sender: Any, user: User, **rest: Any) -> None:
    second_step_refused(user)


def second_step_refused(user: User) -> None:
    """Somebody gave a wrong code or passkey. The library tells of codes alone."""
    # Whoever comes this far has the password, so it is worth more than a wrong one.
    with acting(Actor.nobody()):
        audit.record(
            kind="accounts.second_factor.refused",
            target=("user", user.pk),
            by=Actor.nobody(),
            at=timezone.now(),
        )


def _chose_password(sender: Any, user: User, **rest: Any) -> None:
    _record("accounts.password.chosen", user)
    actions.tell_way_in_changed(user_id=user.pk)


def _chose_by_mail(sender: Any, user: User, **rest: Any) -> None:
    # Whoever holds the link is nobody yet, and may not be who has the mailbox.
    with acting(Actor.nobody()):
        audit.record(
            kind="accounts.password.chosen_by_mail",
            target=("user", user.pk),
            by=Actor.nobody(),
            at=timezone.now(),
        )
    actions.tell_way_in_changed(user_id=user.pk)


def _added_step(sender: Any, user: User, **rest: Any) -> None:
    _record("accounts.second_factor.added", user)
    actions.tell_way_in_changed(user_id=user.pk)


def _removed_step(sender: Any, user: User, **rest: Any) -> None:
    _record("accounts.second_factor.removed", user)
    actions.tell_way_in_changed(user_id=user.pk)


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
