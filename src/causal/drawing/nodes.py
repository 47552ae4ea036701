"""Factors as short labelled boxes and domains as the grounds they stand on."""

from collections.abc import Iterator

from causal.drawing.colours import Palette
from causal.drawing.geometry import NODE_HEIGHT, NODE_WIDTH, Box, Point, node_box
from causal.drawing.lettering import wrap
from causal.drawing.marks import SIZE, mark, marks_of
from causal.drawing.markup import again, element, number, text, title
from causal.model import Factor, Role

LETTER = 12.0
LINE = 13.2
HEADING = 19.0


def node(
    factor: Factor, label: str, centre: Point, colours: Palette, *, href: str = "", lit: bool = False
) -> str:
    """A factor: levers round and in italics as MARVEL draws them, goals with a double edge, marks on top."""
    content = [title(label), _shape(factor, colours), _label(factor, label)]
    left = SIZE - NODE_WIDTH / 2
    for place, name in enumerate(marks_of(factor)):
        content.append(mark(name, left + place * (SIZE + 2), -NODE_HEIGHT / 2, colours))
    classes = "kzd-factor" + "".join(f" is-{role}" for role in factor.roles) + (" is-lit" if lit else "")
    middle = f"translate({number(centre[0])} {number(centre[1])})"
    drawn = element("g", content, class_=classes, data_factor=factor.id, transform=middle)
    return element("a", drawn, href=href, tabindex="-1", class_="kzd-link") if href else drawn


def shapes(colours: Palette) -> Iterator[str]:
    """The boxes of factors round their middle, for the definitions; their edge is that of who draws them."""
    for name, rounding in (("box", 6.0), ("box-lever", NODE_HEIGHT / 2), ("box-goal", 3.0)):
        box = element("rect", "", **_sized(0.0), rx=rounding, class_="kzd-paper", fill=colours.node)
        inner = element("rect", "", **_sized(4.0), rx=1.0, fill="none", stroke_width=0.8)
        yield element("g", [box, inner] if name == "box-goal" else box, id=f"kzd-{name}")


def _sized(smaller: float) -> dict[str, float]:
    box = node_box((0.0, 0.0))
    return {
        "x": box.x + smaller,
        "y": box.y + smaller,
        "width": box.width - 2 * smaller,
        "height": box.height - 2 * smaller,
    }


def _shape(factor: Factor, colours: Palette) -> str:
    goal, lever, key = (role in factor.roles for role in (Role.GOAL, Role.LEVER, Role.KEY))
    return again(
        "box-goal" if goal else "box-lever" if lever else "box",
        class_="kzd-box",
        stroke=colours.goal if goal else colours.lever if lever else colours.key if key else colours.line,
        stroke_width=2.4 if goal else 1.6 if lever or key else None,
    )


def _label(factor: Factor, label: str) -> str:
    """The lines of a name; letters and colour stand in the group of all factors."""
    room = NODE_WIDTH - (22.0 if Role.LEVER in factor.roles else 12.0)
    heavy = Role.GOAL in factor.roles or Role.KEY in factor.roles
    rows = wrap(label, room, LETTER * (1.1 if heavy else 1.04), 3)
    top = LETTER * 0.34 - (len(rows) - 1) * LINE / 2
    return "".join(
        text(
            row,
            y=top + place * LINE,
            font_style="italic" if Role.LEVER in factor.roles else None,
            font_weight="600" if heavy else None,
        )
        for place, row in enumerate(rows)
    )


def domain_ground(name: str, label: str, box: Box, number: int, colours: Palette) -> str:
    """A domain's ground."""
    return element(
        "rect",
        title(label),
        class_=f"kzd-ground is-ground-{number % len(colours.domains)}",
        data_domain=name,
        x=box.x,
        y=box.y,
        width=box.width,
        height=box.height,
        rx=10.0,
        fill=colours.domains[number % len(colours.domains)],
    )


def domain_name(name: str, label: str, box: Box, number: int, colours: Palette) -> str:
    """A domain's name at the top of its ground, edged so that arrows under it do not disturb."""
    rows = wrap(label, box.width - 24, HEADING, 1)
    return text(
        rows[0] if rows else "",
        class_=f"kzd-name is-ground-{number % len(colours.domains)}",
        data_domain=name,
        x=box.x + 14,
        y=box.y + 24,
        font_size=HEADING,
        font_weight="650",
        fill=colours.soft,
        stroke=colours.domains[number % len(colours.domains)],
        stroke_width=5.0,
        stroke_linejoin="round",
        paint_order="stroke",
    )
