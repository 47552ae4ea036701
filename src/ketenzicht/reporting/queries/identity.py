"""Requests to know who a reporter is, for whoever asks and whoever decides."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.reporting.domain.identity_access import IdentityState, is_open
from ketenzicht.reporting.models import IdentityRequest


def identity_requests_for(actor: Actor) -> QuerySet[IdentityRequest]:
    """The requests of the desks whose identities ``actor`` may ask for; all of them for whoever decides."""
    found = IdentityRequest.objects.select_related("asked_by", "decided_by", "desk__organisation")
    if actor.may(Verb.UNSEAL_DECIDE):
        return found
    return found.filter(desk_id__in=actor.desks(Verb.IDENTITY_READ))


def identity_request(actor: Actor, request_id: UUID) -> IdentityRequest:
    """One of them. Raises NotVisible."""
    found = identity_requests_for(actor).filter(pk=request_id).first()
    if found is None:
        raise NotVisible
    return found


def identity_requests_of(actor: Actor, report_id: UUID) -> list[IdentityRequest]:
    """What was asked about the reporter of one report, the newest first."""
    return list(identity_requests_for(actor).filter(report=report_id))


def identities_to_decide(actor: Actor) -> int:
    """How many requests wait for a decision of ``actor``: of others, never the own ones."""
    if not actor.may(Verb.UNSEAL_DECIDE):
        return 0
    waiting = Q(state=IdentityState.ASKED) & ~Q(asked_by=actor.user_id or 0)
    return identity_requests_for(actor).filter(waiting).count()


def open_request(
    requests: list[IdentityRequest], user_id: int | None, at: datetime
) -> IdentityRequest | None:
    """The own request that waits or is open at this moment."""
    for one in requests:
        if one.asked_by_id == user_id and (
            one.state == IdentityState.ASKED or is_open(one.state, one.open_until, at)
        ):
            return one
    return None
