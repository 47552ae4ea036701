"""Originals of notes: looked at with a right of its own and a reason, and removed on their date."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor, NotVisible, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.sealing import unseal
from ketenzicht.planning.actions.notes import ORIGINAL
from ketenzicht.planning.domain.listening import Look
from ketenzicht.planning.models import NoteOriginal, TalkNote


@transaction.atomic
def look_at_original(*, original_id: UUID, reason: Look, by: Actor, at: datetime) -> str:
    """A note as it was written, with the look recorded. Raises NotAllowed, NotVisible, SealBroken."""
    by.require(Verb.ORIGINAL_READ)
    found = NoteOriginal.objects.filter(pk=original_id).first()
    if found is None:
        raise NotVisible
    audit.record_read(
        kind="planning.original.read",
        target=("talk_note", found.note_id),
        by=by,
        at=at,
        desk_id=found.desk_id,
        reason=Look(reason).value,
    )
    return unseal(bytes(found.sealed), ORIGINAL).decode()


def remove_expired(*, at: datetime) -> int:
    """Remove originals, and drafts of notes that were never finished, whose date has come; says how many."""
    with acting(Actor.clockwork()):
        expired = list(NoteOriginal.objects.filter(remove_on__lte=timezone.localdate(at)))
        for original in expired:
            _remove(original, at)
    return len(expired)


def _remove(original: NoteOriginal, at: datetime) -> None:
    NoteOriginal.objects.filter(pk=original.pk).delete()
    TalkNote.objects.filter(pk=original.note_id).update(draft=b"", steps=[], removed_at=at)
    audit.record(
        kind="planning.original.removed",
        target=("talk_note", original.note_id),
        by=Actor.clockwork(),
        at=at,
        desk_id=original.desk_id,
    )
