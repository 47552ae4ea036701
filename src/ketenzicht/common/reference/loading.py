"""From the files into the database: by code, in one transaction, never deleting, never over a correction."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.models import ReferenceFile, ReferenceRow
from ketenzicht.common.reference import files
from ketenzicht.common.reference.catalogue import PARTS, Catalogue, read_all
from ketenzicht.common.reference.kinds import Kind
from ketenzicht.common.reference.problems import Problem, ReferenceRefused
from ketenzicht.common.reference.rows import Row


@dataclass(frozen=True)
class Loaded:
    """What happened to one file. ``kept``: rows corrected here whose file has changed since."""

    kind: Kind
    version: int
    rows: int
    added: int = 0
    changed: int = 0
    kept: tuple[str, ...] = ()


def load(*, kinds: Iterable[Kind], by: Actor, at: datetime, root: Path = PARTS) -> list[Loaded]:
    """Bring the database up to the files; call it inside ``acting(by)``, which makes it one transaction.

    Files whose content is already in are not even read. A row an administrator corrected keeps its fields and
    is marked when its file says something new. Raises NotAllowed, and ReferenceRefused with every problem.
    """
    by.require(Verb.REFERENCE_EDIT)
    kinds = tuple(kinds)
    known = {row.file_id: row for row in ReferenceFile.objects.all()}
    digests = _digests(kinds, root)
    stale = [
        (kind, kind.model)
        for kind in kinds
        if kind.model and (kind.id not in known or known[kind.id].sha256 != digests[kind.id])
    ]
    if not stale:
        return []
    catalogue = check(kinds=kinds, at=at, root=root)
    if catalogue.problems:
        raise ReferenceRefused(catalogue.problems)
    done = []
    for kind, model in stale:
        version = catalogue.metas[kind.id].version
        done.append(_upsert(kind, model, catalogue.rows[kind.id], version))
        ReferenceFile.objects.update_or_create(
            file_id=kind.id, defaults={"version": version, "sha256": digests[kind.id], "loaded_at": at}
        )
    return done


def check(
    *, kinds: Iterable[Kind], at: datetime, root: Path = PARTS, with_database: bool = True
) -> Catalogue:
    """Everything that :func:`load` would refuse, without writing; the catalogue's ``problems`` say what."""
    kinds = tuple(kinds)
    catalogue = read_all(kinds, timezone.localdate(at), root)
    if with_database:
        known = {row.file_id: row for row in ReferenceFile.objects.all()}
        readable = [kind for kind in kinds if kind.id in catalogue.metas]
        catalogue.problems.extend(_against_database(readable, catalogue, _digests(readable, root), known))
    return catalogue


def _digests(kinds: Iterable[Kind], root: Path) -> dict[str, str]:
    try:
        return {kind.id: files.digest(kind.path(root)) for kind in kinds}
    except files.UnreadableFile as error:
        missing = next(kind for kind in kinds if not kind.path(root).exists())
        raise ReferenceRefused(
            [Problem(missing.shown_as, "file", str(error), "Restore the file.")]
        ) from error


def _against_database(
    kinds: Iterable[Kind], catalogue: Catalogue, digests: dict[str, str], known: dict[str, ReferenceFile]
) -> list[Problem]:
    problems = []
    for kind in kinds:
        if kind.model is None:
            continue
        problems.extend(_vanished(kind, kind.model, catalogue.codes[kind.id]))
        before, meta = known.get(kind.id), catalogue.metas[kind.id]
        if before and before.sha256 != digests[kind.id] and meta.version <= before.version:
            what = f"version: the content changed, but this database already holds version {before.version}"
            problems.append(Problem(kind.shown_as, "meta", what, f"Write version {before.version + 1}."))
    return problems


def _vanished(kind: Kind, model: type[ReferenceRow], codes: frozenset[str]) -> list[Problem]:
    """Rows that came from the file once and are not in it now. Rows made here never came from it."""
    from_file = model._default_manager.exclude(file_digest="").values_list("code", flat=True)
    gone = sorted(set(from_file) - codes)
    remedy = "A code is never deleted or renamed. Put the row back and close it with valid_to."
    return [Problem(kind.shown_as, f"row {code}", "code: vanished from the file", remedy) for code in gone]


def _upsert(kind: Kind, model: type[ReferenceRow], rows: tuple[Row, ...], version: int) -> Loaded:
    present = {row.code: row for row in model._default_manager.all()}
    added, changed, kept = [], [], []
    for row in rows:
        record = present.get(row.code)
        if record is None:
            added.append(model(**_values(row, model)))
        elif record.corrected_at is not None:
            kept += _keep_corrected(row, record)
        elif record.file_digest != _row_digest(row):
            changed.append(record)
            _overwrite(row, record, model)
    model._default_manager.bulk_create(added)
    return Loaded(kind, version, len(rows), len(added), len(changed), tuple(kept))


def _overwrite(row: Row, record: ReferenceRow, model: type[ReferenceRow]) -> None:
    for name, value in _values(row, model).items():
        setattr(record, name, value)
    record.save()


def _keep_corrected(row: Row, record: ReferenceRow) -> list[str]:
    """Leave the fields as corrected here; mark the row when its file says something new."""
    now = _row_digest(row)
    if record.file_digest != now:
        record.file_digest, record.upstream_changed = now, True
        record.save(update_fields=["file_digest", "upstream_changed"])
    return [row.code] if record.upstream_changed else []


def _values(row: Row, model: type[ReferenceRow]) -> dict[str, Any]:
    """The row as the model's fields; codes of other rows become those rows."""
    values: dict[str, Any] = {**row.model_dump(), "file_digest": _row_digest(row)}
    for name, value in list(values.items()):
        related = model._meta.get_field(name).related_model
        if related is not None and not isinstance(related, str) and value is not None:
            values[name] = related._default_manager.get(code=value)
    return values


def _row_digest(row: Row) -> str:
    return hashlib.sha256(row.model_dump_json().encode()).hexdigest()
