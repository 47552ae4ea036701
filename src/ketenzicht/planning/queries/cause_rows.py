"""What the pages of an analysis list: its nodes, its arrows, and what a plan does with its problems."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from ketenzicht.common.actor import Actor
from ketenzicht.planning.domain.causes.findings import root_causes
from ketenzicht.planning.domain.causes.network import Arrow, Network, Node, NodeKind
from ketenzicht.planning.models import CauseAnalysis, CauseNode, Cluster, Plan, Problem
from ketenzicht.planning.queries.causes import analyses_of, clusters_by_id, network_of, said_in
from ketenzicht.planning.queries.goals import problems_of
from ketenzicht.planning.queries.plans import plans_visible_to


@dataclass(frozen=True)
class NodeRow:
    """A node with its cluster, how much was said there, and how many arrows lead to it and go on."""

    node: Node
    cluster: Cluster | None
    said: int
    into: int
    out_of: int
    is_root: bool


@dataclass(frozen=True)
class ArrowRow:
    """An arrow with what stands at its ends."""

    arrow: Arrow
    source: Node
    target: Node

    @property
    def name(self) -> str:
        """The arrow in words."""
        return f"{self.source.title} → {self.target.title}"

    @property
    def is_contradicted(self) -> bool:
        """Whether statements stand on both sides."""
        return bool(self.arrow.support and self.arrow.doubt)


def node_rows(analysis: CauseAnalysis, network: Network) -> list[NodeRow]:
    """Causes first, then problems, then consequences."""
    clusters = clusters_by_id(analysis.consultation)
    said = said_in(node.cluster for node in network.nodes.values())
    roots = {node.key for node in root_causes(network)}
    return [
        NodeRow(
            node,
            clusters.get(node.cluster),
            said.get(node.cluster, 0),
            len(network.into(node.key)),
            len(network.out_of(node.key)),
            node.key in roots,
        )
        for kind in NodeKind
        for node in network.of_kind(kind)
    ]


def arrow_rows(network: Network, arrows: Iterable[Arrow]) -> list[ArrowRow]:
    """Arrows with their ends."""
    return [ArrowRow(one, network.nodes[one.source], network.nodes[one.target]) for one in arrows]


def problems_on(actor: Actor, analysis: CauseAnalysis, node: Node) -> list[Problem]:
    """The problems of plans that stand on this node, by name or by its cluster, where the actor sees them."""
    found = Problem.objects.filter(removed_at=None, plan__in=plans_visible_to(actor)).select_related("plan")
    named = found.filter(node__analysis=analysis, node__key=node.key)
    by_cluster = found.filter(node=None, cluster_id=node.cluster) if node.cluster else found.none()
    return sorted({*named, *by_cluster}, key=lambda one: (one.plan.title, one.position))


@dataclass(frozen=True)
class Traced:
    """The problems of a plan beside the causes that were drawn.

    ``nodes`` are the nodes each problem stands on by the key of the problem; ``roots`` are root causes on
    which no problem of the plan stands, ``without`` the problems that stand on no node.
    """

    nodes: dict[Problem, list[CauseNode]]
    roots: list[tuple[CauseAnalysis, Node]]
    without: list[Problem]


def traced(plan: Plan) -> Traced | None:
    """How the problems of a plan go back to the analyses of its consultation; None when there are none."""
    analyses = list(analyses_of(plan.consultation)) if plan.consultation else []
    if not analyses:
        return None
    problems = problems_of(plan)
    # What a problem names goes on standing under it when that analysis was ended.
    named = Q(pk__in=[one.node_id for one in problems if one.node_id])
    there = CauseNode.objects.filter(Q(analysis__in=analyses) | named, removed=False)
    standing = list(there.select_related("analysis__consultation"))
    nodes = {problem: _nodes_of(problem, standing) for problem in problems}
    covered = {(one.analysis_id, one.key) for found in nodes.values() for one in found}
    roots = [
        (analysis, node)
        for analysis in analyses
        for node in root_causes(network_of(analysis))
        if (analysis.pk, node.key) not in covered
    ]
    return Traced(nodes, roots, [problem for problem, found in nodes.items() if not found])


def _nodes_of(problem: Problem, standing: Iterable[CauseNode]) -> list[CauseNode]:
    """The node a problem names; else every node of its cluster."""
    if problem.node_id:
        return [one for one in standing if one.pk == problem.node_id]
    return [one for one in standing if one.cluster_id and one.cluster_id == problem.cluster_id]
