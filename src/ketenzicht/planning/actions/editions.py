"""Publishing what was said as an edition that never changes, and withdrawing one."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor
from ketenzicht.planning.actions.changing import Changed, hold
from ketenzicht.planning.domain.editions import differences
from ketenzicht.planning.models import (
    Chapter,
    Consultation,
    Edition,
    EditionCluster,
    EditionFile,
    EditionStatement,
    Placement,
)
from ketenzicht.planning.papers.editions import edition_paper
from ketenzicht.planning.papers.pdf import as_pdf
from ketenzicht.planning.papers.word import as_word
from ketenzicht.planning.queries.account import account_of, opposite_numbers, repeated_numbers
from ketenzicht.planning.queries.clusters import chapters_of
from ketenzicht.planning.queries.editions import (
    layout_of,
    newest_number,
    newest_standing,
    readers_see,
    unplaced,
)

_MAKERS = {EditionFile.Kind.PDF: as_pdf, EditionFile.Kind.WORD: as_word}


class NothingToPublish(ValueError):
    """No statement stands in it; nothing was published."""


class NotConfirmed(ValueError):
    """Nobody said to have looked whether a statement could point to somebody; nothing was published."""


class NotPlaced(ValueError):
    """Readers see statements that stand in no cluster, so no page would hold them; nothing was published."""


@transaction.atomic
def publish_edition(*, code: str, note: str, confirmed: bool, seen: int, by: Actor, at: datetime) -> Edition:
    """Publish what stands there now, with its documents, after the newest edition that was ``seen``.

    Raises NothingToPublish, NotConfirmed, NotPlaced, and Changed when there is a newer edition already.
    """
    consultation = hold(code, by)
    if not confirmed:
        raise NotConfirmed
    if seen != newest_number(consultation):
        raise Changed
    if unplaced(consultation):
        raise NotPlaced
    before = newest_standing(consultation)
    edition = _begin(consultation, note)
    _fill(edition, consultation)
    edition.account = {**account_of(by, consultation), "confirmed": True}
    edition.pairs, edition.repeated = opposite_numbers(consultation), repeated_numbers(consultation)
    if before is not None:
        edition.changes = asdict(differences(before.number, layout_of(before), layout_of(edition)))
    edition.digest = digest_of(edition)
    edition.published_at, edition.published_by_id = at, by.user_id
    _keep_files(edition, code)
    edition.save()
    _record("planning.edition.published", edition, consultation, by, at)
    return edition


def _begin(consultation: Consultation, note: str) -> Edition:
    last = Edition.objects.filter(consultation=consultation).aggregate(last=Max("number"))["last"] or 0
    return Edition.objects.create(
        consultation=consultation,
        number=last + 1,
        title=consultation.title,
        desk_label=consultation.desk.label,
        note=note,
        is_demonstration=consultation.is_demonstration,
    )


def _fill(edition: Edition, consultation: Consultation) -> None:
    """Copy what stands where now and readers may see. Raises NothingToPublish."""
    said = list(readers_see(consultation))
    if not said:
        raise NothingToPublish
    EditionStatement.objects.bulk_create(
        (
            EditionStatement(edition=edition, number=one.number, place=place, text=one.text)
            for place, one in enumerate(said, 1)
        ),
        batch_size=2000,
    )
    chapters = chapters_of(consultation)
    edition.chapters = [[chapter.number, chapter.title] for chapter in chapters]
    EditionCluster.objects.bulk_create(_clusters(edition, consultation, chapters))


def _clusters(
    edition: Edition, consultation: Consultation, chapters: Sequence[Chapter]
) -> list[EditionCluster]:
    standing: dict[Any, list[int]] = {}
    rows = Placement.objects.filter(
        statement__consultation=consultation,
        ended_by=None,
        statement__replaced_by=None,
        statement__held_back=False,
    ).order_by("statement__order", "statement__number")
    for cluster, number in rows.values_list("cluster_id", "statement__number"):
        standing.setdefault(cluster, []).append(number)
    pairs = [(chapter, cluster) for chapter in chapters for cluster in chapter.clusters.all()]
    return [
        EditionCluster(
            edition=edition,
            cluster=cluster.pk,
            place=place,
            chapter=chapter.number,
            number=cluster.number,
            title=cluster.title,
            statements=standing.get(cluster.pk, []),
        )
        for place, (chapter, cluster) in enumerate(pairs, 1)
    ]


def digest_of(edition: Edition) -> str:
    """The hash of everything that an edition says, by which it can be known that nothing was changed."""
    clusters = EditionCluster.objects.filter(edition=edition)
    said = EditionStatement.objects.filter(edition=edition)
    whole = [
        *(edition.number, edition.title, edition.note, edition.chapters, edition.account),
        *(edition.changes, edition.pairs, edition.repeated),
        [[str(one.cluster), one.chapter, one.number, one.title, one.statements] for one in clusters],
        [[one.number, one.text] for one in said.defer("search")],
    ]
    return hashlib.sha256(json.dumps(whole, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _keep_files(edition: Edition, code: str) -> None:
    paper = edition_paper(edition, code)
    for kind, make in _MAKERS.items():
        content = make(paper)
        EditionFile.objects.create(
            edition=edition,
            kind=kind,
            size=len(content),
            digest=hashlib.sha256(content).hexdigest(),
            content=content,
        )


@transaction.atomic
def withdraw_edition(*, code: str, number: int, reason: str, by: Actor, at: datetime) -> None:
    """Close an edition for good to everybody but the desk that keeps it. Raises Changed."""
    consultation = hold(code, by)
    edition = Edition.objects.filter(consultation=consultation, number=number, withdrawn_at=None).first()
    if edition is None:
        raise Changed
    edition.withdrawn_at, edition.withdrawn_by_id, edition.withdrawn_reason = at, by.user_id, reason
    edition.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    _record("planning.edition.withdrawn", edition, consultation, by, at)


def _record(kind: str, edition: Edition, consultation: Consultation, by: Actor, at: datetime) -> None:
    audit.record(
        kind=kind,
        target=("edition", edition.pk),
        by=by,
        at=at,
        desk_id=consultation.desk_id,
        number=edition.number,
    )


@transaction.atomic
def take_edition_along(*, edition: Edition, kind: str, by: Actor, at: datetime) -> None:
    """Record that somebody took the file of an edition that is not open to everybody."""
    audit.record_read(
        kind="planning.edition.downloaded",
        target=("edition", edition.pk),
        by=by,
        at=at,
        desk_id=edition.consultation.desk_id,
        number=edition.number,
        file=kind,
    )
