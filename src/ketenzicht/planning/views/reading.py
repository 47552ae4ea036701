"""Reading and searching consultations."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, public_page
from ketenzicht.planning import queries
from ketenzicht.planning.forms import OpenForm, OpposeForm
from ketenzicht.planning.queries.alike import more_than_once, similar_to
from ketenzicht.planning.queries.causes import borne_on_by, nodes_of_clusters
from ketenzicht.planning.queries.clustering import opposed_to
from ketenzicht.planning.queries.following import followed
from ketenzicht.planning.queries.needs import needs_of_cluster
from ketenzicht.planning.queries.reviewing import unsure_clusters
from ketenzicht.planning.queries.searching import clusters_of, found
from ketenzicht.planning.views.figure_shell import need_in_words
from ketenzicht.planning.views.shell import last_step, shell
from ketenzicht.planning.words import DOUBTS

_ON_A_PAGE = 50


@require_GET
@public_page
def consultations(request: ActingRequest) -> HttpResponse:
    """Every consultation one may read."""
    context = {
        **shell(request),
        "consultations": list(queries.consultations_visible_to(request.actor)),
        "may_edit": request.actor.may(Verb.PLAN_EDIT),
    }
    return render(request, "planning/consultations.html", context)


@require_GET
@public_page
def consultation(request: ActingRequest, code: str) -> HttpResponse:
    """A consultation: its chapters and clusters, and searching in it."""
    held = queries.consultation_for(request.actor, code)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    keeps = queries.keeps(request.actor, held)
    context = {
        **shell(request, held),
        "chapters": queries.chapters_of(held),
        "tally": queries.tally(held),
        "keeps": keeps,
        "words": words,
        "open_form": OpenForm(initial={"visibility": held.visibility}) if keeps else None,
        "source": queries.source_of(held) if keeps else None,
        "unsure_clusters": unsure_clusters(held) if keeps else [],
        **(last_step(held) if keeps else {}),
    }
    if words:
        page = Paginator(queries.search(held, words), _ON_A_PAGE).get_page(request.GET.get("page"))
        context |= {"page": page, "results": [found(statement) for statement in page.object_list]}
    return render(request, "planning/consultation.html", context)


@require_GET
@public_page
def cluster(request: ActingRequest, code: str, number: str) -> HttpResponse:
    """A cluster with everything that was said in it."""
    view = queries.cluster_by_number(request.actor, code, number)
    held = queries.consultation_for(request.actor, code)
    context = {
        **shell(request, held, (str(view.cluster), "")),
        "view": view,
        "keeps": queries.keeps(request.actor, held),
        "doubts": [DOUBTS[doubt] for doubt in view.cluster.doubts],
        "followed": followed(request.actor, [view.cluster]),
        "cause_nodes": nodes_of_clusters([view.cluster]),
        "needs": [need_in_words(row) for row in needs_of_cluster(request.actor, view.cluster)],
        "ask_url": f"{reverse('planning:ask')}?cluster={view.cluster.pk}",
    }
    return render(request, "planning/cluster.html", context)


@require_GET
@public_page
def statement(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """One statement by its lasting number, with what was said in like words."""
    held = queries.consultation_for(request.actor, code)
    said = queries.statement_by_number(request.actor, code, number)
    clusters = clusters_of(said)
    bearings = borne_on_by(said)
    crumbs = [(str(one), reverse("planning:cluster", args=[code, one.number])) for one in clusters[:1]]
    context = {
        **shell(request, held, *crumbs, (_("Statement %(number)d") % {"number": number}, "")),
        "statement": said,
        "clusters": clusters,
        "similar": similar_to(held, said),
        "followed": followed(request.actor, clusters, bearings),
        "bearings": bearings,
        "cause_nodes": nodes_of_clusters(clusters),
        "opposed": opposed_to(said),
        "oppose_form": OpposeForm(),
        "keeps": queries.keeps(request.actor, held),
    }
    return render(request, "planning/statement.html", context)


@require_GET
@public_page
def said_more_than_once(request: ActingRequest, code: str) -> HttpResponse:
    """What was said more than once in nearly the same words."""
    held = queries.consultation_for(request.actor, code)
    context = {
        **shell(request, held, (_("Said more than once"), "")),
        "groups": more_than_once(held),
    }
    return render(request, "planning/repeated.html", context)
