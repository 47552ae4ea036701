"""What a policy adviser keeps: a series of one's own, and a note of a talk that may become statements."""

import time

from playwright.sync_api import BrowserContext

from tests.journeys.filling import send
from tests.journeys.scenes import Scenes

ADVISER = "Isa"
_TALK = "/consultaties/stemmen-uit-de-regio/gesprekken/1/"
# Another process looks for names before anybody decides about them.
PATIENCE_SECONDS = 180


def add_planning(scenes: Scenes) -> None:
    """Both, seen by the adviser."""
    adviser = scenes.people(ADVISER)
    told = {
        "label": "Aangiften in onze regio",
        "region": "De regio",
        "counted_by": "Wij",
        "source": "Telling",
    }
    series = send(adviser, "/cijfers/nieuw/?zoals=complaints", "planning:begin_series", **told)
    note = when_searched(
        adviser, send(adviser, f"{_TALK}notitie/", "planning:add_note", text="Wachten duurt lang.")
    )
    scenes.add(ADVISER, series, *(f"{series}{step}/" for step in ("wijzigen", "cijfer", "inlezen")))
    scenes.add(ADVISER, note, f"{note}uitspraken/")


def when_searched(adviser: BrowserContext, note: str) -> str:
    """The address of a note, when names were looked for in it."""
    until = time.monotonic() + PATIENCE_SECONDS
    while 'id="redact"' not in adviser.request.get(note).text():
        assert time.monotonic() < until, "nobody looked for names in the note"
        time.sleep(0.5)
    return note
