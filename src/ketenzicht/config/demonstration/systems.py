"""The model that a policy adviser of the demonstration works on, and a proposal that somebody made for it."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.config.demonstration.cast import Person
from ketenzicht.config.demonstration.scene import Scene
from ketenzicht.systems.actions import drafts, proposals, sessions, versions
from ketenzicht.systems.domain import editing, quick
from ketenzicht.systems.queries.drafts import draft_for
from ketenzicht.systems.queries.models import model_for, version_for

if TYPE_CHECKING:
    from ketenzicht.systems.models import ModelDraft

ADVISER, COLLEAGUE = "isa-vergezicht", "tessel-regenboog"
TITLE = {"nl": "Aangiften en opvang in onze regio", "en": "Reports to the police and shelter in our region"}
FIRST = (
    "aangiften > druk hulpverlening + sterk snel",
    "aangiften > druk opsporing + sterk snel",
    "druk hulpverlening > wachttijd opvang + gemiddeld gemiddeld",
    "wachttijd opvang > vertrouwen van slachtoffers - sterk traag",
    "vertrouwen van slachtoffers > aangiften + sterk traag",
    "opvangplaatsen > wachttijd opvang - sterk gemiddeld",
)
SECOND = "druk opsporing > wachttijd opvang + zwak gemiddeld"
OFFERED = "druk opsporing > vertrouwen van slachtoffers - zwak traag"
GOING_ON = "bekendheid van het meldpunt > aangiften + gemiddeld gemiddeld"
QUESTION = "Wat doet meer aangiften met de wachttijd voor opvang?"


def show(scene: Scene, at: datetime) -> None:
    """Everything that the pages of causal models can show, made by the people who would make it."""
    adviser, colleague = scene.people[ADVISER], scene.people[COLLEAGUE]
    code = _first_version(adviser, at)
    _second_version(adviser, code, at)
    _offer(colleague, code, at)
    draft_id = _go_on(adviser, code, at)
    with acting(adviser.actor):
        session, _code = sessions.open_session(draft_id=draft_id, question=QUESTION, by=adviser.actor, at=at)
        relations = [one["id"] for one in session.draft.document["relations"]]
        sessions.lay_out(session_id=session.pk, relations=relations, by=adviser.actor, at=at)


def _desk(actor: Actor) -> int:
    return min(actor.desks(Verb.MODEL_EDIT))


def _type(actor: Actor, draft_id: UUID, line: str, at: datetime) -> None:
    change = editing.add_line(quick.read(line), "nl")
    drafts.edit(draft_id=draft_id, change=change, kind="add_relation", about=line, by=actor, at=at)


def _first_version(person: Person, at: datetime) -> str:
    by = person.actor
    with acting(by):
        draft = versions.begin_model(title=TITLE, desk_id=_desk(by), is_demonstration=True, by=by, at=at)
        for line in FIRST:
            _type(by, draft.pk, line, at)
        seen = draft_for(by, draft.pk)
        kept = drafts.keep(draft_id=draft.pk, revision=seen.revision, reason="Eerste versie.", by=by, at=at)
        versions.publish(model_id=kept.model_id, number=1, visibility="signed_in", by=by, at=at)
        return draft.model.code


def _one_line_further(by: Actor, code: str, line: str, at: datetime) -> "ModelDraft":
    """The draft of somebody's desk for a model, with one more relation typed into it."""
    model = model_for(by, code)
    draft = drafts.open_draft(model=model, version=version_for(by, model), desk_id=_desk(by), by=by, at=at)
    _type(by, draft.pk, line, at)
    return draft_for(by, draft.pk)


def _second_version(person: Person, code: str, at: datetime) -> None:
    """One that is not published yet."""
    by, reason = person.actor, "Druk bij de opsporing houdt ook de opvang op."
    with acting(by):
        draft = _one_line_further(by, code, SECOND, at)
        drafts.keep(draft_id=draft.pk, revision=draft.revision, reason=reason, by=by, at=at)


def _offer(person: Person, code: str, at: datetime) -> None:
    by, reason = person.actor, "Wie lang niets hoort van de politie, verliest vertrouwen."
    with acting(by):
        draft = _one_line_further(by, code, OFFERED, at)
        proposals.propose(draft_id=draft.pk, revision=draft.revision, reason=reason, by=by, at=at)


def _go_on(person: Person, code: str, at: datetime) -> UUID:
    with acting(person.actor):
        return _one_line_further(person.actor, code, GOING_ON, at).pk
