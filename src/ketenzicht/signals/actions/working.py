"""Notes and tasks of the desk, and that somebody looked."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.signals.actions.holding import hold, settle
from ketenzicht.signals.actions.searching import refresh_search
from ketenzicht.signals.models import Note, Signal, Task


@transaction.atomic(savepoint=False)
def record_look(*, signal: Signal, by: Actor, at: datetime) -> None:
    """Write down that somebody opened the page of a signal that ``signal_for`` gave them."""
    audit.record_read(
        kind="signals.signal.read", target=("signal", signal.pk), by=by, at=at, desk_id=signal.desk_id
    )


@transaction.atomic
def add_note(*, signal_id: UUID, text: str, by: Actor, at: datetime) -> Note:
    """Write a note that only the own desk reads. Two people can write at once: notes only add up."""
    signal = hold(signal_id=signal_id, by=by, verb=Verb.SIGNAL_TRIAGE)
    written = Note.objects.create(signal=signal, at=at, by_user_id=by.user_id, text=text)
    settle(signal, "noted", by=by, at=at)
    refresh_search(signal, by=by)
    return written


@transaction.atomic
def add_task(
    *,
    signal_id: UUID,
    title: str,
    due_on: date | None = None,
    assignee_id: int | None = None,
    by: Actor,
    at: datetime,
) -> Task:
    """Write down something to do for the signal."""
    signal = hold(signal_id=signal_id, by=by, verb=Verb.SIGNAL_TRIAGE)
    task = Task.objects.create(
        signal=signal,
        title=title,
        due_on=due_on,
        assignee_id=assignee_id or by.user_id,
        created_at=at,
        created_by_id=by.user_id,
    )
    settle(signal, "task_added", by=by, at=at, text=title, task=str(task.pk))
    return task


@transaction.atomic
def finish_task(*, signal_id: UUID, task_id: UUID, by: Actor, at: datetime) -> Task:
    """Tick a task off; one that was done already stays as it was. Raises NotVisible."""
    signal = hold(signal_id=signal_id, by=by, verb=Verb.SIGNAL_TRIAGE)
    task = signal.tasks.filter(pk=task_id).first()
    if task is None:
        raise NotVisible
    if task.done_at is None:
        task.done_at, task.done_by_id = at, by.user_id
        task.save(update_fields=["done_at", "done_by"])
        settle(signal, "task_done", by=by, at=at, text=task.title, task=str(task.pk))
    return task
