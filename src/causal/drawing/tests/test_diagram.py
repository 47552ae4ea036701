import gzip
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from causal.drawing import Highlight, arrange, diagram, layout, legend, png
from causal.drawing.arrows import USUAL
from causal.drawing.geometry import NODE_HEIGHT, NODE_WIDTH
from causal.drawing.tests.models import large, small
from causal.model import Model
from tests.yardstick import within

SVG = "{http://www.w3.org/2000/svg}"


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def with_class(svg: str, name: str) -> list[ElementTree.Element]:
    return [one for one in parsed(svg).iter() if name in one.get("class", "").split()]


def joined(relation: ElementTree.Element) -> tuple[str | None, str | None]:
    return relation.get("data-from"), relation.get("data-to")


def middle(one: ElementTree.Element) -> tuple[float, float]:
    x, y = (one.get("transform") or "").removeprefix("translate(").rstrip(")").split()
    return float(x), float(y)


def drawn_again(svg: str, relation: ElementTree.Element) -> list[ElementTree.Element]:
    """The shapes that a relation draws: its head with bars, its sign, its footing."""
    shapes = {one.get("id"): one for one in parsed(svg).iter() if one.get("id")}
    return [shapes[(part.get("href") or "").removeprefix("#")] for part in relation.iter(f"{SVG}use")]


def test_it_gives_each_factor_a_place_of_its_own() -> None:
    places = list(layout(large()).values())

    for number, one in enumerate(places):
        for other in places[number + 1 :]:
            assert abs(one[0] - other[0]) >= NODE_WIDTH or abs(one[1] - other[1]) >= NODE_HEIGHT


def test_it_keeps_factors_inside_the_box_of_their_domain_and_boxes_apart() -> None:
    model, placed = large(), arrange(large())

    for factor in model.factors:
        box, (x, y) = placed.boxes[factor.domain], placed.positions[factor.id]
        assert box.x < x - NODE_WIDTH / 2 < x + NODE_WIDTH / 2 < box.x + box.width
        assert box.y < y - NODE_HEIGHT / 2 < y + NODE_HEIGHT / 2 < box.y + box.height
    boxes = list(placed.boxes.values())
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            beside = one.x + one.width <= other.x or other.x + other.width <= one.x
            assert beside or one.y + one.height <= other.y or other.y + other.height <= one.y


def test_it_draws_the_same_model_the_same_way() -> None:
    assert diagram(large()) == diagram(replace(large(), id="renamed"))


@pytest.mark.slow
def test_it_draws_130_factors_and_236_relations_within_two_seconds() -> None:
    model = large(factors=131)
    with within(2):
        diagram(model)


@pytest.mark.slow
def test_it_draws_the_largest_model_that_can_be_read_in_bounded_time() -> None:
    with within(20):
        diagram(large(factors=3_000, relations=10_000, domains=3))


def test_it_tells_signs_layers_and_what_does_not_count_apart_by_class() -> None:
    svg = diagram(small())

    assert len(with_class(svg, "is-plus")) == 2
    assert len(with_class(svg, "is-minus")) == 2
    assert len(with_class(svg, "is-unknown")) == 1
    assert len(with_class(svg, "is-out")) == 2
    assert [joined(one) for one in with_class(svg, "is-read")] == [("b", "c")]


def test_it_tells_signs_apart_without_colour() -> None:
    svg = diagram(small())
    plus, minus, unknown = (
        drawn_again(svg, with_class(svg, f"is-{sign}")[0]) for sign in ("plus", "minus", "unknown")
    )

    assert plus[0][1].get("fill") == "currentColor" != minus[0][1].get("fill")
    assert minus[0][1].get("d") != unknown[0][1].get("d")
    assert len({one[1][0].get("d") for one in (plus, minus, unknown)}) == 3


def test_it_shows_strength_as_line_and_speed_as_bars() -> None:
    svg = diagram(small())
    first, second = with_class(svg, "kzd-relation")[:2]
    line, other = (next(one.iter(f"{SVG}path")) for one in (first, second))
    bars, fewer = (drawn_again(svg, one)[0][0].get("d") or "" for one in (first, second))

    assert line.get("stroke-dasharray")
    assert float(other.get("stroke-width", USUAL)) > float(line.get("stroke-width", USUAL))
    assert (bars.count("M"), fewer.count("M")) == (2, 1)


def test_it_ends_an_arrow_at_the_factor_it_leads_to() -> None:
    svg = diagram(small())
    boxes = {one.get("data-factor"): middle(one) for one in with_class(svg, "kzd-factor")}

    for one in with_class(svg, "kzd-relation"):
        (x, y), (left, top) = middle(one), boxes[one.get("data-to")]
        assert abs(x - left) < NODE_WIDTH / 2 + 12
        assert abs(y - top) < NODE_HEIGHT / 2 + 12


def test_every_shape_that_is_drawn_again_is_there() -> None:
    svg = diagram(large()) + legend()
    names = set(re.findall(r'id="([^"]+)"', diagram(small())))

    assert set(re.findall(r'href="#([^"]+)"', svg)) <= names


def test_a_legend_beside_a_diagram_writes_no_shape_twice() -> None:
    assert "id=" in legend()
    assert "id=" not in legend(alone=False)


def test_a_large_picture_is_light() -> None:
    svg = diagram(large(factors=131), links=lambda factor: f"/modellen/mensenhandel/factoren/{factor}/")

    assert len(gzip.compress(svg.encode(), 6)) < 25_000


def test_it_writes_labels_of_people_without_trusting_them() -> None:
    svg = diagram(small())

    assert "&lt;slachtoffers &amp; co&gt;" in svg
    assert " style=" not in svg
    assert "<script" not in svg


def test_it_marks_what_is_highlighted() -> None:
    svg = diagram(small(), highlight=Highlight({"b"}, {1}))

    assert "has-lit" in (parsed(svg).get("class") or "")
    assert [one.get("data-factor") or joined(one) for one in with_class(svg, "is-lit")] == [("b", "c"), "b"]


def test_it_zooms_to_a_domain_with_its_neighbours_only() -> None:
    model = large()
    svg = diagram(model, domain="d4")
    inside = {factor.id for factor in model.factors if factor.domain == "d4"}
    shown = {one.get("data-factor") for one in with_class(svg, "kzd-factor")}

    assert inside <= shown < {factor.id for factor in model.factors}
    for one in with_class(svg, "kzd-relation"):
        assert {one.get("data-from"), one.get("data-to")} & inside


def test_it_stands_factors_where_they_were_saved() -> None:
    model = small()
    saved = replace(
        model,
        factors=tuple(
            replace(one, position=(place * 300.0, 50.0)) for place, one in enumerate(model.factors)
        ),
    )

    assert layout(saved) == {"a": (0.0, 50.0), "b": (300.0, 50.0), "c": (600.0, 50.0)}


def test_it_makes_factors_into_links_when_asked() -> None:
    links = with_class(diagram(small(), links=lambda factor: f"/f/{factor}?a=1&b=2"), "kzd-link")

    assert [one.get("href") for one in links] == ["/f/a?a=1&b=2", "/f/b?a=1&b=2", "/f/c?a=1&b=2"]


def test_it_draws_an_empty_model() -> None:
    assert parsed(diagram(Model("none", (), ()))).tag == f"{SVG}svg"


@pytest.mark.slow
def test_it_makes_dots_of_a_drawing() -> None:
    assert png(diagram(small(), dark=True), scale=1).startswith(b"\x89PNG")


@pytest.mark.slow
def test_it_refuses_to_make_dots_of_something_else() -> None:
    with pytest.raises(ValueError, match="drawing"):
        png("no drawing at all")


def test_it_explains_every_sign_in_both_languages() -> None:
    assert "zeer sterk" in legend()
    assert "inferred" in legend(language="en")
