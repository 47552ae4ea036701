"""Versions of a model: who, when and why; what differs; publishing and splitting off."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, SeeOther, needs, public_page
from ketenzicht.partners.queries import desks_by_id
from ketenzicht.systems import words
from ketenzicht.systems.actions import versions as actions
from ketenzicht.systems.difference_words import lines_between
from ketenzicht.systems.forms.versions import BeginForm, ForkForm, PublishForm
from ketenzicht.systems.queries import models as queries
from ketenzicht.systems.queries.drafts import open_drafts
from ketenzicht.systems.views.answers import to_draft
from ketenzicht.systems.views.files import too_large, uploaded
from ketenzicht.systems.views.shell import shell


def own_desks(request: ActingRequest) -> list[tuple[int, str]]:
    """The desks where one may edit models."""
    found = desks_by_id(request.actor.desks(Verb.MODEL_EDIT))
    return sorted(((key, desk.label) for key, desk in found.items()), key=lambda one: one[1])


@require_http_methods(["GET", "POST"])
@needs(Verb.MODEL_EDIT)
def begin(request: ActingRequest) -> HttpResponse:
    """Begin a model, empty or with a file."""
    form = BeginForm(
        request.POST or None,
        request.FILES or None,
        desks=own_desks(request),
        too_large=too_large(request),
    )
    if form.is_valid():
        read, wrong = uploaded(form)
        for said in wrong:
            form.add_error("file", said)
        if form.is_valid():
            draft = actions.begin_model(
                title=_title(form),
                desk_id=form.desk_id,
                document=read.document if read else None,
                is_demonstration=settings.DEMONSTRATION,
                by=request.actor,
                at=timezone.now(),
            )
            for loss in read.losses if read else ():
                messages.warning(request, loss.text(words.language()))
            return to_draft(draft.pk)
    title = _("Begin a model")
    context = {**shell(request, (title, "")), "title": title, "form": form, "action": title}
    return render(request, "systems/form_page.html", context)


def _title(form: Any) -> dict[str, str]:
    return {"nl": form.cleaned_data["title_nl"], "en": form.cleaned_data["title_en"]}


@require_GET
@public_page
def versions(request: ActingRequest, code: str) -> HttpResponse:
    """The versions of a model that one may read."""
    model = queries.model_for(request.actor, code)
    own = queries.keeps(request.actor, model)
    context = {
        **shell(request, (model.title, ""), (_("Versions"), "")),
        "model": model,
        "own": own,
        "may_edit": request.actor.may(Verb.MODEL_EDIT),
        "may_propose": request.actor.may(Verb.MODEL_EDIT) and model.desk_id is not None,
        "drafts": open_drafts(request.actor, [model]) if request.actor.may(Verb.MODEL_EDIT) else [],
        "rows": [
            {"version": one, "state": words.VERSION_STATES[one.state], "by": _by(one, model, own)}
            for one in queries.versions_of(request.actor, model).defer("document")
        ],
    }
    return render(request, "systems/versions.html", context)


def _by(version: Any, model: Any, own: bool) -> str:
    """Who made it: colleagues read the name, everybody else the desk."""
    if own and version.made_by:
        return str(version.made_by.name)
    return str(model.desk.label) if model.desk else "Ketenzicht"


@require_GET
@public_page
def compare(request: ActingRequest, code: str) -> HttpResponse:
    """What differs between two versions."""
    model = queries.model_for(request.actor, code)
    there = list(queries.versions_of(request.actor, model))
    numbers = [one.number for one in there]
    new = _chosen(request, "tot", numbers, 0)
    old = _chosen(request, "van", numbers, 1)
    by_number = {one.number: one for one in there}
    lines: list[str] = []
    if old and new:
        lines = lines_between(by_number[old].document, by_number[new].document)
    here = reverse("systems:versions", args=[code])
    context = {
        **shell(request, (model.title, here), (_("What differs"), "")),
        "model": model,
        "numbers": numbers,
        "old": old,
        "new": new,
        "lines": lines,
    }
    return render(request, "systems/compare.html", context)


def _chosen(request: ActingRequest, name: str, numbers: list[int], place: int) -> int | None:
    told = request.GET.get(name, "")
    if told.isascii() and told.isdigit() and int(told[:9]) in numbers:
        return int(told[:9])
    return numbers[place] if len(numbers) > place else None


@require_http_methods(["GET", "POST"])
@needs(Verb.MODEL_EDIT)
def publish(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """Let others read a version."""
    model = queries.model_for(request.actor, code)
    request.actor.require(Verb.MODEL_EDIT, model.desk_id or 0)
    queries.version_for(request.actor, model, number)
    shown = model.visibility if model.visibility != "desk" else "signed_in"
    form = PublishForm(request.POST or None, initial={"visibility": shown})
    if form.is_valid():
        actions.publish(
            model_id=model.pk,
            number=number,
            visibility=form.cleaned_data["visibility"],
            by=request.actor,
            at=timezone.now(),
        )
        messages.success(request, _("Version %(number)s is published.") % {"number": number})
        return SeeOther(reverse("systems:versions", args=[code]))
    title = _("Publish version %(number)s") % {"number": number}
    intro = _("Also what is published earlier is read by whoever you choose here.")
    here = reverse("systems:versions", args=[code])
    context = {
        **shell(request, (model.title, here), (title, "")),
        "title": title,
        "form": form,
        "action": _("Publish"),
        "intro": intro,
    }
    return render(request, "systems/form_page.html", context)


@require_POST
@needs(Verb.MODEL_EDIT)
def withdraw(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """Let nobody else read a version any more."""
    model = queries.model_for(request.actor, code)
    request.actor.require(Verb.MODEL_EDIT, model.desk_id or 0)
    actions.withdraw(model_id=model.pk, number=number, by=request.actor, at=timezone.now())
    messages.success(request, _("Version %(number)s is no longer published.") % {"number": number})
    return SeeOther(reverse("systems:versions", args=[code]))


@require_http_methods(["GET", "POST"])
@needs(Verb.MODEL_EDIT)
def fork(request: ActingRequest, code: str) -> HttpResponse:
    """Begin a model of one's own that starts from the newest version of this one."""
    model = queries.model_for(request.actor, code)
    version = queries.version_for(request.actor, model)
    form = ForkForm(
        request.POST or None,
        desks=own_desks(request),
        initial={"title_nl": model.title_nl, "title_en": model.title_en},
    )
    if form.is_valid():
        draft = actions.begin_model(
            title=_title(form),
            desk_id=form.desk_id,
            document=version.document,
            forked_from=version,
            is_demonstration=settings.DEMONSTRATION,
            by=request.actor,
            at=timezone.now(),
        )
        return to_draft(draft.pk)
    title = _("Go on from here with a model of our own")
    here = reverse("systems:versions", args=[code])
    context = {
        **shell(request, (model.title, here), (title, "")),
        "title": title,
        "form": form,
        "action": _("Begin"),
        "intro": _("The new model remembers where it came from. The other one stays as it is."),
    }
    return render(request, "systems/form_page.html", context)
