"""Who sees which model and which version of it, and a version as the engine's value."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from causal.files import from_json
from causal.model.core import Model
from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.systems.models import CausalModel, Version


def models_visible_to(actor: Actor) -> QuerySet[CausalModel]:
    """What is published to this actor, and everything of the own desk; by title."""
    open_to = [CausalModel.Visibility.PUBLIC.value]
    if actor.user_id or actor.may(Verb.MODEL_ANALYSE):
        open_to.append(CausalModel.Visibility.SIGNED_IN.value)
    seen = Q(published__isnull=False, visibility__in=open_to) | Q(desk__in=actor.desks(Verb.MODEL_EDIT))
    return CausalModel.objects.filter(seen).select_related("desk").order_by("title_nl", "code")


def with_versions(models: QuerySet[CausalModel]) -> QuerySet[CausalModel]:
    """The same models, each knowing in ``has_version`` whether it has any version."""
    return models.annotate(has_version=Exists(Version.objects.filter(model=OuterRef("pk"))))


def model_for(actor: Actor, code: str) -> CausalModel:
    """One model by its code. Raises NotVisible."""
    found = models_visible_to(actor).filter(code=code).first()
    if found is None:
        raise NotVisible
    return found


def versions_of(actor: Actor, model: CausalModel) -> QuerySet[Version]:
    """The versions this actor sees, the newest first: published ones, and all of the own desk."""
    found = Version.objects.filter(model=model).select_related("made_by", "based_on__model")
    return found if keeps(actor, model) else found.filter(state=Version.State.PUBLISHED)


def version_for(actor: Actor, model: CausalModel, number: int | None = None) -> Version:
    """A version by number; without one the newest published, or the newest at all. Raises NotVisible."""
    found = versions_of(actor, model)
    wanted = model.published if number is None else number
    version = found.first() if wanted is None else found.filter(number=wanted).first()
    if version is None:
        raise NotVisible
    return version


def version_by_id(actor: Actor, version_id: UUID) -> Version:
    """A version by its id. Raises NotVisible."""
    version = Version.objects.select_related("model").filter(pk=version_id).first()
    if version is None:
        raise NotVisible
    return version_for(actor, model_for(actor, version.model.code), version.number)


def keeps(actor: Actor, model: CausalModel) -> bool:
    """Whether the model is of a desk where this actor edits models."""
    return model.desk_id is not None and actor.may(Verb.MODEL_EDIT, model.desk_id)


def engine_model(version: Version) -> Model:
    """The version as the engine's value; reading it again costs nothing, because a version never changes."""
    known = _kept.get(version.digest)
    if known is None:
        known = from_json(version.document)
        if len(_kept) >= KEPT:
            _kept.pop(next(iter(_kept)))
        _kept[version.digest] = known
    return known


KEPT = 16
_kept: dict[str, Model] = {}
