"""The page of a signal in the pieces that its template draws."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ketenzicht.reporting.labels import STATUS_LABELS
from ketenzicht.reporting.queries import ReportView
from ketenzicht.signals import queries
from ketenzicht.signals.domain.states import SignalEvent
from ketenzicht.signals.next_step import NextStep
from ketenzicht.signals.timeline_words import KIND_LABELS
from ketenzicht.signals.words import AGE_LABELS, OUTCOME_LABELS, RESIDENCE_LABELS, label


@dataclass(frozen=True)
class NextShown:
    """The next step with its address."""

    title: str
    text: str
    page: str
    action: str
    url: str


def next_shown(step: NextStep | None, signal_id: UUID) -> NextShown | None:
    """The next step with the address of its page."""
    if step is None:
        return None
    url = ""
    if step.handover_id is not None:
        url = reverse("handover:confirm", args=[step.handover_id])
    elif step.page:
        url = reverse(f"signals:{step.page}", args=[signal_id])
    return NextShown(step.title, step.text, step.page, step.action, url)


def pieces(page: queries.SignalPage, kind: str) -> dict[str, Any]:
    """What the template needs beside the page itself."""
    signal = page.signal
    return {
        "outcome_label": label(OUTCOME_LABELS, signal.outcome),
        "judged": [
            (_("Age"), label(AGE_LABELS, signal.age_band)),
            (_("A person who can be found"), _yes_no(signal.identifiable)),
            (_("Right to stay"), label(RESIDENCE_LABELS, signal.residence)),
            (_("Only a soft signal"), _yes_no(signal.soft)),
        ],
        "touched": any(form.touched for form in page.indicators.forms),
        "threads": [_thread(report, number) for number, report in enumerate(page.reports, 1)],
        "other_steps": _other_steps(page),
        "kinds": _kinds(kind),
    }


def _yes_no(value: bool | None) -> str:
    return {True: _("yes"), False: _("no"), None: _("not known yet")}[value]


def _kinds(kind: str) -> Sequence[dict[str, Any]]:
    everything = {"url": "?#tijdlijn", "label": _("Everything"), "current": not kind}
    return [
        everything,
        *(
            {"url": f"?soort={code}#tijdlijn", "label": words, "current": kind == code}
            for code, words in KIND_LABELS.items()
        ),
    ]


def _thread(report: ReportView, number: int) -> dict[str, Any]:
    return {
        "id": report.id,
        "title": _("Report %(number)s") % {"number": number},
        "mode": report.reporter_label,
        "status": label(STATUS_LABELS, report.status),
        "has_contact": report.has_contact,
        "messages_list": [
            {
                "author": _("Reporter") if message.from_reporter else message.desk_label,
                "at": message.at,
                "text": message.text,
                "mine": not message.from_reporter,
                "note": _read_note(message),
            }
            for message in report.thread
        ],
        "files": [
            {
                "name": file.name,
                "url": reverse("reporting:attachment", args=[file.id]),
                "size": file.size,
                "kind": "",
            }
            for message in report.thread
            for file in message.files
        ],
    }


def _read_note(message: Any) -> str:
    if message.from_reporter:
        return ""
    if message.read_at is None:
        return _("not read yet")
    return _("read on %(date)s") % {"date": f"{timezone.localtime(message.read_at):%d-%m-%Y}"}


def _other_steps(page: queries.SignalPage) -> list[dict[str, str]]:
    moves = page.permitted.moves
    offered = {
        SignalEvent.CONTINUE: (_("Go on with this signal"), "move", "verder"),
        SignalEvent.WAIT: (_("Wait for information"), "wait", ""),
        SignalEvent.FOLLOW_UP: (_("Follow this up ourselves"), "move", "zelf-opvolgen"),
        SignalEvent.FINISH: (_("The follow-up is done"), "move", "opvolging-klaar"),
        SignalEvent.BACK_TO_TRIAGE: (_("Back to triage"), "move", "terug-naar-duiding"),
        SignalEvent.CLOSE: (_("Close this signal"), "close", ""),
        SignalEvent.REOPEN: (_("Open again"), "reopen", ""),
    }
    return [
        {
            "label": words,
            "url": reverse(f"signals:{name}", args=[page.signal.pk, *([step] if step else [])]),
        }
        for event, (words, name, step) in offered.items()
        if event in moves
    ]
