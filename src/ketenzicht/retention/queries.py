"""What would go and why, what is decided about it, and what remains of what went.

Whoever looks after retention sees numbers, dates and codes of every desk and not one word of content: the
database gives no more than that (``retention_facts``).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from ketenzicht.audit.queries import checkpoints
from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.retention.domain.states import ItemState, ProposalKind
from ketenzicht.retention.domain.terms import Life, Verdict, ends_on, months_after, verdict
from ketenzicht.retention.models import (
    DestructionItem,
    DestructionProposal,
    Keeping,
    LegalHold,
    Regime,
    Residue,
    Tombstone,
)

# The regime of casework that nobody put under another one; its models declare the same.
DEFAULT = "soft_signal"
MOST = 500
# Of the audit trail at a time: what somebody looks at and decides about stays to be overseen.
MOST_EVENTS = 250_000
ON_REQUEST = frozenset({"on_request", "months"})
CASEWORK = "casework"
_FACTS = "SELECT * FROM retention_facts(%s::uuid[], %s::timestamptz, %s, %s)"
# Months differ in length, so the day on which the shortest term could have begun is only near.
_NEAR = timedelta(days=4)


@dataclass(frozen=True)
class Dossier:
    """A signal with all that hangs on it, as retention sees it."""

    signal_id: UUID
    number: int
    desk_id: int
    state: str
    outcome: str
    life: Life
    reports: int
    files: int
    handovers: int
    regime: Regime
    extended: int
    asked_at: datetime | None
    hold: LegalHold | None
    today: date

    @property
    def ends_on(self) -> date | None:
        """The last day that its regime keeps it, if one can be named."""
        return ends_on(self.regime.rule, self.life, self.extended)

    @property
    def verdict(self) -> Verdict:
        """Whether it may go today, or why it stays."""
        return verdict(
            self.regime.rule,
            self.life,
            self.today,
            extended=self.extended,
            held=self.hold is not None,
            asked=self.asked_at is not None,
        )

    @property
    def may_be_extended(self) -> bool:
        """Whether its regime allows one more extension."""
        return self.extended < self.regime.extensions

    @property
    def goes_on_request(self) -> bool:
        """Whether its regime lets it go before its term when whoever it is about asks."""
        return self.regime.on_request in ON_REQUEST

    @property
    def past_its_term(self) -> bool:
        """Whether the term is over, also when something else keeps it."""
        end = self.ends_on or ends_on(self.regime.rule, _as_if_closed(self.life), self.extended)
        return end is not None and end < self.today


def _as_if_closed(life: Life) -> Life:
    return Life(life.received_on, life.corroborated_on, life.changed_on, closed_on=life.changed_on)


@dataclass(frozen=True)
class TrailPart:
    """The events of one kind in the part of the audit trail that may go."""

    kind: str
    events: int
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True)
class TrailDue:
    """What of the audit trail may go: all from before a moment, up to a place; and rows of tables with it."""

    before: datetime | None
    upto: int = 0
    parts: tuple[TrailPart, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)

    @property
    def events(self) -> int:
        """How many events."""
        return sum(part.events for part in self.parts)

    @property
    def first_at(self) -> datetime | None:
        """When the oldest of them was."""
        return min((part.first_at for part in self.parts), default=None)

    @property
    def last_at(self) -> datetime | None:
        """When the latest of them was."""
        return max((part.last_at for part in self.parts), default=None)


def regimes(on: date) -> QuerySet[Regime]:
    """The regimes that hold on a day."""
    return Regime.objects.filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on)


def every_regime() -> QuerySet[Regime]:
    """The regimes of all times, to name what was decided earlier."""
    return Regime.objects.all()


def dossiers(
    actor: Actor,
    today: date,
    *,
    only: Collection[UUID] | None = None,
    before: datetime | None = None,
    beyond: int | None = None,
) -> list[Dossier]:
    """What is kept, the lowest number first, at most :data:`MOST`.

    ``only`` names signals; ``before`` leaves out what came in later, ``beyond`` begins after a number.
    Raises NotAllowed.
    """
    actor.require(Verb.RETENTION_MANAGE)
    with connection.cursor() as cursor:
        cursor.execute(_FACTS, [list(only) if only is not None else None, before, MOST, beyond])
        names = [column.name for column in cursor.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return list(_with_regimes(rows, today))


def dossier(actor: Actor, signal_id: UUID, today: date) -> Dossier:
    """One of them. Raises NotAllowed, NotVisible."""
    found = dossiers(actor, today, only=[signal_id])
    if not found:
        raise NotVisible
    return found[0]


def past_their_term(actor: Actor, today: date) -> list[Dossier]:
    """What is past its term, held or to be erased on request, the lowest number first: what goes and stays.

    At most :data:`MOST` of each, however much of the other stands before it. Raises NotAllowed.
    """
    held = LegalHold.objects.filter(ended_at=None).values_list("signal_id", flat=True)
    asked = Keeping.objects.filter(erasure_asked_at__isnull=False).values_list("signal_id", flat=True)
    named = dossiers(actor, today, only=[*held, *asked])
    due = {one.number: one for one in named if one.verdict is Verdict.DUE}
    staying = {one.number: one for one in named if one.verdict is not Verdict.DUE}
    for one in _old_enough(actor, today):
        if one.verdict is Verdict.DUE:
            due[one.number] = one
        elif one.past_its_term and len(staying) < MOST:
            staying[one.number] = one
        if len(due) >= MOST:
            break
    return sorted((*due.values(), *staying.values()), key=lambda one: one.number)


def _old_enough(actor: Actor, today: date) -> Iterator[Dossier]:
    """Everything that is older than the shortest term, read in pieces."""
    terms = Regime.objects.filter(applies_to=CASEWORK, months__isnull=False).values_list("months", flat=True)
    if not terms:
        return
    day = months_after(today, -min(months for months in terms if months)) + _NEAR
    before = timezone.make_aware(datetime.combine(day, datetime.min.time()))
    piece = dossiers(actor, today, before=before)
    while piece:
        yield from piece
        piece = dossiers(actor, today, before=before, beyond=piece[-1].number) if len(piece) == MOST else []


def _with_regimes(rows: Iterable[Mapping[str, Any]], today: date) -> Iterator[Dossier]:
    rows = list(rows)
    ids = [row["signal_id"] for row in rows]
    known = {one.code: one for one in Regime.objects.filter(applies_to=CASEWORK)}
    by_pk = {one.pk: one for one in known.values()}
    kept = {one.signal_id: one for one in Keeping.objects.filter(signal_id__in=ids)}
    holds = {one.signal_id: one for one in LegalHold.objects.filter(signal_id__in=ids, ended_at=None)}
    for row in rows:
        keeping = kept.get(row["signal_id"])
        yield _dossier(
            row,
            by_pk[keeping.regime_id] if keeping else known[DEFAULT],
            keeping,
            holds.get(row["signal_id"]),
            today,
        )


def _dossier(
    row: Mapping[str, Any],
    regime: Regime,
    keeping: Keeping | None,
    hold: LegalHold | None,
    today: date,
) -> Dossier:
    told = row["told_at"] or row["received_at"]
    life = Life(
        received_on=_day(row["received_at"]),
        corroborated_on=_day(told),
        changed_on=_day(row["changed_at"]),
        closed_on=_day(row["closed_at"]) if row["state"] == "closed" else None,
        shared_until=_day(row["shared_until"]) if row["shared_until"] else None,
        shared_now=row["shared_now"],
    )
    same = ("signal_id", "number", "desk_id", "state", "outcome", "reports", "files", "handovers")
    return Dossier(
        **{name: row[name] for name in same},
        life=life,
        regime=regime,
        extended=keeping.extended if keeping else 0,
        asked_at=keeping.erasure_asked_at if keeping else None,
        hold=hold,
        today=today,
    )


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)


def keeping_of(actor: Actor, signal_id: UUID) -> Keeping | None:
    """What somebody decided about the regime of a signal, with the reason. Raises NotAllowed."""
    actor.require(Verb.RETENTION_MANAGE)
    return Keeping.objects.filter(pk=signal_id).select_related("regime").first()


def holds_of(actor: Actor, signal_id: UUID) -> QuerySet[LegalHold]:
    """What stopped its destruction, now and before. Raises NotAllowed."""
    actor.require(Verb.RETENTION_MANAGE)
    return LegalHold.objects.filter(signal_id=signal_id)


def proposed_already(signal_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Which of these wait in a proposal."""
    waiting = DestructionItem.objects.filter(signal_id__in=list(signal_ids), state=ItemState.WAITING)
    return frozenset(waiting.values_list("signal_id", flat=True))


def proposals(actor: Actor) -> QuerySet[DestructionProposal]:
    """Every proposal, the newest first, with how much is in it. Raises NotAllowed."""
    _require_either(actor)
    counted = DestructionProposal.objects.annotate(
        size=Count("items"), gone=Count("items", filter=Q(items__state=ItemState.DESTROYED))
    )
    return counted.order_by("-number")


def proposal(actor: Actor, number: int) -> DestructionProposal:
    """One proposal. Raises NotAllowed, NotVisible."""
    found = proposals(actor).filter(number=number).first()
    if found is None:
        raise NotVisible
    return found


def items(actor: Actor, of: DestructionProposal) -> QuerySet[DestructionItem]:
    """What stands in a proposal. Raises NotAllowed."""
    _require_either(actor)
    return DestructionItem.objects.filter(proposal=of).select_related("desk", "regime")


def residues(actor: Actor) -> QuerySet[Residue]:
    """What remains of what was destroyed, the newest first. Raises NotAllowed."""
    _require_either(actor)
    return Residue.objects.select_related("desk", "regime", "proposal", "municipality")


def to_decide(actor: Actor) -> int:
    """How many proposals wait for this person: proposed by somebody else."""
    if not actor.may(Verb.RETENTION_APPROVE) or actor.user_id is None:
        return 0
    return DestructionProposal.objects.filter(state="proposed").exclude(made_by=actor.user_id).count()


def tombstones(actor: Actor) -> list[tuple[str, UUID, datetime]]:
    """What was destroyed: kind, id and moment, the oldest first. Raises NotAllowed."""
    actor.require(Verb.RETENTION_MANAGE)
    rows = Tombstone.objects.order_by("destroyed_at", "subject_id")
    return list(rows.values_list("kind", "subject_id", "destroyed_at"))


def trail_due(actor: Actor) -> TrailDue:
    """What of the audit trail may go today, at most :data:`MOST_EVENTS` at a time. Raises NotAllowed."""
    actor.require(Verb.RETENTION_MANAGE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT retention_trail_before(), retention_trail_end(%s)", [MOST_EVENTS])
        before, upto = cursor.fetchone()
        if upto is None:
            return TrailDue(before)
        cursor.execute("SELECT * FROM retention_trail_kinds(%s)", [upto])
        parts = tuple(TrailPart(*row) for row in cursor.fetchall())
        cursor.execute("SELECT * FROM retention_trail_rows(%s)", [before])
        return TrailDue(before, upto, parts, {what: there for what, there in cursor.fetchall() if there})


def trail_end(actor: Actor, most: int) -> int | None:
    """The last place of the trail that may go today, no further than ``most`` places. Raises NotAllowed."""
    actor.require(Verb.RETENTION_MANAGE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT retention_trail_end(%s)", [most])
        (end,) = cursor.fetchone()
        return end if end is None else int(end)


def trail_proposal(actor: Actor) -> DestructionProposal | None:
    """The proposal about the audit trail that waits or is being carried out. Raises NotAllowed."""
    return proposals(actor).filter(kind=ProposalKind.TRAIL, state__in=("proposed", "approved")).first()


def events_of(found: DestructionProposal) -> int:
    """How many events of the trail a proposal was about when it was made."""
    return sum(events for events, _first, _last in found.counts["events"].values())


def removed(actor: Actor, found: DestructionProposal) -> int:
    """How many events of the trail went by a proposal, as far as it is still known. Raises NotAllowed."""
    made = checkpoints(actor).filter(proposal=found.number)
    return made.aggregate(events=Sum("events"))["events"] or 0


def is_of_the_trail(number: int) -> bool:
    """Whether a proposal is about the audit trail."""
    return DestructionProposal.objects.filter(number=number, kind=ProposalKind.TRAIL).exists()


def _require_either(actor: Actor) -> None:
    if not actor.may(Verb.RETENTION_APPROVE):
        actor.require(Verb.RETENTION_MANAGE)
