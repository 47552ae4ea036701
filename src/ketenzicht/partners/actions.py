"""Correcting a desk or a route: what it was stays to be read, and the next load of files leaves it alone."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import Verb
from ketenzicht.partners.models import Desk, Municipality, Organisation, Revision, Route


class NothingChanged(Exception):
    """The row would stay as it is."""


class ChangedMeanwhile(Exception):
    """Somebody else corrected the row after this page was opened."""


@transaction.atomic
def add_organisation(
    *, code: str, kind: str, label_nl: str, label_en: str, source: str, by: Actor, at: datetime
) -> Organisation:
    """Add a local organisation that is in no file."""
    by.require(Verb.REFERENCE_EDIT)
    made = Organisation.objects.create(
        code=code,
        level=Organisation.Level.LOCAL,
        kind=kind,
        label_nl=label_nl,
        label_en=label_en,
        **_made_here(source, at),
    )
    audit.record(kind="partners.organisation.added", target=("organisation", code), by=by, at=at)
    return made


@transaction.atomic
def add_desk(
    *,
    code: str,
    kind: str,
    label_nl: str,
    label_en: str,
    organisation: str,
    municipality: str | None,
    source: str,
    by: Actor,
    at: datetime,
) -> Desk:
    """Add a connected desk that is in no file, for reporting: it takes in no form of exploitation."""
    by.require(Verb.REFERENCE_EDIT)
    made = Desk.objects.create(
        code=code,
        kind=kind,
        label_nl=label_nl,
        label_en=label_en,
        organisation=Organisation.objects.get(code=organisation),
        municipality=Municipality.objects.get(code=municipality) if municipality else None,
        connected=True,
        **_made_here(source, at),
    )
    audit.record(kind="partners.desk.added", target=("desk", code), by=by, at=at)
    return made


def _made_here(source: str, at: datetime) -> dict[str, Any]:
    return {"source": source, "valid_from": timezone.localdate(at), "verified_on": timezone.localdate(at)}


@transaction.atomic
def correct(
    *, row: Desk | Route, changes: dict[str, Any], reason: str, seen: int, by: Actor, at: datetime
) -> Revision:
    """Change fields of a desk or route and keep what they were.

    ``seen`` is the number of the last revision on the page that was filled in.
    Raises NothingChanged, ChangedMeanwhile.
    """
    by.require(Verb.REFERENCE_EDIT)
    kind = row._meta.model_name or ""
    locked = type(row).objects.select_for_update().get(pk=row.pk)
    number = last_revision(kind, locked.code)
    if number != seen:
        raise ChangedMeanwhile
    before = {name: _plain(getattr(locked, name)) for name in changes}
    after = {name: _plain(value) for name, value in changes.items()}
    changed = [name for name in changes if before[name] != after[name]]
    if not changed:
        raise NothingChanged
    for name in changed:
        setattr(locked, name, changes[name])
    locked.corrected_at = at
    locked.save(update_fields=[*changed, "corrected_at"])
    audit.record(kind=f"partners.{kind}.corrected", target=(kind, locked.code), by=by, at=at, fields=changed)
    return Revision.objects.create(
        row_kind=kind,
        row_code=locked.code,
        number=number + 1,
        at=at,
        by_user_id=by.user_id or 0,
        reason=reason,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )


def last_revision(kind: str, code: str) -> int:
    """The number of the newest revision of a row; 0 when it was never corrected."""
    rows = Revision.objects.filter(row_kind=kind, row_code=code).order_by("-number")
    return rows.values_list("number", flat=True).first() or 0


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
