"""What is not sent yet: drafts of professionals, and files that wait for their report.

Drafts leave no line in the audit trail: only their own account can see them, and a line with an account at
the moment a report comes in would tell who sent that report.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from ketenzicht.common.actor import Actor, NotAllowed, NotVisible, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.sealing import fingerprint, seal, unseal
from ketenzicht.reporting.actions.files import FileRefused
from ketenzicht.reporting.domain.content import FileContent
from ketenzicht.reporting.domain.files import FileRefusal, Refused
from ketenzicht.reporting.inspection import NotInspected, inspect_apart
from ketenzicht.reporting.models import Draft, PendingFile
from ketenzicht.reporting.queries import drafts_of, pending_files

DRAFT_KEPT: Final = timedelta(days=30)
FILE_KEPT: Final = timedelta(days=1)
# Public pages hold no account that could be told to stop, so the space their waiting files take has a limit.
MOST_WAITING: Final = 40


@dataclass(frozen=True)
class Waiting:
    """A file that was kept until its report is sent."""

    id: str
    name: str
    size: int
    kind: str
    changes: list[str]


@transaction.atomic
def save_draft(*, draft_id: UUID, data: bytes, by: Actor, at: datetime, file_owner: str = "") -> Draft:
    """Keep an unfinished report of this account for thirty more days, with the files that wait for it.

    Raises NotAllowed, NotVisible.
    """
    by.require(Verb.REPORT_WRITE)
    if by.user_id is None:
        raise NotAllowed(Verb.REPORT_WRITE)
    values = {"saved_at": at, "expires_at": at + DRAFT_KEPT, "sealed": seal(data, "draft")}
    try:
        with transaction.atomic():
            saved, _made = Draft.objects.update_or_create(
                pk=draft_id, user_id=by.user_id, defaults=values, create_defaults={**values, "started_at": at}
            )
    except IntegrityError as taken:
        raise NotVisible from taken
    if file_owner:
        _renew_files(file_owner, saved.expires_at)
    return saved


def _renew_files(owner: str, until: datetime) -> None:
    owner_hash = _owner_hash(owner)
    with acting(Actor.public(owner_hash)):
        PendingFile.objects.filter(owner_hash=owner_hash, keep_until__lt=until).update(keep_until=until)


def unseal_draft(draft: Draft) -> bytes:
    """What was saved. Raises SealBroken."""
    return unseal(bytes(draft.sealed), "draft")


@transaction.atomic
def discard_draft(*, draft_id: UUID, file_owner: str, by: Actor, at: datetime) -> None:
    """Throw an unfinished report away, with the files that waited for it; nothing when it is gone."""
    by.require(Verb.REPORT_WRITE)
    drafts_of(by, at).filter(pk=draft_id).delete()
    discard_files(owner=file_owner)


def keep_file(*, owner: str, name: str, data: bytes, lasting: bool, at: datetime) -> Waiting:
    """Keep a file, sealed, until its report is sent: a day, or as long as a draft when ``lasting``.

    Raises :class:`FileRefused`, :class:`TooBusy`.
    """
    try:
        found = inspect_apart(name, data)
    except NotInspected as failure:
        raise FileRefused(FileRefusal.BROKEN, name) from failure
    if isinstance(found, Refused):
        raise FileRefused(found.refusal, name)
    owner_hash = _owner_hash(owner)
    with acting(Actor.public(owner_hash)):
        if PendingFile.objects.filter(owner_hash=owner_hash).count() >= MOST_WAITING:
            raise FileRefused(FileRefusal.TOO_MANY, name)
        kept = PendingFile.objects.create(
            owner_hash=owner_hash,
            created_at=at,
            keep_until=at + (DRAFT_KEPT if lasting else FILE_KEPT),
            content_type=found.content_type,
            size=len(data),
            sealed=seal(_label(name) + data, "pending file"),
        )
    return Waiting(
        str(kept.pk), found.name, len(data), found.kind.value, [change.value for change in found.changes]
    )


def waiting_files(*, owner: str, ids: list[str]) -> list[FileContent]:
    """The files that wait for this owner, as they came. Raises SealBroken."""
    owner_hash = _owner_hash(owner)
    with acting(Actor.public(owner_hash)):
        rows = pending_files(owner_hash, ids)
    return [_unlabelled(unseal(bytes(row.sealed), "pending file")) for row in rows]


def gone_files(*, owner: str, ids: list[str]) -> set[str]:
    """Those of ``ids`` that do not wait for this owner any more."""
    owner_hash = _owner_hash(owner)
    with acting(Actor.public(owner_hash)):
        there = PendingFile.objects.filter(owner_hash=owner_hash).values_list("pk", flat=True)
        return set(ids) - {str(pk) for pk in there}


def discard_pending_file(*, owner: str, file_id: str) -> None:
    """Throw one waiting file away; nothing when it is gone or somebody else's."""
    owner_hash = _owner_hash(owner)
    with acting(Actor.public(owner_hash)):
        for row in pending_files(owner_hash, [file_id]):
            row.delete()


def discard_files(*, owner: str) -> None:
    """Throw every file away that waits for this owner."""
    owner_hash = _owner_hash(owner)
    with acting(Actor.public(owner_hash)):
        PendingFile.objects.filter(owner_hash=owner_hash).delete()


def remove_expired(*, at: datetime) -> tuple[int, int]:
    """Remove drafts and waiting files that are past their time; says how many of each."""
    with acting(Actor.clockwork()):
        drafts, _tables = Draft.objects.filter(expires_at__lt=at).delete()
        files, _tables = PendingFile.objects.filter(keep_until__lt=at).delete()
    return drafts, files


def _owner_hash(owner: str) -> str:
    return fingerprint(owner.encode(), "file owner")


def _label(name: str) -> bytes:
    return json.dumps({"name": name}).encode() + b"\n"


def _unlabelled(data: bytes) -> FileContent:
    label, _newline, content = data.partition(b"\n")
    return FileContent(json.loads(label)["name"], content)
