"""Rounds in which several people cluster: what oneself chose, and how far all agree."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING
from uuid import UUID

from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.planning.domain.agreement import adjusted_rand, disputed, mean_agreement
from ketenzicht.planning.models import Cluster, Consultation, Round, RoundChoice, Statement
from ketenzicht.planning.queries.searching import clusters_of, with_clusters

if TYPE_CHECKING:
    from ketenzicht.accounts.models import User


@dataclass(frozen=True)
class OwnRound:
    """How far somebody is in a round, and the statement to place now."""

    round: Round
    done: int
    of: int
    statement: Statement | None
    chosen: UUID | None


@dataclass(frozen=True)
class Pair:
    """Two people and how far they agree."""

    one: "User"
    other: "User"
    agreement: float | None


@dataclass(frozen=True)
class Contest:
    """A statement that people put in different clusters, and where it stands now."""

    statement: Statement
    chosen: Sequence[tuple[Cluster, int]]
    stands: Sequence[Cluster]


@dataclass(frozen=True)
class Comparison:
    """What came of a round."""

    round: Round
    people: Sequence["User"]
    agreement: float | None
    pairs: Sequence[Pair]
    contests: Sequence[Contest]
    agreed: int


def rounds_of(consultation: Consultation) -> list[Round]:
    """The rounds of a consultation, the newest first."""
    return list(Round.objects.filter(consultation=consultation).select_related("opened_by", "closed_by"))


def round_for(consultation: Consultation, round_id: UUID) -> Round:
    """One round. Raises NotVisible."""
    found = Round.objects.filter(consultation=consultation, pk=round_id).first()
    if found is None:
        raise NotVisible
    return found


def own_round(actor: Actor, held: Round, number: int | None = None) -> OwnRound:
    """Where somebody is: the statement with this number, else the first one not placed yet."""
    own = RoundChoice.objects.filter(round=held, user=actor.user_id or 0)
    chosen = dict(own.values_list("statement_id", "cluster_id"))
    said = list(with_clusters(Statement.objects.filter(pk__in=held.statements)))
    waiting = (one for one in said if one.pk not in chosen)
    asked = next((one for one in said if one.number == number), None)
    now = asked or next(waiting, None)
    return OwnRound(held, len(chosen), len(said), now, chosen.get(now.pk) if now else None)


def comparison(held: Round) -> Comparison:
    """How far people agree in a closed round, and about which statements they do not."""
    by_person: dict[User, dict[Statement, Cluster]] = defaultdict(dict)
    choices = RoundChoice.objects.filter(round=held).select_related("user", "statement", "cluster__chapter")
    for choice in choices.order_by("user__name", "statement__order"):
        by_person[choice.user][choice.statement] = choice.cluster
    people = list(by_person)
    clusterings: list[Mapping[Statement, Cluster]] = list(by_person.values())
    contests = disputed(clusterings)
    standing = {
        one.pk: clusters_of(one)
        for one in with_clusters(Statement.objects.filter(pk__in=[each.statement.pk for each in contests]))
    }
    placed = Counter(statement for clustering in clusterings for statement in clustering)
    return Comparison(
        round=held,
        people=people,
        agreement=mean_agreement(clusterings),
        pairs=[
            Pair(one, other, adjusted_rand(by_person[one], by_person[other]))
            for one, other in combinations(people, 2)
        ],
        contests=[Contest(each.statement, each.chosen, standing[each.statement.pk]) for each in contests],
        agreed=sum(count > 1 for count in placed.values()) - len(contests),
    )
