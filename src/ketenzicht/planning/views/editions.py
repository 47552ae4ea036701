"""Reading editions: whole, by chapter and cluster, one statement, how it came about, and as a document."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ketenzicht.common.pages import ActingRequest, public_page
from ketenzicht.planning import queries
from ketenzicht.planning.actions.editions import take_edition_along
from ketenzicht.planning.papers.account import how_it_came_about, reading_guide, what_changed
from ketenzicht.planning.papers.editions import address_of
from ketenzicht.planning.queries.editions import (
    edition_chapters,
    edition_for,
    edition_statement,
    editions_visible_to,
    file_of,
    files_of,
    found_in,
    newest_standing,
    placed,
    search_edition,
)
from ketenzicht.planning.views.shell import shell

if TYPE_CHECKING:
    from ketenzicht.planning.models import Edition

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_ON_A_PAGE = 50
View = Callable[..., HttpResponse]


def edition_shell(
    request: ActingRequest,
    edition: "Edition",
    *crumbs: tuple[str, str],
    place: tuple[Any, ...] = ("edition",),
) -> dict[str, Any]:
    """What pages of an edition share; ``place`` is the address to cite."""
    held = edition.consultation
    name = _("Edition %(number)d") % {"number": edition.number}
    trail = [
        (_("Editions"), reverse("planning:editions", args=[held.code])),
        (name, reverse("planning:edition", args=[held.code, edition.number])),
    ]
    newest = newest_standing(held)
    return {
        **shell(request, held, *trail, *crumbs),
        "edition": edition,
        "name": name,
        "keeps": queries.keeps(request.actor, held),
        "newer": newest if newest and newest.number > edition.number else None,
        "address": address_of(edition, held.code, *place),
    }


def standing(view: View) -> View:
    """Open an edition for the view; one that was withdrawn shows why instead, except to who keeps it."""

    @wraps(view)
    def opened(request: ActingRequest, code: str, edition: int, **kwargs: Any) -> HttpResponse:
        held = edition_for(request.actor, code, edition)
        if held.withdrawn_at and not queries.keeps(request.actor, held.consultation):
            return render(
                request, "planning/edition_withdrawn.html", edition_shell(request, held), status=410
            )
        return view(request, held, **kwargs)

    return opened


@require_GET
@public_page
def editions(request: ActingRequest, code: str) -> HttpResponse:
    """Every edition of a consultation."""
    held = queries.consultation_for(request.actor, code)
    context = {
        **shell(request, held, (_("Editions"), "")),
        "editions": editions_visible_to(request.actor, held),
        "keeps": queries.keeps(request.actor, held),
    }
    return render(request, "planning/editions.html", context)


@require_GET
@public_page
@standing
def edition(request: ActingRequest, held: "Edition") -> HttpResponse:
    """The front of an edition: its contents, searching in it, taking it along."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    context = {
        **edition_shell(request, held),
        "chapters": edition_chapters(held),
        "files": files_of(held),
        "words": words,
    }
    if words:
        page = Paginator(search_edition(held, words), _ON_A_PAGE).get_page(request.GET.get("page"))
        context |= {"page": page, "results": found_in(held, list(page.object_list))}
    return render(request, "planning/edition.html", context)


@require_GET
@public_page
@standing
def account(request: ActingRequest, held: "Edition") -> HttpResponse:
    """The reading guide, how the edition came about, and what changed."""
    title = _("Reading guide and account")
    context = {
        **edition_shell(request, held, (title, ""), place=("edition_account",)),
        "pieces": [*reading_guide(), *how_it_came_about(held), *what_changed(held)],
        "files": files_of(held),
    }
    return render(request, "planning/edition_account.html", context)


@require_GET
@public_page
@standing
def chapter(request: ActingRequest, held: "Edition", chapter: int) -> HttpResponse:
    """A chapter to read through."""
    chapters = edition_chapters(held)
    place = next((place for place, one in enumerate(chapters) if one.number == chapter), None)
    if place is None:
        raise Http404
    one = chapters[place]
    context = {
        **edition_shell(
            request, held, (f"{one.number} {one.title}", ""), place=("edition_chapter", one.number)
        ),
        "chapter": one,
        "clusters": placed(held, chapter),
        "before": chapters[place - 1] if place else None,
        "after": chapters[place + 1] if place + 1 < len(chapters) else None,
    }
    return render(request, "planning/edition_chapter.html", context)


@require_GET
@public_page
@standing
def cluster(request: ActingRequest, held: "Edition", number: str) -> HttpResponse:
    """One cluster with what was said in it."""
    order = [each for one in edition_chapters(held) for each in one.clusters]
    place = next((place for place, one in enumerate(order) if one.number == number), None)
    if place is None:
        raise Http404
    one = order[place]
    titles = dict(held.chapters)
    chapter_url = reverse("planning:edition_chapter", args=[held.consultation.code, held.number, one.chapter])
    crumbs = ((f"{one.chapter} {titles[one.chapter]}", chapter_url), (str(one), ""))
    context = {
        **edition_shell(request, held, *crumbs, place=("edition_cluster", one.number)),
        "view": placed(held, number=number)[0],
        "before": order[place - 1] if place else None,
        "after": order[place + 1] if place + 1 < len(order) else None,
    }
    return render(request, "planning/edition_cluster.html", context)


@require_GET
@public_page
@standing
def statement(request: ActingRequest, held: "Edition", number: int) -> HttpResponse:
    """One statement under its lasting address."""
    view = edition_statement(held, number)
    name = _("Statement %(number)d") % {"number": number}
    context = {
        **edition_shell(request, held, (name, ""), place=("edition_statement", number)),
        "view": view,
        "statement_name": name,
    }
    return render(request, "planning/edition_statement.html", context)


@require_GET
@public_page
@standing
def file(request: ActingRequest, held: "Edition", kind: str) -> HttpResponse:
    """The edition as a document; taking one along that is not open to everybody is written down."""
    if kind not in CONTENT_TYPES:
        raise Http404
    found = file_of(held, kind)
    if held.withdrawn_at or held.consultation.visibility != "public":
        take_edition_along(edition=held, kind=kind, by=request.actor, at=timezone.now())
    name = f"{held.consultation.code}-{held.number}.{kind}"
    return HttpResponse(
        bytes(found.content),
        content_type=CONTENT_TYPES[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
