"""Figures over time as a drawing. No line crosses a gap, and what counts otherwise gets a sheet of its own.

The table that belongs to a chart is for the page; it holds the same figures.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from causal.drawing.charts import Frame, nice
from causal.drawing.geometry import Box
from causal.drawing.lettering import width_of
from causal.drawing.markup import document, element, number, text, title
from ketenzicht.planning.domain.figures.combining import Gap, Placed, Stretch, require_one_axis
from ketenzicht.planning.domain.figures.counting import Told

WIDE, NARROW = (720.0, 300.0), (360.0, 240.0)
LETTER, TOP, BOTTOM, RIGHT = 13.0, 26.0, 30.0, 14.0
LABELLED = 9
DASHES = (None, "7 4", "2 3", "10 3 2 3", "1 4", "14 4")
COLOURS = ("#14589e", "#9a4b00", "#1d6b2c", "#6b3f96", "#0a5661", "#5d5d66")

Write = Callable[[float], str]


@dataclass(frozen=True)
class Drawn:
    """A series as it is drawn: its name and its stretches; ``earlier`` are values that were replaced."""

    name: str
    told: Told
    stretches: Sequence[Stretch]
    earlier: Sequence[Placed] = ()

    @property
    def figures(self) -> list[Placed]:
        """Every figure with a place in time."""
        return [figure for stretch in self.stretches for figure in stretch.figures]


@dataclass(frozen=True)
class Break:
    """A gap with a reason, by the number that stands in the drawing."""

    number: int
    moment: float
    reason: str


def breaks_in(drawn: Sequence[Drawn]) -> list[Break]:
    """The breaks of these series, numbered as they are drawn."""
    numbers = count(1)
    return [
        Break(next(numbers), after.figures[0].period.span[0], after.reason)
        for one in drawn
        for after in one.stretches
        if after.why == Gap.BREAK
    ]


def figure_chart(drawn: Sequence[Drawn], *, label: str, write: Write, narrow: bool = False) -> str:
    """Series on one axis that begins at nought, as SVG; empty when nothing has a place in time.

    Raises NotComparable when they do not count the same thing in the same way.
    """
    require_one_axis([one.told for one in drawn])
    figures = [figure for one in drawn for figure in one.figures]
    if not figures:
        return ""
    width, height = NARROW if narrow else WIDE
    frame = _frame(figures, [placed for one in drawn for placed in one.earlier], width, height, write)
    labelled = len(drawn) == 1 and len(figures) <= (LABELLED // 2 if narrow else LABELLED)
    content = [
        *_values(frame, write),
        *_times(frame),
        *_breaks(frame, breaks_in(drawn)),
        *(part for place, one in enumerate(drawn) for part in _series(frame, one, place, write)),
        *(_labels(frame, figures, write) if labelled else ()),
    ]
    return document(content, frame=Box(0.0, 0.0, width, height), label=label, class_="pf-chart")


def _frame(
    figures: Sequence[Placed], earlier: Sequence[Placed], width: float, height: float, write: Write
) -> Frame:
    highest = [float(one.point.high or one.value) for one in (*figures, *earlier)]
    values = nice([0.0, max([*highest, 1e-6])])
    edges = [edge for figure in figures for edge in figure.period.span]
    left = max(width_of(write(value), LETTER) for value in values) * 1.1 + 16
    box = Box(left, TOP, width - left - RIGHT, height - TOP - BOTTOM)
    return Frame(box, (min(edges), max(edges)), (values[0], values[-1]))


def _values(frame: Frame, write: Write) -> Iterator[str]:
    for value in nice(frame.values):
        x, y = frame.point(frame.times[0], value)
        kind = "pf-zero" if value == 0 else "pf-grid"
        yield _path(f"M{number(x)} {number(y)}h{number(frame.box.width)}", kind, "#71807f")
        yield _text(write(value), x - 8, y + 4.5, "pf-tick", anchor="end")


def _times(frame: Frame) -> Iterator[str]:
    first, last = (round(edge) for edge in frame.times)
    room = max(1, int(frame.box.width / 44))
    step = next(many for many in (1, 2, 5, 10, 20, 50) if (last - first) / many <= room or many == 50)
    base = frame.box.y + frame.box.height
    for year in range(first, last):
        if (year - first) % step == 0:
            # A figure stands in the middle of its year, and so does the name of the year.
            x, _ = frame.point(min(year + 0.5, frame.times[1]), 0)
            yield _text(str(year), x, base + 20, "pf-tick", anchor="middle")


def _breaks(frame: Frame, breaks: Sequence[Break]) -> Iterator[str]:
    for one in breaks:
        x, _ = frame.point(one.moment, 0)
        bottom = frame.box.height
        path = f"M{number(x)} {number(frame.box.y)}v{number(bottom)}"
        yield _path(path, "pf-break", "#71807f", dash="2 4", inside=title(one.reason))
        yield _text(f"({one.number})", x, frame.box.y - 8, "pf-break-name", anchor="middle")


def _series(frame: Frame, one: Drawn, place: int, write: Write) -> Iterator[str]:
    for stretch in one.stretches:
        points = [frame.point(figure.period.middle, float(figure.value)) for figure in stretch.figures]
        if len(points) > 1:
            path = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
            yield _path(path, "pf-line", _colour(place), place=place, dash=DASHES[place % len(DASHES)])
    for replaced in one.earlier:
        x, y = frame.point(replaced.period.middle, float(replaced.value))
        cross = f"M{number(x - 4)} {number(y - 4)}l8 8m0 -8l-8 8"
        yield _path(cross, "pf-earlier", _colour(place), place=place, inside=title(_said(replaced, write)))
    for figure in one.figures:
        yield from _figure(frame, figure, place, write)


def _figure(frame: Frame, figure: Placed, place: int, write: Write) -> Iterator[str]:
    begins, ends = figure.period.span
    x, y = frame.point(figure.period.middle, float(figure.value))
    point = figure.point
    if point.low is not None and point.high is not None:
        yield from _interval(frame, figure, place)
    if ends - begins > 1.01:
        # A figure over several years is no moment: it lies over all of them.
        left, _ = frame.point(begins, 0)
        right, _ = frame.point(ends, 0)
        yield _path(f"M{number(left)} {number(y)}H{number(right)}", "pf-over", _colour(place), place=place)
    yield element(
        "circle",
        title(_said(figure, write)),
        cx=x,
        cy=y,
        r=4.5,
        class_=f"pf-dot is-series-{place}{'' if point.certain else ' is-unsure'}",
        fill=_colour(place) if point.certain else "#ffffff",
        stroke=_colour(place),
        stroke_width=1.8,
    )


def _interval(frame: Frame, figure: Placed, place: int) -> Iterator[str]:
    x, low = frame.point(figure.period.middle, float(figure.point.low or 0))
    _, high = frame.point(figure.period.middle, float(figure.point.high or 0))
    whisker = (
        f"M{number(x)} {number(low)}V{number(high)}M{number(x - 7)} {number(high)}h14"
        f"M{number(x - 7)} {number(low)}h14"
    )
    yield _path(whisker, "pf-interval", _colour(place), place=place)


def _labels(frame: Frame, figures: Sequence[Placed], write: Write) -> Iterator[str]:
    for figure in figures:
        x, y = frame.point(figure.period.middle, float(figure.value))
        aside = figure.point.high is not None
        yield _text(
            write(float(figure.value)),
            x + (10 if aside else 0),
            y - 10,
            "pf-value",
            "start" if aside else "middle",
        )


def _said(figure: Placed, write: Write) -> str:
    return f"{figure.period}: {write(float(figure.value))}"


def _colour(place: int) -> str:
    return COLOURS[place % len(COLOURS)]


def _text(value: str, x: float, y: float, class_: str, anchor: str) -> str:
    return text(value, x=x, y=y, text_anchor=anchor, font_size=LETTER, fill="#465452", class_=class_)


def _path(
    path: str,
    class_: str,
    stroke: str,
    *,
    place: int | None = None,
    dash: str | None = None,
    inside: str = "",
) -> str:
    strong = class_ in ("pf-line", "pf-over", "pf-interval")
    return element(
        "path",
        inside,
        d=path,
        class_=class_ if place is None else f"{class_} is-series-{place}",
        stroke=stroke,
        stroke_width=2.2 if strong else 1.0,
        stroke_dasharray=dash,
        stroke_linejoin="round",
        fill="none",
    )
