"""Taking in a document, and who may read what came of it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, needs
from ketenzicht.partners.queries import desks_by_id
from ketenzicht.planning import actions, queries
from ketenzicht.planning.documents import Unreadable, read_document
from ketenzicht.planning.forms import LARGEST, ImportForm, OpenForm
from ketenzicht.planning.views.shell import SeeOther, kept, shell
from ketenzicht.planning.words import TROUBLES


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
def take_in(request: ActingRequest) -> HttpResponse:
    """Take in a published document."""
    desks = desks_by_id(request.actor.desks(Verb.PLAN_EDIT))
    form = ImportForm(
        request.POST or None,
        request.FILES or None,
        desks=sorted(((pk, desk.label) for pk, desk in desks.items()), key=lambda choice: choice[1]),
    )
    if request.method == "POST" and form.is_valid():
        answer = _taken_in(request, form)
        if answer is not None:
            return answer
    title = _("Take in a document")
    return render(request, "planning/import.html", {**shell(request, None, (title, "")), "form": form})


def _taken_in(request: ActingRequest, form: ImportForm) -> HttpResponse | None:
    """Go to what was made of the document; None when the form says what is the matter."""
    file = form.cleaned_data["file"]
    title = form.cleaned_data["title"]
    code = slugify(title)[:80] or "consultatie"
    if file.size and file.size > LARGEST:
        form.add_error("file", str(TROUBLES["too_large"]))
        return None
    try:
        consultation = actions.import_anthology(
            code=code if code != "inlezen" else "inlezen-1",
            title=title,
            document=read_document(file.read()),
            file_name=file.name or "",
            desk_id=form.cleaned_data["desk"],
            by=request.actor,
            at=timezone.now(),
        )
    except Unreadable as error:
        form.add_error("file", str(TROUBLES[error.trouble]))
    except actions.Incomplete:
        form.add_error(
            "file", _("No numbered chapters (1) with clusters (1.1) and statements were found in it.")
        )
    except actions.AlreadyThere:
        form.add_error("title", _("There is a consultation with this title already."))
    else:
        count = queries.tally(consultation).statements
        text = ngettext("%(count)d statement taken in.", "%(count)d statements taken in.", count)
        messages.success(request, text % {"count": count})
        return SeeOther(reverse("planning:consultation", args=[consultation.code]))
    return None


@require_POST
@needs(Verb.PLAN_EDIT)
def open_to(request: ActingRequest, code: str) -> HttpResponse:
    """Say who may read."""
    kept(request, code)
    form = OpenForm(request.POST)
    if form.is_valid():
        actions.open_to(
            code=code, visibility=form.cleaned_data["visibility"], by=request.actor, at=timezone.now()
        )
        messages.success(request, _("Who may read this was changed."))
    else:
        messages.error(request, _("Choose who may read this."))
    return SeeOther(reverse("planning:consultation", args=[code]))
