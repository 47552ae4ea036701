"""Finding statements by their words, and by their lasting number."""

from dataclasses import dataclass

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import F, Prefetch, QuerySet

from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.planning.models import Cluster, Consultation, Placement, Statement
from ketenzicht.planning.queries.consultations import consultation_for

_MARK_BEGIN, _MARK_END = "\u0002", "\u0003"


@dataclass(frozen=True)
class Found:
    """A statement with the pieces of its text: what was asked for, and what was not."""

    statement: Statement
    clusters: list[Cluster]
    pieces: list[tuple[str, bool]]


def search(consultation: Consultation, words: str) -> QuerySet[Statement]:
    """Statements with these words in any of their forms, best first."""
    query = SearchQuery(words, config="dutch", search_type="websearch")
    return (
        with_clusters(Statement.objects.filter(consultation=consultation, replaced_by=None, search=query))
        .annotate(rank=SearchRank(F("search"), query), marked=headline(query))
        .order_by("-rank", "order")
    )


def headline(query: SearchQuery) -> SearchHeadline:
    """The whole text with marks around what was asked for, to be taken apart by :func:`pieces`."""
    return SearchHeadline(
        "text", query, config="dutch", start_sel=_MARK_BEGIN, stop_sel=_MARK_END, highlight_all=True
    )


def pieces(marked: str) -> list[tuple[str, bool]]:
    """A marked text in pieces: what was asked for, and what was not."""
    cut = []
    for part in marked.split(_MARK_BEGIN):
        hit, end, rest = part.partition(_MARK_END)
        cut += [(hit, True), (rest, False)] if end else [(part, False)]
    return [piece for piece in cut if piece[0]]


def found(statement: Statement) -> Found:
    """A result as it is shown."""
    return Found(statement, clusters_of(statement), pieces(getattr(statement, "marked", statement.text)))


def clusters_of(statement: Statement) -> list[Cluster]:
    """The clusters a statement stands in; the statement comes from a query of this part."""
    return [placement.cluster for placement in statement.placements.all()]


def statement_by_number(actor: Actor, code: str, number: int) -> Statement:
    """A statement by its lasting number, also when it was replaced since. Raises NotVisible."""
    consultation = consultation_for(actor, code)
    found_one = with_clusters(Statement.objects.filter(consultation=consultation, number=number)).first()
    if found_one is None:
        raise NotVisible
    return found_one


def with_clusters(statements: QuerySet[Statement]) -> QuerySet[Statement]:
    """The statements, with the clusters they stand in at hand for :func:`clusters_of`."""
    standing = Placement.objects.filter(ended_by=None).select_related("cluster__chapter")
    return statements.defer("search").prefetch_related(Prefetch("placements", queryset=standing))
