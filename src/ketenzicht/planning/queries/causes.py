"""Analyses of causes: which somebody sees, the network drawn in one, and what it goes back to."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.planning.domain.causes.network import Arrow, Network, Node, NodeKind, Side
from ketenzicht.planning.models import (
    CauseAnalysis,
    CauseArrow,
    CauseNode,
    CauseStep,
    CauseSupport,
    Cluster,
    Consultation,
    Opposition,
    Placement,
    Plan,
    Statement,
)
from ketenzicht.planning.queries.consultations import consultation_for
from ketenzicht.planning.queries.searching import search, with_clusters

FOUND_AT_MOST = 50


def analyses_of(consultation: Consultation) -> QuerySet[CauseAnalysis]:
    """The analyses of a consultation that were not ended, in the order of their making.

    Each with ``drawn``, the number of its arrows.
    """
    return _with_arrows(CauseAnalysis.objects.filter(consultation=consultation, ended_at=None))


def ended_analyses_of(consultation: Consultation) -> QuerySet[CauseAnalysis]:
    """Those that were ended, the same way."""
    return _with_arrows(CauseAnalysis.objects.filter(consultation=consultation, ended_at__isnull=False))


def _with_arrows(analyses: QuerySet[CauseAnalysis]) -> QuerySet[CauseAnalysis]:
    return analyses.annotate(drawn=Count("arrows", filter=Q(arrows__removed=False))).order_by("number")


def analysis_for(actor: Actor, code: str, number: int) -> CauseAnalysis:
    """One analysis by its consultation and number. Raises NotVisible."""
    held = consultation_for(actor, code)
    there = CauseAnalysis.objects.filter(consultation=held, number=number).select_related(
        "handed_to", "ended_by"
    )
    found = there.first()
    if found is None:
        raise NotVisible
    found.consultation = held
    return found


def network_of(analysis: CauseAnalysis, *, for_readers: bool = False) -> Network:
    """What was drawn, as it stands now; ``for_readers`` without statements that only the desk sees."""
    nodes = {
        one.key: Node(one.key, NodeKind(one.kind), one.title, str(one.cluster_id or ""), one.note, one.step)
        for one in CauseNode.objects.filter(analysis=analysis, removed=False)
    }
    arrows = CauseArrow.objects.filter(analysis=analysis, removed=False).select_related("source", "target")
    statements = _statements_under(analysis, for_readers)
    return Network(
        nodes,
        {
            one.number: Arrow(
                one.number,
                one.source.key,
                one.target.key,
                one.sign,
                statements.get(one.number, {}),
                one.note,
                one.drawn,
                one.step,
            )
            for one in arrows
        },
    )


def _statements_under(analysis: CauseAnalysis, for_readers: bool) -> dict[int, dict[int, Side]]:
    found: dict[int, dict[int, Side]] = defaultdict(dict)
    rows = CauseSupport.objects.filter(
        arrow__analysis=analysis, arrow__removed=False, statement__replaced_by=None
    )
    if for_readers:
        rows = rows.filter(statement__held_back=False)
    for arrow, statement, side in rows.order_by("statement__number").values_list(
        "arrow__number", "statement__number", "side"
    ):
        found[arrow][statement] = Side(side)
    return found


def node_in(network: Network, key: str) -> Node:
    """A node by its key. Raises NotVisible."""
    if key not in network.nodes:
        raise NotVisible
    return network.nodes[key]


def arrow_in(network: Network, number: int) -> Arrow:
    """An arrow by its number. Raises NotVisible."""
    if number not in network.arrows:
        raise NotVisible
    return network.arrows[number]


def last_cause_step(analysis: CauseAnalysis) -> CauseStep | None:
    """The step that can be undone now."""
    return CauseStep.objects.filter(analysis=analysis, undone_at=None).select_related("by_user").first()


def cause_steps(analysis: CauseAnalysis, numbers: Collection[int]) -> dict[int, CauseStep]:
    """Steps by number, with who made them; only the desk that keeps the consultation sees any."""
    found = CauseStep.objects.filter(analysis=analysis, number__in=numbers).select_related("by_user")
    return {one.number: one for one in found.defer("changes")}


def clusters_by_id(consultation: Consultation) -> dict[str, Cluster]:
    """Every cluster of a consultation, also one whose adding was undone."""
    found = Cluster.objects.filter(consultation=consultation).select_related("chapter")
    return {str(one.pk): one for one in found}


def opposites_in(consultation: Consultation) -> frozenset[tuple[int, int]]:
    """The numbers of statements that were marked as saying the opposite of each other."""
    pairs = Opposition.objects.filter(consultation=consultation, ended_by=None)
    return frozenset(pairs.values_list("one__number", "other__number"))


def statements_called(consultation: Consultation, numbers: Collection[int]) -> dict[int, Statement]:
    """Statements by number, with their clusters; also those that were replaced since."""
    found = Statement.objects.filter(consultation=consultation, number__in=numbers)
    return {one.number: one for one in with_clusters(found)}


def said_about(consultation: Consultation, clusters: Collection[str], words: str) -> list[Statement]:
    """What may bear on an arrow: what was said in both of these clusters first, or what holds these words."""
    if words:
        return list(search(consultation, words)[:FOUND_AT_MOST])
    standing = Q(placements__ended_by=None, placements__cluster__in=clusters)
    found = (
        Statement.objects.filter(standing, consultation=consultation, replaced_by=None)
        .annotate(both=Count("placements", filter=standing))
        .order_by("-both", "order")
    )
    return list(with_clusters(found))


def said_in(clusters: Iterable[str]) -> dict[str, int]:
    """How many statements stand in each of these clusters."""
    placed = Placement.objects.filter(
        cluster__in=[one for one in clusters if one], ended_by=None, statement__replaced_by=None
    )
    counted = placed.values("cluster").annotate(said=Count("pk")).values_list("cluster", "said")
    return {str(cluster): said for cluster, said in counted}


def numbers_in(consultation: Consultation) -> frozenset[int]:
    """The number of every statement that there is or was."""
    return frozenset(Statement.objects.filter(consultation=consultation).values_list("number", flat=True))


def standing_for(consultation: Consultation, numbers: Collection[int]) -> dict[int, list[int]]:
    """By number of a statement that stands no longer: the numbers of those that hold its words now."""
    found: dict[int, list[int]] = {}
    open_ends = {number: [number] for number in numbers}
    while open_ends:
        onward = _onward(consultation, {one for ends in open_ends.values() for one in ends})
        open_ends = {
            number: [after for one in ends for after in onward.get(one, [one])]
            for number, ends in open_ends.items()
            if any(one in onward for one in ends)
        }
        found |= open_ends
    return found


def _onward(consultation: Consultation, numbers: Collection[int]) -> dict[int, list[int]]:
    """By number of a replaced statement those that came in its place, or came back for it."""
    gone = Statement.objects.filter(consultation=consultation, number__in=numbers).exclude(replaced_by=None)
    gone = gone.select_related("replaced_by")
    made: dict[UUID, list[int]] = defaultdict(list)
    there = Statement.objects.filter(made_by__in=[one.replaced_by_id for one in gone]).order_by("number")
    for step, number in there.values_list("made_by", "number"):
        made[step].append(number)
    return {
        one.number: one.replaced_by.restored
        if one.made_by_id == one.replaced_by_id
        else made[one.replaced_by_id]
        for one in gone
        if one.replaced_by and one.replaced_by_id
    }


@dataclass(frozen=True)
class Bearing:
    """That a statement bears on an arrow, for or against."""

    arrow: CauseArrow
    side: Side


def borne_on_by(statement: Statement) -> list[Bearing]:
    """The arrows that a statement supports or speaks against."""
    rows = CauseSupport.objects.filter(
        statement=statement,
        statement__replaced_by=None,
        arrow__removed=False,
        arrow__analysis__ended_at=None,
    ).select_related("arrow__source", "arrow__target", "arrow__analysis")
    return [
        Bearing(row.arrow, Side(row.side))
        for row in rows.order_by("arrow__analysis__number", "arrow__number")
    ]


def nodes_of_clusters(clusters: Iterable[Cluster]) -> list[CauseNode]:
    """Where clusters stand in analyses."""
    found = CauseNode.objects.filter(
        cluster__in=[one.pk for one in clusters], removed=False, analysis__ended_at=None
    )
    return list(found.select_related("analysis__consultation").order_by("analysis__number", "title"))


def nodes_to_choose(plan: Plan) -> list[CauseNode]:
    """What stands in the analyses of the consultation that a plan rests on."""
    found = CauseNode.objects.filter(
        analysis__consultation=plan.consultation_id, analysis__ended_at=None, removed=False
    )
    return list(found.select_related("analysis").order_by("analysis__number", "title"))
