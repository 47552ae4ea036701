"""The whole model, or one domain with its neighbours, as an SVG picture."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from causal.drawing import arrows, marks, nodes
from causal.drawing.arranging import arrange, layout, placed_at
from causal.drawing.colours import Palette, palette
from causal.drawing.geometry import Box, Placed, Point, Points, frame_round
from causal.drawing.lettering import say
from causal.drawing.markup import document, element
from causal.drawing.routing import course
from causal.drawing.words import arrow_name, words
from causal.model import Model

Links = Callable[[str], str]


@dataclass(frozen=True)
class Highlight:
    """What stands out: ids of factors, and places of relations in ``Model.relations``; the rest is dimmed."""

    factors: Collection[str] = field(default_factory=frozenset)
    relations: Collection[int] = field(default_factory=frozenset)

    def __bool__(self) -> bool:
        return bool(self.factors or self.relations)


@dataclass(frozen=True)
class Brush:
    """How to draw: language, colours, what stands out, where factors lead."""

    language: str
    colours: Palette
    lit: Highlight
    links: Links | None


def diagram(
    model: Model,
    *,
    language: str = "nl",
    highlight: Highlight | None = None,
    positions: Mapping[str, Point] | None = None,
    dark: bool = False,
    domain: str | None = None,
    links: Links | None = None,
) -> str:
    """An SVG document in MARVEL's notation, scalable and without styles or scripts.

    ``positions`` are middles of factors (``layout`` when not given); ``domain`` shows only that domain and
    the factors its relations reach; ``links`` gives each factor the address it leads to. Colours stand in
    attributes, so classes (``kzd-…``, ``is-…``) in a style sheet may lay others over them.
    """
    shown = tuple(range(len(model.relations)))
    cut = model
    if domain is not None:
        cut, shown = part_around(model, domain)
        positions = None
    placed = placed_at(cut, positions or layout(cut)) if cut.factors else arrange(cut)
    brush = Brush(language, palette(dark), highlight or Highlight(), links)
    return drawn(model, cut, shown, placed, brush, grounds=True)


def drawn(
    model: Model, cut: Model, shown: tuple[int, ...], placed: Placed, brush: Brush, *, grounds: bool
) -> str:
    """The SVG of the factors of ``cut`` and the relations ``shown`` (places in ``model``)."""
    joined = [(model.relations[place].source, model.relations[place].target) for place in shown]
    curves = course(joined, placed.positions)
    named = list(_named(model, placed, brush)) if grounds else []
    content = [
        element("g", [nodes.domain_ground(*one, brush.colours) for one in named], class_="kzd-domains"),
        element(
            "g",
            _arrows(model, shown, curves, brush),
            class_="kzd-relations",
            stroke="currentColor",
            stroke_width=arrows.USUAL,
            fill="none",
        ),
        element("g", [nodes.domain_name(*one, brush.colours) for one in named], class_="kzd-names"),
        element(
            "g",
            _nodes(cut, placed, brush),
            class_="kzd-factors",
            text_anchor="middle",
            font_size=nodes.LETTER,
            fill=brush.colours.ink,
        ),
    ]
    return document(
        content,
        frame=frame_round(placed.width, placed.height, curves),
        label=say(model.title, brush.language, words(brush.language)["picture"]),
        class_="kzd" + (" has-lit" if brush.lit else ""),
        shapes=shapes(brush.colours),
    )


def shapes(colours: Palette) -> Iterator[str]:
    """Everything a picture draws more than once."""
    yield from marks.shapes(colours)
    yield from arrows.shapes(colours)
    yield from nodes.shapes(colours)


def part_around(model: Model, domain: str) -> tuple[Model, tuple[int, ...]]:
    """The model cut to a domain and the factors its relations reach, with the places of those relations."""
    inside = {factor.id for factor in model.factors if factor.domain == domain}
    shown = tuple(
        place for place, one in enumerate(model.relations) if one.source in inside or one.target in inside
    )
    reached = inside.union(
        *((model.relations[place].source, model.relations[place].target) for place in shown)
    )
    return cut_to(model, reached, shown), shown


def cut_to(model: Model, factors: Collection[str], shown: Collection[int]) -> Model:
    """The model with only these factors, without saved places, and these relations."""
    return replace(
        model,
        factors=tuple(replace(one, position=None) for one in model.factors if one.id in factors),
        relations=tuple(model.relations[place] for place in shown),
        interventions=(),
        indicators=(),
        claims=(),
    )


def _named(model: Model, placed: Placed, brush: Brush) -> Iterator[tuple[str, str, Box, int]]:
    numbers = {name: place for place, name in enumerate(dict.fromkeys(one.domain for one in model.factors))}
    for name, box in placed.boxes.items():
        label = say(model.domains.get(name, {}), brush.language, name)
        if label:
            yield name, label, box, numbers[name]


def _arrows(model: Model, shown: tuple[int, ...], curves: Sequence[Points], brush: Brush) -> Iterator[str]:
    labels = {factor.id: say(factor.label, brush.language, factor.id) for factor in model.factors}
    for place, corners in zip(shown, curves, strict=True):
        name = arrow_name(model.relations[place], labels, brush.language)
        lit = place in brush.lit.relations
        yield arrows.arrow(model, place, corners, colours=brush.colours, name=name, lit=lit)


def _nodes(cut: Model, placed: Placed, brush: Brush) -> Iterator[str]:
    for factor in cut.factors:
        yield nodes.node(
            factor,
            say(factor.label, brush.language, factor.id),
            placed.positions[factor.id],
            brush.colours,
            href=brush.links(factor.id) if brush.links else "",
            lit=factor.id in brush.lit.factors,
        )
