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
from ketenzicht.common.pages import ActingRequest, SeeOther, needs
from ketenzicht.partners.queries import desks_by_id
from ketenzicht.planning import actions, queries
from ketenzicht.planning.documents import Unreadable, read_document
from ketenzicht.planning.forms import LARGEST, BeginForm, ImportForm, OpenForm
from ketenzicht.planning.views.shell import kept, shell
from ketenzicht.planning.words import TROUBLES

RESERVED = frozenset({"inlezen", "beginnen"})


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
def begin(request: ActingRequest) -> HttpResponse:
    """Begin a consultation with talks that are still to be held."""
    first = "\n".join((_("What we see change"), _("What goes wrong"), _("What goes well"), _("What we want")))
    form = BeginForm(request.POST or None, desks=_own_desks(request), initial={"chapters": first})
    if request.method == "POST" and form.is_valid():
        try:
            consultation = actions.begin_consultation(
                code=_code_for(form.cleaned_data["title"]),
                title=form.cleaned_data["title"],
                chapters=form.cleaned_data["chapters"],
                desk_id=form.cleaned_data["desk"],
                by=request.actor,
                at=timezone.now(),
            )
        except actions.AlreadyThere:
            form.add_error("title", _("There is a consultation with this title already."))
        else:
            messages.success(
                request, _("The consultation is there. Write down a talk, or who must be heard.")
            )
            return SeeOther(reverse("planning:talks", args=[consultation.code]))
    title = _("Begin a consultation")
    return render(
        request, "planning/begin_consultation.html", {**shell(request, None, (title, "")), "form": form}
    )


def _own_desks(request: ActingRequest) -> list[tuple[int, str]]:
    desks = desks_by_id(request.actor.desks(Verb.PLAN_EDIT))
    return sorted(((pk, desk.label) for pk, desk in desks.items()), key=lambda choice: choice[1])


def _code_for(title: str) -> str:
    """A word for the address, which is none of those that stand for something else there."""
    code = slugify(title)[:78] or "consultatie"
    return f"{code}-1" if code in RESERVED else code


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
def take_in(request: ActingRequest) -> HttpResponse:
    """Take in a published document."""
    form = ImportForm(request.POST or None, request.FILES or None, desks=_own_desks(request))
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
    if file.size and file.size > LARGEST:
        form.add_error("file", str(TROUBLES["too_large"]))
        return None
    try:
        consultation = actions.import_anthology(
            code=_code_for(title),
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
