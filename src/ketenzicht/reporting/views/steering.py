"""Moving through the questionnaire: which page comes next, and what a button does to the answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ketenzicht.common.visitors import please_wait
from ketenzicht.reporting import actions
from ketenzicht.reporting.domain.content import ReportContent
from ketenzicht.reporting.forms.answers import Answers
from ketenzicht.reporting.forms.content import content_from
from ketenzicht.reporting.forms.details import add_group, remove_group
from ketenzicht.reporting.forms.pages import FIRST, LAST, PAGES, Asked, Page, after, order
from ketenzicht.reporting.views.files import drop_file, drop_gone, take_files, waiting_files


@dataclass
class Turn:
    """One answer to one posted page: which page to show, and what is wrong on it."""

    answers: Answers
    asked: Asked
    here: str
    complain: bool = False
    send: bool = False
    notes: list[str] = field(default_factory=list)
    file_problems: list[dict[str, str]] = field(default_factory=list)

    def stopped_by_files(self) -> bool:
        """Whether files that were named are gone; then the page about them is shown, to choose them again.

        A report that is there already is not stopped: its files were stored with it.
        """
        waiting = list(self.answers.files)
        self.file_problems = drop_gone(self.answers)
        if self.file_problems and actions.is_sent(self.answers.submission):
            self.answers.files, self.file_problems = waiting, []
        if self.file_problems:
            self.here = PAGES["details"].code
        return bool(self.file_problems)

    def content(self) -> ReportContent:
        """What was filled in and sent along, as the report that is sent."""
        return content_from(
            self.answers,
            self.asked,
            files=waiting_files(self.answers),
            language=get_language() or settings.LANGUAGE_CODE,
            is_demonstration=settings.DEMONSTRATION,
        )

    def page(self) -> Page:
        """The page to show, with what was typed; its complaints only when it was meant to be left."""
        return PAGES[self.here](self.answers, self.asked, bound=self.complain)


def too_busy() -> str:
    """What somebody reads when a report cannot be taken in at this moment."""
    return _("It is very busy right now. Nothing is lost: wait a minute and press Send again.")


def too_many(wait: float) -> str:
    """What somebody reads who shares an address with whoever sends one report after the other."""
    return " ".join(
        (
            _("A great many reports came from your connection. Nothing is lost."),
            please_wait(wait),
            _("Then press Send again. Is somebody in danger now? Call 112."),
        )
    )


def known_page(code: str, answers: Answers, asked: Asked) -> str:
    """``code`` when it is a page of this questionnaire, otherwise the first."""
    return code if code in order(answers, asked) else FIRST


def keep_posted(page: str, answers: Answers, asked: Asked, posted: Mapping[str, list[str]]) -> None:
    """Keep everything typed on a page. Its names can depend on what was posted, such as how many groups."""
    trial = Answers(answers.submission, answers.receipt_code, answers.file_owner, dict(answers.pages))
    trial.pages[page] = answers.raw(page) | {
        name: values for name, values in posted.items() if name.endswith("-count")
    }
    answers.keep(page, PAGES[page](trial, asked).names(), posted)


def take_turn(turn: Turn, request: HttpRequest, go: str) -> None:
    """Do what the pressed button says."""
    if turn.here == PAGES["details"].code:
        files: list[UploadedFile[Any]] = request.FILES.getlist("files")
        turn.file_problems = take_files(request, turn.answers, files, lasting=turn.asked.professional)
    verb, _colon, rest = go.partition(":")
    steps = {
        "next": _next,
        "check": _straight_to_check,
        "back": _back,
        "to": _to,
        "add": _add,
        "remove": _remove,
        "drop": _drop,
        "send": _send,
    }
    if verb in steps:
        steps[verb](turn, rest)


def _may_leave(turn: Turn) -> bool:
    turn.complain = True
    if not turn.page().is_valid() or turn.file_problems:
        return False
    turn.complain = False
    return True


def _leave(turn: Turn, to: str) -> None:
    turn.answers.go_forward(turn.here)
    turn.here = to


def _next(turn: Turn, _rest: str) -> None:
    if _may_leave(turn):
        _leave(turn, after(turn.here, turn.answers, turn.asked))


def _straight_to_check(turn: Turn, _rest: str) -> None:
    if _may_leave(turn):
        _leave(turn, LAST)


def _back(turn: Turn, _rest: str) -> None:
    turn.answers.checking = False
    turn.here = known_page(turn.answers.go_back(FIRST), turn.answers, turn.asked)


def _to(turn: Turn, code: str) -> None:
    target = known_page(code, turn.answers, turn.asked)
    turn.answers.checking = turn.here == LAST
    turn.answers.go_forward(turn.here)
    turn.here = target


def _add(turn: Turn, kind: str) -> None:
    add_group(turn.answers, kind)


def _remove(turn: Turn, rest: str) -> None:
    kind, _colon, index = rest.partition(":")
    if index.isascii() and index.isdigit() and len(index) < 3:
        remove_group(turn.answers, kind, int(index))


def _drop(turn: Turn, file_id: str) -> None:
    drop_file(turn.answers, file_id)


def _send(turn: Turn, _rest: str) -> None:
    for code in order(turn.answers, turn.asked):
        if not PAGES[code](turn.answers, turn.asked, bound=True).is_valid():
            turn.here, turn.complain = code, True
            return
    turn.send = True
