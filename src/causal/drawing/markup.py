"""Writing SVG: escaped text, short numbers, no styles (a strict page refuses them)."""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from causal.drawing.geometry import Box

FONT = "'Source Sans 3', 'Source Sans Pro', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"


def number(value: float) -> str:
    """One decimal, without a needless zero."""
    short = f"{value:.1f}"
    return "0" if short in ("-0.0", "0.0") else short.removesuffix(".0")


def element(name: str, content: str | Iterable[str] = "", **attributes: object) -> str:
    """An element; ``class_`` and ``stroke_width`` become ``class`` and ``stroke-width``; None is left out."""
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(_value(value))}"
        for key, value in attributes.items()
        if value is not None
    )
    inside = content if isinstance(content, str) else "".join(content)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def _value(value: object) -> str:
    return number(value) if isinstance(value, float) else str(value)


def text(value: str, **attributes: object) -> str:
    """A text element with escaped content."""
    return element("text", escape(value), **attributes)


def title(value: str) -> str:
    """What a pointer shows, and what assistive technology reads of a shape."""
    return element("title", escape(value))


def whole(value: float) -> str:
    """Without decimals: half a pixel at full size is not seen, and weighs."""
    return str(round(value))


def again(name: str, **attributes: object) -> str:
    """A shape that is written once (``defs``), drawn here."""
    return element("use", "", href=f"#kzd-{name}", **attributes)


def document(
    content: Iterable[str], *, frame: Box, label: str, class_: str, shapes: Iterable[str] = ()
) -> str:
    """The outer element: scalable, named, in one font; ``shapes`` are what ``again`` draws."""
    return element(
        "svg",
        [element("defs", shapes), *content],
        xmlns="http://www.w3.org/2000/svg",
        viewBox=" ".join(number(value) for value in (frame.x, frame.y, frame.width, frame.height)),
        width=frame.width,
        height=frame.height,
        role="group",
        aria_label=label,
        class_=class_,
        font_family=FONT,
    )
