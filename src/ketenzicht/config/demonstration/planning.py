"""A consultation to try things on: invented statements, open to everybody, with places left to look at."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.config.demonstration.listening import listen
from ketenzicht.config.demonstration.scene import Scene
from ketenzicht.planning import actions, queries
from ketenzicht.planning.actions.editions import publish_edition
from ketenzicht.planning.documents import read_document

if TYPE_CHECKING:
    from ketenzicht.planning.models import Round

ADVISER, DIRECTOR = "isa-vergezicht", "marit-vergezicht"
CODE, TITLE = "stemmen-uit-de-regio", "Stemmen uit de regio"
# Numbers of statements that say the opposite of each other.
OPPOSITES = ((7, 8), (15, 16))
FOREWORD = "De uitspraken in deze uitgave zijn verzonnen. Zij laten zien hoe een uitgave eruitziet."
VOICES = Path(__file__).parent / "data" / "stemmen.txt"


def show(scene: Scene, at: datetime) -> None:
    """Take the document in as whoever works with consultations would."""
    by, other = scene.people[ADVISER].actor, scene.people[DIRECTOR].actor
    with acting(by):
        held = actions.import_anthology(
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
        for one, opposite in OPPOSITES:
            said = queries.statement_by_number(by, CODE, one)
            actions.oppose(code=CODE, statement_id=said.pk, number=opposite, by=by, at=at)
        clusters = [cluster.pk for chapter in queries.chapters_of(held) for cluster in chapter.clusters.all()]
    closed = _round(by, "Waar hoort het?", clusters[:2], at)
    for place, person in enumerate((by, other)):
        _choose(person, closed, clusters, place, at)
    with acting(by):
        actions.close_round(code=CODE, round_id=closed.pk, by=by, at=at)
    with acting(by):
        publish_edition(code=CODE, note=FOREWORD, confirmed=True, seen=0, by=by, at=at)
    _choose(other, _round(by, "Wat gaat er goed?", clusters[5:7], at), clusters[5:7], 0, at)
    listen(by, CODE, at)


def _round(by: Actor, title: str, clusters: Sequence[UUID], at: datetime) -> "Round":
    with acting(by):
        return actions.open_round(code=CODE, title=title, cluster_ids=clusters, by=by, at=at)


def _choose(by: Actor, held: "Round", clusters: Sequence[UUID], differs: int, at: datetime) -> None:
    """Place each statement in one of two clusters; who differs puts some in the other one."""
    with acting(by):
        for place, pk in enumerate(held.statements):
            cluster = clusters[(place // 4 + (differs if place % 4 == 3 else 0)) % 2]
            actions.choose(
                code=CODE, round_id=held.pk, statement_id=UUID(pk), cluster_id=cluster, by=by, at=at
            )
