"""Requests for recovery, for whoever asks, for whoever decides, and for whoever holds the link."""

from datetime import datetime
from uuid import UUID

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from ketenzicht.accounts.domain.recovery import OPEN, RecoveryState
from ketenzicht.accounts.models import RecoveryRequest, User
from ketenzicht.accounts.queries import actor_for, looks_after, users_with
from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.sealing import fingerprint


def recoveries_visible_to(actor: Actor) -> QuerySet[RecoveryRequest]:
    """All of them, the newest first, for whoever manages accounts or decides; none for anybody else."""
    found = RecoveryRequest.objects.select_related("user", "asked_by", "decided_by")
    seen = actor.may(Verb.USER_MANAGE) or actor.may(Verb.RECOVERY_DECIDE)
    return found if seen else found.none()


def recovery(actor: Actor, request_id: UUID) -> RecoveryRequest:
    """One of them. Raises NotVisible."""
    found = recoveries_visible_to(actor).filter(pk=request_id).first()
    if found is None:
        raise NotVisible
    return found


def waiting(actor: Actor, at: datetime) -> QuerySet[RecoveryRequest]:
    """What nobody decided yet and did not lapse, the oldest first."""
    asked = recoveries_visible_to(actor).filter(state=RecoveryState.ASKED, until__gt=at)
    return asked.order_by("asked_at", "id")


def ended(actor: Actor, at: datetime) -> QuerySet[RecoveryRequest]:
    """The others."""
    return recoveries_visible_to(actor).exclude(state=RecoveryState.ASKED, until__gt=at)


def recoveries_to_decide(actor: Actor, at: datetime) -> int:
    """How many wait for a decision of ``actor``: of others and about others."""
    if not actor.may(Verb.RECOVERY_DECIDE):
        return 0
    own = Q(asked_by=actor.user_id or 0) | Q(user=actor.user_id or 0)
    return waiting(actor, at).exclude(own).order_by().count()


def open_recovery(actor: Actor, user_id: int, at: datetime) -> RecoveryRequest | None:
    """The request about somebody that waits or was granted and not used yet."""
    return recoveries_visible_to(actor).filter(user=user_id, state__in=OPEN, until__gt=at).first()


def why_not(user: User, by: Actor, at: datetime) -> str:
    """Why ``by`` can ask no recovery for somebody: a code of ``words.WHY_NOT``; empty when they can."""
    if user.pk == by.user_id:
        return "own"
    if not user.is_active:
        return "closed"
    if not looks_after(by, user.pk, timezone.localdate(at)):
        return "elsewhere"
    if settings.OIDC.alone or not user.has_usable_password():
        return "provider" if settings.OIDC.issuer else "no_password"
    if not is_mfa_enabled(user):
        return "no_second_step"
    deciders = users_with(Verb.RECOVERY_DECIDE, timezone.localdate(at))
    return "" if deciders.exclude(pk__in=[user.pk, by.user_id or 0]).exists() else "nobody_decides"


def asker_manages(asked: RecoveryRequest, at: datetime) -> bool:
    """Whether whoever asked still looks after this account."""
    on = timezone.localdate(at)
    who = actor_for(asked.asked_by, on)
    return who.may(Verb.USER_MANAGE) and looks_after(who, asked.user_id, on)


def link_digest(token: str) -> str:
    """What is kept of a link."""
    return fingerprint(token.encode(), "recovery link")


def recovery_by_link(digest: str, at: datetime) -> RecoveryRequest:
    """What a link opens now, for whoever acts as its holder. Raises NotVisible.

    A password that was chosen after recovery was asked opens nothing: otherwise a mailbox alone would do.
    """
    found = RecoveryRequest.objects.select_related("user").filter(
        link_digest=digest, state=RecoveryState.GRANTED, until__gt=at, user__is_active=True
    )
    granted = found.first()
    if granted is None:
        raise NotVisible
    chosen_at = granted.user.password_chosen_at
    if chosen_at is not None and chosen_at >= granted.asked_at:
        raise NotVisible
    return granted
