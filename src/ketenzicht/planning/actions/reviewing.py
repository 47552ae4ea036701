"""Looking over what was read: saying it is right, splitting, joining, moving, leaving out and taking in."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ketenzicht.common.actor import Actor
from ketenzicht.planning.actions.changing import (
    Changed,
    begin,
    cluster_in,
    clusters_of,
    current,
    hold,
    replace,
    texts_of,
    write,
)
from ketenzicht.planning.domain.anthology import Reason
from ketenzicht.planning.domain.anthology.lines import bare
from ketenzicht.planning.domain.reviewing import CannotCut, Words, cut, join
from ketenzicht.planning.models import Change, Cluster, Placement, SourceLine, Statement

__all__ = [
    "Changed",
    "join_statements",
    "leave_out",
    "look_at_cluster",
    "look_at_statement",
    "move_statements",
    "split_statement",
    "take_in",
]


@transaction.atomic
def look_at_statement(*, code: str, statement_id: UUID, by: Actor, at: datetime) -> None:
    """Say that a statement was read right. Raises Changed."""
    consultation = hold(code, by)
    current(consultation, [statement_id])
    Statement.objects.filter(pk=statement_id).update(looked_at=at, looked_by_id=by.user_id)


@transaction.atomic
def look_at_cluster(*, code: str, cluster_id: UUID, title: str, by: Actor, at: datetime) -> None:
    """Say what a cluster is called. Raises Changed."""
    consultation = hold(code, by)
    cluster = cluster_in(consultation, cluster_id)
    Cluster.objects.filter(pk=cluster.pk).update(
        title=title.strip() or cluster.title, looked_at=at, looked_by_id=by.user_id
    )


@transaction.atomic
def split_statement(
    *, code: str, statement_id: UUID, place: int, by: Actor, at: datetime
) -> tuple[Statement, Statement]:
    """Cut a statement in two before ``place`` in its text. Raises Changed, also where there is no break."""
    consultation = hold(code, by)
    (statement,) = current(consultation, [statement_id])
    texts = texts_of(consultation, statement.lines)
    sources = [texts.get(number, "") for number in statement.lines]
    try:
        first, second = cut(Words(statement.text, tuple(statement.lines)), sources, place)
    except CannotCut as error:
        raise Changed from error
    change = begin(consultation, Change.Kind.SPLIT, by, at)
    clusters = clusters_of([statement])
    replace([statement], change)
    orders = (statement.order, _between(statement))
    one, other = write(consultation, list(zip((first, second), orders, strict=True)), clusters, change, by)
    return one, other


@transaction.atomic
def join_statements(*, code: str, statement_ids: Sequence[UUID], by: Actor, at: datetime) -> Statement:
    """Make one statement of several, standing in every cluster that one of them stood in. Raises Changed."""
    consultation = hold(code, by)
    statements = current(consultation, statement_ids)
    if len(statements) < 2:
        raise Changed
    words = Words(statements[0].text, tuple(statements[0].lines))
    for statement in statements[1:]:
        words = join(words, Words(statement.text, tuple(statement.lines)))
    change = begin(consultation, Change.Kind.JOIN, by, at)
    clusters = clusters_of(statements)
    replace(statements, change)
    return write(consultation, [(words, statements[0].order)], clusters, change, by)[0]


@transaction.atomic
def move_statements(
    *, code: str, statement_ids: Sequence[UUID], to: UUID, also_keep: bool = False, by: Actor, at: datetime
) -> None:
    """Put statements in a cluster; they leave the ones they stand in unless ``also_keep``. Raises Changed."""
    consultation = hold(code, by)
    statements = current(consultation, statement_ids)
    cluster = cluster_in(consultation, to)
    change = begin(consultation, Change.Kind.MOVE, by, at)
    standing = Placement.objects.filter(statement__in=statements, ended_by=None)
    there = set(standing.filter(cluster=cluster).values_list("statement_id", flat=True))
    if not also_keep:
        standing.exclude(cluster=cluster).update(ended_by=change)
    Placement.objects.bulk_create(
        Placement(statement=statement, cluster=cluster, made_by=change)
        for statement in statements
        if statement.pk not in there
    )


@transaction.atomic
def leave_out(*, code: str, statement_id: UUID, reason: Reason, by: Actor, at: datetime) -> None:
    """Say that a statement is none, and why; its lines are listed as left out. Raises Changed."""
    consultation = hold(code, by)
    statements = current(consultation, [statement_id])
    change = begin(consultation, Change.Kind.LEAVE_OUT, by, at)
    replace(statements, change)
    elsewhere = _lines_in_use(consultation.pk) - {
        number for chapter in consultation.chapters.all() for number in chapter.lines
    }
    free = [number for number in statements[0].lines if number not in elsewhere]
    _mark(change, free, reason.value)


@transaction.atomic
def take_in(
    *, code: str, line_numbers: Sequence[int], cluster_id: UUID, by: Actor, at: datetime
) -> Statement:
    """Make a statement out of lines that were left out. Raises Changed when one is in use already."""
    consultation = hold(code, by)
    cluster = cluster_in(consultation, cluster_id)
    numbers = sorted(set(line_numbers))
    texts = texts_of(consultation, numbers)
    words = " ".join(filter(None, (bare(texts.get(number, "")) for number in numbers)))
    if not words or set(numbers) & _lines_in_use(consultation.pk):
        raise Changed
    change = begin(consultation, Change.Kind.TAKE_IN, by, at)
    _mark(change, numbers, "")
    made = Words(words, tuple(numbers))
    return write(consultation, [(made, _order_at(consultation.pk, numbers[0]))], [cluster.pk], change, by)[0]


def _mark(change: Change, numbers: Sequence[int], reason: str) -> None:
    lines = SourceLine.objects.filter(source__consultation=change.consultation_id, number__in=numbers)
    change.lines = [[line.number, line.left_out, reason] for line in lines]
    change.save(update_fields=["lines"])
    lines.update(left_out=reason)


def _lines_in_use(consultation_id: UUID) -> set[int]:
    used = Statement.objects.filter(consultation=consultation_id, replaced_by=None)
    headings = Cluster.objects.filter(consultation=consultation_id)
    return {
        number
        for lines in (*used.values_list("lines", flat=True), *headings.values_list("lines", flat=True))
        for number in lines
    }


def _between(statement: Statement) -> float:
    """An order right after this statement and before the next."""
    following = (
        Statement.objects.filter(consultation=statement.consultation_id, order__gt=statement.order)
        .order_by("order")
        .values_list("order", flat=True)
        .first()
    )
    return (statement.order + following) / 2 if following is not None else statement.order + 1


def _order_at(consultation_id: UUID, line: int) -> float:
    """The order of a statement that begins at this line of the source."""
    rows = Statement.objects.filter(consultation=consultation_id).values_list("lines", "order")
    before = [order for lines, order in rows if lines and lines[0] < line]
    after = [order for lines, order in rows if lines and lines[0] > line]
    low = max(before, default=0.0)
    high = min((order for order in after if order > low), default=low + 1)
    return (low + high) / 2
