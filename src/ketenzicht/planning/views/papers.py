"""Documents of consultations and plans: the letter, the whole plan, and reports on its progress."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ketenzicht.audit import actions as audit
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, SeeOther, needs, public_page, signed_in_page
from ketenzicht.planning import queries
from ketenzicht.planning.actions.reports import make_report
from ketenzicht.planning.forms.reports import ReportForm
from ketenzicht.planning.papers.letters import letter_paper, talk_letter
from ketenzicht.planning.papers.pdf import as_pdf
from ketenzicht.planning.papers.pieces import as_data
from ketenzicht.planning.papers.plans import plan_paper
from ketenzicht.planning.queries.plans import plan_for
from ketenzicht.planning.queries.reports import report_for, reports_of
from ketenzicht.planning.queries.talks import talk_for
from ketenzicht.planning.views.plan_shell import kept_plan, plan_shell
from ketenzicht.planning.views.shell import kept, shell

if TYPE_CHECKING:
    from ketenzicht.planning.models import Plan


def drawn(pieces: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Pieces for a page; drawings are made by the product itself, out of escaped words."""
    return [{**piece, "drawing": SafeString(piece["svg"])} if "svg" in piece else piece for piece in pieces]


def _as_file(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_GET
@public_page
def letter(request: ActingRequest, code: str) -> HttpResponse:
    """What was done with what was said, to read and to print."""
    held = queries.consultation_for(request.actor, code)
    paper = letter_paper(held, timezone.localdate())
    context = {
        **shell(request, held, (paper.title, "")),
        "paper": paper,
        "pieces": drawn([as_data(piece) for piece in paper.pieces]),
        "file_url": reverse("planning:letter_file", args=[code])
        if queries.keeps(request.actor, held)
        else "",
    }
    return render(request, "planning/paper.html", context)


@require_GET
@needs(Verb.PLAN_EDIT)
def letter_file(request: ActingRequest, code: str) -> HttpResponse:
    """The letter as a document to send."""
    held = kept(request, code)
    return _as_file(as_pdf(letter_paper(held, timezone.localdate())), f"{code}-terugkoppeling")


@require_GET
@needs(Verb.PLAN_EDIT)
def letter_of_talk(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """What was said in a talk and what was done with it, to read and to print."""
    held = kept(request, code)
    paper = talk_letter(held, talk_for(request.actor, code, number), timezone.localdate())
    context = {
        **shell(request, held, (paper.title, "")),
        "paper": paper,
        "pieces": drawn([as_data(piece) for piece in paper.pieces]),
        "said_language": "nl",
        "file_url": reverse("planning:talk_letter_file", args=[code, number]),
    }
    return render(request, "planning/paper.html", context)


@require_GET
@needs(Verb.PLAN_EDIT)
def letter_of_talk_file(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """The letter about a talk as a document to send."""
    held = kept(request, code)
    paper = talk_letter(held, talk_for(request.actor, code, number), timezone.localdate())
    return _as_file(as_pdf(paper), f"{code}-gesprek-{number}")


@require_GET
@public_page
def plan_on_paper(request: ActingRequest, code: str) -> HttpResponse:
    """The whole plan on one page, to read and to print."""
    plan = plan_for(request.actor, code)
    paper = plan_paper(plan, timezone.localdate())
    context = {
        **plan_shell(request, plan, (_("Whole plan"), "")),
        "paper": paper,
        "pieces": drawn([as_data(piece) for piece in paper.pieces]),
        "file_url": reverse("planning:plan_file", args=[code]) if request.actor.user_id else "",
    }
    return render(request, "planning/paper.html", context)


@require_GET
@signed_in_page
def plan_file(request: ActingRequest, code: str) -> HttpResponse:
    """The whole plan as a document; taking one along that is not open to everybody is written down."""
    plan = plan_for(request.actor, code)
    _note_taking(request, plan, "plan")
    return _as_file(as_pdf(plan_paper(plan, timezone.localdate())), code)


@require_GET
@public_page
def reports(request: ActingRequest, code: str) -> HttpResponse:
    """Every report on a plan."""
    plan = plan_for(request.actor, code)
    context = {**plan_shell(request, plan, (_("Progress reports"), "")), "reports": reports_of(plan)}
    return render(request, "planning/reports.html", context)


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
def report_on(request: ActingRequest, code: str) -> HttpResponse:
    """Make the next report on a plan."""
    plan = kept_plan(request, code)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = make_report(code=code, by=request.actor, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The report was made and is kept as it is."))
        return SeeOther(reverse("planning:report", args=[code, made.number]))
    reports_url = reverse("planning:reports", args=[code])
    crumbs = ((_("Progress reports"), reports_url), (_("Make a report"), ""))
    return render(request, "planning/make_report.html", {**plan_shell(request, plan, *crumbs), "form": form})


@require_GET
@public_page
def report(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """One report as it was made."""
    plan = plan_for(request.actor, code)
    held = report_for(plan, number)
    reports_url = reverse("planning:reports", args=[code])
    context = {
        **plan_shell(request, plan, (_("Progress reports"), reports_url), (held.title, "")),
        "report": held,
        "pieces": drawn(held.pieces),
    }
    return render(request, "planning/report.html", context)


@require_GET
@public_page
def report_file(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """One report as a document."""
    plan = plan_for(request.actor, code)
    held = report_for(plan, number)
    _note_taking(request, plan, "report")
    return _as_file(bytes(held.content), f"{code}-voortgang-{held.number}")


def _note_taking(request: ActingRequest, plan: "Plan", what: str) -> None:
    if plan.visibility != "public":
        audit.record_read(
            kind="planning.plan.downloaded",
            target=("plan", plan.pk),
            by=request.actor,
            at=timezone.now(),
            desk_id=plan.desk_id,
            file=what,
        )
