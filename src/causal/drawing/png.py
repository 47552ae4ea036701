"""A drawing as a picture of dots."""

import typst

SOURCE = """
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg")
"""


def png(svg: str, *, scale: float = 2.0) -> bytes:
    """The drawing as PNG, ``scale`` dots for every unit. Raises ValueError for what is not an SVG."""
    try:
        made = typst.compile(SOURCE.encode(), format="png", ppi=72.0 * scale, sys_inputs={"svg": svg})
    except typst.TypstError as error:
        raise ValueError(f"not a drawing: {error}") from error
    return bytes(made)
