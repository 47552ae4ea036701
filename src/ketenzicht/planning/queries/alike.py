"""Statements in like words, with the words they share."""

from dataclasses import dataclass

from ketenzicht.planning.domain.likeness import Texts
from ketenzicht.planning.models import Cluster, Consultation, Statement
from ketenzicht.planning.queries.compared import compared
from ketenzicht.planning.queries.searching import clusters_of, with_clusters

_LEAST = 0.2
_MOST = 8


@dataclass(frozen=True)
class Alike:
    """A statement in like words."""

    statement: Statement
    shared: tuple[str, ...]
    clusters: list[Cluster]


def similar_to(consultation: Consultation, statement: Statement) -> list[Alike]:
    """What else was said in like words, most alike first."""
    near = [each for each in compared(consultation).near(statement, _MOST) if each[1].weight >= _LEAST]
    others = with_clusters(Statement.objects.filter(pk__in=[key for key, _like in near])).in_bulk()
    return [Alike(others[key], like.shared[:6], clusters_of(others[key])) for key, like in near]


def more_than_once(consultation: Consultation) -> list[list[Alike]]:
    """Groups of statements that say the same in nearly the same words; the largest first."""
    said = _standing(consultation)
    groups = Texts([one.text for one in said]).nearly_the_same()
    found = [[Alike(said[place], (), clusters_of(said[place])) for place in group] for group in groups]
    return sorted(found, key=lambda group: -len(group))


def _standing(consultation: Consultation) -> list[Statement]:
    return list(with_clusters(Statement.objects.filter(consultation=consultation, replaced_by=None)))
