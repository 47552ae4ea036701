"""Bringing two documents together that started from one version; what is open is left to a person."""

from collections.abc import Mapping

from causal.comparing import Conflict, Merged, merge_versions
from causal.files import ModelErrors, from_json, to_json
from ketenzicht.systems.domain.checking import NotAModel
from ketenzicht.systems.domain.documents import Json, normalised


class Undecided(Exception):
    """Both sides changed the same thing and nobody chose yet."""

    def __init__(self, conflicts: tuple[Conflict, ...]) -> None:
        super().__init__(", ".join(conflict.key for conflict in conflicts))
        self.conflicts = conflicts


def plan(base: Json, ours: Json, theirs: Json, choices: Mapping[str, str] | None = None) -> Merged:
    """What comes of taking theirs into ours. Raises NotAModel when one of them is no model."""
    try:
        return merge_versions(from_json(base), from_json(ours), from_json(theirs), choices=choices)
    except ModelErrors as wrong:
        raise NotAModel(wrong.problems) from wrong


def joined(base: Json, ours: Json, theirs: Json, choices: Mapping[str, str]) -> Json:
    """Ours with theirs taken in. Raises Undecided, NotAModel when the choices do not fit together."""
    found = plan(base, ours, theirs, choices)
    if found.conflicts:
        raise Undecided(found.conflicts)
    if found.model is None:
        raise NotAModel(found.problems)
    return normalised(to_json(found.model))
