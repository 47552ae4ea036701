"""A consultation to try things on: invented statements, open to everybody, with places left to look at."""

from datetime import datetime
from pathlib import Path

from ketenzicht.common.actor import acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.config.demonstration.scene import Scene
from ketenzicht.planning import actions
from ketenzicht.planning.documents import read_document

ADVISER = "isa-vergezicht"
CODE, TITLE = "stemmen-uit-de-regio", "Stemmen uit de regio"
VOICES = Path(__file__).parent / "data" / "stemmen.txt"


def show(scene: Scene, at: datetime) -> None:
    """Take the document in as whoever works with consultations would."""
    by = scene.people[ADVISER].actor
    with acting(by):
        actions.import_anthology(
            code=CODE,
            title=TITLE,
            document=read_document(VOICES.read_bytes()),
            file_name=VOICES.name,
            desk_id=min(by.desks(Verb.PLAN_EDIT)),
            is_demonstration=True,
            by=by,
            at=at,
        )
        actions.open_to(code=CODE, visibility="public", by=by, at=at)
