"""Reporting how far a plan is."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ketenzicht.common.actor import Actor
from ketenzicht.common.written import written_date
from ketenzicht.planning.actions.plans import hold_plan, record
from ketenzicht.planning.models import PlanReport
from ketenzicht.planning.papers.pdf import as_pdf
from ketenzicht.planning.papers.pieces import Paper, as_data
from ketenzicht.planning.papers.progress import facts_of, report_pieces


@transaction.atomic
def make_report(*, code: str, title: str, addressed_to: str, by: Actor, at: datetime) -> PlanReport:
    """Keep how far a plan is today as a document that never changes, in the language of who asks."""
    plan = hold_plan(code, by)
    last = PlanReport.objects.filter(plan=plan).defer("content").first()
    number = (PlanReport.objects.filter(plan=plan).aggregate(last=Max("number"))["last"] or 0) + 1
    as_of = timezone.localdate(at)
    pieces = list(report_pieces(plan, as_of, last.facts if last else None))
    paper = Paper(
        language=(get_language() or "nl")[:2],
        title=title,
        subtitle=_("Progress of %(plan)s, as it stood on %(day)s")
        % {"plan": plan.title, "day": written_date(as_of)},
        author=plan.desk.label,
        front=[_("To: %(body)s") % {"body": addressed_to}, _("From: %(desk)s") % {"desk": plan.desk.label}],
        pieces=pieces,
        contents=_("Contents"),
        page=_("Page"),
        demonstration=_("Demonstration: nothing in it is real") if plan.is_demonstration else "",
    )
    content = as_pdf(paper)
    made = PlanReport.objects.create(
        plan=plan,
        number=number,
        title=title,
        addressed_to=addressed_to,
        desk_label=plan.desk.label,
        as_of=as_of,
        facts={**facts_of(plan, as_of), "language": paper.language},
        pieces=[as_data(piece) for piece in pieces],
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        content=content,
        made_at=at,
        made_by_id=by.user_id,
    )
    record("planning.report.made", plan, by, at)
    return made
