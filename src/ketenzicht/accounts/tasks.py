"""Mail that says that something happened, never what; and what is removed when its time is over."""

import logging

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from procrastinate.contrib.django import app

from ketenzicht.accounts import actions
from ketenzicht.accounts.queries import (
    actor_for,
    managers_at,
    people_by_id,
    users_at,
    users_with,
)
from ketenzicht.accounts.recovery import actions as recovery
from ketenzicht.accounts.review.queries import count_overdue
from ketenzicht.common.actor import acting
from ketenzicht.common.domain.rights import Verb

log = logging.getLogger(__name__)


@app.task(name="accounts.send_notice", retry=5)
def send_notice(desk_id: int | None, verb: str) -> None:
    """Tell everybody with ``verb`` at the desk, or at any when none is named, that there is something."""
    on = timezone.localdate()
    for user in users_with(Verb(verb), on) if desk_id is None else users_at([desk_id], Verb(verb), on):
        with translation.override(user.language):
            text = render_to_string("accounts/notice.txt", {"address": settings.PUBLIC_URL})
            subject = render_to_string("accounts/notice_subject.txt").strip()
        send_mail(subject, text, None, [user.email])


@app.task(name="accounts.send_password_link", retry=5)
def send_password_link(user_id: int) -> None:
    """Mail somebody a link to choose a password with; where there is no such open account, nobody."""
    user = people_by_id([user_id]).get(user_id)
    if user is None or not user.is_active:
        return
    with translation.override(user.language):
        key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
        address = settings.PUBLIC_URL + reverse("account_reset_password_from_key", kwargs=key)
        text = render_to_string("accounts/password_link.txt", {"address": address})
        subject = render_to_string("accounts/password_link_subject.txt").strip()
    send_mail(subject, text, None, [user.email])


@app.task(name="accounts.send_forgotten_password_link", retry=5)
def send_forgotten_password_link(user_id: int) -> None:
    """The same for whoever forgot it and has a second step: a mailbox alone opens no account.

    Whoever has none, not yet or at the organisation's provider, is mailed a link by an administrator.
    """
    user = people_by_id([user_id]).get(user_id)
    if user is not None and is_mfa_enabled(user):
        send_password_link(user_id)


@app.task(name="accounts.send_sessions_ended", retry=5)
def send_sessions_ended(user_id: int) -> None:
    """Tell somebody that an administrator ended their sessions; nobody where no such account is open."""
    user = people_by_id([user_id]).get(user_id)
    if user is None or not user.is_active:
        return
    with translation.override(user.language):
        text = render_to_string("accounts/sessions_ended.txt", {"address": settings.PUBLIC_URL})
        subject = render_to_string("accounts/sessions_ended_subject.txt").strip()
    send_mail(subject, text, None, [user.email])


@app.task(name="accounts.send_way_in_changed", retry=5)
def send_way_in_changed(user_id: int) -> None:
    """Tell somebody that their password or a second step was changed; nobody without an open account."""
    user = people_by_id([user_id]).get(user_id)
    if user is None or not user.is_active:
        return
    with translation.override(user.language):
        text = render_to_string("accounts/way_in_changed.txt", {"address": settings.PUBLIC_URL})
        subject = render_to_string("accounts/way_in_changed_subject.txt").strip()
    send_mail(subject, text, None, [user.email])


@app.task(name="accounts.send_far_reaching_given", retry=5)
def send_far_reaching_given(user_id: int) -> None:
    """Tell everybody who watches over access that somebody else was given a role that reaches far."""
    for user in users_with(Verb.ACCESS_REVIEW, timezone.localdate()).exclude(pk=user_id):
        with translation.override(user.language):
            address = settings.PUBLIC_URL + reverse("accounts:access")
            text = render_to_string("accounts/far_reaching_given.txt", {"address": address})
            subject = render_to_string("accounts/far_reaching_given_subject.txt").strip()
        send_mail(subject, text, None, [user.email])


@app.task(name="accounts.send_stopped_by_others", retry=5)
def send_stopped_by_others(user_id: int, organisations: list[int]) -> None:
    """Tell whoever looks after accounts at these that an administrator elsewhere stopped one of theirs."""
    for user in managers_at(organisations, timezone.localdate()):
        with translation.override(user.language):
            address = settings.PUBLIC_URL + reverse("accounts:person", args=[user_id])
            text = render_to_string("accounts/stopped_by_others.txt", {"address": address})
            subject = render_to_string("accounts/stopped_by_others_subject.txt").strip()
        send_mail(subject, text, None, [user.email])


@app.periodic(cron="7 6 * * 1")
@app.task(name="accounts.remember_reviews", queueing_lock="accounts.remember_reviews")
def remember_reviews(timestamp: int) -> None:
    """On Mondays: let everybody who manages accounts hear that there are roles overdue, where there are."""
    for user in users_with(Verb.USER_MANAGE, timezone.localdate()):
        app.configure_task("accounts.send_roles_overdue").defer(user_id=user.pk)


@app.task(name="accounts.send_roles_overdue", retry=5)
def send_roles_overdue(user_id: int) -> None:
    """Mail somebody how many roles they should have looked at by now, where there are any."""
    user = people_by_id([user_id]).get(user_id)
    if user is None or not user.is_active:
        return
    actor = actor_for(user, timezone.localdate())
    with acting(actor):
        overdue = count_overdue(actor)
    if not overdue:
        return
    with translation.override(user.language):
        address = settings.PUBLIC_URL + reverse("accounts:review")
        text = render_to_string("accounts/roles_overdue.txt", {"address": address, "number": overdue})
        subject = render_to_string("accounts/roles_overdue_subject.txt").strip()
    send_mail(subject, text, None, [user.email])


@app.task(name="accounts.send_recovery_link", retry=5)
def send_recovery_link(user_id: int) -> None:
    """Mail somebody the link to get back in, where that was granted; sent again it is another link."""
    token = recovery.make_link(user_id=user_id, at=timezone.now())
    if token is None:
        return
    user = people_by_id([user_id])[user_id]
    with translation.override(user.language):
        address = settings.PUBLIC_URL + reverse("accounts:use_recovery", args=[token])
        text = render_to_string("accounts/recovery_link.txt", {"address": address})
        subject = render_to_string("accounts/recovery_link_subject.txt").strip()
    send_mail(subject, text, None, [user.email])


@app.task(name="accounts.send_second_step_removed", retry=5)
def send_second_step_removed(user_id: int) -> None:
    """Tell somebody that the second step of their account was taken away."""
    user = people_by_id([user_id])[user_id]
    with translation.override(user.language):
        text = render_to_string("accounts/second_step_removed.txt", {"address": settings.PUBLIC_URL})
        subject = render_to_string("accounts/second_step_removed_subject.txt").strip()
    send_mail(subject, text, None, [user.email])


@app.periodic(cron="53 3 * * *")
@app.task(name="accounts.tidy_recoveries", queueing_lock="accounts.tidy_recoveries")
def tidy_recoveries(timestamp: int) -> None:
    """Mark requests to get back in that lapsed, and remove those that ended a year ago."""
    lapsed, gone = recovery.tidy_recoveries(at=timezone.now())
    if lapsed or gone:
        log.info("recovery: %s lapsed, %s removed", lapsed, gone)


@app.periodic(cron="47 3 * * *")
@app.task(name="accounts.remove_expired", queueing_lock="accounts.remove_expired")
def remove_expired(timestamp: int) -> None:
    """Remove failed attempts to sign in after a day, and what is left of sessions that ended."""
    attempts, sessions = actions.remove_expired(at=timezone.now())
    if attempts or sessions:
        log.info("expired: %s attempts to sign in, %s sessions", attempts, sessions)
