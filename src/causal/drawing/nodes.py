"""Factors as short labelled boxes and domains as the grounds they stand on."""

from causal.drawing.colours import Palette
from causal.drawing.geometry import NODE_HEIGHT, NODE_WIDTH, Box, Point, node_box
from causal.drawing.lettering import wrap
from causal.drawing.marks import SIZE, mark, marks_of
from causal.drawing.markup import element, text, title
from causal.model import Factor, Role

LETTER = 12.0
LINE = 13.2
HEADING = 19.0
ROUND = {Role.LEVER: NODE_HEIGHT / 2, Role.GOAL: 3.0}


def node(
    factor: Factor, label: str, centre: Point, colours: Palette, *, href: str = "", lit: bool = False
) -> str:
    """A factor: levers round and in italics as MARVEL draws them, goals with a double edge, marks on top."""
    content = [title(label), _shape(factor, centre, colours), _label(factor, label, centre, colours)]
    left = centre[0] - NODE_WIDTH / 2 + SIZE
    for place, name in enumerate(marks_of(factor)):
        content.append(mark(name, left + place * (SIZE + 2), centre[1] - NODE_HEIGHT / 2, colours))
    classes = "kzd-factor" + "".join(f" is-{role}" for role in factor.roles) + (" is-lit" if lit else "")
    drawn = element("g", content, class_=classes, data_factor=factor.id)
    return element("a", drawn, href=href, tabindex="-1", class_="kzd-link") if href else drawn


def _shape(factor: Factor, centre: Point, colours: Palette) -> str:
    box = node_box(centre)
    goal, lever, key = (role in factor.roles for role in (Role.GOAL, Role.LEVER, Role.KEY))
    edge = colours.goal if goal else colours.lever if lever else colours.key if key else colours.line
    outer = element(
        "rect",
        class_="kzd-box",
        x=box.x,
        y=box.y,
        width=box.width,
        height=box.height,
        rx=ROUND[Role.LEVER] if lever else ROUND[Role.GOAL] if goal else 6.0,
        fill=colours.node,
        stroke=edge,
        stroke_width=2.4 if goal else 1.6 if lever or key else 1.0,
    )
    if not goal:
        return outer
    inner = element(
        "rect",
        x=box.x + 4,
        y=box.y + 4,
        width=box.width - 8,
        height=box.height - 8,
        rx=1.0,
        fill="none",
        stroke=edge,
        stroke_width=0.8,
        class_="kzd-box-inner",
    )
    return outer + inner


def _label(factor: Factor, label: str, centre: Point, colours: Palette) -> str:
    room = NODE_WIDTH - (22.0 if Role.LEVER in factor.roles else 12.0)
    heavy = Role.GOAL in factor.roles or Role.KEY in factor.roles
    rows = wrap(label, room, LETTER * (1.1 if heavy else 1.04), 3)
    top = centre[1] - (len(rows) - 1) * LINE / 2 + LETTER * 0.34
    return "".join(
        text(
            row,
            x=centre[0],
            y=top + place * LINE,
            class_="kzd-label",
            text_anchor="middle",
            font_size=LETTER,
            font_style="italic" if Role.LEVER in factor.roles else None,
            font_weight="600" if heavy else None,
            fill=colours.ink,
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
