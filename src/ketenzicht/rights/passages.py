"""Which texts can be put before a desk for a hand-out, and reading one. The search says that they are there.

Each place of casework that is searched is offered here or named with why it never is, and a test fails for
one that is neither. Who reporters are and sealed originals are not even searched.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models.functions import Cast

from ketenzicht.common.sealing import fingerprint
from ketenzicht.rights import searching
from ketenzicht.rights.domain.pseudonyms import settled

PARTS = ("signals", "reporting", "handover", "retention")


class Source(StrEnum):
    """Where a text comes from: the sort, never the person."""

    REPORT = "report"
    DESK = "desk"
    SHARED = "shared"


# The source of each, and by which way of fields it is found when it came.
OFFERED: Mapping[str, tuple[Source, str]] = {
    "signals.Signal.title": (Source.DESK, "received_at"),
    "signals.SignalEvent.text": (Source.DESK, "at"),
    "signals.Note.text": (Source.DESK, "at"),
    "signals.Task.title": (Source.DESK, "created_at"),
    "signals.RouteDecision.reason": (Source.DESK, "at"),
    "reporting.Report.place": (Source.REPORT, "received_at"),
    "reporting.Report.extra_answers": (Source.REPORT, "received_at"),
    "reporting.Statement.text": (Source.REPORT, "report__received_at"),
    "reporting.IndicatorAnswer.shows": (Source.REPORT, "report__received_at"),
    "reporting.Detail.as_typed": (Source.REPORT, "report__received_at"),
    "reporting.Addition.text": (Source.REPORT, "at"),
    "handover.Handover.question": (Source.SHARED, "sent_at"),
    "handover.Handover.answer": (Source.SHARED, "sent_at"),
    "handover.Handover.reason": (Source.SHARED, "sent_at"),
    "handover.HandoverEvent.text": (Source.SHARED, "at"),
}
# What is never put before a desk, with the code of why.
NEVER: Mapping[str, str] = {
    "signals.Signal.no_reply_reason": "reporter",
    "reporting.Reply.text": "reporter",
    "reporting.IdentityRequest.reason": "reporter",
    "reporting.IdentityRequest.decision_reason": "reporter",
    "handover.HandoverOrigin.proof": "reporter",
    "handover.HandoverOrigin.override_reason": "staff",
    "handover.Handover.spoken_to": "staff",
    "signals.SavedView.name": "staff",
    "signals.GlassBreak.reason": "staff",
    "signals.GlassBreak.judgement": "staff",
    "signals.GlassBreak.follow_up": "staff",
    "retention.Keeping.reason": "staff",
    "retention.LegalHold.reason": "staff",
    "retention.LegalHold.end_reason": "staff",
    "signals.Assessment.result": "repeats",
    "reporting.Detail.normalised": "repeats",
    "handover.PackageItem.content": "repeats",
    "reporting.Attachment.name": "file",
    "handover.PackageFile.name": "file",
}


@dataclass(frozen=True)
class Stands:
    """A text in which something was found: where it is, whose it is and since when, not what it says."""

    place: str
    row: str
    subject_kind: str
    subject: str
    desk_id: int
    number: int | None
    since: datetime


def source_of(place: str) -> Source:
    """The sort of source of an offered place."""
    return OFFERED[place][0]


def find(terms: Sequence[str]) -> list[Stands]:
    """Every offered text in which one of the terms stands, as whoever acts now sees it."""
    wanted = searching.pattern(terms)
    if not wanted:
        return []
    found = [one for place in OFFERED for one in _rows(place, wanted)]
    reports = {UUID(one.subject) for one in found if one.subject_kind == "report"}
    lies = apps.get_model("signals", "SignalReport")._base_manager.filter(
        report_id__in=reports, removed_at=None
    )
    under = {
        str(report): (str(signal), number)
        for report, signal, number in lies.values_list("report_id", "signal_id", "signal__number")
    }
    return [_under_signal(one, under) for one in found]


def _rows(place: str, wanted: str) -> Iterator[Stands]:
    model, field = _field(place)
    kind, path = searching.subject_of(model)
    way = "" if path == "pk" else path.removesuffix("_id") + "__"
    desk = "from_desk_id" if kind == "handover" else "desk_id"
    columns: dict[str, Any] = {
        "told": Cast(field, models.TextField()),
        "its_subject": models.F(path),
        "its_desk": models.F(way + desk),
        "came": models.F(OFFERED[place][1]),
        "its_number": models.Value(None, models.BigIntegerField())
        if kind == "report"
        else models.F(f"{way}number"),
    }
    rows = model._base_manager.annotate(**columns).filter(told__iregex=wanted)
    names = ("pk", "its_subject", "its_desk", "its_number", "came")
    for row, subject, desk_id, number, came in rows.values_list(*names):
        yield Stands(place, str(row), kind, str(subject), desk_id, number, came)


def _under_signal(one: Stands, under: Mapping[str, tuple[str, int]]) -> Stands:
    if one.subject_kind != "report" or one.subject not in under:
        return one
    signal, number = under[one.subject]
    return Stands(one.place, one.row, "signal", signal, one.desk_id, number, one.since)


def text_of(place: str, row: str) -> str | None:
    """What a text says, as whoever acts now may read it; None when it is not there for them or any more."""
    model, field = _field(place)
    found = model._base_manager.filter(pk=row).values_list(field, flat=True).first()
    return None if found is None else settled("\n".join(_lines(found)))


def print_of(text: str | None) -> str:
    """By which can be seen whether a text is still the one that was read, and nothing else."""
    return fingerprint((text or "").encode(), "hand-out text")


def missing(wanted: Mapping[str, set[str]]) -> set[tuple[str, str]]:
    """Which of these rows, by place, are not there any more or say nothing, as whoever acts now sees it."""
    return {(place, row) for place, rows in wanted.items() for row in rows - _saying(place, rows)}


def _saying(place: str, rows: Collection[str]) -> set[str]:
    model, field = _field(place)
    there = model._base_manager.filter(pk__in=rows).exclude(**{field: ""})
    return {str(pk) for pk in there.values_list("pk", flat=True)}


def _field(place: str) -> tuple[type[models.Model], str]:
    label, _, field = place.rpartition(".")
    return apps.get_model(label), field


def _lines(value: Any) -> Iterator[str]:
    """Everything somebody wrote in a value; the codes that order it are left out."""
    if isinstance(value, Mapping):
        for one in value.values():
            yield from _lines(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _lines(one)
    elif isinstance(value, str) and value.strip():
        yield value
