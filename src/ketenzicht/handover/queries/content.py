"""The package: for the sender as it was sent, for the receiver what it accepted, while access lasts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import get_language

from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.domain.state_table import Relation
from ketenzicht.disclosure import queries as disclosure
from ketenzicht.handover.domain.package import FieldContent, read
from ketenzicht.handover.domain.states import HandoverState
from ketenzicht.handover.domain.visibility import content_visible
from ketenzicht.handover.models import Handover, PackageFile, PackageItem
from ketenzicht.handover.queries.visible import handover_for, relations_of

ATTACHMENTS = "attachments"


@dataclass(frozen=True)
class PackageField:
    """A named field as a page draws it."""

    code: str
    label: str
    content: FieldContent


@dataclass(frozen=True)
class PackageFileRow:
    """A file of the package, without its content."""

    id: UUID
    name: str
    content_type: str
    size: int


@dataclass(frozen=True)
class Package:
    """What somebody may read of a hand-off; nothing at all is the answer for nobody."""

    fields: tuple[PackageField, ...] = ()
    files: tuple[PackageFileRow, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.fields or self.files)


def package_for(actor: Actor, handover: Handover, at: datetime, relation: Relation | None = None) -> Package:
    """What the actor may read now, in the order of the list of fields.

    Who works at both desks reads it as the sender unless ``relation`` says otherwise.
    """
    codes = readable_fields(actor, handover, at, relation)
    if not codes:
        return Package()
    labels = disclosure.field_labels()
    order = {code: place for place, code in enumerate(labels)}
    language = get_language() or "nl"
    items = PackageItem.objects.filter(handover=handover, field__in=codes)
    fields = [
        PackageField(item.field, labels.get(item.field, item.field), read(item.content, language))
        for item in sorted(items, key=lambda item: order.get(item.field, len(order)))
    ]
    files = (
        PackageFile.objects.filter(handover=handover) if ATTACHMENTS in codes else PackageFile.objects.none()
    )
    rows = files.order_by("name", "id").values_list("id", "name", "content_type", "size")
    return Package(tuple(fields), tuple(PackageFileRow(*row) for row in rows))


def readable_fields(
    actor: Actor, handover: Handover, at: datetime, relation: Relation | None = None
) -> frozenset[str]:
    """The codes of the fields that the actor may read now; empty means nobody."""
    relations = relations_of(actor, handover)
    if relation is None:
        relation = Relation.SENDER if Relation.SENDER in relations else Relation.RECEIVER
    if relation not in relations:
        return frozenset()
    if not content_visible(HandoverState(handover.state), at, handover.access_until, relation):
        return frozenset()
    return frozenset(handover.fields if relation is Relation.SENDER else handover.accepted_fields)


def file_for(
    actor: Actor, handover_id: UUID, file_id: UUID, at: datetime
) -> tuple[Handover, PackageFileRow, bytes]:
    """A file of a package with its content. Raises :class:`NotVisible` when the actor may not have it."""
    handover = handover_for(actor, handover_id)
    if ATTACHMENTS not in readable_fields(actor, handover, at):
        raise NotVisible
    found = PackageFile.objects.filter(pk=file_id, handover=handover).first()
    if found is None:
        raise NotVisible
    row = PackageFileRow(found.pk, found.name, found.content_type, found.size)
    return handover, row, bytes(found.content)
