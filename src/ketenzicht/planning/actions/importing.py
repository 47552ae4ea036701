"""Taking in an anthology as it was published."""

import hashlib
from datetime import datetime
from itertools import count

from django.db import transaction

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import Verb
from ketenzicht.planning.actions.beginning import new_consultation
from ketenzicht.planning.documents import Document
from ketenzicht.planning.domain import anthology
from ketenzicht.planning.domain.anthology import Anthology, Doubt, read
from ketenzicht.planning.models import (
    Change,
    Chapter,
    Cluster,
    Consultation,
    Placement,
    Source,
    SourceLine,
    Statement,
)


class Incomplete(ValueError):
    """The document holds no numbered chapters with statements; nothing was taken in."""


@transaction.atomic
def import_anthology(
    *,
    code: str,
    title: str,
    document: Document,
    file_name: str,
    desk_id: int,
    is_demonstration: bool = False,
    by: Actor,
    at: datetime,
) -> Consultation:
    """A new consultation out of a document, whole or not at all.

    Raises NotAllowed, Incomplete, AlreadyThere.
    """
    by.require(Verb.PLAN_EDIT, desk_id)
    found = read(document.lines)
    if not found.statements:
        raise Incomplete
    consultation = new_consultation(
        code=code, title=title, desk_id=desk_id, is_demonstration=is_demonstration, by=by, at=at
    )
    change = Change.objects.create(
        consultation=consultation, number=1, kind=Change.Kind.IMPORT, at=at, by_user_id=by.user_id
    )
    source = Source.objects.create(
        consultation=consultation,
        file_name=file_name[:200],
        kind=document.kind.value,
        encoding=document.encoding,
        digest=_digest(document),
        imported_at=at,
        imported_by_id=by.user_id,
    )
    _keep_lines(source, document, found)
    _keep_words(consultation, found, change)
    audit.record(
        kind="planning.consultation.imported",
        target=("consultation", consultation.pk),
        by=by,
        at=at,
        desk_id=desk_id,
        count=len(found.statements),
    )
    return consultation


def _digest(document: Document) -> str:
    return hashlib.sha256("\n".join(line.text for line in document.lines).encode()).hexdigest()


def _keep_lines(source: Source, document: Document, found: Anthology) -> None:
    """Every line of the document, with the reason when it is in no heading and no statement."""
    reasons = {left.line: left.reason.value for left in found.left_out}
    SourceLine.objects.bulk_create(
        (
            SourceLine(
                source=source,
                number=line.number,
                page=line.page,
                text=line.text,
                left_out=reasons.get(line.number, ""),
            )
            for line in document.lines
        ),
        batch_size=5000,
    )


def _keep_words(consultation: Consultation, found: Anthology, change: Change) -> None:
    statements, placements = [], []
    numbers = count(1)
    for chapter in found.chapters:
        kept = Chapter.objects.create(
            consultation=consultation,
            number=int(chapter.number),
            title=chapter.title[:300],
            lines=list(chapter.lines),
        )
        for cluster in chapter.clusters:
            stands = _cluster(kept, cluster)
            for statement in cluster.statements:
                made = _statement(consultation, statement, next(numbers), change)
                statements.append(made)
                placements.append(Placement(statement=made, cluster=stands, made_by=change))
    Statement.objects.bulk_create(statements, batch_size=2000)
    Placement.objects.bulk_create(placements, batch_size=5000)


def _cluster(chapter: Chapter, cluster: anthology.Cluster) -> Cluster:
    """The contents give the name; what stood above the statements is kept beside it when it differs."""
    title = cluster.contents_title or cluster.title
    return Cluster.objects.create(
        consultation_id=chapter.consultation_id,
        chapter=chapter,
        position=int(cluster.number.partition(".")[2]),
        title=title[:300],
        heading="" if title == cluster.title else cluster.title[:300],
        lines=list(cluster.lines),
        doubts=[doubt.value for doubt in cluster.doubts],
    )


def _statement(
    consultation: Consultation, statement: anthology.Statement, number: int, change: Change
) -> Statement:
    return Statement(
        consultation=consultation,
        number=number,
        order=float(number),
        text=statement.text,
        lines=list(statement.lines),
        doubts=[Doubt(doubt).value for doubt in statement.doubts],
        made_by=change,
    )
