"""Looking at a hand-off. Every look at something about a person is recorded."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor, NotVisible, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import MoveNotAllowed, Relation
from ketenzicht.handover.actions.moving import SUBJECT, moving
from ketenzicht.handover.domain.states import HandoverEvent, HandoverState
from ketenzicht.handover.domain.visibility import preview_visible
from ketenzicht.handover.models import Handover
from ketenzicht.handover.queries import (
    Package,
    PackageFileRow,
    desk_of,
    file_for,
    handover_for,
    package_for,
    relations_of,
)


@dataclass(frozen=True)
class Look:
    """What somebody gets to see of a hand-off, as which desk."""

    handover: Handover
    relation: Relation
    relations: frozenset[Relation]
    package: Package
    preview_visible: bool


def see(*, handover_id: UUID, by: Actor, at: datetime) -> Handover:
    """Note that the receiving desk has seen the preview.

    Raises NotVisible, NotAllowed, and MoveNotAllowed when it was seen before.
    """
    with moving(handover_id, HandoverEvent.SEE, by=by, at=at) as handover:
        handover.seen_at = at
    return handover


def look(*, handover_id: UUID, relation: Relation | None = None, by: Actor, at: datetime) -> Look:
    """Open a hand-off: as its receiver, unless ``relation`` says otherwise, for who works at both desks.

    The first look of the receiver is a step; every look is recorded. Raises NotVisible.
    """
    with acting(by):
        handover = handover_for(by, handover_id)
        relations = relations_of(by, handover)
        chosen = _chosen(relation, relations)
        if chosen is Relation.RECEIVER and handover.state == HandoverState.SENT:
            handover = _seen_once(handover, by, at)
        package = package_for(by, handover, at, chosen)
        previews = preview_visible(HandoverState(handover.state), chosen)
        audit.record_read(
            kind="handover.handover.read",
            target=(SUBJECT, handover.pk),
            by=by,
            at=at,
            desk_id=desk_of(handover, chosen),
            relation=chosen.value,
            fields=[field.code for field in package.fields],
            preview=previews,
        )
        return Look(handover, chosen, relations, package, previews)


def open_file(*, handover_id: UUID, file_id: UUID, by: Actor, at: datetime) -> tuple[PackageFileRow, bytes]:
    """A file of the package, for whoever may read the package now. Raises NotVisible."""
    with acting(by):
        handover, row, content = file_for(by, handover_id, file_id, at)
        receives = by.may(Verb.HANDOVER_READ, handover.to_desk_id)
        audit.record_read(
            kind="handover.file.read",
            target=("handover_file", file_id),
            by=by,
            at=at,
            desk_id=handover.to_desk_id if receives else handover.from_desk_id,
            handover=str(handover.pk),
        )
        return row, content


def _seen_once(handover: Handover, by: Actor, at: datetime) -> Handover:
    try:
        return see(handover_id=handover.pk, by=by, at=at)
    except MoveNotAllowed:
        return handover_for(by, handover.pk)


def _chosen(wanted: Relation | None, relations: frozenset[Relation]) -> Relation:
    if wanted in relations:
        return wanted
    if not relations:
        raise NotVisible
    return Relation.RECEIVER if Relation.RECEIVER in relations else Relation.SENDER
