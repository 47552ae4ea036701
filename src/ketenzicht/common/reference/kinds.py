"""The kinds of reference data there are: each part declares its own, in its module ``reference_rows``."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.apps import apps

from ketenzicht.common.models import ReferenceRow
from ketenzicht.common.reference.problems import Problem
from ketenzicht.common.reference.rows import Row

Rows = Mapping[str, tuple[Row, ...]]
Check = Callable[[Rows], Iterable[Problem]]


@dataclass(frozen=True)
class Reference:
    """That a field holds a code, or codes, of another kind; ``also`` are words it may hold besides."""

    field: str
    kind: str
    also: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Kind:
    """One file of reference data: where it is, what a row looks like, what must hold, where it goes.

    ``model`` None: the file is checked but not loaded. ``once``: fields that no two rows valid on the same
    day may share. ``mute_about_origin``: no row may say anything about nationality or origin.
    """

    id: str
    file: str
    row: type[Row]
    model: type[ReferenceRow] | None
    references: tuple[Reference, ...] = ()
    once: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    mute_about_origin: bool = False

    @property
    def part(self) -> str:
        """The part that owns the file."""
        return self.id.split(".")[0]

    @property
    def shown_as(self) -> str:
        """How the file is named to a person."""
        return f"{self.part}/refdata/{self.file}"

    def path(self, root: Path) -> Path:
        """Where the file is under a folder that holds the parts."""
        return root / self.shown_as


@cache
def all_kinds() -> tuple[Kind, ...]:
    """Every kind, those that others refer to first."""
    declared = {
        kind.id: kind
        for config in apps.get_app_configs()
        if config.name.startswith("ketenzicht.") and find_spec(f"{config.name}.reference_rows")
        for kind in import_module(f"{config.name}.reference_rows").KINDS
    }
    ordered: dict[str, Kind] = {}

    def place(kind: Kind) -> None:
        for reference in kind.references:
            if reference.kind not in ordered and reference.kind != kind.id:
                place(declared[reference.kind])
        ordered[kind.id] = kind

    for kind in declared.values():
        place(kind)
    return tuple(ordered.values())
