"""What the demonstration shows of keeping and destroying: past their term, on hold, proposed, and gone."""

from datetime import datetime, timedelta

from django.utils import timezone

from ketenzicht.common.actor import acting
from ketenzicht.config.demonstration.scene import Scene
from ketenzicht.retention import actions
from ketenzicht.retention.domain.states import ProposalEvent

OFFICER, SECOND = "olga-briefgeheim", "marit-vergezicht"


def show(scene: Scene, at: datetime) -> None:
    """Of the old signals one is on hold, one waits for a second person and one is destroyed."""
    by, second = scene.people[OFFICER].actor, scene.people[SECOND].actor
    with acting(by):
        actions.place_hold(
            signal_id=scene.signals["household-elder-cleaner"],
            reason="Er loopt een klacht over de behandeling; die moet eerst zijn afgedaan.",
            review_on=timezone.localdate(at) + timedelta(days=120),
            by=by,
            at=at,
        )
        done = actions.propose(signal_ids=[scene.signals["youth-snack-bar"]], by=by, at=at)
    with acting(second):
        actions.decide(number=done.number, event=ProposalEvent.APPROVE, by=second, at=at)
    actions.destroy_approved(number=done.number, at=at)
    with acting(by):
        actions.propose(signal_ids=[scene.signals["slaughterhouse-payslip"]], by=by, at=at)
