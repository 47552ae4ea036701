"""The way back with a receipt: how far it is, answers, messages and additions. No account and no cookie."""

import time
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.pages import cookieless_page
from ketenzicht.common.sealing import SealBroken
from ketenzicht.reporting import actions, queries
from ketenzicht.reporting.domain.receipt import ReceiptError, ReceiptProblem
from ketenzicht.reporting.forms.questions import AdditionForm, ReceiptForm
from ketenzicht.reporting.views import limits
from ketenzicht.reporting.views.sealed import Opened, TooOld, pack_text, unpack_text
from ketenzicht.reporting.views.thread import AdditionTurn, take_addition, thread_context

TYPING_PROBLEMS: Final[dict[ReceiptProblem, Promise]] = {
    ReceiptProblem.EMPTY: gettext_lazy("Type the code you got when you sent your report."),
    ReceiptProblem.NOT_DIGITS: gettext_lazy("The code has only digits. Look whether a letter slipped in."),
    ReceiptProblem.TOO_SHORT: gettext_lazy(
        "Some digits are missing: the code has 20 digits, in five groups of four."
    ),
    ReceiptProblem.TOO_LONG: gettext_lazy(
        "There are too many digits: the code has 20 digits, in five groups of four."
    ),
    ReceiptProblem.TYPING_ERROR: gettext_lazy(
        "There is a typing error in the code. Compare it digit by digit with what you wrote down."
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@cookieless_page
def receipt(request: HttpRequest) -> HttpResponse:
    """Asks for the code, then shows the report's status and messages, at one address."""
    if request.method != "POST":
        return _ask(request, ReceiptForm())
    if "token" in request.POST:
        return _in_thread(request)
    form = ReceiptForm(request.POST)
    if request.POST.get("go") == "stay":
        return _ask(request, ReceiptForm(initial={"code": request.POST.get("code", "")}))
    if not form.is_valid():
        return _ask(request, form)
    return _open(request, form)


def _ask(
    request: HttpRequest, form: ReceiptForm, note: str = "", status: int = 200, kept: str = ""
) -> HttpResponse:
    context = {"form": form, "note": note, "kept": kept or request.POST.get("kept", "")}
    return render(request, "reporting/receipt_ask.html", context, status=status)


def _open(request: HttpRequest, form: ReceiptForm) -> HttpResponse:
    code = form.cleaned_data["code"]
    try:
        actions.check_code(code)
    except ReceiptError as wrong:
        form.add_error("code", str(TYPING_PROBLEMS[wrong.problem]))
        return _ask(request, form)
    key = limits.visitor(request)
    if wait := limits.codes.attempt(key, time.monotonic()):
        form.add_error("code", " ".join((_("Too many codes were tried."), limits.please_wait(wait))))
        return _ask(request, form, status=429)
    try:
        report_id = actions.open_receipt(code=code, at=timezone.now())
    except actions.UnknownReceipt:
        form.add_error(
            "code", _("We know no report with this code. Check whether you typed every digit right.")
        )
        return _ask(request, form)
    except actions.TooBusy:
        limits.codes.succeeded(key)
        form.add_error("code", _("It is very busy right now. Wait a minute and try again."))
        return _ask(request, form, status=503)
    limits.codes.succeeded(key)
    text = unpack_text(request.POST.get("kept", ""))
    return _show(request, AdditionTurn(Opened.fresh(report_id), AdditionForm(initial={"text": text})))


def _in_thread(request: HttpRequest) -> HttpResponse:
    try:
        opened = Opened.unpack(request.POST["token"])
    except (SealBroken, TooOld):
        note = _(
            "You were away for more than 30 minutes, so this page was closed. Type your code again. "
            "What you wrote is kept."
        )
        return _ask(request, ReceiptForm(), note, status=400, kept=pack_text(request.POST.get("text", "")))
    return _show(request, take_addition(request, opened))


def _show(request: HttpRequest, turn: AdditionTurn) -> HttpResponse:
    report_id = turn.opened.id
    reporter = Actor.reporter(report_id)
    with acting(reporter):
        view = queries.report_view(reporter, report_id)
        actions.read_replies(view=view, at=timezone.now())
        context = thread_context(view) | turn.context()
        return render(request, "reporting/receipt_thread.html", context)
