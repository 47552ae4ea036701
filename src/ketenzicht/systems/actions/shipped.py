"""The models that come with the product, as published versions that everybody may read."""

from datetime import datetime

from causal.files import load, to_json
from causal.shipped import names
from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import Verb
from ketenzicht.systems.actions.versions import add_version
from ketenzicht.systems.domain.documents import digest, normalised, texts_of
from ketenzicht.systems.models import CausalModel, Version

REASON = "Comes with Ketenzicht."


def load_shipped(by: Actor, at: datetime) -> list[str]:
    """Bring in each shipped model, and a new version of what has changed; says in lines what it did."""
    by.require(Verb.REFERENCE_EDIT)
    return [line for name in names() if (line := _bring_in(name, at))]


def _bring_in(name: str, at: datetime) -> str:
    document = normalised(to_json(load(name)))
    title = texts_of(document.get("title"))
    model, _ = CausalModel.objects.get_or_create(
        code=name,
        desk=None,
        defaults={
            "title_nl": title.get("nl") or title.get("") or name,
            "title_en": title.get("en", ""),
            "visibility": CausalModel.Visibility.PUBLIC,
            "published": 1,
            "created_at": at,
        },
    )
    newest = Version.objects.filter(model=model).order_by("-number").first()
    if newest and newest.digest == digest(document):
        return ""
    version = add_version(
        model=model, document=document, reason=REASON, based_on=newest, by_user=None, at=at, published=True
    )
    CausalModel.objects.filter(pk=model.pk).update(
        published=version.number,
        title_nl=title.get("nl") or title.get("") or name,
        title_en=title.get("en", ""),
    )
    return f"Causal model {name}: version {version.number}."
