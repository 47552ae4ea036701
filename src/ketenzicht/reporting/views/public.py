"""The public report: one address for every step, no account, no cookie, no JavaScript needed."""

import time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ketenzicht.common.actor import Actor
from ketenzicht.common.pages import cookieless_page
from ketenzicht.common.sealing import SealBroken
from ketenzicht.reporting import actions, queries
from ketenzicht.reporting.domain.acute import is_acute
from ketenzicht.reporting.domain.files import ACCEPT
from ketenzicht.reporting.domain.receipt import Receipt
from ketenzicht.reporting.forms.answers import Answers
from ketenzicht.reporting.forms.pages import FIRST, LAST, PAGES, Asked, step_of
from ketenzicht.reporting.forms.questions import LastDigitsForm
from ketenzicht.reporting.forms.summary import summary_of
from ketenzicht.reporting.views import limits
from ketenzicht.reporting.views.acute import answered_acute
from ketenzicht.reporting.views.sealed import Sent, TooOld, pack_answers, unpack_answers
from ketenzicht.reporting.views.steering import Turn, keep_posted, take_turn, too_busy, too_many


@require_http_methods(["GET", "HEAD", "POST"])
@cookieless_page
def report(request: HttpRequest) -> HttpResponse:
    """The questionnaire from the first page to the receipt, at one address."""
    if request.method != "POST":
        return _show(request, Turn(Answers.fresh(), _asked(), FIRST))
    if "sent" in request.POST:
        return _after_sending(request)
    turn = _resume(request)
    posted = {name: request.POST.getlist(name) for name in request.POST}
    keep_posted(turn.here, turn.answers, turn.asked, posted)
    if turn.notes:
        turn.complain = False
        return _show(request, turn)
    take_turn(turn, request, request.POST.get("go", "next"))
    return _send(request, turn) if turn.send else _show(request, turn)


def _asked() -> Asked:
    return Asked(timezone.localdate())


def _resume(request: HttpRequest) -> Turn:
    notes = []
    try:
        answers = unpack_answers(request.POST.get("state", ""))
    except TooOld:
        answers = Answers.fresh()
        notes.append(
            _(
                "This page was open for more than 12 hours. For your safety, what you filled in on earlier "
                "pages has been removed. What you typed on this page is still here."
            )
        )
    except SealBroken:
        answers = Answers.fresh()
        notes.append(
            _(
                "We could not read what you filled in on earlier pages. "
                "What you typed on this page is still here."
            )
        )
    here = request.POST.get("page", FIRST)
    return Turn(answers, _asked(), here if here in PAGES else FIRST, notes=notes)


def _send(request: HttpRequest, turn: Turn) -> HttpResponse:
    if turn.stopped_by_files():
        return _show(request, turn)
    if wait := limits.reports.attempt(limits.visitor(request), time.monotonic()):
        turn.notes.append(too_many(wait))
        return _show(request, turn, status=429)
    try:
        content = turn.content()
        sent = actions.submit(content=content, by=Actor.public(), at=timezone.now())
    except actions.TooBusy:
        turn.notes.append(too_busy())
        return _show(request, turn, status=503)
    actions.discard_files(owner=turn.answers.file_owner)
    shown = Sent(str(sent.report_id), sent.receipt_code, sent.look_again_on.isoformat())
    return _show_receipt(request, shown, acute=is_acute(content.acute_answers.values()))


def _show(request: HttpRequest, turn: Turn, status: int = 200) -> HttpResponse:
    page = turn.page()
    context: dict[str, Any] = {
        "page": page,
        "parts": page.forms,
        "forms": list(page.forms.values()),
        "state": pack_answers(turn.answers),
        "problems": [*page.problems(), *turn.file_problems],
        "file_problems": turn.file_problems,
        "notes": turn.notes,
        "files": turn.answers.files,
        "accept": ACCEPT,
        "step": step_of(turn.here, turn.answers),
        "can_go_back": bool(turn.answers.trail),
        "first_time": not turn.answers.trail and not turn.answers.pages,
        "answers_acute": answered_acute(turn.answers),
        "acute_texts": queries.acute_texts(turn.asked.on),
    }
    if turn.here == LAST:
        context["summary"] = summary_of(turn.answers, turn.asked)
    return render(request, f"reporting/public_{turn.here}.html", context, status=status)


def _after_sending(request: HttpRequest) -> HttpResponse:
    try:
        sent = Sent.unpack(request.POST["sent"])
    except (SealBroken, TooOld):
        return render(request, "reporting/public_gone.html", status=400)
    go = request.POST.get("go", "confirm")
    if "done" in request.POST:
        return _show_done(request, sent)
    if go == "save":
        return _receipt_file(sent)
    form = LastDigitsForm(request.POST if go == "confirm" else None, receipt=Receipt(sent.code))
    if not form.is_valid():
        return _show_receipt(request, sent, form=form)
    actions.confirm_receipt(report_id=sent.id, at=timezone.now())
    return _show_done(request, sent)


def _show_done(request: HttpRequest, sent: Sent) -> HttpResponse:
    steps = [_("You have told what you saw"), _("You have kept your code")]
    progress = [{"label": step, "state": "done"} for step in steps]
    progress.append({"label": _("Somebody reads your report"), "state": "current"})
    progress.append({"label": _("You read our answer"), "state": "todo"})
    context = {"look_again_on": sent.look_again, "sent": sent.pack(), "progress": progress}
    return render(request, "reporting/public_done.html", context)


def _show_receipt(
    request: HttpRequest, sent: Sent, *, acute: bool = False, form: LastDigitsForm | None = None
) -> HttpResponse:
    context = {
        "code": sent.code,
        "look_again_on": sent.look_again,
        "sent": sent.pack(),
        "form": form or LastDigitsForm(receipt=Receipt(sent.code)),
        "answers_acute": acute,
        "acute_texts": queries.acute_texts(timezone.localdate()),
    }
    return render(request, "reporting/public_receipt.html", context)


def _receipt_file(sent: Sent) -> HttpResponse:
    # A name and a content that say nothing to whoever else uses this device.
    name = _("note")
    response = HttpResponse(f"{Receipt(sent.code).shown}\r\n", content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.txt"'
    return response
