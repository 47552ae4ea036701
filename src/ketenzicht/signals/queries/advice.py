"""The route advice in words: which rule fired, why, what is missing, what was passed over."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ketenzicht.common.queries import exploitation_forms
from ketenzicht.partners import queries as partners
from ketenzicht.partners.domain.routes import Condition, ConditionResult, ConditionValue, Met, Residence
from ketenzicht.partners.queries import RouteAdvice
from ketenzicht.signals.models import Signal
from ketenzicht.signals.queries.facts import advice_for
from ketenzicht.signals.words import RESIDENCE_LABELS, SUBJECT_LABELS, label

if TYPE_CHECKING:
    from ketenzicht.partners.models import Desk, Route


@dataclass(frozen=True)
class ReasonShown:
    """One condition of a rule: what it asks, and how it comes out."""

    asks: str
    wanted: str
    met: str
    is_met: bool
    is_unknown: bool


@dataclass(frozen=True)
class StepShown:
    """One step of the advice with the desks it means."""

    act: str
    is_phone: bool
    is_handoff: bool
    why: str
    desks: "tuple[Desk, ...]"


@dataclass(frozen=True)
class PassedShown:
    """A rule that did not fire and what stopped it."""

    label: str
    because: tuple[ReasonShown, ...]
    could_fire: bool


@dataclass(frozen=True)
class AdviceShown:
    """The advice of the route table as a page shows it."""

    route: "Route | None"
    explanation: str
    why: tuple[ReasonShown, ...]
    missing: tuple[str, ...]
    steps: tuple[StepShown, ...]
    passed_over: tuple[PassedShown, ...]
    advised_desk_ids: frozenset[int]

    @property
    def first_handoff(self) -> "Desk | None":
        """The first desk to hand over to that works in the product."""
        desks = (desk for step in self.steps if step.is_handoff for desk in step.desks if desk.connected)
        return next(desks, None)


def advice_shown(signal: Signal, on: date) -> AdviceShown:
    """The route advice for a signal, in the language of the page; a constant number of queries."""
    advice = advice_for(signal, on)
    forms = {row.code: row.label for row in exploitation_forms(on)}
    return AdviceShown(
        route=advice.route,
        explanation=advice.route.in_language("explanation") if advice.route else "",
        why=tuple(_reason(one, forms) for one in advice.advice.why),
        missing=tuple(partners.condition_word(condition) for condition in advice.advice.missing),
        steps=_steps(advice),
        passed_over=tuple(
            PassedShown(
                advice.rows[passed.code].label,
                tuple(_reason(one, forms) for one in passed.because),
                passed.could_fire,
            )
            for passed in advice.advice.passed_over
        ),
        advised_desk_ids=advice.advised_desk_ids,
    )


def _steps(advice: RouteAdvice) -> tuple[StepShown, ...]:
    return tuple(
        StepShown(
            act=partners.act_word(step.act),
            is_phone=step.act == "phone",
            is_handoff=step.act == "handoff",
            why=step.why,
            desks=step.desks,
        )
        for step in advice.steps
    )


def _reason(one: ConditionResult, forms: Mapping[str, str]) -> ReasonShown:
    return ReasonShown(
        asks=partners.condition_word(one.condition),
        wanted=_wanted(one.condition, one.wanted, forms),
        met=partners.met_word(one.met),
        is_met=one.met is Met.MET,
        is_unknown=one.met is Met.UNKNOWN,
    )


def _wanted(condition: Condition, wanted: ConditionValue, forms: Mapping[str, str]) -> str:
    if isinstance(wanted, bool):
        return _("yes") if wanted else _("no")
    words = (wanted,) if isinstance(wanted, str) else wanted
    if condition is Condition.RESIDENCE:
        return ", ".join(label(RESIDENCE_LABELS, Residence(word)) for word in words)
    if condition is Condition.SUBJECT:
        return ", ".join(_subject(word) for word in words)
    return ", ".join(forms.get(word, word) for word in words)


def _subject(word: str) -> str:
    return _("online") if word == "online" else label(SUBJECT_LABELS, word)
