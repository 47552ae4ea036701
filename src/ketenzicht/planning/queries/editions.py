"""Editions as they are read: the newest, one by its number, what stands in it, and finding words in it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, QuerySet

from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.planning.domain.editions import Layout
from ketenzicht.planning.models import (
    Consultation,
    Edition,
    EditionCluster,
    EditionFile,
    EditionStatement,
    Placement,
    Statement,
)
from ketenzicht.planning.queries.consultations import consultation_for, keeps
from ketenzicht.planning.queries.searching import headline, pieces


def editions_of(consultation: Consultation) -> list[Edition]:
    """What was published of a consultation, the newest first, also what was withdrawn."""
    published = Edition.objects.filter(consultation=consultation, published_at__isnull=False)
    return list(published.select_related("published_by", "withdrawn_by"))


def editions_visible_to(actor: Actor, consultation: Consultation) -> list[Edition]:
    """The same for whoever looks: of a withdrawn one only the desk that keeps it gets what it said."""
    found = editions_of(consultation)
    return found if keeps(actor, consultation) else [_closed(one, consultation) for one in found]


def _closed(edition: Edition, consultation: Consultation) -> Edition:
    if edition.withdrawn_at:
        edition.title, edition.note = consultation.title, ""
        edition.account, edition.changes = {}, {}
        edition.chapters, edition.pairs, edition.repeated = [], [], []
    return edition


def edition_for(actor: Actor, code: str, number: int) -> Edition:
    """One edition. Raises NotVisible."""
    there = editions_visible_to(actor, consultation_for(actor, code))
    found = next((one for one in there if one.number == number), None)
    if found is None:
        raise NotVisible
    return found


def newest_standing(consultation: Consultation) -> Edition | None:
    """The newest edition that was not withdrawn."""
    return next((one for one in editions_of(consultation) if one.withdrawn_at is None), None)


def newest_number(consultation: Consultation) -> int:
    """The number of the newest edition, also when it was withdrawn; 0 while there is none."""
    return next((one.number for one in editions_of(consultation)), 0)


def readers_see(consultation: Consultation) -> QuerySet[Statement]:
    """The statements as they stand now that readers see, in the order of the source."""
    standing = Statement.objects.filter(consultation=consultation, replaced_by=None, held_back=False)
    return standing.defer("search")


def unplaced(consultation: Consultation) -> list[int]:
    """The numbers of what readers see that stands in no cluster, so in no chapter of an edition."""
    standing = Placement.objects.filter(
        statement__consultation=consultation, ended_by=None, cluster__removed_by=None
    )
    left = readers_see(consultation).exclude(pk__in=standing.values("statement"))
    return list(left.values_list("number", flat=True))


@dataclass(frozen=True)
class EditionChapter:
    """A chapter of an edition with its clusters."""

    number: int
    title: str
    clusters: list[EditionCluster]

    @property
    def said(self) -> int:
        """How often a statement stands in it."""
        return sum(len(one.statements) for one in self.clusters)


def edition_chapters(edition: Edition) -> list[EditionChapter]:
    """The chapters of an edition in their order."""
    clusters = defaultdict(list)
    for cluster in EditionCluster.objects.filter(edition=edition):
        clusters[cluster.chapter].append(cluster)
    return [EditionChapter(number, title, clusters[number]) for number, title in edition.chapters]


@dataclass(frozen=True)
class Placed:
    """A statement where it is read, with the other clusters it stands in."""

    statement: EditionStatement
    also: list[EditionCluster]


@dataclass(frozen=True)
class PlacedCluster:
    """A cluster with its statements."""

    cluster: EditionCluster
    statements: list[Placed]


def placed(edition: Edition, chapter: int | None = None, number: str = "") -> list[PlacedCluster]:
    """The clusters of an edition, of a chapter of it, or the one with this number, with what was said."""
    clusters = list(EditionCluster.objects.filter(edition=edition))
    homes: dict[int, list[EditionCluster]] = defaultdict(list)
    for cluster in clusters:
        for said in cluster.statements:
            homes[said].append(cluster)
    wanted = [one for one in clusters if chapter in (None, one.chapter) and number in ("", one.number)]
    numbers = {said for one in wanted for said in one.statements}
    texts = {
        one.number: one
        for one in EditionStatement.objects.filter(edition=edition, number__in=numbers).defer("search")
    }
    return [
        PlacedCluster(
            one,
            [
                Placed(texts[said], [each for each in homes[said] if each.pk != one.pk])
                for said in one.statements
            ],
        )
        for one in wanted
    ]


@dataclass(frozen=True)
class EditionStatementView:
    """One statement of an edition, where it stands, and what is opposite or like it."""

    statement: EditionStatement
    clusters: list[EditionCluster]
    opposed: list[EditionStatement]
    repeated: list[EditionStatement]


def edition_statement(edition: Edition, number: int) -> EditionStatementView:
    """A statement by its lasting number. Raises NotVisible."""
    there = EditionStatement.objects.filter(edition=edition).defer("search")
    found = there.filter(number=number).first()
    if found is None:
        raise NotVisible
    opposed = {each for pair in edition.pairs if number in pair for each in pair if each != number}
    alike = {each for group in edition.repeated if number in group for each in group if each != number}
    clusters = EditionCluster.objects.filter(edition=edition, statements__contains=number)
    return EditionStatementView(
        found,
        list(clusters),
        list(there.filter(number__in=opposed)),
        list(there.filter(number__in=alike)),
    )


@dataclass(frozen=True)
class FoundInEdition:
    """A statement that was found, in pieces: what was asked for and what was not."""

    statement: EditionStatement
    clusters: list[EditionCluster]
    pieces: list[tuple[str, bool]]


def search_edition(edition: Edition, words: str) -> QuerySet[EditionStatement]:
    """The statements of an edition with these words in any of their forms, best first."""
    query = SearchQuery(words, config="dutch", search_type="websearch")
    return (
        EditionStatement.objects.filter(edition=edition, search=query)
        .defer("search")
        .annotate(rank=SearchRank(F("search"), query), marked=headline(query))
        .order_by("-rank", "place")
    )


def found_in(edition: Edition, statements: Sequence[EditionStatement]) -> list[FoundInEdition]:
    """Results as they are shown."""
    clusters = list(EditionCluster.objects.filter(edition=edition))
    return [
        FoundInEdition(
            one,
            [each for each in clusters if one.number in each.statements],
            pieces(getattr(one, "marked", one.text)),
        )
        for one in statements
    ]


def layout_of(edition: Edition) -> Layout:
    """Where everything stands, to be compared with another edition."""
    standing: dict[int, set[str]] = defaultdict(set)
    titles = {}
    for one in EditionCluster.objects.filter(edition=edition):
        titles[str(one.cluster)] = (one.number, one.title)
        for number in one.statements:
            standing[number].add(str(one.cluster))
    return Layout(titles, {number: frozenset(ids) for number, ids in standing.items()})


def file_of(edition: Edition, kind: str) -> EditionFile:
    """The edition as a file of this kind. Raises NotVisible, also when it was withdrawn."""
    found = EditionFile.objects.filter(edition=edition, kind=kind).first()
    if found is None:
        raise NotVisible
    return found


def files_of(edition: Edition) -> list[EditionFile]:
    """What can be taken away of an edition, without the content."""
    return list(EditionFile.objects.filter(edition=edition).defer("content"))
