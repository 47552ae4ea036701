"""What every result says of itself: the model, the class values, the layers, the seed and the versions."""

import argparse
from typing import Any

from causal import __version__
from causal.model import Model


def about(model: Model, options: argparse.Namespace) -> dict[str, Any]:
    """Enough to make the result again."""
    scales = model.scales
    told: dict[str, Any] = {
        "model": model.id,
        "strengths": dict(scales.strengths),
        "speeds": dict(scales.speeds),
        "time_unit": scales.time_unit,
        "seed": options.seed,
        "version": __version__,
    }
    if "layers" in options:
        told["layers"] = list(options.layers)
    return told
