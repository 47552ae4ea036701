"""Reading figures: all series by what they count, one of them, several beside each other, and the sources."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ketenzicht.common.pages import ActingRequest, public_page
from ketenzicht.planning.domain.figures.table import write_table
from ketenzicht.planning.figure_words import APART, COUNT_KINDS, SOURCE_KINDS, plain_number
from ketenzicht.planning.forms.figures import OpenSeriesForm, is_dutch
from ketenzicht.planning.queries.figures import (
    MOST_COMPARED,
    compared,
    keeps_series,
    latest_figures,
    series_for,
    series_view,
    series_visible_to,
    sources,
    written_out,
)
from ketenzicht.planning.queries.needs import uses_of
from ketenzicht.planning.views.figure_shell import (
    asked_by,
    chart_of,
    figure_cells,
    figure_page,
    table_of,
)

if TYPE_CHECKING:
    from ketenzicht.planning.models import Figure, Series


@require_GET
@public_page
def figures(request: ActingRequest) -> HttpResponse:
    """Every series one may read, by the kind of thing that is counted."""
    found = list(series_visible_to(request.actor))
    latest = latest_figures(one.pk for one in found)
    groups = [
        {
            "kind": kind,
            "label": label,
            "series": [_in_list(one, latest.get(one.pk)) for one in found if one.kind == kind],
        }
        for kind, label in COUNT_KINDS.items()
    ]
    context = {**figure_page(request), "groups": [group for group in groups if group["series"]]}
    return render(request, "planning/figures.html", context)


def _in_list(one: "Series", latest: "Figure | None") -> dict[str, Any]:
    return {"series": one, "latest": figure_cells(latest) if latest else None}


@require_GET
@public_page
def series(request: ActingRequest, code: str) -> HttpResponse:
    """One series: what it counts, its figures as a drawing and as a table, and what leans on it."""
    held = series_for(request.actor, code)
    view = series_view(held)
    keeps = keeps_series(request.actor, held)
    uses = uses_of(request.actor, held)
    change = view.change
    context = {
        **figure_page(request, (held.label, "")),
        "series": held,
        "kind": COUNT_KINDS[held.kind],
        "rows": table_of(view),
        "chart": chart_of([view], held.label),
        "change": change
        and {
            "first": change.first.period,
            "last": change.last.period,
            "difference": plain_number(abs(change.difference)),
            "more": change.difference > 0,
            "same": not change.difference,
        },
        "keeps": keeps,
        "uses": uses,
        "needs": [{"need": need, **asked_by(need)} for need in uses.needs],
        "open_form": OpenSeriesForm(initial={"visibility": held.visibility}) if keeps else None,
    }
    return render(request, "planning/series.html", context)


@require_GET
@public_page
def compare(request: ActingRequest) -> HttpResponse:
    """Series beside each other; on one axis and added up only where they count the same."""
    codes = [code.replace("\x00", "") for code in request.GET.getlist("reeks")]
    found = compared(request.actor, codes)
    together = len(found.views) > 1 and not found.apart
    label = _("Series beside each other")
    charts = (
        [chart_of(found.views, label)]
        if together
        else [chart_of([view], view.series.label) for view in found.views]
    )
    context = {
        **figure_page(request, (_("Beside each other"), "")),
        "found": found,
        "charts": charts,
        "apart": [APART[reason] for reason in found.apart],
        "not_added": [APART[reason] for reason in found.not_added],
        "sums": [(str(period), plain_number(value)) for period, value in found.sums],
        "tables": [(view.series, COUNT_KINDS[view.series.kind], table_of(view)) for view in found.views],
        "choices": [(one, one.code in codes) for one in series_visible_to(request.actor)],
        "most": MOST_COMPARED,
    }
    return render(request, "planning/compare_series.html", context)


@require_GET
@public_page
def figure_sources(request: ActingRequest) -> HttpResponse:
    """The places that figures come from, what they can tell and what not, with their series."""
    seen = list(series_visible_to(request.actor))
    context = {
        **figure_page(request, (_("Sources of figures"), "")),
        "sources": [
            (one, SOURCE_KINDS[one.kind], [each for each in seen if each.told_by_id == one.pk])
            for one in sources()
        ],
    }
    return render(request, "planning/figure_sources.html", context)


@require_GET
@public_page
def series_file(request: ActingRequest, code: str) -> HttpResponse:
    """The figures of a series as a file for a spreadsheet, the way a file can be read in again."""
    held = series_for(request.actor, code)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{held.code}.csv"'
    answer.write("\ufeff" + write_table(written_out(held), dutch=is_dutch()))
    return answer
