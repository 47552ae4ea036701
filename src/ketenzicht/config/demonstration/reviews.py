"""The administrator of the demonstration looks at roles again, and leaves some for whoever tries it."""

from datetime import datetime, timedelta
from functools import partial

from django.utils import timezone

from ketenzicht.accounts.domain.review import Outcome
from ketenzicht.accounts.review import actions, queries
from ketenzicht.common.actor import acting
from ketenzicht.config.demonstration.identities import Moment
from ketenzicht.config.demonstration.scene import Scene

ADMINISTRATOR = "tim-testman"
# Somebody who stands in for a colleague: whether that is still so, is for whoever tries it to decide.
LEFT_OUT = ("noor-mosgroen", "wout-kompas")
# At the first every role nears the end of its first year, at the second those that are looked at more often
# near the end of three months. Of these the next time comes within two weeks.
LOOKED = (timedelta(days=160), timedelta(days=80))


def moments(now: datetime) -> list[Moment]:
    """In the order of time."""
    return [Moment(now - ago, partial(_look, now - ago)) for ago in LOOKED]


def _look(at: datetime, scene: Scene) -> None:
    by = scene.people[ADMINISTRATOR].actor
    left_out = {scene.people[key].user_id for key in LEFT_OUT}
    with acting(by):
        waiting = [one for one in queries.to_look_at(by, timezone.localdate(at)) if one.waits]
        needed = [one.number for one in waiting if one.user_id not in left_out]
        actions.review(decisions=dict.fromkeys(needed, Outcome.CONFIRMED), by=by, at=at)
