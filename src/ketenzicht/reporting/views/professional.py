"""A professional's own reports: write one, keep a draft, follow what happens. Others' are invisible."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, SeeOther, needs, signed_in_page
from ketenzicht.common.sealing import SealBroken
from ketenzicht.common.written import written_date
from ketenzicht.partners import queries as partners
from ketenzicht.reporting import actions, queries
from ketenzicht.reporting.domain.files import ACCEPT
from ketenzicht.reporting.forms.answers import Answers
from ketenzicht.reporting.forms.pages import FIRST, LAST, PAGES, Asked, order
from ketenzicht.reporting.forms.summary import summary_of
from ketenzicht.reporting.labels import STATUS_IN_SHORT, STATUS_TONES
from ketenzicht.reporting.views.acute import answered_acute
from ketenzicht.reporting.views.sealed import Opened, TooOld
from ketenzicht.reporting.views.steering import Turn, keep_posted, known_page, take_turn, too_busy
from ketenzicht.reporting.views.thread import AdditionTurn, take_addition, thread_context

A_PAGE: Final = 50


@require_safe
@needs(Verb.REPORT_WRITE)
def own(request: ActingRequest) -> HttpResponse:
    """What this account sent and has not finished."""
    now = timezone.now()
    shown = Paginator(queries.own_reports(request.actor), A_PAGE).get_page(request.GET.get("page"))
    reports = [
        {"row": row, "status": STATUS_IN_SHORT[row.status], "tone": STATUS_TONES[row.status]} for row in shown
    ]
    drafts = [_draft_line(row) for row in queries.drafts_of(request.actor, now)]
    return render(request, "reporting/own.html", {"reports": reports, "drafts": drafts, "shown": shown})


def _draft_line(row: Any) -> dict[str, Any]:
    answers = Answers.from_bytes(actions.unseal_draft(row))
    return {"row": row, "begins": answers.first("what", "fact"), "files": len(answers.files)}


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.REPORT_WRITE)
def new(request: ActingRequest) -> HttpResponse:
    """A new report: the first page. From the first step on it is a draft."""
    asked = _asked(request)
    if request.method != "POST":
        return _show(request, Turn(Answers.fresh(), asked, FIRST), uuid.uuid4())
    draft_id = _posted_id(request)
    return _take(request, Turn(_answers_of(request.actor, draft_id), asked, FIRST), draft_id)


def _posted_id(request: ActingRequest) -> UUID:
    try:
        return UUID(request.POST.get("draft", ""))
    except ValueError:
        return uuid.uuid4()


def _answers_of(actor: Actor, draft_id: UUID) -> Answers:
    found = queries.drafts_of(actor, timezone.now()).filter(pk=draft_id).first()
    return Answers.from_bytes(actions.unseal_draft(found)) if found else Answers.fresh(_submission(draft_id))


def _submission(draft_id: UUID) -> str:
    return f"draft {draft_id}"


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.REPORT_WRITE)
def draft(request: ActingRequest, draft_id: UUID) -> HttpResponse:
    """One page of an unfinished report."""
    report_id = actions.report_id_of(_submission(draft_id))
    if queries.sent_by_account(request.actor, report_id):
        # Send was pressed twice: the draft is gone, and the report is there.
        return SeeOther(reverse("reporting:sent", args=[report_id]))
    found = queries.draft(request.actor, draft_id, timezone.now())
    answers = Answers.from_bytes(actions.unseal_draft(found))
    asked = _asked(request)
    if request.method != "POST":
        here = known_page(request.GET.get("stap", FIRST), answers, asked)
        return _show(request, Turn(answers, asked, here), draft_id)
    if request.POST.get("go") == "discard":
        actions.discard_draft(
            draft_id=draft_id, file_owner=answers.file_owner, by=request.actor, at=timezone.now()
        )
        messages.success(request, _("The draft has been thrown away."))
        return SeeOther(reverse("reporting:own"))
    return _take(
        request, Turn(answers, asked, known_page(request.POST.get("page", FIRST), answers, asked)), draft_id
    )


def _asked(request: ActingRequest) -> Asked:
    desks = partners.desks_by_id(request.actor.desks(Verb.REPORT_WRITE))
    return Asked(timezone.localdate(), sorted(desks.values(), key=lambda desk: desk.label))


def _take(request: ActingRequest, turn: Turn, draft_id: UUID) -> HttpResponse:
    go = request.POST.get("go", "next")
    keep_posted(
        turn.here, turn.answers, turn.asked, {name: request.POST.getlist(name) for name in request.POST}
    )
    take_turn(turn, request, go)
    if turn.send and not turn.stopped_by_files():
        return _send(request, turn, draft_id)
    until = _save(request, turn, draft_id)
    if go == "save":
        messages.success(request, _("Saved. You can go on until %(date)s.") % {"date": written_date(until)})
        return SeeOther(reverse("reporting:own"))
    if turn.complain or turn.file_problems:
        return _show(request, turn, draft_id)
    part = f"#{go.split(':')[1]}" if go.startswith(("add:", "remove:")) else ""
    return SeeOther(f"{reverse('reporting:draft', args=[draft_id])}?stap={turn.here}{part}")


def _save(request: ActingRequest, turn: Turn, draft_id: UUID) -> datetime:
    saved = actions.save_draft(
        draft_id=draft_id,
        data=turn.answers.to_bytes(),
        file_owner=turn.answers.file_owner,
        by=request.actor,
        at=timezone.now(),
    )
    return saved.expires_at


def _send(request: ActingRequest, turn: Turn, draft_id: UUID) -> HttpResponse:
    now = timezone.now()
    try:
        content = turn.content()
        sent_report = actions.submit(content=content, by=request.actor, at=now)
    except actions.TooBusy:
        _save(request, turn, draft_id)
        turn.notes.append(too_busy())
        return _show(request, turn, draft_id, status=503)
    actions.discard_draft(draft_id=draft_id, file_owner=turn.answers.file_owner, by=request.actor, at=now)
    messages.success(request, _("Your report has been sent. You can follow it here."))
    return SeeOther(reverse("reporting:sent", args=[sent_report.report_id]))


def _show(request: ActingRequest, turn: Turn, draft_id: UUID, status: int = 200) -> HttpResponse:
    page = turn.page()
    context: dict[str, Any] = {
        "page": page,
        "parts": page.forms,
        "forms": list(page.forms.values()),
        "draft_id": draft_id,
        "problems": [*page.problems(), *turn.file_problems],
        "file_problems": turn.file_problems,
        "notes": turn.notes,
        "files": turn.answers.files,
        "accept": ACCEPT,
        "progress": _progress(turn),
        "can_go_back": turn.here != FIRST,
        "answers_acute": answered_acute(turn.answers),
        "acute_texts": queries.acute_texts(turn.asked.on),
        "breadcrumbs": [
            {"url": reverse("reporting:own"), "label": _("My reports")},
            {"label": _("New report")},
        ],
    }
    if turn.here == LAST:
        context["summary"] = summary_of(turn.answers, turn.asked)
    return render(request, f"reporting/professional_{turn.here}.html", context, status=status)


def _progress(turn: Turn) -> Sequence[dict[str, Any]]:
    codes = [code for code in order(turn.answers, turn.asked) if code != "signs"]
    here = codes.index("setting" if turn.here == "signs" else turn.here)
    states = [
        "done" if place < here else "current" if place == here else "todo" for place in range(len(codes))
    ]
    return [{"label": PAGES[code].label, "state": state} for code, state in zip(codes, states, strict=True)]


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.REPORT_WRITE)
def sent(request: ActingRequest, report_id: UUID) -> HttpResponse:
    """A report that this account sent: what was said, how far it is, and adding something."""
    now = timezone.now()
    view = actions.open_own_report(report_id=report_id, by=request.actor, at=now)
    turn = AdditionTurn(Opened.fresh(report_id))
    if request.method == "POST":
        turn = take_addition(request, _opened(request, report_id))
        if turn.added:
            messages.success(request, _("Your addition has been sent."))
            return SeeOther(reverse("reporting:sent", args=[report_id]))
    context = thread_context(view) | turn.context()
    actions.read_replies(view=view, at=now)
    context["breadcrumbs"] = [
        {"url": reverse("reporting:own"), "label": _("My reports")},
        {"label": _("Report")},
    ]
    return render(request, "reporting/sent.html", context)


def _opened(request: ActingRequest, report_id: UUID) -> Opened:
    try:
        opened = Opened.unpack(request.POST.get("token", ""))
    except (SealBroken, TooOld):
        return Opened.fresh(report_id)
    return opened if opened.id == report_id else Opened.fresh(report_id)


@require_safe
@signed_in_page
def attachment(request: ActingRequest, attachment_id: UUID) -> HttpResponse:
    """The working copy of a file, to save; never shown by the browser itself."""
    name, content_type, content = actions.open_attachment(
        attachment_id=attachment_id, by=request.actor, at=timezone.now()
    )
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
