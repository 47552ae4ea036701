"""Drawing what comes from what. Every step is kept and can be undone; nobody overwrites another unseen."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor
from ketenzicht.planning.actions.changing import Changed, cluster_in, hold
from ketenzicht.planning.actions.undoing import NothingToUndo
from ketenzicht.planning.domain.causes import editing
from ketenzicht.planning.domain.causes.network import (
    Network,
    NodeKind,
    Side,
    arrow_of,
    brought_back,
    following,
    node_of,
    touched,
)
from ketenzicht.planning.models import CauseAnalysis, CauseArrow, CauseNode, CauseStep, CauseSupport
from ketenzicht.planning.queries.causes import (
    analysis_for,
    last_cause_step,
    network_of,
    standing_for,
    statements_called,
)

Kind = CauseStep.Kind


@dataclass
class Work:
    """An analysis that is held while one step is made in it; ``step`` is the number the step gets."""

    analysis: CauseAnalysis
    network: Network
    by: Actor
    at: datetime

    @property
    def step(self) -> int:
        """The number of the step that is being made."""
        return self.analysis.steps + 1

    def keep(self, after: Network, kind: CauseStep.Kind) -> None:
        """Write what has changed and the step that changed it; nothing when nothing has."""
        after = self.of_today(after)
        changes = touched(self.network, after)
        if not changes:
            return
        _write(self.analysis, changes, after)
        CauseStep.objects.create(
            analysis=self.analysis,
            number=self.step,
            kind=kind,
            at=self.at,
            by_user_id=self.by.user_id,
            changes=changes,
        )
        self.analysis.steps = self.step
        self.analysis.save(update_fields=["steps"])
        _record(f"planning.cause.{kind.value}", self.analysis, self.by, self.at, number=self.analysis.steps)

    def of_today(self, after: Network) -> Network:
        """The network on statements that stand: what was redacted, cut or joined since does not come back."""
        brought = after.statements() - self.network.statements()
        stands = standing_for(self.analysis.consultation, brought) if brought else {}
        return following(after, stands) if stands else after


@transaction.atomic
def begin_analysis(
    *, code: str, title: str, is_demonstration: bool = False, by: Actor, at: datetime
) -> CauseAnalysis:
    """An empty analysis of a consultation. Raises NotVisible, NotAllowed."""
    held = hold(code, by)
    last = CauseAnalysis.objects.filter(consultation=held).aggregate(last=Max("number"))["last"] or 0
    made = CauseAnalysis.objects.create(
        consultation=held,
        number=last + 1,
        title=title,
        created_at=at,
        created_by_id=by.user_id,
        is_demonstration=is_demonstration,
    )
    _record("planning.cause.begun", made, by, at)
    return made


def work_on(code: str, number: int, by: Actor, at: datetime) -> Work:
    """An analysis, held until the end of the transaction. Raises NotVisible, NotAllowed, and Changed when
    it was ended."""
    held = hold(code, by)
    analysis = analysis_for(by, code, number)
    locked = CauseAnalysis.objects.select_for_update().get(pk=analysis.pk)
    locked.consultation = held
    if locked.ended_at is not None:
        raise Changed
    return Work(locked, network_of(locked), by, at)


@transaction.atomic
def add_nodes(
    *,
    code: str,
    number: int,
    kind: NodeKind,
    clusters: Collection[UUID] = (),
    title: str = "",
    by: Actor,
    at: datetime,
) -> list[str]:
    """Put clusters in an analysis, or what a person names, or both; answers their keys. Raises Changed."""
    work = work_on(code, number, by, at)
    after, keys = work.network, []
    for pk in clusters:
        cluster = cluster_in(work.analysis.consultation, pk)
        after, node = editing.add_node(after, kind=kind, title=cluster.title, cluster=str(pk), step=work.step)
        keys.append(node.key)
    if title:
        after, node = editing.add_node(after, kind=kind, title=title, step=work.step)
        keys.append(node.key)
    work.keep(after, Kind.ADD_NODES)
    return keys


@transaction.atomic
def change_node(
    *,
    code: str,
    number: int,
    key: str,
    kind: NodeKind,
    title: str,
    note: str,
    seen: int,
    by: Actor,
    at: datetime,
) -> None:
    """Put a node under another heading, title or remark. Raises ChangedMeanwhile."""
    work = work_on(code, number, by, at)
    after = editing.change_node(
        work.network, key, kind=kind, title=title, note=note, seen=seen, step=work.step
    )
    work.keep(after, Kind.CHANGE_NODE)


@transaction.atomic
def remove_node(*, code: str, number: int, key: str, seen: int, by: Actor, at: datetime) -> None:
    """Take a node out, with its arrows. Raises ChangedMeanwhile."""
    work = work_on(code, number, by, at)
    work.keep(editing.remove_node(work.network, key, seen=seen), Kind.REMOVE_NODE)


@transaction.atomic
def draw_arrow(
    *, code: str, number: int, source: str, target: str, sign: int, note: str = "", by: Actor, at: datetime
) -> int:
    """Draw an arrow and answer its number. Raises OnItself, AlreadyDrawn, ChangedMeanwhile."""
    work = work_on(code, number, by, at)
    after, arrow = editing.draw(
        work.network,
        source=source,
        target=target,
        sign=sign,
        note=note,
        number=_next_arrow(work.analysis),
        step=work.step,
    )
    work.keep(after, Kind.DRAW)
    return arrow.number


@transaction.atomic
def change_arrow(
    *, code: str, number: int, arrow: int, sign: int, note: str, seen: int, by: Actor, at: datetime
) -> None:
    """Give an arrow another sign or remark. Raises AlreadyDrawn, ChangedMeanwhile."""
    work = work_on(code, number, by, at)
    after = editing.change_arrow(work.network, arrow, sign=sign, note=note, seen=seen, step=work.step)
    work.keep(after, Kind.CHANGE_ARROW)


@transaction.atomic
def remove_arrow(*, code: str, number: int, arrow: int, seen: int, by: Actor, at: datetime) -> None:
    """Take an arrow away. Raises ChangedMeanwhile."""
    work = work_on(code, number, by, at)
    work.keep(editing.remove_arrow(work.network, arrow, seen=seen), Kind.REMOVE_ARROW)


@transaction.atomic
def bear_on(
    *,
    code: str,
    number: int,
    arrow: int,
    statements: Mapping[int, Side | None],
    side: Side | None,
    by: Actor,
    at: datetime,
) -> None:
    """Put statements on a side of an arrow, or on none; each with the side it was seen on.

    Raises ChangedMeanwhile, and Changed for a statement that does not stand.
    """
    work = work_on(code, number, by, at)
    said = statements_called(work.analysis.consultation, list(statements))
    if len(said) != len(statements) or any(one.replaced_by_id for one in said.values()):
        raise Changed
    work.keep(editing.bear_on(work.network, arrow, statements, side, step=work.step), Kind.BEAR_ON)


@transaction.atomic
def undo_cause_step(*, code: str, number: int, step: int, by: Actor, at: datetime) -> CauseStep:
    """Undo a step, which has to be the last one standing. Raises Changed, NothingToUndo."""
    work = work_on(code, number, by, at)
    last = last_cause_step(work.analysis)
    if last is None:
        raise NothingToUndo
    if last.number != step:
        raise Changed
    before = work.of_today(brought_back(work.network, last.changes))
    _write(work.analysis, touched(work.network, before), before)
    CauseStep.objects.filter(pk=last.pk).update(undone_at=at, undone_by_id=by.user_id)
    _record("planning.cause.undone", work.analysis, by, at, number=step)
    return last


def _next_arrow(analysis: CauseAnalysis) -> int:
    """A number that no arrow has or had, so that a link to one never leads to another."""
    last = CauseArrow.objects.filter(analysis=analysis).aggregate(last=Max("number"))["last"] or 0
    return last + 1


def _write(analysis: CauseAnalysis, changes: Sequence[Any], after: Network) -> None:
    """Bring the rows in line with what has changed."""
    nodes = [(key, old, new) for kind, key, old, new in changes if kind == "node"]
    arrows = [(int(key), old, new) for kind, key, old, new in changes if kind == "arrow"]
    _write_nodes(analysis, nodes)
    _write_arrows(analysis, arrows)
    _write_statements(analysis, [number for number, _old, _new in arrows], after)


def _write_nodes(analysis: CauseAnalysis, changes: Sequence[Any]) -> None:
    rows = []
    for key, old, new in changes:
        node = node_of(new or old)
        rows.append(
            CauseNode(
                analysis=analysis,
                key=key,
                kind=node.kind,
                title=node.title,
                cluster_id=node.cluster or None,
                note=node.note,
                step=node.step,
                removed=new is None,
            )
        )
    CauseNode.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["analysis", "key"],
        update_fields=["kind", "title", "cluster", "note", "step", "removed"],
    )


def _write_arrows(analysis: CauseAnalysis, changes: Sequence[Any]) -> None:
    ids = dict(CauseNode.objects.filter(analysis=analysis).values_list("key", "pk")) if changes else {}
    rows = []
    for number, old, new in changes:
        arrow = arrow_of(new or old)
        rows.append(
            CauseArrow(
                analysis=analysis,
                number=number,
                source_id=ids[arrow.source],
                target_id=ids[arrow.target],
                sign=arrow.sign,
                note=arrow.note,
                drawn=arrow.drawn,
                step=arrow.step,
                removed=new is None,
            )
        )
    CauseArrow.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["analysis", "number"],
        update_fields=["source", "target", "sign", "note", "drawn", "step", "removed"],
    )


def _write_statements(analysis: CauseAnalysis, numbers: Sequence[int], after: Network) -> None:
    """The statements under these arrows, as the network has them."""
    wanted = {
        (number, said): side
        for number in numbers
        if number in after.arrows
        for said, side in after.arrows[number].statements.items()
    }
    rows = CauseSupport.objects.filter(
        arrow__analysis=analysis, arrow__number__in=numbers, statement__replaced_by=None
    )
    there = {
        (arrow, said): (pk, side)
        for pk, arrow, said, side in rows.values_list("pk", "arrow__number", "statement__number", "side")
    }
    gone = [pk for place, (pk, side) in there.items() if wanted.get(place) != side]
    CauseSupport.objects.filter(pk__in=gone).delete()
    new = {place: side for place, side in wanted.items() if there.get(place, (0, ""))[1] != side}
    arrows = dict(
        CauseArrow.objects.filter(analysis=analysis, number__in=numbers).values_list("number", "pk")
    )
    said = statements_called(analysis.consultation, {number for _arrow, number in new})
    CauseSupport.objects.bulk_create(
        CauseSupport(arrow_id=arrows[arrow], statement=said[number], side=side)
        for (arrow, number), side in new.items()
    )


def _record(kind: str, analysis: CauseAnalysis, by: Actor, at: datetime, **detail: Any) -> None:
    audit.record(
        kind=kind,
        target=("consultation", analysis.consultation_id),
        by=by,
        at=at,
        desk_id=analysis.consultation.desk_id,
        **detail,
    )
