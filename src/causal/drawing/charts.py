"""Lines over time as SVG. The table that belongs to a chart is for the page: it holds the same numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor, log10

from causal.drawing.colours import Palette, palette
from causal.drawing.geometry import Box, Point
from causal.drawing.lettering import width_of, wrap
from causal.drawing.markup import document, element, number, text, title
from causal.drawing.words import words

WIDTH, HEIGHT = 720.0, 320.0
NARROW, NARROW_HEIGHT = 360.0, 220.0
SAMPLE, ROW = 30.0, 19.0
LETTER = 13.0
LEFT, TOP, BOTTOM = 54.0, 16.0, 40.0
DASHES = (None, "7 4", "2 3", "10 3 2 3", "1 4", "14 4")
APART = 16.0


@dataclass(frozen=True)
class Series:
    """A named line: one value for each time."""

    name: str
    values: Sequence[float]


@dataclass(frozen=True)
class Frame:
    """The window of a chart: what the sheet's edges stand for."""

    box: Box
    times: tuple[float, float]
    values: tuple[float, float]

    def point(self, time: float, value: float) -> tuple[float, float]:
        """Where a value at a time stands on the sheet."""
        across = (time - self.times[0]) / ((self.times[1] - self.times[0]) or 1.0)
        up = (value - self.values[0]) / ((self.values[1] - self.values[0]) or 1.0)
        return self.box.x + across * self.box.width, self.box.y + (1 - up) * self.box.height


def line_chart(
    times: Sequence[float],
    series: Sequence[Series],
    *,
    label: str,
    language: str = "nl",
    unit: str = "",
    marks: Sequence[float] = (),
    dark: bool = False,
    narrow: bool = False,
) -> str:
    """Lines over ``times`` (rising, at least one) as SVG, told apart by dashes, colour and name.

    The names stand at the ends of the lines, or below them on a ``narrow`` sheet, for a phone. ``unit`` names
    the unit of time; ``marks`` are moments to stand out. Raises ValueError when a line has not one value
    for each time.
    """
    if not times or any(len(one.values) != len(times) for one in series):
        raise ValueError("every line needs one value for each time")
    colours = palette(dark)
    frame = _narrow_frame(times, series) if narrow else _frame(times, series)
    rows = list(_rows(series)) if narrow else []
    bottom = frame.box.y + frame.box.height + BOTTOM
    content = [
        *_values(frame, colours, language),
        *_times(frame, colours, language, unit),
        *_moments(frame, colours, marks),
        *_lines(frame, times, series, colours),
        *(_named_below(rows, bottom, colours) if narrow else _names(frame, series, colours)),
    ]
    sheet = Box(0.0, 0.0, NARROW if narrow else WIDTH, bottom + len(rows) * ROW)
    return document(content, frame=sheet, label=label, class_="kzd-chart")


def _narrow_frame(times: Sequence[float], series: Sequence[Series]) -> Frame:
    frame = _frame(times, series)
    return replace(frame, box=Box(LEFT, TOP, NARROW - LEFT - 10, NARROW_HEIGHT))


def _rows(series: Sequence[Series]) -> Iterator[tuple[int, str, bool]]:
    """The names of the lines broken into rows, with the place of each, and whether it is a first row."""
    for place, one in enumerate(series):
        for part, row in enumerate(wrap(one.name, NARROW - LEFT - SAMPLE - 16, LETTER, 3)):
            yield place, row, part == 0


def _named_below(rows: Sequence[tuple[int, str, bool]], top: float, colours: Palette) -> Iterator[str]:
    for line, (place, row, first) in enumerate(rows):
        y = top + (line + 0.5) * ROW
        if first:
            yield _line(place, f"M{LEFT:g} {number(y)}h{SAMPLE:g}", colours)
        yield _name(place, row, LEFT + SAMPLE + 8, y + 4.5, colours)


def _frame(times: Sequence[float], series: Sequence[Series]) -> Frame:
    ticks = nice([value for one in series for value in one.values] or [0.0])
    right = max([width_of(one.name, LETTER) for one in series] or [0.0]) * 1.12 + 18
    box = Box(LEFT, TOP, WIDTH - LEFT - min(right, WIDTH * 0.45), HEIGHT - TOP - BOTTOM)
    return Frame(box, (times[0], times[-1]), (ticks[0], ticks[-1]))


def nice(values: Sequence[float], *, steps: int = 5) -> list[float]:
    """Round numbers that hold all values, about ``steps`` of them, zero among them when it is near."""
    low, high = min(values), max(values)
    if high - low < 1e-9:
        low, high = low - 0.05, high + 0.05
    rough = (high - low) / steps
    size = 10 ** floor(log10(rough))
    step = next(size * many for many in (1, 2, 2.5, 5, 10) if size * many >= rough)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [round(place * step, 10) for place in range(first, last + 1)]


def written(value: float, language: str) -> str:
    """A number with the decimal mark of the language and a real minus."""
    short = f"{value:.3g}" if abs(value) < 1000 else f"{value:.0f}"
    return short.replace("-", "\u2212").replace(".", "," if language == "nl" else ".")


def _values(frame: Frame, colours: Palette, language: str) -> Iterator[str]:
    for value in nice(frame.values):
        x, y = frame.point(frame.times[0], value)
        yield _stroke((x, y), (x + frame.box.width, y), "kzd-zero" if value == 0 else "kzd-grid", colours)
        yield text(
            written(value, language),
            x=x - 8,
            y=y + 4.5,
            text_anchor="end",
            font_size=LETTER,
            fill=colours.soft,
            class_="kzd-tick",
        )


def _times(frame: Frame, colours: Palette, language: str, unit: str) -> Iterator[str]:
    base = frame.box.y + frame.box.height
    for time in nice(frame.times):
        if frame.times[0] <= time <= frame.times[1]:
            x, _ = frame.point(time, frame.values[0])
            yield _stroke((x, base), (x, base + 5), "kzd-grid", colours)
            yield text(
                written(time, language),
                x=x,
                y=base + 19,
                text_anchor="middle",
                font_size=LETTER,
                fill=colours.soft,
                class_="kzd-tick",
            )
    name = f"{words(language)['time']} ({unit})" if unit else words(language)["time"]
    yield text(
        name,
        x=frame.box.x + frame.box.width,
        y=base + 35,
        text_anchor="end",
        font_size=LETTER,
        fill=colours.soft,
        class_="kzd-tick",
    )


def _moments(frame: Frame, colours: Palette, marks: Sequence[float]) -> Iterator[str]:
    for moment in marks:
        x, _ = frame.point(moment, frame.values[0])
        yield _stroke((x, frame.box.y), (x, frame.box.y + frame.box.height), "kzd-moment", colours)


def _stroke(start: Point, end: Point, class_: str, colours: Palette) -> str:
    strong = class_ == "kzd-zero"
    return element(
        "path",
        d=f"M{number(start[0])} {number(start[1])}L{number(end[0])} {number(end[1])}",
        class_=class_,
        stroke=colours.soft if strong else colours.line,
        stroke_width=1.2 if strong else 0.5,
        stroke_dasharray="2 4" if class_ == "kzd-moment" else None,
        fill="none",
    )


def _lines(frame: Frame, times: Sequence[float], series: Sequence[Series], colours: Palette) -> Iterator[str]:
    for place, one in enumerate(series):
        points = [frame.point(time, value) for time, value in zip(times, one.values, strict=True)]
        path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        yield _line(place, path, colours, title(one.name))


def _line(place: int, path: str, colours: Palette, inside: str = "") -> str:
    return element(
        "path",
        inside,
        d=path,
        class_=f"kzd-series is-series-{place % len(colours.series)}",
        stroke=colours.series[place % len(colours.series)],
        stroke_width=2.2,
        stroke_dasharray=DASHES[place % len(DASHES)],
        stroke_linejoin="round",
        fill="none",
    )


def _names(frame: Frame, series: Sequence[Series], colours: Palette) -> Iterator[str]:
    wanted = [(frame.point(frame.times[1], one.values[-1])[1], place) for place, one in enumerate(series)]
    for y, place in _apart(sorted(wanted), frame.box.y + frame.box.height):
        yield _name(place, series[place].name, frame.box.x + frame.box.width + 8, y + 4.5, colours)


def _name(place: int, name: str, x: float, y: float, colours: Palette) -> str:
    return text(
        name,
        x=x,
        y=y,
        font_size=LETTER,
        fill=colours.series[place % len(colours.series)],
        class_=f"kzd-series-name is-series-{place % len(colours.series)}",
    )


def _apart(wanted: Sequence[tuple[float, int]], lowest: float) -> list[tuple[float, int]]:
    """The names moved until none lies on another, from the top and then back from the bottom."""
    places: list[tuple[float, int]] = []
    for y, name in wanted:
        places.append((max(y, places[-1][0] + APART) if places else y, name))
    for place in range(len(places) - 1, -1, -1):
        floor_y = places[place + 1][0] - APART if place + 1 < len(places) else lowest
        places[place] = (min(places[place][0], floor_y), places[place][1])
    return places
