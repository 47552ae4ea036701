"""Notes of a talk: taken, sealed, made such that nobody can be told from them, and cut into statements."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor
from ketenzicht.common.sealing import seal, unseal
from ketenzicht.planning.actions.changing import Changed, begin, cluster_in, hold
from ketenzicht.planning.actions.talks import talk_in
from ketenzicht.planning.domain.redaction import (
    Decision,
    Edge,
    Kind,
    Span,
    Use,
    joined,
    meeting,
    moved,
    occurrences,
    pieces,
    redacted,
    remembered,
)
from ketenzicht.planning.models import (
    Change,
    Consultation,
    NoteOriginal,
    Placement,
    Redaction,
    Statement,
    TalkNote,
    TalkStatement,
)

TASK = "planning.find_identifying"
DRAFT, ORIGINAL = "talk draft", "talk original"
# Each is a field of one form, and a form may have no more than 2,000; redacting can make a few more.
MOST_PIECES = 1_500
MOST_FINDS = 5_000
# As many places as every step of a note together can bring back.
MOST_UNDONE = 20_000


class Undecided(Exception):
    """A person has not decided about every proposal yet, or nothing was looked for yet."""


class TooManyPieces(ValueError):
    """The note is too long to be cut into statements in one go; nothing was kept."""


class NothingChosen(ValueError):
    """No piece becomes a statement; the note stays as it was."""


class TooManyFinds(ValueError):
    """These words stand in more places than a person can look at; nothing was redacted."""


class NothingFound(ValueError):
    """These words do not stand in the note, or are in a proposal already."""


@transaction.atomic
def take_note(*, code: str, number: int, text: str, remove_on: date, by: Actor, at: datetime) -> TalkNote:
    """Seal what was written down, and have it searched.

    Raises Changed when there is no such talk, TooManyPieces.
    """
    consultation = hold(code, by)
    talk = talk_in(consultation, number)
    written = text.replace("\r\n", "\n").strip()
    if len(pieces(written)) > MOST_PIECES:
        raise TooManyPieces
    data = written.encode()
    note = TalkNote(
        talk=talk, draft=seal(data, DRAFT), taken_at=at, taken_by_id=by.user_id, remove_on=remove_on
    )
    note.save(force_insert=True)
    NoteOriginal(
        note=note,
        desk_id=consultation.desk_id,
        consultation_title=consultation.title,
        talk_number=number,
        held_on=talk.held_on,
        sealed=seal(data, ORIGINAL),
        sealed_at=at,
        remove_on=remove_on,
    ).save(force_insert=True)
    _record("taken", note, consultation, by, at)
    search_again(code=code, number=number, note_id=note.pk, by=by)
    return note


@transaction.atomic
def search_again(*, code: str, number: int, note_id: UUID, by: Actor) -> None:
    """Have a note searched by the worker, once while that waits. Raises Changed."""
    consultation = hold(code, by)
    note = _note(consultation, number, note_id)
    one = f"note-{note.pk}"
    with suppress(AlreadyEnqueued), transaction.atomic():
        app.configure_task(TASK, lock=one, queueing_lock=one).defer(
            note_id=str(note.pk), desk_id=consultation.desk_id
        )


@transaction.atomic
def keep_found(
    *, code: str, number: int, note_id: UUID, spans: Iterable[Span], by: Actor, at: datetime
) -> None:
    """Keep what was found as proposals; nothing when that was done already. Raises Changed.

    More than a person can look at is not kept, in part neither: the note says so and stays sealed.
    """
    note = _note(hold(code, by), number, note_id)
    if note.searched_at is not None:
        return
    found = list(spans)
    if len(found) > MOST_FINDS:
        TalkNote.objects.filter(pk=note.pk).update(too_many_finds=True)
        return
    Redaction.objects.bulk_create(
        Redaction(note=note, start=one.start, end=one.end, kind=one.kind.value) for one in found
    )
    TalkNote.objects.filter(pk=note.pk).update(searched_at=at, too_many_finds=False)


@transaction.atomic
def decide(
    *,
    code: str,
    number: int,
    note_id: UUID,
    ids: Sequence[int],
    decision: Decision,
    seen: int,
    by: Actor,
    at: datetime,
) -> None:
    """Redact or keep what these proposals are about. Raises Changed."""
    note = _note(hold(code, by), number, note_id, seen)
    found = list(Redaction.objects.filter(note=note, pk__in=ids))
    if len(found) != len(set(ids)) or not found:
        raise Changed
    _step(note, found)
    Redaction.objects.filter(pk__in=ids).update(
        decision=Decision(decision).value, decided_at=at, decided_by_id=by.user_id
    )


@transaction.atomic
def add_words(
    *, code: str, number: int, note_id: UUID, words: str, kind: Kind, seen: int, by: Actor, at: datetime
) -> int:
    """Redact words wherever nothing was found yet; says how often.

    Raises Changed, NothingFound, TooManyFinds.
    """
    note = _note(hold(code, by), number, note_id, seen)
    there = sorted(_span(one) for one in note.redactions.all())
    new = [Span(*place, kind) for place in occurrences(draft_of(note), words)]
    new = [span for span in new if not meeting(span, there)]
    if not new:
        raise NothingFound
    if len(there) + len(new) > MOST_FINDS:
        raise TooManyFinds
    made = Redaction.objects.bulk_create(
        Redaction(
            note=note,
            start=span.start,
            end=span.end,
            kind=kind.value,
            by_hand=True,
            decision=Decision.REDACT.value,
            decided_at=at,
            decided_by_id=by.user_id,
        )
        for span in new
    )
    _step(note, made, new=True)
    return len(made)


@transaction.atomic
def move_edge(
    *, code: str, number: int, note_id: UUID, redaction_id: int, edge: Edge, seen: int, by: Actor
) -> None:
    """Make what is proposed a word longer or shorter. Raises Changed, also where it would meet another."""
    note = _note(hold(code, by), number, note_id, seen)
    found = Redaction.objects.filter(note=note, pk=redaction_id).first()
    if found is None:
        raise Changed
    span = moved(draft_of(note), _span(found), edge)
    others = (_span(one) for one in note.redactions.exclude(pk=found.pk))
    if any(span.meets(other) for other in others):
        raise Changed
    _step(note, [found])
    Redaction.objects.filter(pk=found.pk).update(start=span.start, end=span.end)


@transaction.atomic
def undo_decision(*, code: str, number: int, note_id: UUID, seen: int, by: Actor) -> None:
    """Take the last step in a note back. Raises Changed when there is none."""
    note = _note(hold(code, by), number, note_id, seen)
    if not note.can_undo:
        raise Changed
    *steps, last = note.steps
    for pk, start, end, decision in last:
        row = Redaction.objects.filter(note=note, pk=pk)
        if start is None:
            row.delete()
        else:
            row.update(start=start, end=end, decision=decision)
    TalkNote.objects.filter(pk=note.pk).update(steps=steps, revision=note.revision + 1)


@transaction.atomic
def make_statements(
    *,
    code: str,
    number: int,
    note_id: UUID,
    uses: Sequence[Use],
    cluster_id: UUID | None,
    seen: int,
    by: Actor,
    at: datetime,
) -> list[Statement]:
    """Statements out of a note that everything was decided about; they are held back until released.

    Raises Changed, Undecided, NothingChosen.
    """
    consultation = hold(code, by)
    note = _note(consultation, number, note_id, seen)
    cluster = cluster_in(consultation, cluster_id) if cluster_id else None
    found = pieces(clean_text(note))
    if len(found) != len(uses):
        raise Changed
    texts = joined(found, uses)
    if not texts:
        raise NothingChosen
    change = begin(consultation, Change.Kind.TAKE_NOTE, by, at)
    made = _written(consultation, texts, change, by)
    TalkStatement.objects.bulk_create(
        TalkStatement(talk=note.talk, statement=one, added_at=at) for one in made
    )
    if cluster:
        Placement.objects.bulk_create(
            Placement(statement=one, cluster=cluster, made_by=change) for one in made
        )
    TalkNote.objects.filter(pk=note.pk).update(
        draft=b"", steps=[], revision=note.revision + 1, finished_at=at, finished_by_id=by.user_id
    )
    return made


def draft_of(note: TalkNote) -> str:
    """What was written down, for whoever works on it. Raises SealBroken."""
    return unseal(bytes(note.draft), DRAFT).decode()


def clean_text(note: TalkNote) -> str:
    """The note with everything redacted that had to be. Raises Undecided."""
    found = list(note.redactions.all())
    if note.searched_at is None or any(not one.decision for one in found):
        raise Undecided
    redact = [_span(one) for one in found if one.decision == Decision.REDACT]
    return redacted(draft_of(note), redact)


def _written(consultation: Consultation, texts: Sequence[str], change: Change, by: Actor) -> list[Statement]:
    there = Statement.objects.filter(consultation=consultation)
    last = there.aggregate(number=Max("number"), order=Max("order"))
    number, order = last["number"] or 0, last["order"] or 0.0
    return Statement.objects.bulk_create(
        Statement(
            consultation=consultation,
            number=number + place,
            order=order + place,
            text=text,
            made_by=change,
            looked_at=change.at,
            looked_by_id=by.user_id,
            held_back=True,
        )
        for place, text in enumerate(texts, 1)
    )


def _note(consultation: Consultation, number: int, note_id: UUID, seen: int | None = None) -> TalkNote:
    """An open note of a talk of this consultation, as it was ``seen``. Raises Changed."""
    found = TalkNote.objects.filter(
        talk__consultation=consultation,
        talk__number=number,
        pk=note_id,
        finished_at=None,
        removed_at=None,
    )
    note = found.select_related("talk").first()
    if note is None or (seen is not None and note.revision != seen):
        raise Changed
    return note


def _step(note: TalkNote, changed: Iterable[Redaction], *, new: bool = False) -> None:
    """Remember how these were, so that the step can be undone; the oldest steps go when there are many."""
    before = [[one.pk, None if new else one.start, one.end, one.decision] for one in changed]
    steps = remembered(note.steps, before, most=MOST_UNDONE)
    TalkNote.objects.filter(pk=note.pk).update(steps=steps, revision=note.revision + 1)


def _span(redaction: Redaction) -> Span:
    return Span(redaction.start, redaction.end, Kind(redaction.kind))


def _record(what: str, note: TalkNote, consultation: Consultation, by: Actor, at: datetime) -> None:
    audit.record(
        kind=f"planning.note.{what}",
        target=("talk_note", note.pk),
        by=by,
        at=at,
        desk_id=consultation.desk_id,
        talk=note.talk.number,
    )
