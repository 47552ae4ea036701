"""Sharing: asking the gate, writing down what was shared, and ending it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import Verb
from ketenzicht.disclosure import queries, words
from ketenzicht.disclosure.domain import gate
from ketenzicht.disclosure.domain.gate import PrivacyClass, Reason, Refusal, Request
from ketenzicht.disclosure.models import Disclosure, LegalBasis, Purpose
from ketenzicht.partners import queries as partners


class Refused(Exception):
    """It may not be shared. ``reasons`` say why, in the language of whoever asks; never empty."""

    def __init__(self, reasons: Collection[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = tuple(reasons)


@dataclass(frozen=True)
class Ground:
    """On what something may be shared and until when: the rows, and the rule that allows it."""

    basis_id: int
    purpose_id: int
    rule_code: str
    until: datetime


def require(
    *,
    basis_code: str,
    purpose_code: str,
    fields: Collection[str],
    receiver_desk_id: int,
    until: datetime | None,
    at: datetime,
    by: Actor,
    sender_desk_id: int | None = None,
    proof: str = "",
) -> Ground:
    """Let pass what a rule of the gate covers in full. ``sender_desk_id`` is the actor's own desk by default.

    Nothing configured, and anything missing, unknown or out of date, is a refusal.
    Raises Refused with every reason.
    """
    on = timezone.localdate(at)
    classes = {row.code: PrivacyClass(row.privacy_class) for row in queries.shareable_fields(on)}
    known = {name: classes[name] for name in fields if name in classes}
    request = Request(
        basis=basis_code,
        purpose=purpose_code,
        fields=known,
        receiver_kind=_kind_of(receiver_desk_id, on),
        until=until,
        proof=proof,
    )
    answer = gate.may_share(request, at, queries.rules(on))
    reasons = list(answer.reasons) if isinstance(answer, gate.Refused) else []
    reasons += [Reason(Refusal.FIELD_NOT_COVERED, name) for name in fields if name not in classes]
    labels = queries.field_labels()
    texts = [words.refusal(reason, labels) for reason in reasons]
    basis = queries.bases(on).filter(code=basis_code).first()
    purpose = queries.purposes(on).filter(code=purpose_code).first()
    if basis is None and basis_code:
        texts.append(str(words.REFUSALS[Refusal.BASIS_NOT_IN_FORCE]))
    if purpose is None and purpose_code:
        texts.append(str(words.PURPOSE_UNKNOWN))
    if basis is not None and not _may_use(basis, sender_desk_id or by.home_desk_id, on):
        texts.append(str(words.SENDER_NOT_COVERED))
    if texts or basis is None or purpose is None or until is None or isinstance(answer, gate.Refused):
        raise Refused(list(dict.fromkeys(texts)))
    return Ground(basis.pk, purpose.pk, answer.rule, until)


@transaction.atomic
def log(
    *,
    subject: tuple[str, UUID],
    from_desk_id: int,
    to_desk_id: int,
    basis_code: str,
    purpose_code: str,
    fields: Collection[str],
    at: datetime,
    until: datetime,
    by: Actor,
) -> Disclosure:
    """Write down that something was shared: from whom, to whom, on which ground, which fields, until when."""
    made = Disclosure.objects.create(
        subject_kind=subject[0],
        subject_id=subject[1],
        from_desk_id=from_desk_id,
        to_desk_id=to_desk_id,
        basis=LegalBasis.objects.get(code=basis_code),
        purpose=Purpose.objects.get(code=purpose_code),
        fields=list(fields),
        made_at=at,
        until=until,
    )
    audit.record(
        kind="disclosure.disclosure.made",
        target=("disclosure", made.pk),
        by=by,
        at=at,
        desk_id=from_desk_id,
        to_desk=to_desk_id,
        basis=basis_code,
        purpose=purpose_code,
        fields=list(fields),
        subject=f"{subject[0]}:{subject[1]}",
    )
    return made


@transaction.atomic
def end(*, subject: tuple[str, UUID], at: datetime, because: str, by: Actor) -> int:
    """Write down that sharing has stopped; what was read was read. Says how many rows that ended."""
    running = Disclosure.objects.select_for_update().filter(
        subject_kind=subject[0], subject_id=subject[1], ended_at=None
    )
    ended = list(running)
    for row in ended:
        row.ended_at, row.ended_because = at, because
        row.save(update_fields=["ended_at", "ended_because"])
        audit.record(
            kind="disclosure.disclosure.ended",
            target=("disclosure", row.pk),
            by=by,
            at=at,
            desk_id=row.from_desk_id,
            because=because,
        )
    return len(ended)


def read_register(*, by: Actor, at: datetime, wanted: queries.Wanted) -> QuerySet[Disclosure]:
    """The rows of the register; that somebody looked is recorded. Raises NotAllowed."""
    by.require(Verb.DISCLOSURE_READ)
    _record_look("disclosure.register.read", wanted, by, at)
    return queries.register(by, wanted, at)


def export_register(*, by: Actor, at: datetime, wanted: queries.Wanted) -> list[Disclosure]:
    """The same rows, to take along as a file; that somebody did so is recorded. Raises NotAllowed."""
    by.require(Verb.DISCLOSURE_READ)
    rows = list(queries.register(by, wanted, at))
    _record_look("disclosure.register.exported", wanted, by, at, rows=len(rows))
    return rows


def _record_look(kind: str, wanted: queries.Wanted, by: Actor, at: datetime, **detail: int) -> None:
    audit.record_read(
        kind=kind,
        target=("disclosure_register", "all"),
        by=by,
        at=at,
        desk=wanted.desk_id,
        basis=wanted.basis_code,
        first=str(wanted.first or ""),
        last=str(wanted.last or ""),
        **detail,
    )


def _may_use(basis: LegalBasis, sender_desk_id: int | None, on: date) -> bool:
    return bool({"*", _kind_of(sender_desk_id, on)} & set(basis.applies_to))


def _kind_of(desk_id: int | None, on: date) -> str:
    """The kind of organisation a desk belongs to; empty for a desk that is not there on the day."""
    found = partners.desks_on(on).filter(pk=desk_id or 0).first()
    return found.organisation.kind if found else ""
