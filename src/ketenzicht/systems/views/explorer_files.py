"""Drawings to take away."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from causal.drawing import diagram, png
from ketenzicht.common.pages import ActingRequest, public_page
from ketenzicht.systems.queries.sums import BusyError, in_turn
from ketenzicht.systems.views.explorer_shared import address, come_back, looked_at

KINDS = {"svg": "image/svg+xml", "png": "image/png"}


@require_GET
@public_page
def drawing(request: ActingRequest, code: str, kind: str) -> HttpResponse:
    """The model, or one domain of it, as a file: lines (SVG) or dots (PNG)."""
    if kind not in KINDS:
        raise Http404
    seen = looked_at(request, code)
    domain = request.GET.get("domein", "")
    if domain and domain not in {one.domain for one in seen.engine.factors}:
        raise Http404
    made: str | bytes = diagram(seen.engine, language=seen.language, domain=domain or None)
    if kind == "png":
        try:
            made = in_turn(lambda: png(str(made)))
        except BusyError:
            return come_back(request, seen, address(seen, "systems:explorer", domein=domain))
    name = f"{seen.model.code}-v{seen.version.number}.{kind}"
    return HttpResponse(
        made,
        content_type=KINDS[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
