"""Working in a draft: every step is kept, can be undone, and never runs over what somebody else just did."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.systems.actions.versions import add_version
from ketenzicht.systems.domain import patches
from ketenzicht.systems.domain.checking import is_empty, require_sound
from ketenzicht.systems.domain.documents import Json, digest, effective, item, normalised, texts_of
from ketenzicht.systems.domain.editing import set_field, used_by
from ketenzicht.systems.domain.states import Step, not_now
from ketenzicht.systems.models import CausalModel, Edit, ModelDraft, Version

OPEN = ModelDraft.State.OPEN
# Not an item: all that is about a factor and goes when it goes.
USES = "uses"


class ChangedMeanwhile(Exception):
    """Somebody else changed the same thing; ``found`` is what it is now, None when it is gone."""

    def __init__(self, collection: str, key: str, found: Any) -> None:
        super().__init__(f"{collection} {key}")
        self.collection, self.key, self.found = collection, key, found


class NothingToKeep(Exception):
    """The draft is empty, or the same as what it is based on."""


@dataclass(frozen=True)
class Seen:
    """What somebody saw of an item when opening the form; ``digest`` is "" for an item that was not there."""

    collection: str
    key: str
    digest: str

    def require_same(self, document: Json) -> None:
        """Raises ChangedMeanwhile when the item has become another since."""
        found = found_in(document, self.collection, self.key)
        if mark_of(found) != self.digest:
            raise ChangedMeanwhile(self.collection, self.key, found)


def found_in(document: Json, collection: str, key: str) -> Any:
    """An item of a document, or what the document says about itself; None when it is not there."""
    if collection == patches.MODEL:
        return {name: document.get(name) for name in key.split()}
    if collection == USES:
        return used_by(document, key)
    return item(document, collection, key)


def mark_of(found: Any) -> str:
    """What a form carries to tell later whether somebody else changed the item."""
    return digest(found) if found is not None else ""


@transaction.atomic
def open_draft(
    *, model: CausalModel, version: Version | None, desk_id: int, by: Actor, at: datetime
) -> ModelDraft:
    """The draft of the desk for this model: the one that is open, or a new one that starts from a version."""
    by.require(Verb.MODEL_EDIT, desk_id)
    draft = ModelDraft.objects.filter(model=model, desk_id=desk_id, state=OPEN).first()
    if draft:
        return draft
    if version is None:
        raise NotVisible
    draft, made = ModelDraft.objects.get_or_create(
        model=model,
        desk_id=desk_id,
        state=OPEN,
        defaults={
            "based_on": version,
            "document": version.document,
            "started_at": at,
            "started_by_id": by.user_id,
            "edited_at": at,
        },
    )
    if made:
        audit.record(
            kind="systems.draft.opened", target=("modeldraft", draft.pk), by=by, at=at, desk_id=desk_id
        )
    return draft


def locked_draft(draft_id: UUID, by: Actor) -> ModelDraft:
    """An open draft, held until the transaction ends. Raises NotVisible; MoveNotAllowed when closed."""
    draft = (
        ModelDraft.objects.select_for_update(of=("self",))
        .select_related("model", "based_on")
        .filter(pk=draft_id)
        .first()
    )
    if draft is None:
        raise NotVisible
    by.require(Verb.MODEL_EDIT, draft.desk_id)
    if draft.state != OPEN:
        raise not_now(draft.state, Step.EDIT)
    return draft


@transaction.atomic
def edit(
    *,
    draft_id: UUID,
    change: Callable[[Json], Json],
    kind: str,
    about: str = "",
    seen: Iterable[Seen] = (),
    by: Actor,
    at: datetime,
) -> Edit | None:
    """Do one step; None when it changes nothing.

    Raises ChangedMeanwhile, NotAModel (the step would break the model), NotVisible, MoveNotAllowed.
    """
    draft = locked_draft(draft_id, by)
    for one in seen:
        one.require_same(draft.document)
    after = normalised(change(draft.document))
    changes = patches.changes_between(draft.document, after)
    if not changes:
        return None
    require_sound(after)
    Edit.objects.filter(draft=draft, state=Edit.State.UNDONE).update(state=Edit.State.LEFT)
    newest = Edit.objects.filter(draft=draft).order_by("-number").values_list("number", flat=True).first()
    done = Edit.objects.create(
        draft=draft,
        number=(newest or 0) + 1,
        at=at,
        by_user_id=by.user_id,
        kind=kind,
        about=about[:300],
        changes=[one.as_json() for one in changes],
    )
    _write(draft, patches.apply(draft.document, changes), at)
    return done


@dataclass(frozen=True)
class Cell:
    """One field of a relation: what somebody saw in it, and what it should become."""

    key: str
    field: str
    was: str | float
    value: str | float


def change_cell(*, draft_id: UUID, cell: Cell, about: str, by: Actor, at: datetime) -> Edit | None:
    """Change one field of a relation; what others did to its other fields is in nobody's way.

    Raises ChangedMeanwhile when the field holds something else than what was seen, and as ``edit``.
    """

    def changed(document: Json) -> Json:
        found = item(document, "relations", cell.key)
        if found is None or effective(found, cell.field) != cell.was:
            raise ChangedMeanwhile("relations", cell.key, found)
        return set_field(cell.key, cell.field, cell.value)(document)

    return edit(draft_id=draft_id, change=changed, kind="change_relation", about=about, by=by, at=at)


@transaction.atomic
def undo(*, draft_id: UUID, number: int, by: Actor, at: datetime) -> Edit:
    """Take back the newest step, which must be ``number``. Raises ChangedMeanwhile when it is another."""
    draft = locked_draft(draft_id, by)
    newest = Edit.objects.filter(draft=draft, state=Edit.State.DONE).order_by("-number").first()
    return _turn(draft, newest, number, Edit.State.UNDONE, at)


@transaction.atomic
def redo(*, draft_id: UUID, number: int, by: Actor, at: datetime) -> Edit:
    """Do again what was undone last, which must be ``number``. Raises ChangedMeanwhile when it is another."""
    draft = locked_draft(draft_id, by)
    newest = Edit.objects.filter(draft=draft, state=Edit.State.UNDONE).order_by("number").first()
    return _turn(draft, newest, number, Edit.State.DONE, at)


def _turn(draft: ModelDraft, found: Edit | None, number: int, to: Edit.State, at: datetime) -> Edit:
    if found is None or found.number != number:
        raise ChangedMeanwhile("edits", str(number), None)
    changes = patches.from_json(found.changes)
    if to is Edit.State.UNDONE:
        changes = patches.reverse(changes)
    _write(draft, patches.apply(draft.document, changes), at)
    found.state = to
    found.save(update_fields=["state"])
    return found


def _write(draft: ModelDraft, document: Json, at: datetime) -> None:
    draft.document, draft.revision, draft.edited_at = document, draft.revision + 1, at
    draft.save(update_fields=["document", "revision", "edited_at"])


@transaction.atomic
def keep(*, draft_id: UUID, revision: int, reason: str, by: Actor, at: datetime) -> Version:
    """Make a version of the draft as it was seen at ``revision``.

    Raises ChangedMeanwhile when somebody went on working, NothingToKeep, NotAModel.
    """
    draft = locked_draft(draft_id, by)
    by.require(Verb.MODEL_EDIT, draft.model.desk_id or 0)
    if draft.revision != revision:
        raise ChangedMeanwhile("draft", str(draft.pk), None)
    CausalModel.objects.select_for_update().get(pk=draft.model_id)
    if is_empty(draft.document) or _is_newest(draft):
        raise NothingToKeep
    require_sound(draft.document)
    version = add_version(
        model=draft.model,
        document=draft.document,
        reason=reason,
        based_on=draft.based_on,
        by_user=by.user_id,
        at=at,
    )
    title = texts_of(draft.document.get("title"))
    if name := title.get("nl") or title.get("", ""):
        CausalModel.objects.filter(pk=draft.model_id).update(
            title_nl=name[:200], title_en=title.get("en", "")[:200]
        )
    close(draft, ModelDraft.State.KEPT)
    audit.record(
        kind="systems.version.kept",
        target=("model", draft.model_id),
        by=by,
        at=at,
        desk_id=draft.desk_id,
        number=version.number,
    )
    return version


def _is_newest(draft: ModelDraft) -> bool:
    newest = Version.objects.filter(model=draft.model).order_by("-number").first()
    return newest is not None and newest.digest == digest(draft.document)


@transaction.atomic
def drop(*, draft_id: UUID, revision: int, by: Actor, at: datetime) -> None:
    """Put the draft away without keeping it. Raises ChangedMeanwhile when somebody went on working."""
    draft = locked_draft(draft_id, by)
    if draft.revision != revision:
        raise ChangedMeanwhile("draft", str(draft.pk), None)
    close(draft, ModelDraft.State.DROPPED)
    audit.record(
        kind="systems.draft.dropped", target=("modeldraft", draft.pk), by=by, at=at, desk_id=draft.desk_id
    )


def close(draft: ModelDraft, state: ModelDraft.State) -> None:
    """End the work on a draft."""
    draft.state = state
    draft.save(update_fields=["state"])
