"""Asking for recovery of somebody's second step, deciding about it, and using the link."""

import secrets
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction
from procrastinate.contrib.django import app

from ketenzicht.accounts import actions as accounts
from ketenzicht.accounts.domain import recovery as domain
from ketenzicht.accounts.domain.recovery import OPEN, Check, RecoveryEvent, RecoveryState
from ketenzicht.accounts.models import RecoveryRequest, User
from ketenzicht.accounts.recovery import queries
from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor, NotAllowed, NotNow, NotVisible, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import Relation

# Sending the link and tidying up are the product's own work; who decided stands in the request.
MACHINE = Actor.operator(Verb.USER_MANAGE)


@transaction.atomic
def ask_recovery(*, user_id: int, checked: Check, by: Actor, at: datetime) -> RecoveryRequest:
    """Ask that somebody gets back in without the second step; an earlier request for them is withdrawn.

    Whoever may decide hears that there is something to decide. Raises NotAllowed, NotVisible, NotNow.
    """
    by.require(Verb.USER_MANAGE)
    if by.user_id is None:
        # At the command line there is a command of its own, and nobody to be one of two.
        raise NotAllowed(Verb.USER_MANAGE)
    # Two who ask at once wait for each other, so that one request stands.
    user = User.objects.select_for_update().filter(pk=user_id).first()
    if user is None:
        raise NotVisible
    if why := queries.why_not(user, by, at):
        raise NotNow(why)
    for former in RecoveryRequest.objects.select_for_update().filter(user=user, state__in=OPEN):
        if domain.state_at(former.state, former.until, at) is RecoveryState.LAPSED:
            _lapse(former, at)
        else:
            _end(former, RecoveryEvent.WITHDRAW, by, at)
            _record("accounts.recovery.withdrawn", former, by=by, at=at)
    asked = RecoveryRequest.objects.create(
        user=user,
        asked_by_id=by.user_id,
        asked_at=at,
        checked=checked.value,
        until=at + domain.TERM,
    )
    _record("accounts.recovery.asked", asked, by=by, at=at)
    accounts.notify_holders(verb=Verb.RECOVERY_DECIDE)
    return asked


@transaction.atomic
def decide_recovery(*, request_id: UUID, grant: bool, by: Actor, at: datetime) -> RecoveryRequest:
    """Let somebody back in with a link that is mailed, or refuse that. Whoever manages accounts hears of it.

    Raises NotVisible, MoveNotAllowed for a request of one's own, about oneself, decided or lapsed, and NotNow
    for letting in on the word of somebody who looks after accounts no more.
    """
    asked = _held(request_id, by)
    if grant and not queries.asker_manages(asked, at):
        raise NotNow("asker_gone")
    event = RecoveryEvent.GRANT if grant else RecoveryEvent.REFUSE
    asked.state = _moved(asked, event, by, at)
    asked.decided_by_id, asked.decided_at = by.user_id, at
    if grant:
        asked.until = at + domain.TERM
        app.configure_task("accounts.send_recovery_link").defer(user_id=asked.user_id)
        _record("accounts.recovery.granted", asked, by=by, at=at)
    else:
        asked.ended_at = at
        _record("accounts.recovery.refused", asked, by=by, at=at)
    asked.save(update_fields=["state", "decided_by", "decided_at", "until", "ended_at"])
    accounts.notify_holders(verb=Verb.USER_MANAGE)
    return asked


@transaction.atomic
def withdraw_recovery(*, request_id: UUID, by: Actor, at: datetime) -> RecoveryRequest:
    """Take a request back, also when it was granted and the link is under way.

    Raises NotVisible, MoveNotAllowed.
    """
    asked = _held(request_id, by)
    _end(asked, RecoveryEvent.WITHDRAW, by, at)
    _record("accounts.recovery.withdrawn", asked, by=by, at=at)
    return asked


def make_link(*, user_id: int, at: datetime) -> str | None:
    """The secret of a new link for whom recovery was granted; None where it was not or is over.

    What is kept is a digest, so a link that was made before opens nothing any more.
    """
    with acting(MACHINE):
        waits = RecoveryRequest.objects.select_for_update(of=("self",)).filter(
            user_id=user_id, user__is_active=True, state=RecoveryState.GRANTED, until__gt=at
        )
        granted = waits.first()
        if granted is None:
            return None
        token = secrets.token_urlsafe(32)
        granted.link_digest = queries.link_digest(token)
        granted.save(update_fields=["link_digest"])
        _record("accounts.recovery.link_made", granted, by=MACHINE, at=at)
    return token


@transaction.atomic
def use_recovery(*, digest: str, app_secret: str, at: datetime) -> None:
    """Put a new app in the place of every second step of whoever holds the link, and end every session.

    They are mailed that. Nobody is signed in by it, and no moment is without a second step. The password and
    a code of the app were asked before. Raises NotVisible, and MoveNotAllowed for the second of two at once.
    """
    by = Actor.public(token=digest)
    with acting(by):
        person_id = queries.recovery_by_link(digest, at).user_id
        with acting(MACHINE):
            # Whoever chooses a password this moment is waited for: that one opens nothing.
            User.objects.select_for_update().filter(pk=person_id).first()
        queries.recovery_by_link(digest, at)
        granted = RecoveryRequest.objects.select_for_update().get(link_digest=digest)
        granted.state = domain.move(
            granted.state,
            RecoveryEvent.USE,
            verbs=(),
            relation=Relation.HOLDER,
            until=granted.until,
            at=at,
        )
        granted.ended_at = at
        granted.save(update_fields=["state", "ended_at"])
        _record("accounts.recovery.used", granted, by=by, at=at)
    user = granted.user
    Authenticator.objects.filter(user=user).delete()
    TOTP.activate(user, app_secret)
    accounts.close_sessions(user.pk)
    app.configure_task("accounts.send_second_step_removed").defer(user_id=user.pk)


@transaction.atomic
def tidy_recoveries(*, at: datetime) -> tuple[int, int]:
    """Mark what lapsed, and remove what ended a year ago; says how many of each. The trail stays."""
    with acting(MACHINE):
        over = list(RecoveryRequest.objects.select_for_update().filter(state__in=OPEN, until__lte=at))
        for one in over:
            _lapse(one, at)
        gone, _tables = RecoveryRequest.objects.filter(ended_at__lt=at - domain.KEPT).delete()
    return len(over), gone


def _held(request_id: UUID, by: Actor) -> RecoveryRequest:
    found = queries.recoveries_visible_to(by).select_for_update(of=("self",)).filter(pk=request_id).first()
    if found is None:
        raise NotVisible
    return found


def _moved(asked: RecoveryRequest, event: RecoveryEvent, by: Actor, at: datetime) -> RecoveryState:
    return domain.move(
        asked.state,
        event,
        verbs=by.grants.keys(),
        relation=domain.relation_of(by.user_id, asked_by=asked.asked_by_id, about=asked.user_id),
        until=asked.until,
        at=at,
    )


def _end(asked: RecoveryRequest, event: RecoveryEvent, by: Actor, at: datetime) -> None:
    asked.state, asked.ended_at = _moved(asked, event, by, at), at
    asked.save(update_fields=["state", "ended_at"])


def _lapse(asked: RecoveryRequest, at: datetime) -> None:
    asked.state = domain.RECOVERY.move(
        RecoveryState(asked.state), RecoveryEvent.LAPSE, verbs=(), relation=Relation.SYSTEM
    )
    asked.ended_at = at
    asked.save(update_fields=["state", "ended_at"])
    with acting(MACHINE):
        _record("accounts.recovery.lapsed", asked, by=MACHINE, at=at)


def _record(kind: str, asked: RecoveryRequest, *, by: Actor, at: datetime) -> None:
    audit.record(kind=kind, target=("user", asked.user_id), by=by, at=at, checked=asked.checked)
