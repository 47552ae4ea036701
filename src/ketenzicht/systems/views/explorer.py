"""Looking at a model: the picture and its tables, and one factor with all around it."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from causal.drawing import legend
from ketenzicht.common.pages import ActingRequest, public_page
from ketenzicht.systems.forms.explorer import FilterForm, QuestionForm
from ketenzicht.systems.queries import explorer as queries
from ketenzicht.systems.queries.explorer import Explored, FactorRow, RelationRow
from ketenzicht.systems.queries.loops import loop_called
from ketenzicht.systems.views.explorer_shared import address, factor_links, looked_at, page
from ketenzicht.systems.views.explorer_words import (
    KINDS,
    LAYERS,
    ROLES,
    SIGN_WORDS,
    SIGNS,
    SPEEDS,
    STRENGTHS,
    worded,
)

LISTED = 1_000


@require_GET
@public_page
def explorer(request: ActingRequest, code: str) -> HttpResponse:
    """The model as a picture with its factors and relations as tables beside it."""
    seen = looked_at(request, code)
    form = FilterForm(request.GET, seen=seen)
    wanted = form.wanted()
    found = queries.found_factors(seen, wanted["q"], wanted["domein"], wanted["rol"])
    ids = {one.id for one in found}
    lit = ids if wanted["q"] or wanted["rol"] else set()
    around = queries.relation_rows(seen, lambda one: one.source in ids or one.target in ids)
    loop = loop_called(seen, request.GET.get("lus", ""))
    context = page(request, seen, "explorer") | {
        "filter_form": form,
        "loop": loop,
        "loops_url": address(seen, "systems:loops", lus=loop.key) if loop else "",
        "clear_url": address(seen, "systems:explorer"),
        "question_form": QuestionForm(seen=seen),
        "question_url": address(seen, "systems:question"),
        "examples": _examples(seen),
        "picture": SafeString(
            queries.picture(
                seen,
                domain="" if loop else wanted["domein"],
                lit=loop.factors if loop else lit,
                arrows=loop.relations if loop else None,
                link=factor_links(seen),
            )
        ),
        "legend": SafeString(legend(language=seen.language, alone=False)),
        "factors": [_factor(seen, row) for row in queries.factor_rows(seen, found[:LISTED])],
        "found": len(found),
        "relations": [_relation(seen, row) for row in around[:LISTED]],
        "joined": len(around),
        "domains": [
            {"url": address(seen, "systems:explorer", domein=name), "label": seen.domain(name)}
            for name in dict.fromkeys(one.domain for one in seen.engine.factors)
            if name
        ],
        "svg_url": address(seen, "systems:drawing", "svg", domein=wanted["domein"]),
        "png_url": address(seen, "systems:drawing", "png", domein=wanted["domein"]),
    }
    return render(request, "systems/explorer.html", context)


@require_GET
@public_page
def factor(request: ActingRequest, code: str, factor_id: str) -> HttpResponse:
    """A factor: what drives it, what it drives, and the loops it is part of."""
    seen = looked_at(request, code)
    one = queries.factor_of(seen, factor_id)
    row = queries.factor_rows(seen, [one])[0]
    context = page(request, seen, "explorer", (row.label, "")) | {
        "row": _factor(seen, row),
        "note": one.note.get(seen.language) or one.note.get("", ""),
        "quantity": " · ".join(filter(None, (one.quantity, one.unit))),
        "source": one.source,
        "picture": SafeString(queries.factor_picture(seen, one.id, factor_links(seen))),
        "drivers": [
            _relation(seen, each)
            for each in queries.relation_rows(seen, lambda relation: relation.target == one.id)
        ],
        "driven": [
            _relation(seen, each)
            for each in queries.relation_rows(seen, lambda relation: relation.source == one.id)
        ],
        "loops": queries.loops_through(seen, one.id),
        "loops_url": address(seen, "systems:loops", door=row.label),
        "questions": [
            {
                "url": address(seen, "systems:question", factor=row.label, doel=seen.label(goal.id)),
                "label": seen.label(goal.id),
            }
            for goal in queries.goals(seen)
            if goal.id != one.id
        ],
    }
    return render(request, "systems/explorer_factor.html", context)


def _factor(seen: Explored, row: FactorRow) -> dict[str, Any]:
    roles: Iterable[str] = [role.value for role in row.factor.roles]
    marks = [*roles, *(["pressure"] if row.factor.pressure else [])]
    return {
        "id": row.factor.id,
        "label": row.label,
        "domain": row.domain,
        "roles": [str(ROLES[role]) for role in marks if role in ROLES],
        "driven_by": row.driven_by,
        "drives": row.drives,
        "url": address(seen, "systems:factor", row.factor.id),
    }


def _relation(seen: Explored, row: RelationRow) -> dict[str, Any]:
    one = row.relation
    return {
        "place": row.place,
        "source": row.source,
        "target": row.target,
        "source_url": address(seen, "systems:factor", one.source),
        "target_url": address(seen, "systems:factor", one.target),
        "sign": SIGNS[int(one.sign)],
        "sign_class": {1: "plus", -1: "minus", 0: "unknown"}[int(one.sign)],
        "sign_words": SIGN_WORDS[int(one.sign)],
        "strength": worded(STRENGTHS, one.strength),
        "speed": worded(SPEEDS, one.speed),
        "layer": worded(LAYERS, one.layer.value),
        "kind": "" if one.kind == "causal" else worded(KINDS, one.kind.value),
        "left_out": one.left_out,
        "counts": one.counts,
        "reference": one.reference,
        "note": row.note,
    }


def _examples(seen: Explored) -> list[dict[str, str]]:
    """Questions to begin with: key factors and levers, first those that also press on a part of the chain."""
    goals = queries.goals(seen)
    if not goals:
        return []
    goal = goals[0]
    rows = queries.factor_rows(seen, [one for one in seen.engine.factors if one not in goals])
    asked = [row for row in rows if {"key", "lever"} & set(row.factor.roles) and row.drives]
    straining = queries.drivers_of_pressure(seen)
    asked.sort(key=lambda row: (row.factor.id not in straining, -row.drives - row.driven_by, row.factor.id))
    return [
        {
            "url": address(seen, "systems:question", factor=row.label, doel=seen.label(goal.id)),
            "label": _("What does a rise of ‘%(factor)s’ do to ‘%(goal)s’?")
            % {"factor": row.label, "goal": seen.label(goal.id)},
        }
        for row in asked[:4]
    ]
