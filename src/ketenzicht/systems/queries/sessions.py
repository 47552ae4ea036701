"""Sessions in a room, for the desk that holds them and for whoever knows the code."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from causal.files import ModelErrors, from_json
from causal.press import which_matters
from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.systems.domain import room
from ketenzicht.systems.models import ModelDraft, RoomSession, SessionArrow

# Enough to put relations in order while people wait.
QUICK_DRAWS = 512
PATIENCE_SECONDS = 1.0
# Beyond this a single batch of draws takes longer than people wait.
MOST_RELATIONS = 600


@dataclass(frozen=True)
class OnTable:
    """An arrow with what people think of it, and the own vote."""

    arrow: SessionArrow
    counts: room.Counts
    mine: tuple[str, str]


def sessions_visible_to(actor: Actor) -> QuerySet[RoomSession]:
    """The sessions of the own desks, the newest first."""
    found = RoomSession.objects.filter(desk__in=actor.desks(Verb.MODEL_EDIT))
    return found.select_related("draft__model", "desk")


def session_for(actor: Actor, session_id: UUID) -> RoomSession:
    """One session of an own desk. Raises NotVisible."""
    session = sessions_visible_to(actor).filter(pk=session_id).first()
    if session is None:
        raise NotVisible
    return session


def open_sessions(actor: Actor, draft: ModelDraft, at: datetime) -> list[RoomSession]:
    """The sessions on a draft that people can still take part in."""
    return list(sessions_visible_to(actor).filter(draft=draft, closed_at=None, closes_at__gt=at))


def session_by_code(code_hash: str) -> RoomSession:
    """The open session of a code, as whoever knows the code sees it. Raises NotVisible."""
    session = RoomSession.objects.filter(code_hash=code_hash).first()
    if session is None:
        raise NotVisible
    return session


def arrow_in(session: RoomSession, arrow_id: UUID) -> SessionArrow:
    """An arrow of this session. Raises NotVisible."""
    arrow = SessionArrow.objects.filter(session=session, pk=arrow_id).first()
    if arrow is None:
        raise NotVisible
    return arrow


def table_of(session: RoomSession, voter: str = "") -> list[OnTable]:
    """What lies on the table, what the room had best do first on top."""
    found = []
    for arrow in SessionArrow.objects.filter(session=session).prefetch_related("votes"):
        votes = list(arrow.votes.all())
        counts = room.counted((one.strength, one.speed) for one in votes)
        mine = next(((one.strength, one.speed) for one in votes if voter and one.voter == voter), ("", ""))
        found.append(OnTable(arrow, counts, mine))
    return sorted(found, key=lambda one: (room.order(one.counts, one.arrow.importance), one.arrow.position))


def importance_for(session: RoomSession) -> dict[str, float]:
    """How much each relation of the draft matters for the question.

    Empty when nothing is asked of it, and for a model too large to weigh while people wait.
    """
    size = len(session.draft.document.get("relations", []))
    if not session.press or not session.goal or size > MOST_RELATIONS:
        return {}
    try:
        model = from_json(session.draft.document)
        found = which_matters(
            model,
            {session.press: 1},
            session.goal,
            draws=QUICK_DRAWS,
            seed=1,
            budget_seconds=PATIENCE_SECONDS,
        )
    except (ModelErrors, KeyError, ValueError):
        return {}
    return {
        model.relations[one.relation].id: min(1.0, max(abs(one.correlation), one.decides)) for one in found
    }
