"""Closing and opening again, putting together and taking apart."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ketenzicht.common.actor import NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, needs
from ketenzicht.reporting import queries as reporting
from ketenzicht.signals import actions, forms, queries
from ketenzicht.signals.domain.closing import ClosingProblem
from ketenzicht.signals.views.answers import about, draw, said_when_changed, to_signal
from ketenzicht.signals.views.reasons import with_reason
from ketenzicht.signals.views.reporter import ASKING, proposal, text_choices


@require_http_methods(["GET", "POST"])
@needs(Verb.SIGNAL_CLOSE)
@said_when_changed
def close(request: ActingRequest, signal_id: UUID) -> HttpResponse:
    """Close the signal with its outcome and the answer to the reporter."""
    at = timezone.now()
    page = queries.signal_page(request.actor, signal_id, at)
    texts = [row for row in reporting.reply_texts(timezone.localdate(at)) if row.outcome not in ASKING]
    proposed = "" if page.replied else proposal(page, texts)
    form = forms.CloseForm(
        request.POST or None,
        texts=text_choices(texts, proposed),
        replied=page.replied,
        initial={
            "outcome": page.answer_outcome,
            "text_code": proposed,
            "version": page.signal.last_activity_at,
        },
    )
    if form.is_valid():
        data = form.cleaned_data
        code = data["text_code"]
        last_word = actions.LastWord(code, data["text"].strip()) if code else None
        try:
            actions.close(
                signal_id=signal_id,
                outcome=data["outcome"],
                last_word=last_word,
                no_reply_reason=data["no_reply_reason"].strip(),
                version=data["version"],
                by=request.actor,
                at=at,
            )
        except actions.CannotClose as refusal:
            for problem in refusal.problems:
                form.add_error(None, _problem(problem))
        else:
            messages.success(request, _("Closed. New information opens this signal again by itself."))
            return to_signal(signal_id)
    context = {**about(request, page.signal, _("Close signal")), "form": form, "page": page}
    return draw(request, "signals/close.html", context, page.signal)


@require_http_methods(["GET", "POST"])
@needs(Verb.SIGNAL_CLOSE)
@said_when_changed
def reopen(request: ActingRequest, signal_id: UUID) -> HttpResponse:
    """Take a closed signal up again."""
    intro = _(
        "The signal goes back in triage and its clocks start anew. The reporter reads that it is looked at."
    )
    return with_reason(request, signal_id, actions.reopen, title=_("Open again"), intro=intro)


@require_http_methods(["GET", "POST"])
@needs(Verb.SIGNAL_TRIAGE)
@said_when_changed
def merge(request: ActingRequest, signal_id: UUID) -> HttpResponse:
    """Put the signal under another one: first the number, then both beside each other, then the decision."""
    page = queries.signal_page(request.actor, signal_id, timezone.now())
    form = forms.MergeForm(request.POST or None, initial={"version": page.signal.last_activity_at})
    other = _other(request, form)
    if other and "confirmed" in request.POST:
        try:
            into = actions.merge(
                signal_id=signal_id,
                into_id=other.signal.pk,
                version=form.cleaned_data["version"],
                by=request.actor,
                at=timezone.now(),
            )
        except actions.CannotMerge:
            form.add_error(
                "number", _("These two cannot lie together: choose another open signal of this desk.")
            )
            other = None
        else:
            done = _("S-%(number)s lies under this signal now. You can take them apart again.")
            messages.success(request, done % {"number": page.signal.number})
            return to_signal(into.pk)
    context = {**about(request, page.signal, _("Same matter")), "form": form, "page": page, "other": other}
    both = [page.signal, *([other.signal] if other else [])]
    return draw(request, "signals/merge.html", context, *both)


@require_http_methods(["GET", "POST"])
@needs(Verb.SIGNAL_TRIAGE)
@said_when_changed
def unmerge(request: ActingRequest, signal_id: UUID) -> HttpResponse:
    """Take two signals apart again."""
    intro = _("The reports that came with this signal go back to it, and its clocks run on. Nothing is lost.")
    done = _("Taken apart. Its reports are back and its clocks run on.")
    return with_reason(request, signal_id, actions.unmerge, title=_("Take apart"), intro=intro, done=done)


def _other(request: ActingRequest, form: forms.MergeForm) -> queries.SignalPage | None:
    if not form.is_valid():
        return None
    try:
        found = queries.signal_by_number(request.actor, form.cleaned_data["number"])
    except NotVisible:
        form.add_error("number", _("There is no signal of your desk with this number."))
        return None
    return queries.signal_page(request.actor, found.pk, timezone.now())


def _problem(problem: ClosingProblem) -> str:
    return {
        ClosingProblem.NO_OUTCOME: _("Choose an outcome."),
        ClosingProblem.NO_REPLY: _("Choose an answer, or say why the reporter hears nothing."),
        ClosingProblem.HANDOVER_UNANSWERED: _(
            "A hand-off has not been answered yet. Wait for the desk, or take the hand-off back first."
        ),
    }[problem]
