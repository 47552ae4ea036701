"""Saying of roles whether they are still needed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from ketenzicht.accounts.actions import OwnRole, end_role, keep_review
from ketenzicht.accounts.domain.review import Outcome
from ketenzicht.accounts.models import AccessReview, Membership
from ketenzicht.accounts.queries import Grant, grants_in
from ketenzicht.accounts.review.queries import last_reviews, looked_after
from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import Verb


class Done(StrEnum):
    """What became of one decision."""

    CONFIRMED = "confirmed"
    ENDED = "ended"
    # Somebody decided the same before; a second click does too.
    ALREADY = "already"
    # Nothing was done: somebody confirmed it meanwhile.
    CONFIRMED_BEFORE = "confirmed_before"
    # Nothing was done: it was taken away meanwhile, or is not the work of whoever decides.
    GONE = "gone"


@dataclass(frozen=True)
class Result:
    """What became of one decision, and about which role; without one when nothing here knows it."""

    done: Done
    about: Membership | AccessReview | None


@transaction.atomic
def review(*, decisions: Mapping[int, Outcome], by: Actor, at: datetime) -> list[Result]:
    """Record of each of these roles that it is still needed, or end it. Each as a whole or not at all.

    A role that somebody decided about before is left as it is. Raises OwnRole, and then nothing is done.
    """
    by.require(Verb.USER_MANAGE)
    if Membership.objects.filter(pk__in=decisions, user_id=by.user_id or 0).exists():
        raise OwnRole
    roles, today = _held(decisions, by, at), timezone.localdate(at)
    due = {one.number: one for one in grants_in(Membership.objects.filter(pk__in=roles), today)}
    before = last_reviews(decisions)
    return [
        _decided(roles[number], due[number], outcome, by, at)
        if number in due
        else _too_late(before.get(number), outcome)
        for number, outcome in decisions.items()
    ]


def _held(numbers: Iterable[int], by: Actor, at: datetime) -> dict[int, Membership]:
    """These roles, as far as they are the work of ``by``; nobody ends or confirms one of them meanwhile."""
    mine = looked_after(by, timezone.localdate(at)).filter(pk__in=list(numbers)).values("pk")
    locked = Membership.objects.select_for_update(of=("self",)).select_related("user", "desk")
    return {one.pk: one for one in locked.filter(pk__in=mine).order_by("pk")}


def _too_late(before: AccessReview | None, outcome: Outcome) -> Result:
    same = before is not None and outcome is Outcome.ENDED and before.outcome == Outcome.ENDED
    return Result(Done.ALREADY if same else Done.GONE, before)


def _decided(role: Membership, grant: Grant, outcome: Outcome, by: Actor, at: datetime) -> Result:
    if not grant.waits:
        return Result(Done.ALREADY if outcome is Outcome.CONFIRMED else Done.CONFIRMED_BEFORE, role)
    if outcome is Outcome.CONFIRMED:
        keep_review(role, grant.due, outcome, by.user_id or 0, at)
    audit.record(
        kind=f"accounts.access.{outcome.value}",
        target=("user", role.user_id),
        by=by,
        at=at,
        desk_id=role.desk_id,
        role=role.role,
    )
    if outcome is Outcome.ENDED:
        end_role(membership_id=role.pk, by=by, at=at)
    return Result(Done(outcome.value), role)
