"""Equations in time: Euler's method and the classical method of Runge and Kutta (XMILE 1.0, 3.4.1)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from math import ceil, floor, isfinite, isinf, isnan

from causal.equations.compiling import NEAR, Moment
from causal.equations.reading import Equations, Part, Specs
from causal.files.problems import ModelErrors, fail

MOMENTS = 21
WORK = 20_000_000  # steps × parts of equations: about ten seconds
Levels = dict[str, float]


@dataclass(frozen=True)
class Course:
    """T moments in the time unit of the file; ``levels`` has T values for every variable, by its name.

    ``notes`` are codes of what a reader has to know: "run_by_equations_of_file" always, "between_steps" when
    a moment was read off the straight line between two steps, "method_replaced" when RK4 stands in for the
    method that the file names.
    """

    times: tuple[float, ...]
    levels: Mapping[str, tuple[float, ...]]
    specs: Specs
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """The fields of a response; those that only MARVEL's equations have are empty."""
        return {
            "times": list(self.times),
            "levels": {name: list(levels) for name, levels in self.levels.items()},
            "score": [],
            "long_run": None,
            "stable": None,
            "effort": {},
            "order": None,
            "notes": list(self.notes),
            "scales": {"strengths": {}, "speeds": {}, "time_unit": self.specs.time_unit},
        }


def run(equations: Equations, *, until: float | None = None, at: Sequence[float] | None = None) -> Course:
    """The course from the start to ``until`` (the end that the file names), at 21 moments unless asked.

    An outflow of a non-negative stock takes no more than the stock holds at the begin of a step, in the order
    of the file (XMILE 1.0, 4.8.4); a non-negative flow is 0 at least. STOPTIME stays what the file says.

    Raises:
        ValueError: for a moment outside the run.
        ModelErrors: for equations that wait for each other, for more work than is done here, and, with the
            time and the variable, for a division by zero, a root of a negative number, a value too large.
    """
    specs = equations.specs
    end = specs.stop if until is None else until
    asked = (end,) if at is None else tuple(at)
    if not end > specs.start or not asked or not all(specs.start <= time <= end for time in asked):
        raise ValueError(
            f"Moments lie between {specs.start:g} and {end:g}, the start and the end of the run."
        )
    engine = _Engine(equations)
    engine.check_work((max(asked) - specs.start) / specs.dt)
    times = _moments(specs, end) if at is None else asked
    rows = [_rows(specs, time) for time in times]
    kept = engine.rows({number for low, high, _ in rows for number in (low, high)})
    levels = {
        part.variable.name: tuple(
            kept[low][key] + share * (kept[high][key] - kept[low][key]) for low, high, share in rows
        )
        for key, part in equations.parts.items()
    }
    told = {
        "run_by_equations_of_file": True,
        "between_steps": any(share for _, _, share in rows),
        "method_replaced": specs.method not in specs.asked.replace(" ", "").split(","),
    }
    return Course(times, levels, specs, tuple(note for note, holds in told.items() if holds))


def _moments(specs: Specs, end: float) -> tuple[float, ...]:
    """Moments on steps, evenly spread, and the end."""
    last = floor((end - specs.start) / specs.dt + NEAR)
    steps = sorted({round(last * place / (MOMENTS - 1)) for place in range(MOMENTS)})
    times = [min(specs.start + step * specs.dt, end) for step in steps]
    return (*times, end) if end - times[-1] > NEAR * specs.dt else tuple(times)


def _rows(specs: Specs, time: float) -> tuple[int, int, float]:
    """The steps before and after a time, and which share of the way between them it lies."""
    place = (time - specs.start) / specs.dt
    nearest = round(place)
    if abs(place - nearest) < NEAR:
        return nearest, nearest, 0.0
    return floor(place), ceil(place), place - floor(place)


class _Engine:
    """The variables in the order in which they are worked out, and the steps over time."""

    def __init__(self, equations: Equations) -> None:
        self.file, self.specs, self.parts = equations.file, equations.specs, equations.parts
        self.stocks = {key: part for key, part in self.parts.items() if part.variable.kind == "stock"}
        self.limits = _limits(self.stocks)
        self.flows = {flow for part in self.stocks.values() for flow in _flows_of(part)}
        others = {key: part for key, part in self.parts.items() if key not in self.stocks}
        self.first = self._order(self.parts, {key: set(part.needs) for key, part in self.parts.items()})
        waits = {key: set(part.needs) & set(others) for key, part in others.items()}
        for flow, limits in self.limits.items():
            waits[flow] |= {earlier for _, before in limits for earlier in before}
        self.order = self._order(others, waits)

    def rows(self, wanted: Iterable[int]) -> dict[int, Levels]:
        """The values of all variables at these steps. Raises ModelErrors."""
        needed = set(wanted)
        last = max(needed)
        kept: dict[int, Levels] = {}
        moment = self._begin()
        for number in range(last + 1):
            moment.time = moment.step = self.specs.start + number * self.specs.dt
            self._work_out(moment)
            if number in needed:
                kept[number] = dict(moment.levels)
            if number < last:
                self._advance(moment)
        return kept

    def _order(self, parts: Mapping[str, Part], waits: Mapping[str, set[str]]) -> list[tuple[str, Part]]:
        try:
            return [(key, parts[key]) for key in TopologicalSorter(waits).static_order()]
        except CycleError as error:
            names = " → ".join(self.parts[key].variable.name for key in reversed(error.args[1]))
            raise fail("equation-circle", file=self.file, names=names) from None

    def check_work(self, steps: float) -> None:
        """Raises ModelErrors when so many steps are more work than is done here."""
        size = sum(part.size + 1 for part in self.parts.values()) * (4 if self.specs.method == "rk4" else 1)
        if steps * size > WORK:
            raise fail("equation-work", file=self.file, steps=f"{steps:.8g}", size=size, limit=WORK)

    def _begin(self) -> Moment:
        specs = self.specs
        moment = Moment(specs.start, specs.start, specs.dt, specs.start, specs.stop)
        needed = _behind(self.stocks, self.parts)
        self._fill(moment, [(key, part) for key, part in self.first if key in needed], {})
        return moment

    def _work_out(self, moment: Moment) -> None:
        self._fill(moment, self.order, self.limits)

    def _fill(self, moment: Moment, order: Iterable[tuple[str, Part]], limits: "Limits") -> None:
        """Give each variable its value, given those of the stocks."""
        name = ""
        try:
            for key, part in order:
                name = part.variable.name
                value = float(part.run(moment))
                if part.graph is not None:
                    value = part.graph.at(value)
                if part.non_negative and value < 0.0 and part.variable.kind == "flow":
                    value = 0.0
                if key in limits:
                    value = _limited(value, limits[key], moment.levels, moment.levels, moment.dt)
                moment.levels[key] = _finite(value)
        except ZeroDivisionError:
            raise self._stopped("equation-zero", name, moment) from None
        except OverflowError:
            raise self._stopped("equation-large", name, moment) from None
        except ValueError:
            raise self._stopped("equation-undefined", name, moment) from None

    def _stopped(self, code: str, name: str, moment: Moment) -> ModelErrors:
        return fail(code, file=self.file, variable=name, time=f"{moment.time:g}")

    def _advance(self, moment: Moment) -> None:
        """From the begin of a step, all worked out, to the stocks at its end."""
        if self.specs.method == "euler":
            self._move(moment, moment.levels, self._held(moment), moment.dt)
            return
        held, flows = self._held(moment), {flow: 0.0 for flow in self.flows}
        for weight, share in ((1, 0.5), (2, 0.5), (2, 1.0), (1, 0.0)):
            for flow in flows:
                flows[flow] += weight * moment.levels[flow] / 6.0
            if share:
                self._move(moment, moment.levels, held, share * moment.dt)
                moment.time = moment.step + share * moment.dt
                self._work_out(moment)
        for flow, limits in self.limits.items():
            flows[flow] = _limited(flows[flow], limits, held, flows, moment.dt)
        self._move(moment, flows, held, moment.dt)

    def _held(self, moment: Moment) -> Levels:
        return {key: moment.levels[key] for key in self.stocks}

    def _move(self, moment: Moment, flows: Levels, held: Levels, span: float) -> None:
        """Let the flows run for so long, from what the stocks held."""
        for key, part in self.stocks.items():
            gain = sum(flows[flow] for flow in part.variable.inflows)
            level = held[key] + span * (gain - sum(flows[flow] for flow in part.variable.outflows))
            if part.non_negative and level < 0.0:
                level = 0.0
            if not isfinite(level):
                raise self._stopped("equation-large", part.variable.name, moment)
            moment.levels[key] = level


def _flows_of(part: Part) -> tuple[str, ...]:
    return (*part.variable.inflows, *part.variable.outflows)


Limits = Mapping[str, Sequence[tuple[str, Sequence[str]]]]


def _limits(stocks: Mapping[str, Part]) -> Limits:
    """For each flow out of a non-negative stock: that stock, and its outflows that go first."""
    found: dict[str, list[tuple[str, Sequence[str]]]] = {}
    for key, part in stocks.items():
        outflows = part.variable.outflows if part.non_negative else ()
        for place, flow in enumerate(outflows):
            found.setdefault(flow, []).append((key, outflows[:place]))
    return found


def _limited(
    value: float, limits: Sequence[tuple[str, Sequence[str]]], held: Levels, flows: Levels, dt: float
) -> float:
    """A flow, no larger than what is left in the stocks that it leaves."""
    for stock, before in limits:
        value = min(value, max(0.0, held[stock] / dt - sum(flows[flow] for flow in before)))
    return value


def _finite(value: float) -> float:
    """The value. Raises OverflowError when it is infinite and ValueError when it is no number."""
    if isinf(value):
        raise OverflowError
    if isnan(value):
        raise ValueError
    return value


def _behind(keys: Iterable[str], parts: Mapping[str, Part]) -> set[str]:
    """These variables and all that their equations need, near or far."""
    found, waiting = set[str](), list(keys)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += parts[key].needs
    return found
