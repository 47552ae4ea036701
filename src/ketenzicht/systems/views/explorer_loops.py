"""The loops of a model: all of them ranked, filtered, and one at a time as a picture."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ketenzicht.common.pages import ActingRequest, public_page
from ketenzicht.systems.forms.explorer import LoopsForm
from ketenzicht.systems.queries.explorer import Explored
from ketenzicht.systems.queries.loops import LoopRow, loop_called, loop_picture, loop_rows, ranked_loops
from ketenzicht.systems.queries.sums import BusyError
from ketenzicht.systems.views.explorer_shared import address, factor_links, looked_at, page
from ketenzicht.systems.views.explorer_words import LOOP_TYPES

A_PAGE = 25


@require_GET
@public_page
def loops(request: ActingRequest, code: str) -> HttpResponse:
    """All loops, the strongest first, and the one that is drawn."""
    seen = looked_at(request, code)
    form = LoopsForm(request.GET, seen=seen)
    chosen = loop_called(seen, request.GET.get("lus", ""))
    context = page(request, seen, "loops") | {
        "form": form,
        "clear_url": address(seen, "systems:loops"),
        "chosen": _shown(request, seen, chosen, 0) if chosen else None,
        "picture": SafeString(loop_picture(seen, chosen, factor_links(seen))) if chosen else "",
    }
    if not form.is_valid():
        return render(request, "systems/explorer_loops.html", context)
    try:
        found = ranked_loops(seen, form.wish())
    except BusyError:
        return render(request, "systems/explorer_loops.html", context | {"busy": True}, status=503)
    shown = Paginator(found.loops, A_PAGE).get_page(request.GET.get("page"))
    rows = loop_rows(seen, found.graph, list(shown.object_list))
    context |= {
        "counts": found.counts(seen),
        "complete": found.found.complete,
        "shown": shown,
        "rows": [
            _shown(request, seen, row, place) for place, row in enumerate(rows, start=shown.start_index())
        ],
        "account": [(_("Relations that count"), form.layers_in_words())],
    }
    return render(request, "systems/explorer_loops.html", context)


def _shown(request: ActingRequest, seen: Explored, row: LoopRow, place: int) -> dict[str, Any]:
    asked = request.GET.copy()
    asked["lus"] = row.key
    return {
        "place": place,
        "row": row,
        "type": LOOP_TYPES[row.type],
        "length": len(row.factors),
        "draw_url": f"?{asked.urlencode()}#tekening",
        "whole_url": address(seen, "systems:explorer", lus=row.key),
        "factors": [
            {"label": seen.label(one), "url": address(seen, "systems:factor", one)} for one in row.factors
        ],
    }
