"""Asking for long analyses, stopping them, and what the worker writes down while it works."""

import base64
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.systems.domain.analyses import Analysis, Asked, fingerprint, pieces, software
from ketenzicht.systems.domain.documents import Json
from ketenzicht.systems.domain.states import Step, not_now
from ketenzicht.systems.models import Run, Version

State = Run.State
ACTIVE = (State.QUEUED.value, State.RUNNING.value)
# After so long without a sign of life the worker is taken to be gone.
SILENT = timedelta(seconds=60)
TASK = "systems.run_analysis"


@transaction.atomic
def ask(
    *,
    version: Version,
    kind: Analysis,
    parameters: Json,
    seed: int,
    desk_id: int,
    by: Actor,
    at: datetime,
    again_of: Run | None = None,
) -> Run:
    """Ask for an analysis; a worker takes it up. ``again_of``: whose numbers should come out again."""
    by.require(Verb.MODEL_ANALYSE, desk_id)
    run = Run.objects.create(
        version=version,
        desk_id=desk_id,
        kind=kind.value,
        parameters=parameters,
        seed=seed,
        again_of=again_of,
        asked_at=at,
        asked_by_id=by.user_id,
    )
    _record("systems.run.asked", run, by, at)
    _defer(run)
    return run


@transaction.atomic
def cancel(*, run_id: UUID, by: Actor, at: datetime) -> Run:
    """Stop an analysis; what was worked out stays with it. Raises NotVisible, MoveNotAllowed."""
    run = _locked(run_id)
    by.require(Verb.MODEL_ANALYSE, run.desk_id)
    if run.state not in ACTIVE:
        raise not_now(run.state, Step.CANCEL)
    _end(run, State.CANCELLED, at)
    _record("systems.run.cancelled", run, by, at)
    return run


@transaction.atomic
def resume(*, run_id: UUID, by: Actor, at: datetime) -> Run:
    """Go on with an analysis that was stopped, failed or left by its worker, from what is done already."""
    run = _locked(run_id)
    by.require(Verb.MODEL_ANALYSE, run.desk_id)
    if run.state == State.DONE or (run.state in ACTIVE and not is_silent(run, at)):
        raise not_now(run.state, Step.RESUME)
    run.state, run.ended_at, run.failure, run.asked_at = State.QUEUED, None, "", at
    run.save(update_fields=["state", "ended_at", "failure", "asked_at"])
    _record("systems.run.resumed", run, by, at)
    _defer(run)
    return run


def is_silent(run: Run, at: datetime) -> bool:
    """Whether a run that should be worked on shows no sign of life."""
    heard = run.sign_of_life or run.asked_at
    return run.state in ACTIVE and at - max(heard, run.asked_at) > SILENT


@transaction.atomic
def take_up(*, run_id: UUID, at: datetime) -> tuple[Asked, Mapping[str, Json]] | None:
    """What the worker has to do, and what is done already; None when there is nothing to do any more."""
    run = _locked(run_id)
    if run.state not in ACTIVE:
        return None
    run.state, run.started_at, run.sign_of_life = State.RUNNING, run.started_at or at, at
    now = f"Ketenzicht {settings.VERSION}, {software()}"
    if run.software != now:
        # Pieces of another version do not go together with those of this one.
        run.software, run.parts = now, {}
    run.save(update_fields=["state", "started_at", "sign_of_life", "software", "parts"])
    asked = Asked(Analysis(run.kind), run.version.document, run.parameters, run.seed)
    return asked, run.parts


@transaction.atomic
def still_here(*, run_id: UUID, at: datetime) -> bool:
    """Note that the worker lives; False when it should stop."""
    return bool(Run.objects.filter(pk=run_id, state=State.RUNNING).update(sign_of_life=at))


@transaction.atomic
def keep_piece(*, run_id: UUID, name: str, result: Json, at: datetime) -> bool:
    """Write one piece down; False when the run was stopped meanwhile."""
    run = _locked(run_id)
    if run.state != State.RUNNING:
        return False
    asked = Asked(Analysis(run.kind), {}, run.parameters, run.seed)
    run.parts = {**run.parts, name: result}
    run.progress, run.step, run.sign_of_life = 100 * len(run.parts) // len(pieces(asked)), name[:80], at
    run.save(update_fields=["parts", "progress", "step", "sign_of_life"])
    return True


@transaction.atomic
def finish(*, run_id: UUID, at: datetime) -> None:
    """Put the pieces together as the result."""
    run = _locked(run_id)
    if run.state != State.RUNNING:
        return
    parts: dict[str, Any] = dict(run.parts)
    run.digest = fingerprint(parts)
    if run.kind == Analysis.REPORT:
        run.file = base64.b64decode(parts.pop("report")["pdf"])
    run.result, run.parts, run.progress = parts, {}, 100
    run.save(update_fields=["digest", "file", "result", "parts", "progress"])
    _end(run, State.DONE, at)


@transaction.atomic
def fail(*, run_id: UUID, why: str, at: datetime) -> None:
    """Note that the analysis cannot be worked out."""
    run = _locked(run_id)
    if run.state in ACTIVE:
        run.failure = why[:500]
        run.save(update_fields=["failure"])
        _end(run, State.FAILED, at)


def _end(run: Run, state: State, at: datetime) -> None:
    run.state, run.ended_at = state, at
    run.save(update_fields=["state", "ended_at"])


def _locked(run_id: UUID) -> Run:
    run = Run.objects.select_for_update(of=("self",)).select_related("version").filter(pk=run_id).first()
    if run is None:
        raise NotVisible
    return run


def _defer(run: Run) -> None:
    app.configure_task(TASK, lock=f"run-{run.pk}").defer(run_id=str(run.pk), desk_id=run.desk_id)


def _record(kind: str, run: Run, by: Actor, at: datetime) -> None:
    audit.record(kind=kind, target=("run", run.pk), by=by, at=at, desk_id=run.desk_id, analysis=run.kind)
