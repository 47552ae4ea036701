"""What can go along in a hand-off: the content of every named field, built from the reports of a signal."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from typing import Any

from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ketenzicht.common.actor import Actor
from ketenzicht.common.queries import exploitation_forms
from ketenzicht.handover.domain import package
from ketenzicht.reporting import queries as reporting
from ketenzicht.reporting.queries import DetailShown, ReportView
from ketenzicht.signals.models import Signal
from ketenzicht.signals.words import AGE_LABELS, MINORS, AgeBand

ATTACHMENTS = "attachments"
STATEMENTS = "statements_"
DETAIL_FIELDS = {
    "persons": "person",
    "addresses": "address",
    "companies": "company",
    "phones": "phone",
    "vehicles": "vehicle",
    "online_handles": "online",
}
Entries = list[dict[str, Any]]


def package_of(
    signal: Signal, reports: Sequence[ReportView], fields: Collection[str], on: date
) -> dict[str, Entries]:
    """The content of the chosen fields, in both languages where words depend on it.

    A field about which nothing is known is left out: nothing is shared that is not there.
    """
    built = {field: _entries(field, signal, reports, on) for field in fields if field != ATTACHMENTS}
    return {field: entries for field, entries in built.items() if entries}


def filled_fields(signal: Signal, reports: Sequence[ReportView], codes: Sequence[str], on: date) -> list[str]:
    """Those of the fields about which something is known."""
    filled = set(package_of(signal, reports, codes, on))
    if any(report.attachments for report in reports):
        filled.add(ATTACHMENTS)
    return [code for code in codes if code in filled]


def files_of(actor: Actor, reports: Sequence[ReportView]) -> list[package.PackageFileContent]:
    """The working copies of every attachment under the signal."""
    return [
        package.PackageFileContent(*reporting.attachment_file(actor, file.id))
        for report in reports
        for file in report.attachments
    ]


def preview_of(signal: Signal) -> package.Preview:
    """What the receiver knows before accepting, beside purpose, urgency and question."""
    region = signal.municipality.label if signal.municipality else signal.desk.label
    return package.Preview(region=region, age_band=_preview_age(signal.age_band), forms=tuple(signal.forms))


def _preview_age(age_band: str) -> str:
    if age_band == AgeBand.IN_DOUBT:
        return "doubtful"
    if age_band in MINORS:
        return "minor"
    return "adult" if age_band == AgeBand.ADULT else "unknown"


def _entries(field: str, signal: Signal, reports: Sequence[ReportView], on: date) -> Entries:
    if field.startswith(STATEMENTS):
        return list(_statements(field.removeprefix(STATEMENTS), reports))
    if field in DETAIL_FIELDS:
        kind = DETAIL_FIELDS[field]
        return [_detail(one) for report in reports for one in report.details if one.kind == kind]
    simple: dict[str, Callable[[], Entries]] = {
        "forms": lambda: [
            package.text({"nl": row.label_nl, "en": row.label_en})
            for row in exploitation_forms(on)
            if row.code in signal.forms
        ],
        "municipality": lambda: [package.text(signal.municipality.label)] if signal.municipality else [],
        "age_band": lambda: _age(signal),
        "indicators": lambda: list(_indicators(reports)),
        "desk_notes": lambda: _notes(signal),
    }
    return simple[field]() if field in simple else []


def _statements(kind: str, reports: Sequence[ReportView]) -> Iterator[dict[str, Any]]:
    for report in reports:
        for said in report.statements:
            if said.kind == kind:
                yield from (package.statement(kind, text) for text in said.texts)


def _detail(one: DetailShown) -> dict[str, Any]:
    rows = [(_words(one.label), one.text), (_words(_("About this")), one.about)]
    return package.facts(
        _words(one.label), [(term, value) for term, value in rows if value], _words(one.problem_text)
    )


def _indicators(reports: Sequence[ReportView]) -> Iterator[dict[str, Any]]:
    for report in reports:
        for sign in report.signs:
            row = sign.indicator
            words = {"nl": row.label_nl, "en": row.label_en} if row else sign.asked_as
            yield package.indicator(
                words, sign.answer.value, sign.shows, risk_factor=bool(row and not row.counts)
            )


def _age(signal: Signal) -> Entries:
    if signal.age_band == AgeBand.UNKNOWN:
        return []
    return [package.text(_words(AGE_LABELS[AgeBand(signal.age_band)]))]


def _notes(signal: Signal) -> Entries:
    notes = signal.notes.order_by("at")
    return [package.text(f"{timezone.localtime(note.at):%d-%m-%Y}: {note.text}") for note in notes]


def _words(text: str | Promise) -> dict[str, str] | str:
    if isinstance(text, str):
        return text
    said = {}
    for language in ("nl", "en"):
        with translation.override(language):
            said[language] = str(text)
    return said
