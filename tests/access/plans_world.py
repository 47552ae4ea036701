"""The consultations of the world: open to everybody, to whoever is signed in, of one desk and of another."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from ketenzicht.common.actor import Actor, acting
from ketenzicht.planning import actions
from ketenzicht.planning.actions import causes, notes, pointing, talks
from ketenzicht.planning.actions.editions import publish_edition, withdraw_edition
from ketenzicht.planning.documents import read_document
from ketenzicht.planning.domain.causes.network import NodeKind, Side
from ketenzicht.planning.domain.redaction import Kind, Span, Use
from ketenzicht.planning.models import Cluster, Statement, TalkStatement
from ketenzicht.planning.queries import consultation_for
from tests.access.people import PLANNING, desk
from tests.access.world import World, plant

# Code: who took it in, for which desk, and for whom it was opened.
CONSULTATIONS = {
    "open": ("adviser", "chain-zwb", "public"),
    "told": ("adviser", "chain-zwb", "signed_in"),
    "kept": ("adviser", "chain-zwb", "desk"),
    "far": ("planner", PLANNING, "desk"),
}


def consultations(world: World) -> None:
    """All of them, under their code."""
    for code, (who, at_desk, visibility) in CONSULTATIONS.items():
        by = world.actor(who)
        with acting(by):
            actions.import_anthology(
                code=code,
                title=_word("VOICES", code),
                document=read_document(_text(code).encode()),
                file_name=f"{_word('SOURCE', code)}.txt",
                desk_id=desk(at_desk).pk,
                by=by,
                at=world.at,
            )
            actions.open_to(code=code, visibility=visibility, by=by, at=world.at)
            note = _word("FOREWORD", code)
            publish_edition(code=code, note=note, confirmed=True, seen=0, by=by, at=world.at)
            world.consultations[code] = _worked_on(code, by, world)


def _worked_on(code: str, by: Actor, world: World) -> dict[str, Any]:
    """Two opposites, a round that somebody has begun with, and one that is closed."""
    given: dict[str, Any] = {"code": code, "by": by, "at": world.at}
    held = consultation_for(by, code)
    first, last = (
        Statement.objects.filter(consultation=held)[0],
        Statement.objects.filter(consultation=held)[3],
    )
    opposition = actions.oppose(statement_id=first.pk, number=last.number, **given)
    clusters = list(Cluster.objects.filter(consultation=held))
    closed, begun = (
        actions.open_round(title=_word("ROUND", code), cluster_ids=[each.pk for each in clusters], **given)
        for _ in range(2)
    )
    for each in (closed, begun):
        actions.choose(round_id=each.pk, statement_id=first.pk, cluster_id=clusters[0].pk, **given)
    actions.close_round(round_id=closed.pk, **given)
    _analysed(code, first.number, clusters[0].pk, given)
    if code == "told":
        again = publish_edition(note="", confirmed=True, seen=1, **given)
        withdraw_edition(number=again.number, reason="Somebody could be known.", **given)
    heard = talks.keep_stakeholder(
        organisation_id=None, name=_word("STAKE", code), angles=["care"], must_be_heard=True, **given
    )
    noted = _talk([heard.pk], first, code, given)
    return {
        "editions": 2 if code == "told" else 1,
        "opposition": opposition.pk,
        "round_id": begun.pk,
        "closed": closed.pk,
        "stakeholder_id": heard.pk,
        **noted,
    }


def _talk(heard: list[UUID], said: Statement, code: str, given: dict[str, Any]) -> dict[str, Any]:
    """A talk that a stakeholder took part in, and in which something was said."""
    held = talks.keep_talk(
        held_on=timezone.localdate(given["at"]),
        place_kind="online",
        angle="care",
        turn=1,
        people=3,
        questions=[_word("ASKED", code)],
        stakeholder_ids=heard,
        **given,
    )
    TalkStatement.objects.create(talk=held, statement=said, added_at=given["at"])
    return _note(code, given)


def _note(code: str, given: dict[str, Any]) -> dict[str, Any]:
    """A note in which something was found, one of which a statement was made, and what is let stand."""
    given = {**given, "number": 1}
    text = f"{plant('SEALED', code)} waits in {plant('SPOT', code)}."
    later = timezone.localdate(given["at"]) + timedelta(days=60)
    waiting, done = (
        notes.take_note(text=said, remove_on=later, **given)
        for said in (text, "Somebody waits in Verzinstad.")
    )
    notes.keep_found(note_id=waiting.pk, spans=[Span(0, len(text) - 1, Kind.NAME)], **given)
    notes.keep_found(note_id=done.pk, spans=[], **given)
    (made,) = notes.make_statements(note_id=done.pk, uses=[Use.OWN], cluster_id=None, seen=0, **given)
    pointing.let_stand(code=code, statement_id=made.pk, start=18, end=28, by=given["by"], at=given["at"])
    return {"note_id": waiting.pk, "original_id": waiting.original.pk}


# What only the desk that keeps a consultation sees, also when the consultation is open to everybody.
OF_THE_DESK = ("SOURCE", "STAKE", "ASKED")


def _analysed(code: str, said: int, cluster: UUID, given: dict[str, Any]) -> None:
    """An analysis in which a statement supports an arrow from something named to a cluster."""
    causes.begin_analysis(title=_word("ANALYSIS", code), **given)
    here = {"number": 1, **given}
    (source,) = causes.add_nodes(kind=NodeKind.CAUSE, title="Cause", **here)
    (target,) = causes.add_nodes(kind=NodeKind.PROBLEM, clusters=[cluster], **here)
    drawn = causes.draw_arrow(source=source, target=target, sign=1, **here)
    causes.bear_on(arrow=drawn, statements={said: None}, side=Side.FOR, **here)


def _word(kind: str, code: str) -> str:
    """What is open to everybody is no secret, so nothing in it is marked but what stays with the desk."""
    return f"{kind.title()} for all" if code == "open" and kind not in OF_THE_DESK else plant(kind, code)


def _text(code: str) -> str:
    lines = (
        _word("LINE", code),
        f"1 {_word('CHAPTER', code)}",
        f"1.1 {_word('CLUSTER', code)}",
        f"{_word('SAID', code)} is what somebody said. It was said once.",
        "There are too few places.",
        "1.2 Waiting",
        "Nobody knows how long it takes",
        "There are too few places.",
    )
    return "\n\n".join(lines)
