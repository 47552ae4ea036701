"""Reading grounds, purposes, fields and rules; and the register of what was disclosed, for who may."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import Verb
from ketenzicht.disclosure.domain.gate import PrivacyClass, Rule
from ketenzicht.disclosure.models import Disclosure, GateRule, LegalBasis, Purpose, ShareableField
from ketenzicht.partners import queries as partners

if TYPE_CHECKING:
    from ketenzicht.partners.models import Desk


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for in the register; empty means everything."""

    desk_id: int | None = None
    basis_code: str = ""
    first: date | None = None
    last: date | None = None
    open_only: bool = False


def bases(at: date) -> QuerySet[LegalBasis]:
    """The legal grounds that hold on a day."""
    return LegalBasis.objects.filter(_valid(at))


def bases_for(sender_kind: str, at: date) -> QuerySet[LegalBasis]:
    """The legal grounds that this kind of organisation may use on a day."""
    return bases(at).filter(applies_to__overlap=["*", sender_kind])


def every_basis() -> QuerySet[LegalBasis]:
    """The legal grounds of all times, to name what was recorded earlier."""
    return LegalBasis.objects.all()


def every_purpose() -> QuerySet[Purpose]:
    """The purposes of all times, to name what was recorded earlier."""
    return Purpose.objects.all()


def purposes(at: date) -> QuerySet[Purpose]:
    """The purposes that hold on a day."""
    return Purpose.objects.filter(_valid(at))


def shareable_fields(at: date) -> QuerySet[ShareableField]:
    """The fields that a package may hold on a day."""
    return ShareableField.objects.filter(_valid(at))


def field_labels() -> dict[str, str]:
    """What every field is called, also one that is no longer shared, in the order of the list."""
    return {field.code: field.label for field in ShareableField.objects.all()}


def rules(at: date) -> list[Rule]:
    """The rules of the gate as they stand. A row that cannot be read allows nothing."""
    found = (_rule(row) for row in GateRule.objects.filter(_valid(at), allowed=True))
    return [rule for rule in found if rule is not None]


def disclosures_visible_to(actor: Actor) -> QuerySet[Disclosure]:
    """The acts of sharing that the actor may see: all for the register, else those of the own desks."""
    rows = Disclosure.objects.select_related("from_desk", "to_desk", "basis", "purpose")
    if actor.may(Verb.DISCLOSURE_READ):
        return rows
    return rows.filter(
        Q(from_desk__in=actor.desks(Verb.HANDOVER_SEND)) | Q(to_desk__in=actor.desks(Verb.HANDOVER_ANSWER))
    )


def register(actor: Actor, wanted: Wanted, at: datetime) -> QuerySet[Disclosure]:
    """The register for who may read it, the newest first."""
    rows = disclosures_visible_to(actor)
    if wanted.desk_id is not None:
        rows = rows.filter(Q(from_desk=wanted.desk_id) | Q(to_desk=wanted.desk_id))
    if wanted.basis_code:
        rows = rows.filter(basis__code=wanted.basis_code)
    if wanted.first:
        rows = rows.filter(made_at__gte=_midnight(wanted.first))
    if wanted.last:
        rows = rows.filter(made_at__lt=_midnight(wanted.last + timedelta(days=1)))
    if wanted.open_only:
        rows = rows.filter(ended_at=None, until__gt=at)
    return rows.order_by("-made_at", "-id")


def desks_in_register(actor: Actor) -> "list[Desk]":
    """The desks that the register speaks of, by name."""
    pairs = disclosures_visible_to(actor).order_by().values_list("from_desk_id", "to_desk_id")
    found = partners.desks_by_id({pk for pair in pairs.distinct() for pk in pair})
    return sorted(found.values(), key=lambda desk: desk.label)


def bases_in_register(actor: Actor) -> list[LegalBasis]:
    """The grounds that the register speaks of."""
    used = disclosures_visible_to(actor).order_by().values("basis")
    return list(LegalBasis.objects.filter(pk__in=used))


def _rule(row: GateRule) -> Rule | None:
    conditions: Mapping[str, Any] = row.conditions
    try:
        return Rule(
            code=row.code,
            basis=str(conditions["basis"]),
            purposes=frozenset(conditions["purposes"]),
            receiver_kinds=frozenset(conditions["receiver_kinds"]),
            privacy_classes=frozenset(PrivacyClass(name) for name in conditions["privacy_classes"]),
            longest=timedelta(days=int(conditions["longest_days"])),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            proof_required=bool(conditions.get("proof_required", True)),
        )
    except (KeyError, TypeError, ValueError):
        return None


def _valid(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
