"""A session in a room: opening it, adding arrows and voting with its code, and writing down what came out."""

import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.sealing import fingerprint
from ketenzicht.systems.actions.drafts import edit, locked_draft
from ketenzicht.systems.domain import room
from ketenzicht.systems.domain.documents import Json, item, items, label_of
from ketenzicht.systems.domain.editing import Change, add_line, put
from ketenzicht.systems.domain.quick import Line, named
from ketenzicht.systems.domain.states import Step, not_now
from ketenzicht.systems.models import Edit, RoomSession, SessionArrow, SessionVote

LASTS = timedelta(hours=8)
MARK = 32
TICKET = re.compile(rf"(?P<told>(?P<code>[A-Z]{{8}})-(?P<key>[\w-]{{22}}))-(?P<mark>[0-9a-f]{{{MARK}}})")
MOST_ARROWS = 300
NAME_LENGTH = 200
SIGNS = {"+": 1, "-": -1, "?": 0}
SIGN_OF = {number: sign for sign, number in SIGNS.items()}


class Full(Exception):
    """There are as many arrows on the table as a session holds."""


def code_hash(code: str) -> str:
    """What the database keeps of a code, and knows its holder by."""
    return fingerprint(code.encode("ascii"), "systems.session")


def participant(code: str) -> Actor:
    """Whoever knows the code: sees the session it opens and nothing else."""
    return Actor.public(code_hash(code))


def ticket_for(code: str) -> str:
    """What a device shows from now on: the code, a key of its own, and our mark that both came from here."""
    told = f"{code}-{secrets.token_urlsafe(16)}"
    return f"{told}-{_mark_of(told)}"


def read_ticket(ticket: str) -> tuple[str, str]:
    """The code in a ticket, and what the votes of its holder are known by.

    Raises NotVisible for one that was not given here: codes are guessed at the door only, where guesses wait.
    """
    found = TICKET.fullmatch(ticket)
    if not found or not secrets.compare_digest(_mark_of(found["told"]), found["mark"]):
        raise NotVisible
    return found["code"], voter_of(found["key"])


def _mark_of(told: str) -> str:
    return fingerprint(told.encode(), "systems.ticket")[:MARK]


def voter_of(key: str) -> str:
    """What a participant is known by in one session; it leads back to nobody."""
    return fingerprint(key.encode(), "systems.voter")


@transaction.atomic
def open_session(
    *, draft_id: UUID, question: str, press: str = "", goal: str = "", by: Actor, at: datetime
) -> tuple[RoomSession, str]:
    """Open a session on a draft; the code is told once. Raises NotVisible, MoveNotAllowed."""
    draft = locked_draft(draft_id, by)
    code = room.new_code()
    session = RoomSession.objects.create(
        draft=draft,
        desk_id=draft.desk_id,
        question=question,
        press=press,
        goal=goal,
        code_hash=code_hash(code),
        opened_at=at,
        opened_by_id=by.user_id,
        closes_at=at + LASTS,
    )
    _record("systems.session.opened", session, by, at)
    return session, code


@transaction.atomic
def lay_out(
    *,
    session_id: UUID,
    relations: Iterable[str],
    importance: Mapping[str, float] | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Put relations of the draft on the table, with how much each matters; says how many were new there."""
    session = _open_session(session_id, at)
    by.require(Verb.MODEL_EDIT, session.desk_id)
    there = {_likeness(one) for one in SessionArrow.objects.filter(session=session)}
    new: list[SessionArrow] = []
    for arrow in _arrows_of(session, relations, at):
        if _likeness(arrow) in there or len(there) >= MOST_ARROWS:
            continue
        there.add(_likeness(arrow))
        arrow.position = len(there)
        arrow.importance = importance.get(arrow.relation, 0.0) if importance else None
        new.append(arrow)
    return len(SessionArrow.objects.bulk_create(new))


def _arrows_of(session: RoomSession, relations: Iterable[str], at: datetime) -> Iterator[SessionArrow]:
    document = session.draft.document
    names = {key: label_of(one, "nl")[:NAME_LENGTH] for key, one in items(document, "factors").items()}
    known = items(document, "relations")
    for relation in (known[key] for key in relations if key in known):
        yield SessionArrow(
            session=session,
            source=names[relation["from"]],
            target=names[relation["to"]],
            sign=SIGNS[relation["sign"]],
            relation=relation["id"],
            added_at=at,
        )


def _likeness(arrow: SessionArrow) -> tuple[str, str, int]:
    return arrow.source.upper(), arrow.target.upper(), arrow.sign


@transaction.atomic
def add_arrow(*, session_id: UUID, line: Line, voter: str, at: datetime) -> SessionArrow:
    """Put an arrow on the table that somebody typed. The same arrow again is the one that lies there."""
    session = _open_session(session_id, at)
    there, sign = SessionArrow.objects.filter(session=session), SIGNS[line.sign]
    found = there.filter(source__iexact=line.source, target__iexact=line.target, sign=sign).first()
    if found:
        return found
    last = there.aggregate(last=Max("position"))["last"] or 0
    if last >= MOST_ARROWS:
        raise Full
    try:
        with transaction.atomic():
            return SessionArrow.objects.create(
                session=session,
                source=line.source,
                target=line.target,
                sign=sign,
                position=last + 1,
                added_at=at,
                voter=voter,
            )
    except IntegrityError:
        return there.get(source=line.source, target=line.target, sign=sign)


@transaction.atomic
def vote(*, arrow_id: UUID, voter: str, strength: str, speed: str, at: datetime) -> SessionVote:
    """Say how strong and how fast an arrow is; a second vote takes the place of the first."""
    arrow = SessionArrow.objects.select_related("session").filter(pk=arrow_id).first()
    if arrow is None:
        raise NotVisible
    _require_open(arrow.session, at)
    given, _ = SessionVote.objects.update_or_create(
        arrow=arrow, voter=voter, defaults={"strength": strength, "speed": speed, "given_at": at}
    )
    return given


@transaction.atomic
def close(*, session_id: UUID, write_down: bool, said_by: str, by: Actor, at: datetime) -> Edit | None:
    """End the session, and write into the draft what it settled on; nobody is named there, only counted."""
    session = _session(session_id)
    by.require(Verb.MODEL_EDIT, session.desk_id)
    if session.closed_at:
        raise not_now("closed", Step.VOTE)
    done = None
    if write_down:
        arrows = list(SessionArrow.objects.filter(session=session).prefetch_related("votes"))
        outcome = [
            (arrow, room.counted((vote.strength, vote.speed) for vote in arrow.votes.all()))
            for arrow in arrows
        ]
        done = edit(
            draft_id=session.draft_id,
            change=_outcome(outcome, said_by),
            kind="session",
            about=session.question,
            by=by,
            at=at,
        )
    session.closed_at = at
    session.save(update_fields=["closed_at"])
    _record("systems.session.closed", session, by, at)
    return done


def _outcome(outcome: list[tuple[SessionArrow, room.Counts]], said_by: str) -> Change:
    def changed(document: Json) -> Json:
        for arrow, counts in outcome:
            document = _with(document, arrow, counts, said_by)
        return document

    return changed


def _with(document: Json, arrow: SessionArrow, counts: room.Counts, said_by: str) -> Json:
    """The document with one arrow as the session settled it."""
    relation = item(document, "relations", arrow.relation) if arrow.relation else None
    if arrow.relation and relation is None:
        return document  # somebody took it out of the draft meanwhile
    if relation is None:
        line = Line(arrow.source, arrow.target, SIGN_OF[arrow.sign])
        relation = _same(document, line)
        if relation is None:
            document = add_line(line, "nl", layer="inferred")(document)
            relation = document["relations"][-1]
    if not counts.opinions:
        return document
    settled = {
        "strength": room.settled(counts.strength, room.STRENGTHS),
        "speed": room.settled(counts.speed, room.SPEEDS),
    }
    said = f"{said_by} ({counts.voters}): {_counts(counts)}"
    made = {**relation, **{name: value for name, value in settled.items() if value}}
    made["said_by"] = [*made.get("said_by", []), said]
    return put("relations", made)(document)


def _same(document: Json, line: Line) -> Json | None:
    """The relation that says the same already."""
    factors = document.get("factors", [])
    ends = named(factors, line.source), named(factors, line.target)
    return next(
        (
            one
            for one in document.get("relations", [])
            if (one["from"], one["to"]) == ends and one["sign"] == line.sign
        ),
        None,
    )


def _counts(counts: room.Counts) -> str:
    told = [("strength", counts.strength, room.STRENGTHS), ("speed", counts.speed, room.SPEEDS)]
    return "; ".join(
        f"{name} " + ", ".join(f"{one} {found[one]}" for one in classes if one in found)
        for name, found, classes in told
        if found
    )


def _session(session_id: UUID) -> RoomSession:
    session = RoomSession.objects.select_related("draft").filter(pk=session_id).first()
    if session is None:
        raise NotVisible
    return session


def _open_session(session_id: UUID, at: datetime) -> RoomSession:
    session = RoomSession.objects.filter(pk=session_id).first()
    if session is None:
        raise NotVisible
    _require_open(session, at)
    return session


def _require_open(session: RoomSession, at: datetime) -> None:
    if session.closed_at or session.closes_at <= at:
        raise not_now("closed", Step.VOTE)


def _record(kind: str, session: RoomSession, by: Actor, at: datetime) -> None:
    audit.record(kind=kind, target=("roomsession", session.pk), by=by, at=at, desk_id=session.desk_id)
