"""What pages of figures share: where they are, and figures in the words and drawings of a page."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest
from ketenzicht.planning.charts import Drawn, breaks_in, figure_chart
from ketenzicht.planning.domain.figures.combining import Placed
from ketenzicht.planning.figure_words import (
    CERTAINTIES,
    GAPS,
    OUTCOME_TONES,
    OUTCOMES,
    figure_in_words,
    interval_in_words,
    period_in_words,
    plain_number,
)
from ketenzicht.planning.queries.figures import SeriesView
from ketenzicht.planning.queries.needs import NeedRow

if TYPE_CHECKING:
    from ketenzicht.planning.models import Figure, InformationNeed


def figure_page(request: ActingRequest, *crumbs: tuple[str, str]) -> dict[str, Any]:
    """The shell of whoever looks, and the way back to all figures."""
    trail = [(_("Figures"), reverse("planning:figures")), *crumbs]
    last = len(trail) - 1
    return {
        "shell": "common/staff.html" if request.user.is_authenticated else "common/public.html",
        "breadcrumbs": [
            {"label": label, "url": "" if place == last else url} for place, (label, url) in enumerate(trail)
        ],
        "may_edit": request.actor.may(Verb.PLAN_EDIT),
    }


def chart_of(views: Sequence[SeriesView], label: str) -> dict[str, Any]:
    """Series on one axis, for a wide and for a narrow page, with the gaps in words."""
    drawn = [_drawn(view) for view in views]
    pictures = [
        {
            "size": "narrow" if narrow else "wide",
            "picture": SafeString(figure_chart(drawn, label=label, write=plain_number, narrow=narrow)),
        }
        for narrow in (False, True)
    ]
    return {
        "pictures": [one for one in pictures if one["picture"]],
        "label": label,
        "names": [one.name for one in drawn] if len(drawn) > 1 else [],
        "breaks": breaks_in(drawn),
        "gaps": list(dict.fromkeys(GAPS[one.why] for view in views for one in view.stretches if one.why)),
        "has_earlier": any(one.earlier for one in drawn),
        "has_unsure": any(not figure.point.certain for one in drawn for figure in one.figures),
    }


def _drawn(view: SeriesView) -> Drawn:
    earlier = [
        Placed(old.period, old.value, old.point)
        for row in view.rows
        for old in row.earlier
        if old.period and old.value is not None
    ]
    name = f"{view.series.label}{f', {view.series.region}' if view.series.region else ''}"
    return Drawn(name, view.told, view.stretches, earlier)


def figure_cells(figure: "Figure") -> dict[str, Any]:
    """What a table says of one figure."""
    return {
        "figure": figure,
        "period": period_in_words(figure),
        "value": figure_in_words(figure),
        "interval": interval_in_words(figure),
        "sure": "" if figure.certainty == "certain" else CERTAINTIES[figure.certainty],
        "break_before": figure.in_language("break_before"),
        "reason": figure.in_language("reason"),
        "note": figure.in_language("note"),
    }


def table_of(view: SeriesView) -> list[dict[str, Any]]:
    """The rows of a table: of every period the last figure first, then the ones that it replaced."""
    return [
        {**figure_cells(figure), "is_earlier": place > 0}
        for row in view.rows
        for place, figure in enumerate((row.last, *row.earlier))
    ]


def need_in_words(row: NeedRow) -> dict[str, Any]:
    """A question as it stands beside what asked it."""
    finding = row.finding
    return {
        "need": row.need,
        "row": row,
        "series": [
            {"series": one.series, "latest": figure_cells(one.latest) if one.latest else None}
            for one in row.series
        ],
        "finding": finding,
        "outcome": OUTCOMES[finding.outcome] if finding else _("Not judged yet"),
        "tone": OUTCOME_TONES[finding.outcome] if finding else "new",
        **asked_by(row.need),
    }


def asked_by(need: "InformationNeed") -> dict[str, str]:
    """What asked a question, and where it stands."""
    if need.cluster:
        code, number = need.cluster.consultation.code, need.cluster.number
        return {"asker": str(need.cluster), "asker_url": reverse("planning:cluster", args=[code, number])}
    if need.problem:
        url = reverse("planning:problems", args=[need.problem.plan.code])
        return {"asker": need.problem.title, "asker_url": f"{url}#p{need.problem.pk}"}
    if need.goal:
        url = reverse("planning:goals", args=[need.goal.plan.code])
        return {"asker": need.goal.title, "asker_url": f"{url}#d{need.goal.pk}"}
    raise ValueError("nothing asks this question")
