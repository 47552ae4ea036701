"""Which plans somebody sees, and their parts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.planning.models import ElementState, Plan, PlanPart, RequiredElement
from ketenzicht.planning.models.kinds import PART_KINDS


def plans_visible_to(actor: Actor) -> QuerySet[Plan]:
    """What was opened to this actor, and everything of the own desk; by title."""
    open_to = [Plan.Visibility.PUBLIC.value]
    if actor.user_id:
        open_to.append(Plan.Visibility.SIGNED_IN.value)
    seen = Q(visibility__in=open_to) | Q(desk__in=actor.desks(Verb.PLAN_EDIT))
    return Plan.objects.filter(seen).select_related("desk", "municipality", "consultation")


def plan_for(actor: Actor, code: str) -> Plan:
    """One plan by its code. Raises NotVisible."""
    found = plans_visible_to(actor).filter(code=code).first()
    if found is None:
        raise NotVisible
    return found


def keeps_plan(actor: Actor, plan: Plan) -> bool:
    """Whether the actor may change it."""
    return actor.may(Verb.PLAN_EDIT, plan.desk_id)


def part_of(plan: Plan, kind: str, part_id: UUID) -> PlanPart:
    """One part of a plan, also when it was removed. Raises NotVisible."""
    model = PART_KINDS.get(kind)
    found = model._default_manager.filter(plan=plan, pk=part_id).first() if model else None
    if found is None:
        raise NotVisible
    return found


def values_of(part: PlanPart, names: Iterable[str]) -> dict[str, Any]:
    """What a part holds, under the names of a form; of what it points to, the keys."""
    return {name: _value(part, name) for name in names}


def _value(part: PlanPart, name: str) -> Any:
    field = part._meta.get_field(name)
    if field.many_to_many:
        return [one.pk for one in getattr(part, name).all()]
    return getattr(part, f"{name}_id" if field.is_relation else name)


@dataclass(frozen=True)
class Removed:
    """A part that was removed and can be put back."""

    kind: str
    part: PlanPart


def removed_parts(plan: Plan) -> list[Removed]:
    """What was removed from a plan, the newest first."""
    found = [
        Removed(kind, part)
        for kind, model in PART_KINDS.items()
        for part in model._default_manager.filter(plan=plan, removed_at__isnull=False)
    ]
    return sorted(found, key=lambda one: str(one.part.removed_at), reverse=True)


@dataclass(frozen=True)
class ElementRow:
    """A required element, how far this plan is with it, and how far the plans of others are."""

    element: RequiredElement
    own: ElementState | None
    others: list[ElementState | None]


def neighbours_of(actor: Actor, plan: Plan) -> list[Plan]:
    """The other plans of districts and municipalities that the actor sees."""
    others = plans_visible_to(actor).exclude(pk=plan.pk).exclude(kind=Plan.Kind.PROGRAMME)
    return list(others.filter(elements__isnull=False).distinct())


def element_rows(plan: Plan, others: list[Plan]) -> list[ElementRow]:
    """Every required element with its state here and in the plans of others."""
    states = ElementState.objects.filter(plan__in=[plan, *others]).select_related("plan")
    by_plan = {(state.plan_id, state.element_id): state for state in states}
    return [
        ElementRow(
            element,
            by_plan.get((plan.pk, element.pk)),
            [by_plan.get((other.pk, element.pk)) for other in others],
        )
        for element in RequiredElement.objects.filter(valid_to=None)
    ]
