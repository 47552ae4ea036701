"""The models that come with the engine. This room imports nothing: ``causal.files`` looks names up here."""

from pathlib import Path

_HERE = Path(__file__).parent


def names() -> tuple[str, ...]:
    """The names of the shipped models, in alphabetical order."""
    return tuple(sorted(found.stem for found in _HERE.glob("*.yaml")))


def path(name: str) -> Path:
    """The file of a shipped model. Raises KeyError for another name."""
    if name not in names():
        raise KeyError(name)
    return _HERE / f"{name}.yaml"
