"""Putting statements together: many at once, new clusters, opposites, and who decided what."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, SeeOther, needs, public_page
from ketenzicht.planning import actions, queries
from ketenzicht.planning.forms import NewClusterForm, OpposeForm, SortForm
from ketenzicht.planning.queries.clustering import history, in_words, oppositions, sortables
from ketenzicht.planning.views.shell import kept, last_step, said_when_changed, shell
from ketenzicht.planning.words import KINDS, sorting_keys

_ON_A_PAGE = 50


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
@said_when_changed
def sort(request: ActingRequest, code: str, number: str) -> HttpResponse:
    """The statements of a cluster, to move many at once: by ticking, by keys, or by dragging."""
    held = kept(request, code)
    view = queries.cluster_by_number(request.actor, code, number)
    clusters = queries.clusters_to_choose(held)
    form = SortForm(request.POST or None, statements=[one.pk for one in view.statements], clusters=clusters)
    if form.is_valid():
        moved = form.cleaned_data["selected"]
        actions.move_statements(
            code=code,
            statement_ids=moved,
            to=form.cleaned_data["cluster"],
            also_keep=form.cleaned_data["also_keep"],
            by=request.actor,
            at=timezone.now(),
        )
        text = ngettext("%(count)d statement moved.", "%(count)d statements moved.", len(moved))
        messages.success(request, text % {"count": len(moved)})
        return SeeOther(reverse("planning:sort", args=[code, number]))
    chosen = set(request.POST.getlist("selected"))
    context = {
        **shell(
            request,
            held,
            (str(view.cluster), reverse("planning:cluster", args=[code, number])),
            (_("Sort"), ""),
        ),
        "view": view,
        "rows": [(row, str(row.statement.pk) in chosen) for row in sortables(held, view.cluster)],
        "form": form,
        "clusters": clusters,
        "keys": sorting_keys(),
        **last_step(held),
    }
    return render(request, "planning/sort.html", context)


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
@said_when_changed
def add_cluster(request: ActingRequest, code: str) -> HttpResponse:
    """Add a cluster to a chapter."""
    held = kept(request, code)
    chapters = [(chapter.pk, str(chapter)) for chapter in queries.chapters_of(held)]
    form = NewClusterForm(request.POST or None, chapters=chapters)
    if form.is_valid():
        made = actions.add_cluster(
            code=code,
            chapter_id=form.cleaned_data["chapter"],
            title=form.cleaned_data["title"],
            by=request.actor,
            at=timezone.now(),
        )
        messages.success(request, _("Cluster %(number)s was added.") % {"number": made.number})
        return SeeOther(reverse("planning:cluster", args=[code, made.number]))
    context = {**shell(request, held, (_("Add a cluster"), "")), "form": form}
    return render(request, "planning/add_cluster.html", context)


@require_GET
@public_page
def opposed(request: ActingRequest, code: str) -> HttpResponse:
    """Statements that say the opposite, side by side."""
    held = queries.consultation_for(request.actor, code)
    context = {
        **shell(request, held, (_("Opposite views"), "")),
        "pairs": oppositions(held),
        "keeps": queries.keeps(request.actor, held),
    }
    return render(request, "planning/opposed.html", context)


@require_POST
@needs(Verb.PLAN_EDIT)
@said_when_changed
def oppose(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """Mark another statement as saying the opposite of this one."""
    kept(request, code)
    statement = queries.statement_by_number(request.actor, code, number)
    form = OpposeForm(request.POST)
    if not form.is_valid() or form.cleaned_data["number"] == number:
        messages.error(request, _("Give the number of another statement. Nothing was changed."))
    else:
        actions.oppose(
            code=code,
            statement_id=statement.pk,
            number=form.cleaned_data["number"],
            by=request.actor,
            at=timezone.now(),
        )
        messages.success(request, _("The two stand side by side now."))
    return SeeOther(reverse("planning:statement", args=[code, number]))


@require_POST
@needs(Verb.PLAN_EDIT)
@said_when_changed
def no_longer_oppose(request: ActingRequest, code: str, opposition: int) -> HttpResponse:
    """Say that two statements do not say the opposite after all."""
    kept(request, code)
    actions.no_longer_oppose(code=code, opposition_id=opposition, by=request.actor, at=timezone.now())
    messages.success(request, _("The two no longer stand side by side."))
    return SeeOther(reverse("planning:opposed", args=[code]))


@require_GET
@needs(Verb.PLAN_EDIT)
def decided(request: ActingRequest, code: str) -> HttpResponse:
    """Who decided what, the newest step first."""
    held = kept(request, code)
    page = Paginator(history(held), _ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        **shell(request, held, (_("Who decided what"), "")),
        "page": page,
        "steps": [(KINDS[change.kind], in_words(change)) for change in page.object_list],
        **last_step(held),
    }
    return render(request, "planning/decided.html", context)
