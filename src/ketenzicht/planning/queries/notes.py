"""Notes of a talk, and the originals that were sealed."""

from uuid import UUID

from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.planning.models import NoteOriginal, Redaction, Talk, TalkNote


def notes_of(talk: Talk) -> list[TalkNote]:
    """What was written down in a talk; the talk comes from a query of talks."""
    return list(TalkNote.objects.filter(talk=talk).select_related("taken_by").defer("draft"))


def note_for(talk: Talk, note_id: UUID) -> TalkNote:
    """A note of a talk. Raises NotVisible."""
    found = TalkNote.objects.filter(talk=talk, pk=note_id).select_related("talk").first()
    if found is None:
        raise NotVisible
    return found


def open_note(note_id: UUID) -> TalkNote | None:
    """A note that is still worked on, with its talk and consultation; None when it is gone."""
    found = TalkNote.objects.filter(pk=note_id, finished_at=None, removed_at=None)
    return found.select_related("talk__consultation").first()


def redactions_of(note: TalkNote) -> list[Redaction]:
    """What was found in a note, in the order of its text."""
    return list(Redaction.objects.filter(note=note))


def originals_for(actor: Actor) -> list[NoteOriginal]:
    """The sealed originals, for whoever may open them; never with what is in them."""
    if not actor.may(Verb.ORIGINAL_READ):
        return []
    return list(NoteOriginal.objects.select_related("desk").defer("sealed"))


def original_for(actor: Actor, original_id: UUID) -> NoteOriginal:
    """One of them. Raises NotVisible."""
    found = next((one for one in originals_for(actor) if one.pk == original_id), None)
    if found is None:
        raise NotVisible
    return found
