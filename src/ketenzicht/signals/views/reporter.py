"""What goes to the reporter."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.forms import Hinted
from ketenzicht.common.pages import ActingRequest, needs
from ketenzicht.reporting import queries as reporting
from ketenzicht.signals import actions, forms, queries
from ketenzicht.signals.views.answers import about, draw, said_when_changed, to_signal

ASKING = ("question", "received")
WRITTEN_IN = {"nl": gettext_lazy("in Dutch"), "en": gettext_lazy("in English")}


@require_http_methods(["GET", "POST"])
@needs(Verb.REPLY_SEND)
@said_when_changed
def reply(request: ActingRequest, signal_id: UUID) -> HttpResponse:
    """Answer the reporter with an approved text, or in one's own words built on one."""
    at = timezone.now()
    page = queries.signal_page(request.actor, signal_id, at)
    texts = [row for row in reporting.reply_texts(timezone.localdate(at)) if row.outcome not in ASKING]
    proposed = proposal(page, texts)
    form = forms.ReplyForm(
        request.POST or None,
        texts=text_choices(texts, proposed),
        reports=report_choices(page),
        initial={"text_code": proposed, "version": page.signal.last_activity_at},
    )
    if form.is_valid():
        actions.reply_to_reporter(
            signal_id=signal_id,
            text_code=form.cleaned_data["text_code"],
            text=form.cleaned_data["text"].strip(),
            reports=[UUID(pk) for pk in form.cleaned_data.get("reports", [])],
            version=form.cleaned_data["version"],
            by=request.actor,
            at=at,
        )
        messages.success(request, _("The reporter can read this answer with the receipt."))
        return to_signal(signal_id, "melder")
    context = {**about(request, page.signal, _("Answer the reporter")), "form": form, "page": page}
    return draw(request, "signals/reply.html", context, page.signal)


@require_http_methods(["GET", "POST"])
@needs(Verb.REPLY_SEND)
@said_when_changed
def ask(request: ActingRequest, signal_id: UUID) -> HttpResponse:
    """Ask the reporter something."""
    at = timezone.now()
    page = queries.signal_page(request.actor, signal_id, at)
    form = forms.AskForm(
        request.POST or None,
        reports=report_choices(page),
        initial={"version": page.signal.last_activity_at},
    )
    if form.is_valid():
        actions.ask_reporter(
            signal_id=signal_id,
            text=form.cleaned_data["text"],
            reports=[UUID(pk) for pk in form.cleaned_data.get("reports", [])],
            version=form.cleaned_data["version"],
            by=request.actor,
            at=at,
        )
        messages.success(
            request, _("The question is there. The clocks stand still until there is an answer.")
        )
        return to_signal(signal_id, "melder")
    context = {**about(request, page.signal, _("Ask the reporter")), "form": form, "page": page}
    return draw(request, "signals/ask.html", context, page.signal)


def text_choices(texts: list[Any], proposed: str) -> list[tuple[str, Hinted]]:
    """The approved texts with what they say, the proposed one first."""
    ordered = sorted(texts, key=lambda row: row.code != proposed)
    return [(row.code, Hinted(row.label, row.in_language("text"))) for row in ordered]


def report_choices(page: queries.SignalPage) -> list[tuple[str, str]]:
    """The reports under the signal, to choose who hears something."""
    return [
        (
            str(report.id),
            _("Report of %(date)s%(by)s, %(language)s")
            % {
                "date": f"{timezone.localtime(report.received_at):%d-%m-%Y}",
                "by": f", {report.reporter_desk_label}" if report.reporter_desk_label else "",
                "language": WRITTEN_IN.get(report.language, report.language),
            },
        )
        for report in page.reports
    ]


def proposal(page: queries.SignalPage, texts: list[Any]) -> str:
    """The text that fits what the partner answered and lets be told; nothing when there is no answer yet."""
    if page.may_tell == "nothing":
        return "may_not_tell"
    if page.may_tell == "worked_on":
        return "passed_on"
    fitting = next((row.code for row in texts if row.outcome == page.answer_outcome), "")
    return fitting or ("passed_on" if page.with_partner else "")
