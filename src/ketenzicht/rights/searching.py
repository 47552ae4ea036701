"""Finding somebody in everything that is kept: which fields are searched, and what of that stands where.

The fields are read from the privacy classes of the models, so a new field is searched by itself. What can
not be searched is named with its reason, and that list goes along with every request.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Cast

from ketenzicht.common.actor import Actor, ActorKind
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.privacy import FieldClass, Privacy
from ketenzicht.partners.queries import every_desk

SHORTEST = 3
ROOTS: Mapping[str, str] = {
    "signals.Signal": "signal",
    "reporting.Report": "report",
    "handover.Handover": "handover",
}
_READS = (
    *(
        Verb.REPORT_READ,
        Verb.SIGNAL_READ,
        Verb.HANDOVER_READ,
        Verb.HANDOVER_SEND,
        Verb.UNSEAL_DECIDE,
        Verb.PLAN_EDIT,
    ),
    *(Verb.RETENTION_MANAGE, Verb.RIGHTS_MANAGE, Verb.AUDIT_READ, Verb.DISCLOSURE_READ, Verb.USER_MANAGE),
)
_TEXT = (models.CharField, models.TextField, models.JSONField, ArrayField)
_TRAIL_BY, _TRAIL_OF = "audit.AuditEvent.actor_user_id", "audit.AuditEvent.target_id"
# What holds personal data and is not searched, with the code of why.
UNSEARCHED: Mapping[str, str] = {
    "handover.PackageFile.content": "file",
    "reporting.Attachment.content": "file",
    "planning.EditionFile.content": "repeats",
    "reporting.AttachmentOriginal.sealed": "sealed",
    "reporting.Draft.sealed": "own_account",
    "reporting.PendingFile.sealed": "not_sent",
    "reporting.ReporterIdentity.sealed": "reporter",
    "reporting.Authorship.user_id": "reporter",
    "planning.TalkNote.draft": "sealed",
    "planning.NoteOriginal.sealed": "sealed",
    "signals.Signal.search": "repeats",
    "signals.SignalLookup.words": "repeats",
    "partners.Revision.by_user_id": "account_number",
    "audit.AuditCheckpoint.proposed_by": "account_number",
    "audit.AuditCheckpoint.approved_by": "account_number",
    "rights.HandOut.about": "repeats",
    "rights.HandOutFile.sealed": "repeats",
    "rights.Passage.told": "repeats",
    "rights.Passage.text_print": "repeats",
    "rights.Pseudonym.prints": "repeats",
}


@dataclass(frozen=True)
class Place:
    """A field that holds personal data."""

    model: type[models.Model]
    field: str

    def __str__(self) -> str:
        return f"{self.model._meta.label}.{self.field}"


@dataclass(frozen=True)
class Found:
    """How often something stands in one place of one record."""

    kind: str
    subject: str
    place: str
    rows: int
    number: int | None = None
    desk_id: int | None = None


def reader() -> Actor:
    """Somebody who reads at every desk: the search alone, inside one transaction, and nobody who asks."""
    desks = frozenset(every_desk().values_list("pk", flat=True))
    return Actor(ActorKind.OPERATOR, grants=MappingProxyType(dict.fromkeys(_READS, desks)))


def declared() -> list[Place]:
    """Every field of class personal or higher, of every model of the product."""
    return [
        Place(model, name)
        for model in apps.get_models()
        if isinstance(privacy := getattr(model, "privacy", None), Privacy)
        for name, field_class in privacy.classes.items()
        if field_class is not FieldClass.NEUTRAL
    ]


def searched() -> list[Place]:
    """The fields that are searched for words; the trail is searched by number besides."""
    return [place for place in declared() if str(place) not in UNSEARCHED and _is_text(place)]


def _is_text(place: Place) -> bool:
    return isinstance(place.model._meta.get_field(place.field), _TEXT)


def pattern(terms: Iterable[str]) -> str:
    """One expression for all terms: words with any space between, digits with any mark between."""
    return "|".join(f"({_one(term)})" for term in terms if len(term.strip()) >= SHORTEST)


def _one(term: str) -> str:
    digits = re.sub(r"[\s./()+-]", "", term)
    if digits.isdigit() and len(digits) > SHORTEST:
        return r"[\s./()+-]*".join(digits)
    words = r"\s+".join(re.escape(word) for word in term.split())
    return rf"\m{words}" if term.strip()[0].isalnum() else words


def find(terms: Sequence[str]) -> list[Found]:
    """Where the terms stand, as whoever acts now sees it; nothing for terms that are all too short."""
    wanted = pattern(terms)
    if not wanted:
        return []
    counted: Counter[tuple[str, str, str]] = Counter()
    for place in searched():
        for kind, subject in _rows(place, wanted):
            counted[kind, subject, str(place)] += 1
    counted = _under_signals(counted)
    counted.update(_trail(counted))
    return list(_with_numbers(counted))


def _rows(place: Place, wanted: str) -> Iterator[tuple[str, str]]:
    kind, path = subject_of(place.model)
    rows = place.model._base_manager.annotate(
        told=Cast(place.field, models.TextField()), subject_is=models.F(path)
    )
    for subject in rows.filter(told__iregex=wanted).values_list("subject_is", flat=True):
        yield kind, str(subject)


def subject_of(model: type[models.Model]) -> tuple[str, str]:
    """Which record a row belongs to, the nearest of the roots: its kind, and the way to its id."""
    todo: list[tuple[type[models.Model], str]] = [(model, "")]
    seen: set[type[models.Model]] = set()
    for at, path in todo:
        if at._meta.label in ROOTS:
            return ROOTS[at._meta.label], path.removesuffix("__") + "_id" if path else "pk"
        seen.add(at)
        for field in at._meta.local_fields:
            if field.name == "signal_id":
                return "signal", f"{path}signal_id"
            target = field.remote_field.model if field.remote_field else None
            if isinstance(target, type) and target not in seen and not field.null:
                todo.append((target, f"{path}{field.name}__"))
    return model._meta.label_lower, "pk"


def _under_signals(counted: Counter[tuple[str, str, str]]) -> Counter[tuple[str, str, str]]:
    """What stands in a report is shown under the signal that the report lies under."""
    reports = {UUID(subject) for kind, subject, _place in counted if kind == "report"}
    lies = apps.get_model("signals", "SignalReport")._base_manager.filter(
        report_id__in=reports, removed_at=None
    )
    signal_of = {str(report): str(signal) for report, signal in lies.values_list("report_id", "signal_id")}
    moved: Counter[tuple[str, str, str]] = Counter()
    for (kind, subject, place), rows in counted.items():
        if kind == "report" and subject in signal_of:
            moved["signal", signal_of[subject], place] += rows
        else:
            moved[kind, subject, place] += rows
    return moved


def _trail(counted: Collection[tuple[str, str, str]]) -> Counter[tuple[str, str, str]]:
    """What the audit trail holds about these records, and of what a found account did."""
    events = apps.get_model("audit", "AuditEvent")._base_manager
    kinds = {subject: kind for kind, subject, _place in counted}
    accounts = [int(subject) for subject, kind in kinds.items() if kind == "accounts.user"]
    found: Counter[tuple[str, str, str]] = Counter()
    about = events.filter(target_id__in=list(kinds)).values_list("target_id")
    for subject, rows in about.annotate(rows=models.Count("pk")).order_by():
        found[kinds[subject], subject, _TRAIL_OF] = rows
    done = events.filter(actor_user_id__in=accounts).values_list("actor_user_id")
    for account, rows in done.annotate(rows=models.Count("pk")).order_by():
        found["accounts.user", str(account), _TRAIL_BY] = rows
    return found


def _with_numbers(counted: Counter[tuple[str, str, str]]) -> Iterator[Found]:
    ids: dict[str, set[str]] = {}
    for kind, subject, _place in counted:
        ids.setdefault(kind, set()).add(subject)
    known = {(kind, str(row["pk"])): row for kind, them in ids.items() for row in _named(kind, them)}
    for (kind, subject, place), rows in sorted(counted.items()):
        row: Mapping[str, Any] = known.get((kind, subject), {})
        yield Found(kind, subject, place, rows, row.get("its_number"), row.get("its_desk"))


def _named(kind: str, ids: set[str]) -> Iterable[Mapping[str, Any]]:
    """Number and desk of each record, as far as it has them."""
    model = apps.get_model(next((label for label, root in ROOTS.items() if root == kind), kind))
    names = {field.name for field in model._meta.local_fields}
    desk = next((name for name in ("desk", "from_desk") if name in names), "")
    said = {"its_number": "number" if "number" in names else "", "its_desk": f"{desk}_id" if desk else ""}
    columns = {alias: models.F(name) for alias, name in said.items() if name}
    rows: Iterable[Mapping[str, Any]] = model._base_manager.filter(pk__in=ids).values("pk", **columns)
    return rows
