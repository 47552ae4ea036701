"""Files and names → models."""

from importlib import resources
from pathlib import Path

from causal.files.losses import Read, Written
from causal.files.problems import fail
from causal.files.registry import format_named, format_of
from causal.files.text import read_text
from causal.model import Model


def load(name_or_path: str | Path, *, format: str | None = None) -> Model:
    """The model in a file, or the model that ships under this name; a file wins.

    Raises:
        ModelErrors: when there is no such file, it is no readable text, or the model in it is wrong.
    """
    return read(name_or_path, format=format).model


def read(name_or_path: str | Path, *, format: str | None = None) -> Read:
    """As ``load``, together with what of the file did not come along."""
    path = _existing(name_or_path)
    text = read_text(path)
    chosen = format_named(format) if format else format_of(str(path), text)
    return chosen.read(text, str(path))


def parse(text: str, *, format: str, name: str) -> Model:
    """The model in a text. ``name`` is what problems call it. Raises ModelErrors."""
    return format_named(format).read(text, name).model


def dump(model: Model, *, format: str) -> Written:
    """The model in a format, with what that format cannot hold. Raises ModelErrors for an unknown format."""
    return format_named(format).write(model)


def shipped_names() -> tuple[str, ...]:
    """The names of the models that ship, in alphabetical order."""
    room = resources.files("causal").joinpath("shipped")
    if not room.is_dir():
        return ()
    return tuple(sorted(item.name[:-5] for item in room.iterdir() if item.name.endswith(".yaml")))


def _existing(name_or_path: str | Path) -> Path:
    path = Path(name_or_path)
    if _is_there(path):
        return path
    if str(name_or_path) in shipped_names():
        return Path(str(resources.files("causal").joinpath("shipped", f"{name_or_path}.yaml")))
    raise fail("not-found", file=str(name_or_path), known=", ".join(shipped_names()) or "–")


def _is_there(path: Path) -> bool:
    """Whether there is something of this name; a name that no file can have is not there."""
    try:
        return path.exists() or path.is_symlink()
    except (OSError, ValueError):
        return False
