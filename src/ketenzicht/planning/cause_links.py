"""Lasting addresses of what stands in an analysis, as they are written into files and read out of them."""

import re

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from ketenzicht.planning.domain.causes.handing import Links

_STATEMENT = re.compile(r"/consultaties/([-\w]{1,80})/uitspraak/(\d{1,9})/$")


def links_of(code: str, number: int) -> Links:
    """Where an analysis of the consultation with this code leads to, the same in every language."""

    def address(name: str, *args: object) -> str:
        with override(settings.LANGUAGE_CODE):
            return settings.PUBLIC_URL.rstrip("/") + reverse(f"planning:{name}", args=[code, *args])

    return Links(
        analysis=address("analysis", number),
        node=lambda node: address("cause_node", number, node.key),
        statement=lambda said: address("statement", said),
    )


def statement_in(code: str, address: str) -> int | None:
    """The number of a statement of this consultation that an address leads to."""
    found = _STATEMENT.search(address)
    return int(found[2]) if found and found[1] == code else None
