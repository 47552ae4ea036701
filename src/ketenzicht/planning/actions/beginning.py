"""Beginning a consultation: with talks that are still to be held, or with a document."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import Verb
from ketenzicht.planning.models import Chapter, Consultation


class AlreadyThere(Exception):
    """A consultation with this code can be seen; nothing was begun."""


@transaction.atomic
def begin_consultation(
    *, code: str, title: str, chapters: Sequence[str], desk_id: int, by: Actor, at: datetime
) -> Consultation:
    """A consultation with its chapters and nothing said yet, for the talks to come.

    Raises NotAllowed, AlreadyThere.
    """
    consultation = new_consultation(code=code, title=title, desk_id=desk_id, by=by, at=at)
    Chapter.objects.bulk_create(
        Chapter(consultation=consultation, number=number, title=chapter)
        for number, chapter in enumerate(chapters, 1)
    )
    audit.record(
        kind="planning.consultation.begun",
        target=("consultation", consultation.pk),
        by=by,
        at=at,
        desk_id=desk_id,
    )
    return consultation


def new_consultation(
    *, code: str, title: str, desk_id: int, is_demonstration: bool = False, by: Actor, at: datetime
) -> Consultation:
    """An empty consultation of a desk. Call inside a transaction. Raises NotAllowed, AlreadyThere."""
    by.require(Verb.PLAN_EDIT, desk_id)
    consultation = Consultation(
        code=code,
        title=title,
        desk_id=desk_id,
        created_at=at,
        created_by_id=by.user_id,
        is_demonstration=is_demonstration,
    )
    try:
        with transaction.atomic():
            consultation.save(force_insert=True)
    except IntegrityError as taken:
        if Consultation.objects.filter(code=code).exists():
            raise AlreadyThere from taken
        # One that is not seen here has this code, and nobody is to learn that from what does not work.
        consultation.code = f"{code[:73]}-{consultation.pk.hex[:6]}"
        consultation.save(force_insert=True)
    return consultation
