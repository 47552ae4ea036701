"""What the desk that has a passage decides about it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor, NotAllowed, NotNow, NotVisible
from ketenzicht.common.domain.state_table import Relation
from ketenzicht.common.sealing import fingerprint
from ketenzicht.rights import passages
from ketenzicht.rights.domain.hand_outs import (
    DECIDES,
    GOES_OUT,
    PASSAGE,
    Decision,
    HandOutState,
    PassageEvent,
    PassageState,
    Unfit,
    fit,
)
from ketenzicht.rights.domain.pseudonyms import (
    Known,
    Mark,
    NoSuchLabel,
    PersonKind,
    Roster,
    folded,
    marked,
    redacted,
    standing,
)
from ketenzicht.rights.models import Passage, Pseudonym, RefusalGround

PRINT = "hand-out name"
Rows = Sequence[tuple[str, str]]


@transaction.atomic
def decide(
    *,
    passage_id: UUID,
    version: int,
    read: str,
    decision: Decision,
    ground: str,
    rows: Rows,
    by: Actor,
    at: datetime,
) -> None:
    """Decide what of a passage goes out; ``rows`` are words with what comes in their place.

    ``read`` is the print of the text that was read (:func:`passages.print_of`). Raises NotAllowed,
    NotVisible, MoveNotAllowed, and NotNow when somebody else decided meanwhile, the text is another one or
    gone, words do not stand in it, or decision, ground and marks do not go together.
    """
    found, text = _held(passage_id, by)
    if found.version != version:
        raise NotNow("changed_meanwhile")
    if passages.print_of(text) != read:
        raise NotNow("another_text")
    marks = _marks(found, text, rows if decision in GOES_OUT else ())
    try:
        fit(decision, ground, len(marks))
    except Unfit as wrong:
        raise NotNow(str(wrong)) from wrong
    found.state = PASSAGE.move(
        PassageState(found.state), PassageEvent.DECIDE, verbs=by.grants.keys(), relation=Relation.HOLDER
    )
    found.decision, found.ground = decision, RefusalGround.objects.filter(code=ground).first()
    found.told = redacted(text, marks) if decision in GOES_OUT else ""
    found.text_print = read
    found.marks = [[mark.start, mark.end, mark.label] for mark in marks]
    found.decided_by, found.decided_at, found.version = by.user_id, at, version + 1
    found.save()
    audit.record(
        kind="rights.passage.decided",
        target=("passage", found.pk),
        by=by,
        at=at,
        desk_id=found.desk_id,
        number=found.request.number,
        decision=decision.value,
    )


@transaction.atomic
def tried(*, passage_id: UUID, rows: Rows, by: Actor) -> str:
    """What would go out with these words replaced. Nothing is kept. Raises what :func:`decide` raises."""
    point = transaction.savepoint()
    found, text = _held(passage_id, by)
    shown = redacted(text, _marks(found, text, rows))
    transaction.savepoint_rollback(point)
    return shown


def lock(number: int) -> None:
    """Let one person at a time give labels, decide or release in a hand-out."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('rights.hand_out'), %s)", [number])


def _held(passage_id: UUID, by: Actor) -> tuple[Passage, str]:
    by.require(DECIDES)
    if by.user_id is None:
        raise NotAllowed(DECIDES)
    mine = Passage.objects.filter(
        pk=passage_id, desk__in=by.desks(DECIDES), request__state=HandOutState.DECIDING
    ).select_related("request")
    found = mine.first()
    if found is None:
        raise NotVisible
    lock(found.request.number)
    # What was decided or released while this waited; what was released is not before the desk any more.
    found = mine.first()
    if found is None:
        raise NotVisible
    text = passages.text_of(found.place, found.row)
    if text is None:
        raise NotNow("passage_gone")
    return found, text


def _marks(found: Passage, text: str, rows: Rows) -> list[Mark]:
    if len({folded(words) for words, _becomes in rows}) < len(rows):
        raise NotNow("twice")
    if any(not standing(text, words) for words, _becomes in rows):
        raise NotNow("not_in_it")
    kept = list(Pseudonym.objects.filter(request=found.request))
    roster = Roster(Known(PersonKind(one.kind), one.number, set(one.prints)) for one in kept)
    try:
        wanted = [
            (words, roster.label(becomes, _print(found.request.number, words))) for words, becomes in rows
        ]
    except NoSuchLabel as wrong:
        raise NotNow("no_such_label") from wrong
    _keep(found, kept, roster.known)
    return marked(text, wanted)


def _print(number: int, words: str) -> str:
    return fingerprint(f"{number}/{folded(words)}".encode(), PRINT)


def _keep(found: Passage, kept: Sequence[Pseudonym], known: Sequence[Known]) -> None:
    rows = {(one.kind, one.number): one for one in kept}
    for one in known:
        row = rows.get((one.kind.value, one.number))
        if row is None:
            Pseudonym.objects.create(
                request=found.request, kind=one.kind, number=one.number, prints=sorted(one.prints)
            )
        elif set(row.prints) != one.prints:
            row.prints = sorted(one.prints)
            row.save(update_fields=["prints"])
