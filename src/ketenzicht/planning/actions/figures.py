"""A desk's own series: beginning one, saying what it counts, and adding figures. A figure never changes."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import Verb
from ketenzicht.planning.actions.changing import Changed
from ketenzicht.planning.domain.figures.table import NOT_STATED
from ketenzicht.planning.domain.figures.typed import FigureChange, TypedFigure, changes_by
from ketenzicht.planning.models import Figure, Series
from ketenzicht.planning.queries.figures import figures_there, series_for

_TWO_LANGUAGES = ("label", "unit", "definition", "population", "counted_by", "counted_twice", "cannot_say")
# What a series counts stays what it is once there are figures; counted otherwise, it is another series.
FIXED_BY_FIGURES = ("kind", "unit", "definition", "population", "region")


class CountsAlready(Exception):
    """There are figures, so what the series counts can no longer be changed."""


@transaction.atomic
def begin_series(
    *,
    values: Mapping[str, Any],
    desk_id: int,
    is_demonstration: bool = False,
    by: Actor,
    at: datetime,
) -> Series:
    """A new series of a desk, seen by that desk alone. Raises NotAllowed."""
    by.require(Verb.PLAN_EDIT, desk_id)
    series = Series(
        code=f"own-{uuid4().hex[:12]}",
        desk_id=desk_id,
        visibility=Series.Visibility.DESK,
        position=0,
        valid_from=timezone.localdate(at),
        verified_on=timezone.localdate(at),
        is_demonstration=is_demonstration,
        **_in_both_languages(values),
    )
    series.save(force_insert=True)
    _record("planning.series.begun", series, by, at)
    return series


@transaction.atomic
def change_series(*, code: str, values: Mapping[str, Any], seen: int, by: Actor, at: datetime) -> Series:
    """Change what is said about a series. Raises Changed, CountsAlready, NotVisible, NotAllowed."""
    series = _hold(code, by)
    if series.revision != seen:
        raise Changed
    told = _in_both_languages(values)
    if series.figures.exists() and any(_differs(series, name, told) for name in FIXED_BY_FIGURES):
        raise CountsAlready
    for name, value in told.items():
        setattr(series, name, value)
    series.revision += 1
    series.verified_on = timezone.localdate(at)
    series.save()
    _record("planning.series.changed", series, by, at)
    return series


@transaction.atomic
def open_series(*, code: str, visibility: str, by: Actor, at: datetime) -> None:
    """Let the own desk, everybody who is signed in, or everybody read. Raises ValueError for another word."""
    series = _hold(code, by)
    series.visibility = Series.Visibility(visibility)
    series.save(update_fields=["visibility"])
    _record("planning.series.opened", series, by, at, visibility=visibility)


@transaction.atomic
def add_figures(
    *, code: str, figures: Sequence[TypedFigure], seen: str, by: Actor, at: datetime
) -> list[FigureChange]:
    """Add figures to a series; one for a period that has one already stands beside it as its revision.

    What is there already in the same words is left alone. ``seen`` is the mark of the figures that were
    looked at. Raises Changed when others came in meanwhile, ValueError when a figure cannot be added.
    """
    series = _hold(code, by)
    there = figures_there(series)
    if there.mark != seen:
        raise Changed
    changes = changes_by(figures, there.by_period)
    if any(one.troubles for one in changes):
        raise ValueError("looked over before")
    made = [_figure(series, one, by, at) for one in changes if one.adds]
    Figure.objects.bulk_create(made)
    if made:
        _record("planning.series.told", series, by, at, count=len(made))
    return changes


def _figure(series: Series, one: FigureChange, by: Actor, at: datetime) -> Figure:
    typed = one.figure
    said = {
        f"{name}_{language}": getattr(typed, name)
        for name in ("break_before", "reason", "note")
        for language in ("nl", "en")
    }
    plain = asdict(typed)
    begins, ends = (typed.period.begins, typed.period.ends) if typed.period else (None, None)
    return Figure(
        code=f"own-{uuid4().hex[:20]}",
        series=series,
        label_nl=str(typed.period or NOT_STATED[0]),
        label_en=str(typed.period or NOT_STATED[1]),
        begins_on=begins,
        ends_on=ends,
        revision=one.revision,
        valid_from=begins or timezone.localdate(at),
        verified_on=timezone.localdate(at),
        made_by_id=by.user_id,
        made_at=at,
        **{
            name: plain[name]
            for name in ("value", "low", "high", "precision", "as_of", "source", "certainty")
        },
        **said,
    )


def _hold(code: str, by: Actor) -> Series:
    """The series, locked until the end of the transaction. Raises NotVisible, NotAllowed."""
    seen = series_for(by, code)
    by.require(Verb.PLAN_EDIT, seen.desk_id or 0)
    return Series.objects.select_for_update().get(pk=seen.pk)


def _in_both_languages(values: Mapping[str, Any]) -> dict[str, Any]:
    """What a person writes about a series is in one language, and is shown in both."""
    return {
        f"{name}_{language}" if name in _TWO_LANGUAGES else name: value
        for name, value in values.items()
        for language in (("nl", "en") if name in _TWO_LANGUAGES else ("",))
    }


def _differs(series: Series, name: str, told: Mapping[str, Any]) -> bool:
    field = f"{name}_nl" if name in _TWO_LANGUAGES else name
    return field in told and getattr(series, field) != told[field]


def _record(kind: str, series: Series, by: Actor, at: datetime, **detail: str | int) -> None:
    # The trail names things by a number that says nothing; a series has a plain one.
    audit.record(kind=kind, target=("series", series.code), by=by, at=at, desk_id=series.desk_id, **detail)
