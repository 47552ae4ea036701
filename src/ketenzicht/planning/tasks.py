"""Jobs: finding what could point to someone in a note, and removing originals on their date."""

import logging
from contextlib import suppress
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.planning.actions import Changed, notes, originals
from ketenzicht.planning.identifying import find
from ketenzicht.planning.queries.notes import open_note
from ketenzicht.planning.queries.pointing import organisation_names

log = logging.getLogger(__name__)


@app.task(name=notes.TASK, retry=False)
def find_identifying(note_id: str, desk_id: int) -> None:
    """Search a note; a person decides about what is found."""
    desk = Actor.desk(desk_id, Verb.PLAN_EDIT)
    with acting(desk):
        note = open_note(UUID(note_id))
        if note is None or note.searched_at:
            return
        text, names = notes.draft_of(note), organisation_names()
    spans = find(text, names)
    with acting(desk), suppress(Changed):
        notes.keep_found(
            code=note.talk.consultation.code,
            number=note.talk.number,
            note_id=note.pk,
            spans=spans,
            by=desk,
            at=timezone.now(),
        )


@app.periodic(cron="27 * * * *")
@app.task(name="planning.remove_originals", queueing_lock="planning.remove_originals")
def remove_originals(timestamp: int) -> None:
    """Remove originals of notes whose date has come."""
    if removed := originals.remove_expired(at=timezone.now()):
        log.info("removed: %s originals of notes", removed)
