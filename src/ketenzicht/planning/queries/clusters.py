"""Chapters, clusters and the statements in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.planning.models import Chapter, Cluster, Consultation, Placement, Statement
from ketenzicht.planning.queries.consultations import consultation_for

_STANDING = Q(placements__ended_by=None, placements__statement__replaced_by=None)


@dataclass(frozen=True)
class ClusterView:
    """A cluster with its statements, and the clusters before and after it."""

    cluster: Cluster
    statements: Sequence[Statement]
    before: Cluster | None
    after: Cluster | None


def _clusters(consultation: Consultation, counted: Q = _STANDING) -> QuerySet[Cluster]:
    return (
        Cluster.objects.filter(consultation=consultation, removed_by=None)
        .select_related("chapter")
        .annotate(said=Count("placements", filter=counted))
        .order_by("chapter__number", "position")  # a grouped query forgets the order of the model
    )


def chapters_of(consultation: Consultation) -> list[Chapter]:
    """The chapters with their clusters; each cluster has ``said``, its number of statements."""
    return _chapters(consultation, _STANDING)


def chapters_for_readers(consultation: Consultation) -> list[Chapter]:
    """The same for what leaves the desk: ``said`` counts only what readers see, whoever asks."""
    return _chapters(consultation, _STANDING & Q(placements__statement__held_back=False))


def _chapters(consultation: Consultation, counted: Q) -> list[Chapter]:
    found = Chapter.objects.filter(consultation=consultation)
    return list(found.prefetch_related(Prefetch("clusters", queryset=_clusters(consultation, counted))))


def clusters_to_choose(consultation: Consultation) -> list[tuple[str, list[tuple[UUID, str]]]]:
    """Clusters by chapter, for a list to choose from."""
    return [
        (str(chapter), [(cluster.pk, str(cluster)) for cluster in chapter.clusters.all()])
        for chapter in chapters_of(consultation)
    ]


def statements_in(cluster: Cluster) -> list[Statement]:
    """The statements of a cluster in the order of the source."""
    return list(
        Statement.objects.filter(
            replaced_by=None, placements__cluster=cluster, placements__ended_by=None
        ).defer("search")
    )


def cluster_by_number(actor: Actor, code: str, number: str) -> ClusterView:
    """One cluster of a consultation by its number, such as 2.14. Raises NotVisible."""
    clusters = list(_clusters(consultation_for(actor, code)))
    place = next((place for place, one in enumerate(clusters) if one.number == number), None)
    if place is None:
        raise NotVisible
    before = clusters[place - 1] if place else None
    after = clusters[place + 1] if place + 1 < len(clusters) else None
    return ClusterView(clusters[place], statements_in(clusters[place]), before, after)


def neighbours(statement: Statement) -> tuple[Statement | None, Statement | None]:
    """The statements before and after this one in its (first) cluster."""
    standing = Placement.objects.filter(statement=statement, ended_by=None).order_by("pk").first()
    if standing is None:
        return None, None
    said = statements_in(standing.cluster)
    place = next((place for place, one in enumerate(said) if one.pk == statement.pk), 0)
    return (
        said[place - 1] if place else None,
        said[place + 1] if place + 1 < len(said) else None,
    )
