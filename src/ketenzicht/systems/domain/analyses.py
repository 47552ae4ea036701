"""Long analyses in pieces, so that a run can stop between two of them and go on later."""

import base64
import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import version

from causal.files import from_json
from causal.model.core import Layer, Model
from ketenzicht.systems.domain.documents import Json, digest

# The same numbers must come out on a slow machine, so the engine's own patience is not what ends a piece.
PATIENCE_SECONDS = 3600.0
ENGINE_PARTS = ("numpy", "scipy", "numba")


class Analysis(StrEnum):
    """What can be asked as a run."""

    VERDICT = "verdict"
    RANK = "rank"
    ENSEMBLE = "ensemble"
    REPORT = "report"


LAYERS: Mapping[str, frozenset[Layer]] = {
    "stated": frozenset({Layer.STATED}),
    "stated and read": frozenset({Layer.STATED, Layer.READ}),
    "all": frozenset(Layer),
}
SCHEMES = ("uniform", "uniform-unit-self", "in-degree", "classes")


@dataclass(frozen=True)
class Asked:
    """An analysis of a document: everything that decides its numbers."""

    kind: Analysis
    document: Json
    parameters: Json
    seed: int


Piece = Callable[[Model, Asked], Json]


def pieces(asked: Asked) -> tuple[str, ...]:
    """The names of the pieces, in the order in which they are worked out."""
    if asked.kind is Analysis.VERDICT:
        return tuple(LAYERS)
    if asked.kind is Analysis.RANK:
        return SCHEMES
    if asked.kind is Analysis.ENSEMBLE:
        return tuple(asked.parameters.get("interventions") or ("",))
    return ("report",)


def work_out(asked: Asked, name: str) -> Json:
    """One piece. The same question gives the same numbers. Raises ValueError and KeyError for a wrong one."""
    by_kind = {
        Analysis.VERDICT: _verdict,
        Analysis.RANK: _rank,
        Analysis.ENSEMBLE: _ensemble,
        Analysis.REPORT: _report,
    }
    return by_kind[asked.kind](from_json(asked.document), asked, name)


def software() -> str:
    """The versions that the numbers come from."""
    parts = [f"{name} {version(name)}" for name in ENGINE_PARTS]
    return ", ".join([f"Python {platform.python_version()}", *parts])


def fingerprint(parts: Mapping[str, Json]) -> str:
    """What two runs share when they came to the same numbers."""
    return digest(dict(parts))


def _verdict(model: Model, asked: Asked, name: str) -> Json:
    from causal.press import verdict

    found = verdict(
        model,
        asked.parameters["presses"],
        asked.parameters.get("goal") or None,
        layers=LAYERS[name],
        draws=asked.parameters["draws"],
        schemes=SCHEMES,
        seed=asked.seed,
        budget_seconds=PATIENCE_SECONDS,
    )
    return found.as_json()


def _rank(model: Model, asked: Asked, name: str) -> Json:
    from causal.choice import rank

    return rank(
        model,
        asked.parameters["goal"],
        draws=asked.parameters["draws"],
        schemes=[name],
        seed=asked.seed,
        budget_seconds=PATIENCE_SECONDS,
    ).as_json()


def _ensemble(model: Model, asked: Asked, name: str) -> Json:
    from causal.response import ensemble

    chosen = [one for one in model.interventions if one.id == name]
    return ensemble(
        model, [chosen], samples=asked.parameters["draws"], seed=asked.seed, at=asked.parameters["at"]
    ).as_json()


def _report(model: Model, asked: Asked, name: str) -> Json:
    from causal.report import Question, report

    told = asked.parameters
    question = Question(
        presses=told["presses"], goal=told.get("goal") or None, draws=told["draws"], day=told["day"]
    )
    made = report(model, question, language=told["language"], seed=asked.seed)
    return {"pdf": base64.b64encode(made).decode("ascii")}
