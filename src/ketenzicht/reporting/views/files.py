"""Files that are sent along: kept at once, so that an error elsewhere on the page loses none of them."""

import time
from collections.abc import Iterable
from typing import Any, Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketenzicht.reporting import actions
from ketenzicht.reporting.domain.content import FileContent
from ketenzicht.reporting.domain.files import LARGEST, FileRefusal, too_many
from ketenzicht.reporting.forms.answers import Answers, KeptFile
from ketenzicht.reporting.views import limits

INPUT_ID: Final = "id_files"
# In digits; Python makes no number of thousands of them.
LONGEST_SIZE: Final = 18
REFUSALS: Final[dict[str, Promise]] = {
    FileRefusal.EMPTY: gettext_lazy("This file is empty."),
    FileRefusal.TOO_LARGE: gettext_lazy("This file is larger than 10 MB. Choose a smaller one."),
    FileRefusal.TOO_MANY: gettext_lazy("You can add at most five files. Remove one first."),
}
REFUSED_OTHERWISE: Final = gettext_lazy(
    "We cannot take this kind of file. Save it as a picture (JPEG) or a PDF and try again."
)


def take_files(
    request: HttpRequest, answers: Answers, files: Iterable["UploadedFile[Any]"], *, lasting: bool
) -> list[dict[str, str]]:
    """Keep what was sent along; says what could not be kept and why."""
    problems = []
    for file in files:
        problem = _hold(request) or _take(answers, file, lasting=lasting)
        if problem:
            problems.append(_problem(f"{file.name}: {problem}"))
    if _was_dropped(request):
        problems.append(_problem(str(REFUSALS[FileRefusal.TOO_LARGE])))
    return problems


def _hold(request: HttpRequest) -> str:
    wait = limits.uploads.attempt(limits.visitor(request), time.monotonic())
    return (
        " ".join((_("Too many files were sent in a short time."), limits.please_wait(wait))) if wait else ""
    )


def _take(answers: Answers, file: "UploadedFile[Any]", *, lasting: bool) -> str:
    if too_many(len(answers.files) + 1):
        return str(REFUSALS[FileRefusal.TOO_MANY])
    if (file.size or 0) > LARGEST:
        return str(REFUSALS[FileRefusal.TOO_LARGE])
    try:
        kept = actions.keep_file(
            owner=answers.file_owner,
            name=file.name or _("file"),
            data=file.read(),
            lasting=lasting,
            at=timezone.now(),
        )
    except actions.FileRefused as refused:
        return str(REFUSALS.get(refused.refusal, REFUSED_OTHERWISE))
    except actions.TooBusy:
        return _("It is very busy right now. Wait a minute and try again.")
    answers.files.append(KeptFile(kept.id, kept.name, kept.size, kept.kind, kept.changes))
    return ""


def _was_dropped(request: HttpRequest) -> bool:
    """Whether a request was so large that its files were not even read."""
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    if request.FILES or not length.isdecimal():
        return False
    return len(length) > LONGEST_SIZE or int(length) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE


def _problem(text: str) -> dict[str, str]:
    return {"text": text, "href": f"#{INPUT_ID}"}


def too_busy_for_files() -> list[dict[str, str]]:
    """What somebody reads when there was no room to look at files that wait."""
    return [_problem(_("It is very busy right now. Wait a minute and try again."))]


def drop_file(answers: Answers, file_id: str) -> None:
    """Take one waiting file away."""
    if any(file.id == file_id for file in answers.files):
        actions.discard_pending_file(owner=answers.file_owner, file_id=file_id)
        answers.files = [file for file in answers.files if file.id != file_id]


def waiting_files(answers: Answers) -> list[FileContent]:
    """The files that wait for this report, as they came."""
    return actions.waiting_files(owner=answers.file_owner, ids=[file.id for file in answers.files])


def drop_gone(answers: Answers) -> list[dict[str, str]]:
    """Take away what waited too long to be still there, and say so; nothing when everything is there."""
    gone = actions.gone_files(owner=answers.file_owner, ids=[file.id for file in answers.files])
    problems = [
        _problem(
            _(
                "We no longer have “%(name)s”: it was kept too long without being sent. "
                "Choose it again; otherwise it is not sent along."
            )
            % {"name": file.name}
        )
        for file in answers.files
        if file.id in gone
    ]
    answers.files = [file for file in answers.files if file.id not in gone]
    return problems
