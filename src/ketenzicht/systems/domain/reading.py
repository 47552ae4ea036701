"""A model out of a file that somebody chose on the own device."""

import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePath

from causal.files import Loss, ModelErrors, read, to_json
from ketenzicht.systems.domain.documents import Json, normalised


@dataclass(frozen=True)
class FileIn:
    """What a file holds, and what did not come along."""

    name: str
    document: Json
    losses: tuple[Loss, ...]


def read_file(name: str, content: bytes) -> FileIn:
    """The model in a file of this name; its format is told by its name and its text.

    Raises:
        ModelErrors: with lines and remedies, when it holds no model.
    """
    shown = PurePath(name.replace("\\", "/")).name[:100] or "model"
    # The engine tells formats by files, and looks after sizes and encodings there; only the ending is kept.
    ending = "".join(c for c in "".join(PurePath(shown).suffixes[-2:]) if c.isalnum() or c == ".")[:20]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"model{ending}"
        path.write_bytes(content)
        try:
            found = read(path)
        except ModelErrors as wrong:
            raise wrong.in_file(shown) from None
    return FileIn(shown, normalised(to_json(found.model)), found.losses)
