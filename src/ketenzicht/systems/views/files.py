"""Reading models in from files and giving them out, with what a format cannot hold."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from causal.files import ModelErrors, dump, format_names
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, needs, public_page
from ketenzicht.systems import words
from ketenzicht.systems.actions import drafts as actions
from ketenzicht.systems.domain.reading import FileIn, read_file
from ketenzicht.systems.forms.versions import FILE_BYTES, ImportForm, RevisionForm
from ketenzicht.systems.queries.drafts import draft_for
from ketenzicht.systems.queries.models import engine_model, model_for, version_for
from ketenzicht.systems.views.answers import about, said_when_changed, to_draft
from ketenzicht.systems.views.shell import shell

EXTENSIONS = {
    "yaml": "yaml",
    "json": "json",
    "csv": "csv",
    "graphml": "graphml",
    "kumu": "kumu.json",
    "sd-ai": "sd.json",
    "xmile": "stmx",
    "qpress": "txt",
    "dot": "dot",
}


@require_GET
@public_page
def export(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """Every format a version can be had in, with what does not come along."""
    model = model_for(request.actor, code)
    version = version_for(request.actor, model, number)
    title = _("Take along as a file")
    rows = []
    for name in format_names():
        losses = dump(engine_model(version), format=name).losses
        rows.append({"name": name, "losses": [loss.text(words.language()) for loss in losses]})
    context = {
        **shell(request, (model.title, ""), (title, "")),
        "title": title,
        "model": model,
        "version": version,
        "rows": rows,
    }
    return render(request, "systems/export.html", context)


@require_GET
@public_page
def export_file(request: ActingRequest, code: str, number: int, name: str) -> HttpResponse:
    """A version as a file in one format."""
    version = version_for(request.actor, model_for(request.actor, code), number)
    if name not in format_names():
        raise Http404
    response = HttpResponse(dump(engine_model(version), format=name).text, "text/plain; charset=utf-8")
    file_name = f"{code}-{number}.{EXTENSIONS.get(name, name)}"
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


def too_large(request: ActingRequest) -> bool:
    """Whether more was sent than is taken in, so that its file was dropped unread."""
    told = request.META.get("CONTENT_LENGTH", "")
    return request.method == "POST" and told.isdigit() and int(told) > FILE_BYTES and not request.FILES


def uploaded(form: Any) -> tuple[FileIn | None, list[str]]:
    """The model in the file of a form; or what is wrong with the file, in the language of the page."""
    file = form.cleaned_data.get("file")
    if not isinstance(file, UploadedFile):
        return None, []
    try:
        return read_file(file.name or "", file.read()), []
    except ModelErrors as wrong:
        told = words.language()
        left = [_("… and %(count)s more.") % {"count": wrong.left_off}] if wrong.left_off else []
        return None, [one.text(told) for one in wrong.problems[:10]] + left


@require_http_methods(["GET", "POST"])
@needs(Verb.MODEL_EDIT)
@said_when_changed
def import_file(request: ActingRequest, draft_id: UUID) -> HttpResponse:
    """Put the model of a file in the place of what is in the draft; undo brings that back."""
    held = draft_for(request.actor, draft_id)
    form = ImportForm(request.POST or None, request.FILES or None, too_large=too_large(request))
    revision = RevisionForm(request.POST or None, initial={"revision": held.revision})
    if request.method == "POST" and form.is_valid() and revision.is_valid():
        read, wrong = uploaded(form)
        for said in wrong:
            form.add_error("file", said)
        if read:
            return _taken_in(request, held, read, revision.cleaned_data["revision"])
    title = _("Read a file in")
    intro = _("What is in the file takes the place of what is in the draft. Undo brings that back.")
    context = {
        **about(request, held, title),
        "form": form,
        "revision": revision,
        "action": title,
        "intro": intro,
    }
    return render(request, "systems/form_page.html", context)


def _taken_in(request: ActingRequest, held: Any, read: FileIn, revision: int) -> HttpResponse:
    if held.revision != revision:
        raise actions.ChangedMeanwhile("draft", str(held.pk), None)
    own = {"id": held.document["id"], "title": held.document.get("title", {})}
    done = actions.edit(
        draft_id=held.pk,
        change=lambda document: {**read.document, **own},
        kind="import",
        about=read.name,
        by=request.actor,
        at=timezone.now(),
    )
    said = _("Read in: %(name)s.") if done else _("%(name)s says what was there already.")
    messages.success(request, said % {"name": read.name})
    for loss in read.losses:
        messages.warning(request, loss.text(words.language()))
    return to_draft(held.pk)
