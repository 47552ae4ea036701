"""All reference files together, read and checked: by row, by file, and against each other."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from pathlib import Path

from pydantic import ValidationError

from ketenzicht.common.reference import files
from ketenzicht.common.reference.kinds import Kind, Reference
from ketenzicht.common.reference.origin import words_about_origin
from ketenzicht.common.reference.problems import Problem, from_validation
from ketenzicht.common.reference.rows import Meta, Row

PARTS = Path(__file__).resolve().parents[2]
_FILE = "file"


@dataclass(frozen=True)
class Catalogue:
    """What the files say, and what is wrong with it.

    ``rows`` holds the sound rows only; ``codes`` the codes of all.
    """

    metas: dict[str, Meta] = field(default_factory=dict)
    rows: dict[str, tuple[Row, ...]] = field(default_factory=dict)
    codes: dict[str, frozenset[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_all(kinds: Iterable[Kind], today: date, root: Path = PARTS) -> Catalogue:
    """Read every file and check it. Never raises: what is wrong is in ``problems``."""
    kinds = tuple(kinds)
    catalogue = Catalogue()
    for kind in kinds:
        catalogue.rows[kind.id] = ()
        _read_one(kind, catalogue, root)
    for kind in kinds:
        meta = catalogue.metas.get(kind.id)
        # A machine whose clock is behind must not refuse what was shipped.
        latest = max(today, meta.retrieved) if meta else today
        catalogue.problems.extend(_checked_alone(kind, catalogue.rows[kind.id], latest))
        catalogue.problems.extend(_checked_references(kind, catalogue))
    if not catalogue.problems:
        # These look at whole rows of several files, so they need all of them sound.
        for kind in kinds:
            for check in kind.checks:
                catalogue.problems.extend(check(catalogue.rows))
    return catalogue


def _read_one(kind: Kind, catalogue: Catalogue, root: Path) -> None:
    try:
        raw = files.read(kind.path(root))
    except files.UnreadableFile as error:
        catalogue.problems.append(Problem(kind.shown_as, _FILE, str(error), "Restore or correct the file."))
        return
    try:
        catalogue.metas[kind.id] = meta = Meta.model_validate(raw.meta)
    except ValidationError as error:
        catalogue.problems.extend(from_validation(kind.shown_as, "meta", error))
    else:
        if meta.id != kind.id:
            catalogue.problems.append(Problem(kind.shown_as, "meta", f"id is {meta.id}", f"Write {kind.id}."))
    catalogue.codes[kind.id] = frozenset(str(values.get("code")) for values in raw.rows)
    rows = []
    for number, values in enumerate(raw.rows, start=1):
        try:
            rows.append(kind.row.model_validate(values))
        except ValidationError as error:
            name = f"row {values.get('code') or number}"
            catalogue.problems.extend(from_validation(kind.shown_as, name, error))
    catalogue.rows[kind.id] = tuple(rows)


def _checked_alone(kind: Kind, rows: tuple[Row, ...], latest: date) -> Iterator[Problem]:
    def problem(row: Row, what: str, remedy: str) -> Problem:
        return Problem(kind.shown_as, f"row {row.code}", what, remedy)

    for code, times in Counter(row.code for row in rows).items():
        if times > 1:
            yield Problem(
                kind.shown_as,
                f"row {code}",
                f"code: stands there {times} times",
                "Give each row its own code.",
            )
    for row in rows:
        if row.verified_on > latest:
            yield problem(row, "verified_on: lies in the future", "Write the day it was last compared.")
        if kind.mute_about_origin and (words := words_about_origin(row)):
            yield problem(
                row,
                f"speaks of nationality or origin ({', '.join(words)})",
                "Nationality, ethnicity and origin are no indicator. Say what was seen instead.",
            )
    yield from _overlaps(kind, rows)


def _overlaps(kind: Kind, rows: tuple[Row, ...]) -> Iterator[Problem]:
    if not kind.once:
        return
    for first, second in combinations(rows, 2):
        shared = all(getattr(first, name) == getattr(second, name) for name in kind.once)
        if shared and first.overlaps(second):
            yield Problem(
                kind.shown_as,
                f"row {second.code}",
                f"{' and '.join(kind.once)}: valid at the same time as {first.code}",
                "Close one with valid_to before the other begins.",
            )


def _checked_references(kind: Kind, catalogue: Catalogue) -> Iterator[Problem]:
    for reference in kind.references:
        if reference.kind not in catalogue.codes:
            continue  # that file could not be read, which is said already
        known = catalogue.codes[reference.kind] | reference.also
        for row in catalogue.rows[kind.id]:
            for code in _codes(row, reference):
                if code not in known:
                    yield Problem(
                        kind.shown_as,
                        f"row {row.code}",
                        f"{reference.field}: {code} is no code of {reference.kind}",
                        "Correct the code, or add the row it means.",
                    )


def _codes(row: Row, reference: Reference) -> tuple[str, ...]:
    value = getattr(row, reference.field)
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)
