"""The causal models of the world: one that two desks work on, and one that nobody else sees."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from ketenzicht.common.actor import acting
from ketenzicht.systems.actions import drafts, proposals, runs, sessions, versions
from ketenzicht.systems.domain import editing, quick
from ketenzicht.systems.domain.analyses import Analysis
from ketenzicht.systems.models import ModelDraft, SessionArrow, Version
from tests.access.people import HOLDING, OTHER, desk
from tests.access.world import World, plant

ARROW = {"id": "arrow-one", "from": "waiting", "to": "pressure", "sign": "-"}
THINGS: dict[str, dict[str, Any]] = {
    "interventions": {
        "id": "help",
        "label": {"nl": "Help"},
        "changes": [{"factor": "waiting", "kind": "shift", "amount": -0.1}],
    },
    "indicators": {"factor": "waiting", "inverted": True},
    "claims": {"id": "so", "text": {"nl": "So."}, "layer": "stated", "checks": [{"test": "equilibrium"}]},
}
PARAMETERS = {"presses": {"reports": 1}, "goal": "waiting", "draws": 100}


def models(world: World) -> None:
    """The holder's model, published to all accounts, and the chain director's, published to nobody."""
    told = _version(world, "holder", HOLDING, "told")
    _publish(world, told)
    draft = _draft_of(world, "holder", HOLDING, told)
    _more(world, "holder", draft, "held")
    kept = _keep(world, "holder", draft, plant("WHY", "held"))
    draft = _draft_of(world, "holder", HOLDING, kept)
    _more(world, "holder", draft, "open")
    offered = _draft_of(world, "elsewhere", OTHER, told)
    _more(world, "elsewhere", offered, "offered")
    secret = _version(world, "chain", "chain-zwb", "secret")
    world.models = {
        "code": told.model.code,
        "secret": secret.model.code,
        "draft": draft.pk,
        "revision": _revision(world, draft),
        "proposal": _propose(world, offered),
        "run": _run(world, kept),
    }
    _session(world, draft)
    with acting(world.actor("elsewhere")):
        drafts.open_draft(
            model=told.model, version=told, desk_id=desk(OTHER).pk, by=world.actor("elsewhere"), at=world.at
        )


def _version(world: World, who: str, at_desk: str, tag: str) -> Version:
    by = world.actor(who)
    with acting(by):
        # Its address keeps the first title, and stands in refusals too.
        made = versions.begin_model(title={"nl": "New"}, desk_id=desk(at_desk).pk, by=by, at=world.at)
        for line in ("reports > pressure +", "pressure > waiting +", "waiting > reports -"):
            _edit(made, line, by, world.at)
        arrow = editing.put("relations", ARROW)
        drafts.edit(draft_id=made.pk, change=arrow, kind="add_relation", by=by, at=world.at)
        for collection, thing in THINGS.items():
            step = editing.put(collection, thing, thing.get("id", "waiting"))
            drafts.edit(draft_id=made.pk, change=step, kind="settings", by=by, at=world.at)
        title = editing.say({"title": {"nl": plant("MODEL", tag)}})
        drafts.edit(draft_id=made.pk, change=title, kind="settings", by=by, at=world.at)
    return _keep(world, who, made, f"First of {tag}.")


def _edit(made: ModelDraft, line: str, by: Any, at: Any) -> None:
    change = editing.add_line(quick.read(line), "nl")
    drafts.edit(draft_id=made.pk, change=change, kind="add_relation", about=line, by=by, at=at)


def _more(world: World, who: str, made: ModelDraft, tag: str) -> None:
    by = world.actor(who)
    with acting(by):
        _edit(made, f"{plant('FACTOR', tag)} > waiting +", by, world.at)


def _revision(world: World, made: ModelDraft) -> int:
    with acting(world.actor("holder")):
        return ModelDraft.objects.get(pk=made.pk).revision


def _keep(world: World, who: str, made: ModelDraft, reason: str) -> Version:
    by = world.actor(who)
    with acting(by):
        made.refresh_from_db()
        return drafts.keep(draft_id=made.pk, revision=made.revision, reason=reason, by=by, at=world.at)


def _publish(world: World, version: Version) -> None:
    by = world.actor("holder")
    with acting(by):
        versions.publish(model_id=version.model_id, number=1, visibility="signed_in", by=by, at=world.at)


def _draft_of(world: World, who: str, at_desk: str, version: Version) -> ModelDraft:
    by = world.actor(who)
    with acting(by):
        return drafts.open_draft(
            model=version.model, version=version, desk_id=desk(at_desk).pk, by=by, at=world.at
        )


def _propose(world: World, draft: ModelDraft) -> Any:
    by = world.actor("elsewhere")
    with acting(by):
        draft.refresh_from_db()
        reason = plant("PROPOSAL", "offered")
        return proposals.propose(
            draft_id=draft.pk, revision=draft.revision, reason=reason, by=by, at=world.at
        ).pk


def _run(world: World, version: Version) -> Any:
    by = world.actor("holder")
    with acting(by):
        return runs.ask(
            version=version,
            kind=Analysis.VERDICT,
            parameters=PARAMETERS,
            seed=1,
            desk_id=desk(HOLDING).pk,
            by=by,
            at=timezone.now() + timedelta(minutes=30),
        ).pk


def _session(world: World, draft: ModelDraft) -> None:
    by, at = world.actor("holder"), timezone.now()
    with acting(by):
        session, code = sessions.open_session(draft_id=draft.pk, question="What helps?", by=by, at=at)
        sessions.lay_out(session_id=session.pk, relations=["reports>pressure"], by=by, at=at)
        arrow = SessionArrow.objects.get(session=session)
        sessions.vote(arrow_id=arrow.pk, voter="x" * 64, strength="strong", speed="high", at=at)
    ticket = sessions.ticket_for(code)
    world.models |= {
        "session": session.pk,
        "arrow": arrow.pk,
        "ticket": ticket,
        "ticket of none": sessions.ticket_for("BBBBBBBB"),
        "made up ticket": ticket[:-32] + "0" * 32,
    }
