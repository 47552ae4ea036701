"""What the reader of a document was unsure of, and what it left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from ketenzicht.planning.domain.reviewing import breaks
from ketenzicht.planning.models import Cluster, Consultation, SourceLine, Statement
from ketenzicht.planning.queries.clusters import neighbours

_AROUND = 3


@dataclass(frozen=True)
class Unsure:
    """A statement to look at: the lines it rests on with those around them, and where it can be cut."""

    statement: Statement
    lines: Sequence[SourceLine]
    cuts: Sequence[tuple[int, str, str]]
    before: Statement | None
    after: Statement | None


@dataclass(frozen=True)
class LeftOutGroup:
    """Neighbouring lines that were left out for one reason."""

    reason: str
    lines: Sequence[SourceLine]


def unsure_clusters(consultation: Consultation) -> list[Cluster]:
    """Clusters whose heading nobody has looked at yet though there is doubt about it."""
    found = Cluster.objects.filter(consultation=consultation, looked_at=None).exclude(doubts=[])
    return list(found.select_related("chapter"))


def next_unsure(consultation: Consultation, after: float = 0.0) -> Statement | None:
    """The next statement nobody has looked at; from the start again when the end is reached."""
    waiting = (
        Statement.objects.filter(consultation=consultation, replaced_by=None, looked_at=None)
        .exclude(doubts=[])
        .defer("search")
    )
    return waiting.filter(order__gt=after).first() or waiting.first()


def unsure_of(consultation: Consultation, statement: Statement) -> Unsure:
    """What one needs to judge a statement."""
    numbers = statement.lines or [0]
    lines = SourceLine.objects.filter(
        source__consultation=consultation,
        number__gte=min(numbers) - _AROUND,
        number__lte=max(numbers) + _AROUND,
    )
    own = {line.number: line.text for line in lines if line.number in statement.lines}
    sources = [own.get(number, "") for number in statement.lines]
    cuts = [
        (place, statement.text[:place].strip(), statement.text[place:].strip())
        for place in breaks(statement.text, sources)
    ]
    before, after = neighbours(statement)
    return Unsure(statement, list(lines), cuts, before, after)


def left_out_lines(consultation: Consultation) -> list[LeftOutGroup]:
    """Every line with words that is in no heading and no statement, in order, grouped by reason."""
    lines = SourceLine.objects.filter(source__consultation=consultation).exclude(left_out__in=["", "empty"])
    return [
        LeftOutGroup(reason, list(group)) for reason, group in groupby(lines, key=lambda line: line.left_out)
    ]


def statement_to_review(consultation: Consultation, statement_id: UUID) -> Statement | None:
    """A statement that stands now, by id."""
    return Statement.objects.filter(consultation=consultation, pk=statement_id, replaced_by=None).first()
