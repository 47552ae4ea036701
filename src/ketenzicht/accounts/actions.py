"""Accounts and roles: who gets in, and as what. And telling a desk that there is something to look at."""

from datetime import date, datetime, timedelta
from typing import Final

from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from ketenzicht.accounts.domain.review import Outcome
from ketenzicht.accounts.models import AccessReview, Membership, User
from ketenzicht.accounts.queries import (
    desks_looked_after,
    grants_in,
    is_last_manager,
    looks_after,
    managers_at,
    organisations_managed,
    organisations_of,
)
from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.domain.rights import PRIVILEGED, Role, Verb

# Long after a lock ends, and long enough to see that somebody tried all night.
ATTEMPTS_KEPT: Final = timedelta(days=1)


class OwnRole(Exception):
    """Nobody gives a role to themselves, or takes the own account away."""


class LookedAfterElsewhere(Exception):
    """The organisation has administrators of its own, who look after its accounts and roles."""


class LastManager(LookedAfterElsewhere):
    """Nobody else would be left who looks after accounts at an organisation of others."""


class AlreadyHeld(Exception):
    """The person holds this role at this desk already."""


class AddressTaken(Exception):
    """There is an account with this e-mail address already."""


def notify_desk(*, desk_id: int, verb: Verb) -> None:
    """Mail the people with ``verb`` at the desk, once this transaction stands. Says that, never what."""
    app.configure_task("accounts.send_notice").defer(desk_id=desk_id, verb=verb.value)


def notify_holders(*, verb: Verb) -> None:
    """Mail everybody with ``verb``, at whatever desk, once this transaction stands. Says that, never what."""
    app.configure_task("accounts.send_notice").defer(desk_id=None, verb=verb.value)


def forgot_password(*, user_id: int) -> None:
    """Mail the account a link to choose a password, once this transaction stands. 0 is nobody's account.

    Asked by anybody, so not where a mailbox would then be enough to get in.
    """
    app.configure_task("accounts.send_forgotten_password_link").defer(user_id=user_id)


def tell_way_in_changed(*, user_id: int) -> None:
    """Mail somebody that their password or a second step was changed: it may have been another."""
    app.configure_task("accounts.send_way_in_changed").defer(user_id=user_id)


@transaction.atomic
def send_password_link(*, user: User, by: Actor, at: datetime) -> None:
    """Mail a colleague a link to choose a password. Raises LookedAfterElsewhere."""
    by.require(Verb.USER_MANAGE)
    _look_after_person(user, by, at)
    audit.record(kind="accounts.password.link_sent", target=("user", user.pk), by=by, at=at)
    app.configure_task("accounts.send_password_link").defer(user_id=user.pk)


@transaction.atomic
def end_sessions(*, user: User, by: Actor, at: datetime) -> None:
    """End every session of somebody at once, and mail them that. The account stays open. Raises OwnRole.

    Every administrator may: a stranger in an account cannot wait until those of the organisation are awake.
    They are told.
    """
    by.require(Verb.USER_MANAGE)
    if user.pk == by.user_id:
        raise OwnRole
    close_sessions(user.pk)
    audit.record(kind="accounts.sessions.ended", target=("user", user.pk), by=by, at=at)
    app.configure_task("accounts.send_sessions_ended").defer(user_id=user.pk)
    _tell_their_own(user, by, at)


@transaction.atomic
def add_person(
    *, name: str, email: str, language: str, is_demonstration: bool = False, by: Actor, at: datetime
) -> User:
    """Add somebody, who cannot sign in until a password has been set. Raises AddressTaken."""
    by.require(Verb.USER_MANAGE)
    if User.objects.filter(email__iexact=email).exists():
        raise AddressTaken
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, name, language=language, is_demonstration=is_demonstration)
    except IntegrityError as taken:
        # Whoever pressed twice, or a colleague, was a moment earlier.
        raise AddressTaken from taken
    audit.record(kind="accounts.user.added", target=("user", user.pk), by=by, at=at)
    return user


@transaction.atomic
def switch_off(*, user: User, by: Actor, at: datetime) -> None:
    """Close somebody's account: out of every session at once, and no way in. Raises OwnRole.

    As with ending sessions every administrator may, and those of the organisation are told. Raises
    LastManager for the last administrator of another organisation: nobody could open anything there again.
    """
    by.require(Verb.USER_MANAGE)
    if user.pk == by.user_id:
        raise OwnRole
    today = timezone.localdate(at)
    # Two who close two of them wait for each other here, so that one stays.
    theirs = organisations_of(user.pk, today)
    list(managers_at(theirs, today).select_for_update().values_list("pk"))
    elsewhere = theirs - organisations_managed(by)
    if by.user_id is not None and is_last_manager(user.pk, elsewhere, today):
        raise LastManager
    if not User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        return
    close_sessions(user.pk)
    audit.record(kind="accounts.user.switched_off", target=("user", user.pk), by=by, at=at)
    _tell_their_own(user, by, at)


@transaction.atomic
def switch_on(*, user: User, by: Actor, at: datetime) -> None:
    """Open somebody's account again. Raises LookedAfterElsewhere."""
    by.require(Verb.USER_MANAGE)
    _look_after_person(user, by, at)
    if not User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
        return
    audit.record(kind="accounts.user.switched_on", target=("user", user.pk), by=by, at=at)


@transaction.atomic
def give_role(
    *, user: User, desk_id: int, role: Role, valid_until: date | None, by: Actor, at: datetime
) -> Membership:
    """Let somebody hold a role at a desk from today. Raises OwnRole, LookedAfterElsewhere, AlreadyHeld.

    One administrator is enough for that. Of a role that reaches further than a desk, whoever watches over
    access hears at once, and not when it is looked at again.
    """
    by.require(Verb.USER_MANAGE)
    if user.pk == by.user_id:
        raise OwnRole
    _look_after(desk_id, by, at)
    today = timezone.localdate(at)
    held = Membership.objects.filter(user=user, desk_id=desk_id, role=role.value)
    if held.filter(valid_until=None).exists() or held.filter(valid_until__gte=today).exists():
        raise AlreadyHeld
    membership, _ = Membership.objects.update_or_create(
        user=user,
        desk_id=desk_id,
        role=role.value,
        valid_from=today,
        defaults={"valid_until": valid_until, "granted_by_id": by.user_id},
    )
    audit.record(
        kind="accounts.role.given",
        target=("user", user.pk),
        by=by,
        at=at,
        desk_id=desk_id,
        role=role.value,
        until=valid_until.isoformat() if valid_until else None,
    )
    if role in PRIVILEGED:
        app.configure_task("accounts.send_far_reaching_given").defer(user_id=user.pk)
    return membership


@transaction.atomic
def end_role(*, membership_id: int, by: Actor, at: datetime) -> None:
    """Take a role away from this moment, and end every session of whoever held it.

    That somebody found it needed no more stays written down. Raises OwnRole for one's own,
    LookedAfterElsewhere, NotVisible.
    """
    by.require(Verb.USER_MANAGE)
    membership = Membership.objects.filter(pk=membership_id).first()
    if membership is None:
        raise NotVisible
    if membership.user_id == by.user_id:
        raise OwnRole
    _look_after(membership.desk_id, by, at)
    # The second of two at once finds nothing to end any more.
    if not Membership.objects.select_for_update().filter(pk=membership_id):
        raise NotVisible
    if by.user_id is not None:
        [grant] = grants_in(Membership.objects.filter(pk=membership.pk), timezone.localdate(at))
        keep_review(membership, grant.due, Outcome.ENDED, by.user_id, at)
    membership.delete()
    # What was opened with the role may still stand on a screen.
    close_sessions(membership.user_id)
    audit.record(
        kind="accounts.role.ended",
        target=("user", membership.user_id),
        by=by,
        at=at,
        desk_id=membership.desk_id,
        role=membership.role,
    )


def keep_review(role: Membership, due: date, outcome: Outcome, by_user: int, at: datetime) -> None:
    """Keep what somebody found about a role that was to be looked at before the end of ``due``."""
    AccessReview.objects.create(
        membership_number=role.pk,
        user_id=role.user_id,
        desk_id=role.desk_id,
        role=role.role,
        outcome=outcome,
        due_on=due,
        at=at,
        by_user_id=by_user,
    )


def _look_after(desk_id: int, by: Actor, at: datetime) -> None:
    # At the command line somebody acts who looks after the whole installation.
    if by.user_id is None:
        return
    if not desks_looked_after(by, timezone.localdate(at)).filter(pk=desk_id).exists():
        raise LookedAfterElsewhere


def _look_after_person(user: User, by: Actor, at: datetime) -> None:
    if by.user_id is not None and not looks_after(by, user.pk, timezone.localdate(at)):
        raise LookedAfterElsewhere


def _tell_their_own(user: User, by: Actor, at: datetime) -> None:
    if by.user_id is None:
        return
    today = timezone.localdate(at)
    elsewhere = organisations_of(user.pk, today) - organisations_managed(by)
    if managers_at(elsewhere, today).exclude(pk=user.pk).exists():
        told = app.configure_task("accounts.send_stopped_by_others")
        told.defer(user_id=user.pk, organisations=[*sorted(elsewhere)])


@transaction.atomic
def set_preferences(*, user: User, language: str, shortcuts: bool) -> None:
    """Keep how somebody likes the pages."""
    User.objects.filter(pk=user.pk).update(language=language, shortcuts=shortcuts)


@transaction.atomic
def remove_expired(*, at: datetime) -> tuple[int, int]:
    """Remove failed attempts to sign in after a day, and sessions that ended; says how many of each.

    Both hold an address on the network and a browser. What counts tries to sign in is named after such an
    address, so it goes as well.
    """
    cache.clear()
    attempts, _tables = AccessAttempt.objects.filter(attempt_time__lt=at - ATTEMPTS_KEPT).delete()
    ended, _tables = Session.objects.filter(expire_date__lt=at).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return attempts, ended


def close_sessions(user_id: int) -> None:
    """End every session of an account at once. Whoever calls this writes in the trail why."""
    known = UserSession.objects.filter(user_id=user_id)
    Session.objects.filter(session_key__in=list(known.values_list("session_key", flat=True))).delete()
    known.delete()
