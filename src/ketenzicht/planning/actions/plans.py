"""Beginning a plan, changing it and its parts.

Nobody overwrites another: whoever changes something says which revision of it was seen.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.text import slugify

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import Verb
from ketenzicht.planning.actions.changing import Changed
from ketenzicht.planning.models import ElementState, Plan, PlanPart, RequiredElement
from ketenzicht.planning.models.kinds import PART_KINDS
from ketenzicht.planning.queries.plans import part_of, plan_for

# Words that an address under plans means something else by.
_TAKEN = frozenset({"nieuw", "interventies"})


def hold_plan(code: str, by: Actor) -> Plan:
    """The plan, locked until the end of the transaction. Raises NotVisible, NotAllowed."""
    seen = plan_for(by, code)
    by.require(Verb.PLAN_EDIT, seen.desk_id)
    return Plan.objects.select_for_update(of=("self",)).get(pk=seen.pk)


@transaction.atomic
def begin_plan(
    *,
    title: str,
    kind: str,
    desk_id: int,
    municipality_id: int | None = None,
    consultation_id: UUID | None = None,
    is_demonstration: bool = False,
    by: Actor,
    at: datetime,
) -> Plan:
    """A new plan of a desk, seen by that desk alone. Raises NotAllowed."""
    by.require(Verb.PLAN_EDIT, desk_id)
    plan = Plan(
        title=title,
        kind=Plan.Kind(kind),
        desk_id=desk_id,
        municipality_id=municipality_id,
        consultation_id=consultation_id,
        is_demonstration=is_demonstration,
        created_at=at,
        created_by_id=by.user_id,
    )
    _save_under_a_free_code(plan)
    record("planning.plan.begun", plan, by, at)
    return plan


@transaction.atomic
def change_plan(*, code: str, values: Mapping[str, Any], seen: int, by: Actor, at: datetime) -> Plan:
    """Change what is said about a plan as a whole. Raises Changed when somebody else did so meanwhile."""
    plan = hold_plan(code, by)
    if plan.revision != seen:
        raise Changed
    for name, value in values.items():
        setattr(plan, name, value)
    plan.revision += 1
    plan.save()
    record("planning.plan.changed", plan, by, at)
    return plan


@transaction.atomic
def open_plan(*, code: str, visibility: str, by: Actor, at: datetime) -> None:
    """Let the own desk, everybody who is signed in, or everybody read. Raises ValueError for another word."""
    plan = hold_plan(code, by)
    plan.visibility = Plan.Visibility(visibility)
    plan.save(update_fields=["visibility"])
    record("planning.plan.opened", plan, by, at, visibility=visibility)


@transaction.atomic
def add_part(*, code: str, kind: str, values: Mapping[str, Any], by: Actor, at: datetime) -> PlanPart:
    """Add a part to a plan, after the others of its kind."""
    plan, model = hold_plan(code, by), PART_KINDS[kind]
    last = model._default_manager.filter(plan=plan).aggregate(last=Max("position"))["last"] or 0
    part = model(plan=plan, position=last + 1, changed_at=at, changed_by_id=by.user_id)
    links = _fill(part, values)
    part.save(force_insert=True)
    _link(part, links)
    record("planning.part.added", plan, by, at, part=kind)
    return part


@transaction.atomic
def change_part(
    *, code: str, kind: str, part_id: UUID, values: Mapping[str, Any], seen: int, by: Actor, at: datetime
) -> PlanPart:
    """Change a part. Raises Changed when somebody else did so meanwhile, or removed it."""
    plan = hold_plan(code, by)
    part = _current(plan, kind, part_id, seen)
    links = _fill(part, values)
    _save(part, by, at)
    _link(part, links)
    record("planning.part.changed", plan, by, at, part=kind)
    return part


@transaction.atomic
def remove_part(*, code: str, kind: str, part_id: UUID, seen: int, by: Actor, at: datetime) -> None:
    """Take a part out of a plan; it can be put back. Raises Changed."""
    plan = hold_plan(code, by)
    part = _current(plan, kind, part_id, seen)
    part.removed_at = at
    _save(part, by, at)
    record("planning.part.removed", plan, by, at, part=kind)


@transaction.atomic
def restore_part(*, code: str, kind: str, part_id: UUID, by: Actor, at: datetime) -> None:
    """Put a part back that was removed. Doing so twice does no harm."""
    plan = hold_plan(code, by)
    part = part_of(plan, kind, part_id)
    if part.removed_at is None:
        return
    part.removed_at = None
    _save(part, by, at)
    record("planning.part.restored", plan, by, at, part=kind)


@transaction.atomic
def mark_elements(*, code: str, states: Mapping[str, tuple[str, str]], by: Actor, at: datetime) -> None:
    """Say how far a plan is with required elements: by code a state, or nothing, and a note."""
    plan = hold_plan(code, by)
    for element in RequiredElement.objects.filter(code__in=states):
        state, note = states[element.code]
        said = {"state": state, "note": note, "changed_at": at, "changed_by_id": by.user_id}
        ElementState.objects.update_or_create(plan=plan, element=element, defaults=said)
    record("planning.plan.elements_marked", plan, by, at)


def _current(plan: Plan, kind: str, part_id: UUID, seen: int) -> PlanPart:
    part = part_of(plan, kind, part_id)
    if part.revision != seen or part.removed_at is not None:
        raise Changed
    return part


def _fill(part: PlanPart, values: Mapping[str, Any]) -> dict[str, Any]:
    """Set the fields of a part; answers its links to other parts, which need it to be there first."""
    links = {}
    for name, value in values.items():
        field = part._meta.get_field(name)
        if field.many_to_many:
            links[name] = value
        else:
            setattr(part, f"{name}_id" if field.is_relation else name, value)
    return links


def _link(part: PlanPart, links: Mapping[str, Any]) -> None:
    for name, keys in links.items():
        getattr(part, name).set(keys, through_defaults={"plan_id": part.plan_id})


def _save(part: PlanPart, by: Actor, at: datetime) -> None:
    part.revision += 1
    part.changed_at, part.changed_by_id = at, by.user_id
    part.save()


def _save_under_a_free_code(plan: Plan) -> None:
    """Under a code like the title, with something behind it where another plan has that, seen here or not."""
    base = slugify(plan.title)[:60] or "plan"
    plan.code = base if base not in _TAKEN else f"{base}-1"
    try:
        with transaction.atomic():
            plan.save(force_insert=True)
    except IntegrityError:
        plan.code = f"{base}-{plan.pk.hex[:6]}"
        plan.save(force_insert=True)


def record(kind: str, plan: Plan, by: Actor, at: datetime, **detail: str) -> None:
    """Write a step in a plan into the audit trail."""
    audit.record(kind=kind, target=("plan", plan.pk), by=by, at=at, desk_id=plan.desk_id, **detail)
