"""Series and their figures: which somebody sees, how they follow each other, and the last of each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.db.models import Q, QuerySet

from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.planning.domain.figures.combining import (
    Apart,
    Change,
    NotComparable,
    Stretch,
    added,
    change_between,
    require_one_axis,
    stretches,
)
from ketenzicht.planning.domain.figures.counting import Precision, Told
from ketenzicht.planning.domain.figures.periods import Period
from ketenzicht.planning.domain.figures.typed import Certainty, There, TypedFigure
from ketenzicht.planning.models import Figure, FigureSource, Plan, Series

MOST_COMPARED = 6


def series_visible_to(actor: Actor) -> QuerySet[Series]:
    """What came with the product, what was opened to this actor, and everything of the own desk."""
    open_to = [Series.Visibility.PUBLIC.value]
    if actor.user_id:
        open_to.append(Series.Visibility.SIGNED_IN.value)
    seen = Q(desk=None) | Q(visibility__in=open_to) | Q(desk__in=actor.desks(Verb.PLAN_EDIT))
    return Series.objects.filter(seen).select_related("desk", "told_by")


def series_for(actor: Actor, code: str) -> Series:
    """One series by its code. Raises NotVisible."""
    found = series_visible_to(actor).filter(code=code).first()
    if found is None:
        raise NotVisible
    return found


def keeps_series(actor: Actor, series: Series) -> bool:
    """Whether the actor may add to it. What came with the product is corrected as reference data."""
    return series.desk_id is not None and actor.may(Verb.PLAN_EDIT, series.desk_id)


def series_to_choose(plan: Plan) -> list[tuple[int, str]]:
    """The series that a plan can point to: what whoever reads it can come to see, and its own desk's."""
    open_to = [Series.Visibility.PUBLIC.value, Series.Visibility.SIGNED_IN.value]
    seen = Q(desk=None) | Q(visibility__in=open_to) | Q(desk=plan.desk_id)
    return [(one.pk, one.label) for one in Series.objects.filter(seen)]


def sources() -> list[FigureSource]:
    """The places that figures come from, in their order."""
    return list(FigureSource.objects.filter(valid_to=None))


def figures_of(series: Series) -> list[Figure]:
    """Every figure, by period, of each period the last revision first."""
    return list(Figure.objects.filter(series=series).select_related("made_by"))


@dataclass(frozen=True)
class FiguresThere:
    """The figures of every period, the first revision first, and a mark that changes with every new one."""

    by_period: Mapping[Period | None, Sequence[There]]
    mark: str


def figures_there(series: Series) -> FiguresThere:
    """What a series holds now, for whoever adds to it."""
    figures = figures_of(series)
    by_period: dict[Period | None, list[There]] = {}
    for one in reversed(figures):
        by_period.setdefault(one.period, []).append(_there(one))
    return FiguresThere(by_period, str(len(figures)))


def _there(one: Figure) -> There:
    return There(
        revision=one.revision,
        value=one.value,
        low=one.low,
        high=one.high,
        precision=one.precision,
        as_of=one.as_of,
        source=one.source,
        break_before=one.break_before_nl,
        certainty=one.certainty,
        note=one.note_nl,
        reason=one.reason_nl,
    )


def written_out(series: Series) -> list[TypedFigure]:
    """Every figure as somebody could add it, of each period from the first revision to the last."""
    told = [figure for row in series_view(series).rows for figure in reversed((row.last, *row.earlier))]
    return [
        TypedFigure(
            period=one.period,
            value=one.value,
            source=one.source,
            low=one.low,
            high=one.high,
            precision=Precision(one.precision),
            as_of=one.as_of,
            certainty=Certainty(one.certainty),
            break_before=one.in_language("break_before"),
            reason=one.in_language("reason"),
            note=one.in_language("note"),
        )
        for one in told
    ]


@dataclass(frozen=True)
class PeriodRow:
    """The last figure of a period, and those that it replaced, the newest of them first."""

    last: Figure
    earlier: list[Figure]


@dataclass(frozen=True)
class SeriesView:
    """A series with everything it tells."""

    series: Series
    rows: list[PeriodRow]
    told: Told
    stretches: list[Stretch]

    @property
    def change(self) -> Change | None:
        """From the last figure but one to the last; None where a gap lies between them."""
        stretch = self.stretches[-1].figures if self.stretches else ()
        if len(stretch) < 2:
            return None
        try:
            return change_between(self.told, stretch[-2].period, stretch[-1].period)
        except NotComparable:
            return None


def series_view(series: Series) -> SeriesView:
    """A series with its figures in order of time."""
    return _view(series, figures_of(series))


def series_views(series: Sequence[Series]) -> list[SeriesView]:
    """The same for several, with one question to the database."""
    by_series: dict[int, list[Figure]] = {one.pk: [] for one in series}
    for figure in Figure.objects.filter(series__in=list(series)).select_related("made_by"):
        by_series[figure.series_id].append(figure)
    return [_view(one, by_series[one.pk]) for one in series]


def _view(series: Series, figures: Sequence[Figure]) -> SeriesView:
    told = Told(series.counted, tuple(one.point for one in figures))
    rows = [
        PeriodRow(same[0], same[1:])
        for _period, group in groupby(figures, key=_period_or_own)
        if (same := list(group))
    ]
    return SeriesView(series, rows, told, stretches(told))


def _period_or_own(figure: Figure) -> object:
    """What it shares with its revisions; a figure of an unknown time stands alone."""
    return (figure.begins_on, figure.ends_on) if figure.begins_on else figure.pk


def latest_figures(series: Iterable[int]) -> dict[int, Figure]:
    """Of each series the figure of the last period that has a value, by the key of the series."""
    found: dict[int, Figure] = {}
    seen: set[tuple[int, object]] = set()
    for figure in Figure.objects.filter(series__in=list(series)):
        period = (figure.series_id, _period_or_own(figure))
        if period not in seen and figure.value is not None:
            found[figure.series_id] = figure  # in order of time, so the last one stays
        seen.add(period)
    return found


def latest_codes(series: Iterable[Series]) -> list[str]:
    """The codes of the figures that count now in these series."""
    codes = []
    for view in series_views(list(series)):
        codes += [row.last.code for row in view.rows]
    return sorted(codes)


@dataclass(frozen=True)
class Compared:
    """Series beside each other: on one axis and added up, or the reasons why not."""

    views: list[SeriesView]
    apart: tuple[Apart, ...]
    sums: list[tuple[Period, Decimal]]
    not_added: tuple[Apart, ...]


def compared(actor: Actor, codes: Sequence[str]) -> Compared:
    """The series with these codes, as far as the actor sees them, at most six."""
    found = {one.code: one for one in series_visible_to(actor).filter(code__in=codes[:MOST_COMPARED])}
    views = series_views([found[code] for code in dict.fromkeys(codes) if code in found])
    told = [view.told for view in views]
    apart: tuple[Apart, ...] = ()
    not_added: tuple[Apart, ...] = ()
    sums: list[tuple[Period, Decimal]] = []
    try:
        require_one_axis(told)
    except NotComparable as refused:
        apart = refused.reasons
    try:
        sums = added(told) if len(told) > 1 else []
    except NotComparable as refused:
        not_added = refused.reasons
    return Compared(views, apart, sums, not_added)
