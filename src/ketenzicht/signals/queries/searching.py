"""Looking signals up by their words, and what ended in its order, without reading all a desk ever had."""

import re
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Q

from ketenzicht.common.actor import Actor
from ketenzicht.signals.domain.states import NOT_OPEN
from ketenzicht.signals.queries.visible import signals_visible_to

_NUMBER = re.compile(r"[sS]?-?\s*(\d{1,9})")


def says(text: str) -> Q:
    """The condition that a signal says ``text``, or has it as its number."""
    said = Q(search=SearchQuery(text, config="dutch", search_type="websearch"))
    number = _number(text)
    return said if number is None else said | Q(number=number)


def ended(actor: Actor, text: str, *, newest: bool, most: int) -> list[UUID]:
    """Signals at the actor's desks that ended and say ``text``, by when they came; without a text all.

    Not more than ``most``; the one that has ``text`` as its number comes first.
    """
    found = signals_visible_to(actor).filter(number=_number(text) or 0, state__in=sorted(NOT_OPEN))
    numbered = list(found.values_list("pk", flat=True)) if _number(text) else []
    wanted = "websearch_to_tsquery('dutch', %s)" if text else "nullif(%s, '')::tsquery"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT signals_ended({wanted}, %s, %s)", [text, newest, most])
        said = [row[0] for row in cursor.fetchall()]
    return (numbered + [each for each in said if each not in numbered])[:most]


def _number(text: str) -> int | None:
    number = _NUMBER.fullmatch(text.strip())
    return int(number[1]) if number else None
