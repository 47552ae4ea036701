"""Putting statements together: suggestions, opposites, and who decided what."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from ketenzicht.planning.domain.likeness import Likeness
from ketenzicht.planning.models import Change, Cluster, Consultation, Opposition, Placement, Statement
from ketenzicht.planning.queries.compared import compared
from ketenzicht.planning.queries.searching import clusters_of, with_clusters

_NEIGHBOURS = 8
_LEAST = 0.15
_CLEARLY = 2  # times as much as the cluster it stands in


@dataclass(frozen=True)
class Suggestion:
    """Another cluster for a statement, with the words it shares with what is said there."""

    cluster: Cluster
    words: tuple[str, ...]


@dataclass(frozen=True)
class Sortable:
    """A statement with the other clusters it stands in, and where else it may belong."""

    statement: Statement
    elsewhere: Sequence[Cluster]
    suggestion: Suggestion | None


@dataclass(frozen=True)
class Opposed:
    """Two statements that say the opposite, side by side."""

    opposition: Opposition
    sides: Sequence[tuple[Statement, list[Cluster]]]


@dataclass(frozen=True)
class Step:
    """A change in words: the statements it took away, made, moved or opposed, and where they went."""

    change: Change
    replaced: Sequence[int]
    made: Sequence[int]
    moved: Sequence[int]
    opposed: Sequence[int]
    to: Sequence[Cluster]


def sortables(consultation: Consultation, cluster: Cluster) -> list[Sortable]:
    """The statements of a cluster, each with a suggestion where another cluster is more like it."""
    standing = Placement.objects.filter(cluster=cluster, ended_by=None).values("statement")
    said = list(
        with_clusters(Statement.objects.filter(consultation=consultation, replaced_by=None, pk__in=standing))
    )
    beside = compared(consultation)
    near = {one.pk: beside.near(one, _NEIGHBOURS) for one in said}
    others = with_clusters(
        Statement.objects.filter(pk__in={key for found in near.values() for key, _like in found})
    ).in_bulk()
    return [
        Sortable(
            one,
            [each for each in clusters_of(one) if each != cluster],
            _suggested(one, [(others[key], like) for key, like in near[one.pk]], cluster),
        )
        for one in said
    ]


def _suggested(
    said: Statement, near: Sequence[tuple[Statement, Likeness]], own: Cluster
) -> Suggestion | None:
    """The cluster of the statements most like this one, when that is none it stands in already."""
    weights: dict[Cluster, float] = defaultdict(float)
    words: dict[Cluster, list[str]] = defaultdict(list)
    for other, like in near:
        for cluster in clusters_of(other):
            weights[cluster] += like.weight
            words[cluster] += like.shared
    if not weights:
        return None
    best = max(weights, key=lambda cluster: weights[cluster])
    clearly = weights[best] >= _LEAST and weights[best] > _CLEARLY * weights.get(own, 0.0)
    if not clearly or best in clusters_of(said):
        return None
    return Suggestion(best, tuple(dict.fromkeys(words[best]))[:4])


def oppositions(consultation: Consultation) -> list[Opposed]:
    """What was marked as saying the opposite, in the order of marking."""
    marked = Opposition.objects.filter(consultation=consultation, ended_by=None)
    sides = with_clusters(Statement.objects.all())
    found = marked.prefetch_related(Prefetch("one", queryset=sides), Prefetch("other", queryset=sides))
    return [Opposed(each, [(side, clusters_of(side)) for side in (each.one, each.other)]) for each in found]


def opposed_to(statement: Statement) -> list[Statement]:
    """What was marked as saying the opposite of this statement."""
    found = Opposition.objects.filter(consultation=statement.consultation_id, ended_by=None)
    pairs = found.select_related("one", "other")
    return [
        *(pair.other for pair in pairs.filter(one=statement)),
        *(pair.one for pair in pairs.filter(other=statement)),
    ]


def history(consultation: Consultation) -> QuerySet[Change]:
    """Every step in a consultation, the newest first, with what :func:`in_words` needs."""
    placed = Placement.objects.select_related("statement", "cluster__chapter")
    pairs = Opposition.objects.select_related("one", "other")
    return (
        Change.objects.filter(consultation=consultation)
        .exclude(kind=Change.Kind.IMPORT)
        .select_related("by_user", "undone_by")
        .prefetch_related(
            *("made", "replaced"),
            Prefetch("placed", queryset=placed),
            Prefetch("opposed", queryset=pairs),
            Prefetch("unopposed", queryset=pairs),
        )
    )


def in_words(change: Change) -> Step:
    """What a step did; the change comes from :func:`history`."""
    made = [one.number for one in change.made.all()]
    placed = [each for each in change.placed.all() if each.statement.number not in made]
    pairs = [*change.opposed.all(), *change.unopposed.all()]
    return Step(
        change=change,
        replaced=[one.number for one in change.replaced.all()],
        made=made,
        moved=[each.statement.number for each in placed],
        opposed=[side.number for pair in pairs for side in (pair.one, pair.other)],
        to=list(dict.fromkeys(each.cluster for each in placed)),
    )
