"""Reading an analysis of causes: the picture with its table, what comes out of it, and one node or arrow."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from causal.drawing import legend
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, public_page
from ketenzicht.planning import queries
from ketenzicht.planning.cause_words import NODE_KINDS, SIDES, SIGNS
from ketenzicht.planning.domain.causes import findings
from ketenzicht.planning.domain.causes.network import Arrow, Side
from ketenzicht.planning.forms.causes import BeginAnalysisForm
from ketenzicht.planning.queries.cause_pictures import loops_in, picture
from ketenzicht.planning.queries.cause_rows import arrow_rows, node_rows, problems_on
from ketenzicht.planning.queries.causes import (
    analyses_of,
    arrow_in,
    cause_steps,
    clusters_by_id,
    ended_analyses_of,
    node_in,
    opposites_in,
    said_about,
    said_in,
    statements_called,
)
from ketenzicht.planning.views.cause_shell import Seen, analysis_shell, language, looked_at
from ketenzicht.planning.views.shell import shell


@require_GET
@public_page
def causes(request: ActingRequest, code: str) -> HttpResponse:
    """The analyses of a consultation."""
    held = queries.consultation_for(request.actor, code)
    keeps = queries.keeps(request.actor, held)
    context = {
        **shell(request, held, (_("Causes"), "")),
        "analyses": analyses_of(held),
        "ended": ended_analyses_of(held),
        "form": BeginAnalysisForm() if keeps else None,
    }
    return render(request, "planning/causes.html", context)


@require_GET
@public_page
def analysis(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """What causes what, as a picture and as its table."""
    seen = looked_at(request, code, number)
    context = {
        **analysis_shell(request, seen, "analysis"),
        **_drawn(seen),
        "legend": SafeString(legend(language=language(), alone=False)),
        "draw_url": seen.url("draw_cause_arrow"),
        "add_url": seen.url("add_cause_nodes"),
        "may_model": seen.keeps and request.actor.may(Verb.MODEL_EDIT),
    }
    return render(request, "planning/analysis.html", context)


@require_GET
@public_page
def on_paper(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """The same, with what comes out of it, to print."""
    seen = looked_at(request, code, number)
    context = {
        "analysis": seen.analysis,
        "today": timezone.localdate(),
        **_drawn(seen),
        **_results(seen),
    }
    return render(request, "planning/analysis_print.html", context)


@require_GET
@public_page
def results(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """Root causes, chains, contradictions, arrows that nobody said, and loops."""
    seen = looked_at(request, code, number)
    context = {**analysis_shell(request, seen, "cause_results"), **_results(seen)}
    return render(request, "planning/cause_results.html", context)


@require_GET
@public_page
def node(request: ActingRequest, code: str, number: int, key: str) -> HttpResponse:
    """One node: what it stands on, what leads to it and what follows, and which plans took it up."""
    seen = looked_at(request, code, number)
    found = node_in(seen.network, key)
    context = {
        **analysis_shell(request, seen, "", (found.title, "")),
        "node": found,
        "kind": NODE_KINDS[found.kind],
        "cluster": clusters_by_id(seen.analysis.consultation).get(found.cluster),
        "said": said_in([found.cluster]).get(found.cluster, 0),
        "into": _worded(seen, seen.network.into(key)),
        "out_of": _worded(seen, seen.network.out_of(key)),
        "problems": problems_on(request.actor, seen.analysis, found),
        "from_url": f"{seen.url('draw_cause_arrow')}?van={key}",
        "to_url": f"{seen.url('draw_cause_arrow')}?naar={key}",
    }
    return render(request, "planning/cause_node.html", context)


@require_GET
@public_page
def arrow(request: ActingRequest, code: str, number: int, arrow: int) -> HttpResponse:
    """One arrow with the statements for and against it, and for whoever draws those that may bear on it."""
    seen = looked_at(request, code, number)
    found = arrow_in(seen.network, arrow)
    row = arrow_rows(seen.network, [found])[0]
    words = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    held = seen.analysis.consultation
    said = statements_called(held, found.statements)
    ends = [end.cluster for end in (row.source, row.target) if end.cluster]
    opposite = findings.contradictions(seen.network, opposites_in(held))
    context = {
        **analysis_shell(request, seen, "", (row.name, "")),
        "row": row,
        "sign": SIGNS[found.sign],
        "sides": [(SIDES[side], side.value, [said[number] for number in found.on(side)]) for side in Side],
        "pairs": [pair for one in opposite if found in one.arrows for pair in one.opposed],
        "drawn": cause_steps(seen.analysis, [found.drawn]).get(found.drawn) if seen.keeps else None,
        "words": words,
        "offered": _offered(found, said_about(held, ends, words)) if seen.keeps else [],
    }
    return render(request, "planning/cause_arrow.html", context)


def _offered(arrow: Arrow, statements: Iterable[Any]) -> list[dict[str, Any]]:
    """Statements to choose from, each with the side on which it stands now."""
    rows = []
    for one in statements:
        side = arrow.statements.get(one.number)
        rows.append(
            {
                "statement": one,
                "value": f"{one.number}-{side.value if side else ''}",
                "side": SIDES[side] if side else "",
                "for": side == Side.FOR,
                "clusters": [placement.cluster for placement in one.placements.all()],
            }
        )
    return rows


def _drawn(seen: Seen) -> dict[str, Any]:
    """The picture and the tables that say the same."""
    drawn = picture(
        seen.network,
        title=seen.analysis.title,
        language=language(),
        link=lambda key: seen.url("cause_node", key),
    )
    rows = node_rows(seen.analysis, seen.network)
    return {
        "picture": SafeString(drawn),
        "nodes": [(row, NODE_KINDS[row.node.kind]) for row in rows],
        "arrows": _worded(seen, seen.network.arrows.values()),
    }


def _results(seen: Seen) -> dict[str, Any]:
    network, opposites = seen.network, opposites_in(seen.analysis.consultation)
    chains = findings.most_supported(network)
    return {
        "roots": findings.root_causes(network),
        "loose": findings.loose(network),
        "chains": [(_steps(seen, one), one, arrow_rows(network, [one.weakest])[0]) for one in chains.chains],
        "all_chains": chains.complete,
        "contradictions": [
            (_worded(seen, one.arrows), one.opposed) for one in findings.contradictions(network, opposites)
        ],
        "on_one_side": [
            (_worded(seen, one.arrows), one.opposed)
            for one in findings.opposed_on_one_side(network, opposites)
        ],
        "unsupported": _worded(seen, findings.unsupported(network)),
        "loops": loops_in(network, language=language()),
        "said": len(network.statements()),
        "drawn": len(network.arrows),
    }


def _steps(seen: Seen, chain: findings.Chain) -> list[Any]:
    """What a chain passes, each with the arrow that leads there."""
    nodes = [seen.network.nodes[key] for key in chain.nodes]
    return list(zip(nodes, [None, *chain.arrows], strict=True))


def _worded(seen: Seen, arrows: Iterable[Arrow]) -> list[Any]:
    return [(row, SIGNS[row.arrow.sign]) for row in arrow_rows(seen.network, arrows)]
