"""Models and their versions: beginning one, splitting one off, and who may read it."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.systems.domain.documents import Json, digest, empty, id_for
from ketenzicht.systems.models import CausalModel, ModelDraft, Version

# Words of addresses, which a model cannot be called.
RESERVED = frozenset({"nieuw", "concepten", "voorstellen", "berekeningen", "sessies", "meedoen"})


def add_version(
    *,
    model: CausalModel,
    document: Json,
    reason: str,
    based_on: Version | None,
    by_user: int | None,
    at: datetime,
    published: bool = False,
) -> Version:
    """The next version of a model. Call it with the model's row locked, or as the only writer."""
    newest = Version.objects.filter(model=model).order_by("-number").first()
    return Version.objects.create(
        model=model,
        number=newest.number + 1 if newest else 1,
        document=document,
        digest=digest(document),
        factors=len(document.get("factors", [])),
        relations=len(document.get("relations", [])),
        state=Version.State.PUBLISHED if published else Version.State.KEPT,
        reason=reason,
        based_on=based_on,
        made_at=at,
        made_by_id=by_user,
        published_at=at if published else None,
    )


@transaction.atomic
def begin_model(
    *,
    title: Mapping[str, str],
    desk_id: int,
    document: Json | None = None,
    forked_from: Version | None = None,
    is_demonstration: bool = False,
    by: Actor,
    at: datetime,
) -> ModelDraft:
    """Begin a model of the desk, empty or with this document, as a draft of it."""
    by.require(Verb.MODEL_EDIT, desk_id)
    model = CausalModel.objects.create(
        code=_code(title["nl"]),
        title_nl=title["nl"],
        title_en=title.get("en", ""),
        desk_id=desk_id,
        forked_from=forked_from,
        created_at=at,
        created_by_id=by.user_id,
        is_demonstration=is_demonstration,
    )
    content = document or empty(model.code, title)
    content = {**content, "id": model.code, "title": {key: text for key, text in title.items() if text}}
    draft = ModelDraft.objects.create(
        model=model,
        desk_id=desk_id,
        based_on=forked_from,
        document=content,
        started_at=at,
        started_by_id=by.user_id,
        edited_at=at,
    )
    if forked_from:
        _record("systems.model.forked", model, by, at)
    else:
        _record("systems.model.begun", model, by, at)
    return draft


def _record(kind: str, model: CausalModel, by: Actor, at: datetime) -> None:
    audit.record(kind=kind, target=("model", model.pk), by=by, at=at, desk_id=model.desk_id)


def _code(title: str) -> str:
    """A code for addresses. What it ends in keeps two models apart, also when one cannot see the other."""
    wanted = id_for(title, ())
    return f"{wanted}-{secrets.token_hex(3)}"


@transaction.atomic
def publish(*, model_id: UUID, number: int, visibility: str, by: Actor, at: datetime) -> Version:
    """Let others read a version: everybody who is signed in, or the whole world. Raises NotVisible."""
    model, version = _locked(model_id, number)
    by.require(Verb.MODEL_EDIT, model.desk_id or 0)
    version.state, version.published_at = Version.State.PUBLISHED, at
    version.save(update_fields=["state", "published_at"])
    model.published, model.visibility = max(number, model.published or 0), visibility
    model.save(update_fields=["published", "visibility"])
    audit.record(
        kind="systems.version.published",
        target=("model", model.pk),
        by=by,
        at=at,
        desk_id=model.desk_id,
        number=number,
        visibility=visibility,
    )
    return version


@transaction.atomic
def withdraw(*, model_id: UUID, number: int, by: Actor, at: datetime) -> None:
    """Let nobody else read a version; an earlier published one takes its place. Raises NotVisible."""
    model, version = _locked(model_id, number)
    by.require(Verb.MODEL_EDIT, model.desk_id or 0)
    version.state = Version.State.WITHDRAWN
    version.save(update_fields=["state"])
    left = Version.objects.filter(model=model, state=Version.State.PUBLISHED).order_by("-number").first()
    model.published = left.number if left else None
    model.save(update_fields=["published"])
    audit.record(
        kind="systems.version.withdrawn",
        target=("model", model.pk),
        by=by,
        at=at,
        desk_id=model.desk_id,
        number=number,
    )


def _locked(model_id: UUID, number: int) -> tuple[CausalModel, Version]:
    model = CausalModel.objects.select_for_update().filter(pk=model_id).first()
    version = Version.objects.filter(model=model, number=number).first() if model else None
    if model is None or version is None:
        raise NotVisible
    return model, version
