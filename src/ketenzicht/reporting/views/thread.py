"""What a reporter sees of an own report: how far it is, and what was said back and forth."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from ketenzicht.reporting import actions
from ketenzicht.reporting.domain.files import ACCEPT
from ketenzicht.reporting.domain.public_status import PublicStatus
from ketenzicht.reporting.forms.answers import Answers
from ketenzicht.reporting.forms.pages import problems_of
from ketenzicht.reporting.forms.questions import AdditionForm
from ketenzicht.reporting.labels import STATUS_EXPLAINED, STATUS_LABELS, STATUS_TONES
from ketenzicht.reporting.queries import Message, ReportView
from ketenzicht.reporting.views.files import (
    drop_file,
    drop_gone,
    take_files,
    too_busy_for_files,
    waiting_files,
)
from ketenzicht.reporting.views.sealed import Opened


@dataclass
class AdditionTurn:
    """An addition being written: what is typed and waiting, and what is wrong with it."""

    opened: Opened
    form: AdditionForm = field(default_factory=AdditionForm)
    file_problems: list[dict[str, str]] = field(default_factory=list)
    added: bool = False

    def context(self) -> dict[str, Any]:
        """The values that the form for adding something needs."""
        return {
            "token": self.opened.pack(),
            "form": self.form,
            "forms": [self.form],
            "added": self.added,
            "files": self.opened.files,
            "file_problems": self.file_problems,
            "problems": [*problems_of(self.form), *self.file_problems],
            "accept": ACCEPT,
        }


def take_addition(request: HttpRequest, opened: Opened) -> AdditionTurn:
    """Do what the pressed button says: add, keep files, drop one, or only show the page again."""
    waiting = Answers("", "", opened.file_owner, files=list(opened.files))
    problems = take_files(request, waiting, request.FILES.getlist("files"), lasting=False)
    go, _colon, rest = request.POST.get("go", "add").partition(":")
    if go == "drop":
        drop_file(waiting, rest)
    opened = opened.with_files(waiting.files)
    if go != "add":
        return AdditionTurn(opened, AdditionForm(initial={"text": request.POST.get("text", "")}), problems)
    turn = AdditionTurn(opened, AdditionForm(request.POST), problems)
    if turn.form.is_valid() and not problems:
        _add(turn, waiting)
    return turn


def _add(turn: AdditionTurn, waiting: Answers) -> None:
    text = turn.form.cleaned_data["text"]
    if not text and not waiting.files:
        turn.form.add_error("text", _("Write something, or add a file."))
        return
    opened = turn.opened
    gone = drop_gone(waiting)
    if gone and not actions.is_added(report_id=opened.id, submission=opened.submission):
        turn.opened, turn.file_problems = opened.with_files(waiting.files), gone
        return
    try:
        actions.add(
            report_id=opened.id,
            submission=opened.submission,
            text=text,
            files=waiting_files(waiting),
            at=timezone.now(),
        )
    except actions.TooBusy:
        turn.file_problems = too_busy_for_files()
        return
    actions.discard_files(owner=opened.file_owner)
    turn.opened, turn.form, turn.added = Opened.fresh(opened.id), AdditionForm(), True


FINISHED = frozenset({PublicStatus.CLOSED, PublicStatus.ANSWERED})


def thread_context(view: ReportView) -> dict[str, Any]:
    """The values that the pages with status and messages need."""
    return {
        "view": view,
        "status_label": STATUS_LABELS[view.status],
        "status_text": STATUS_EXPLAINED[view.status],
        "status_tone": STATUS_TONES[view.status],
        "look_again_on": _look_again(view),
        "messages_list": [_message(message) for message in reversed(view.thread)],
        "new_answers": sum(1 for message in view.thread if not message.from_reporter and not message.read_at),
    }


def _look_again(view: ReportView) -> date | None:
    day = view.look_again_on
    return day if day and day > timezone.localdate() and view.status not in FINISHED else None


def _message(message: Message) -> dict[str, Any]:
    names = ", ".join(file.name for file in message.files)
    new = not message.from_reporter and message.read_at is None
    return {
        "author": _("You") if message.from_reporter else _("The desk"),
        "at": message.at,
        "text": message.text,
        "mine": message.from_reporter,
        "note": _("With file: %(names)s") % {"names": names} if names else _("New") if new else "",
    }
