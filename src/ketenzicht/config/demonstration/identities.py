"""Requests of the demonstration to see who a reporter is, and what somebody else decided."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from ketenzicht.common.actor import acting
from ketenzicht.config.demonstration import rows
from ketenzicht.config.demonstration.rows import Row, span
from ketenzicht.config.demonstration.scene import Scene
from ketenzicht.reporting import actions as reporting
from ketenzicht.reporting import queries as reported
from ketenzicht.reporting.domain.identity_access import IdentityPurpose
from ketenzicht.signals import actions as signals

PRIVACY_OFFICER = "olga-briefgeheim"


@dataclass(frozen=True)
class Moment:
    """Somebody asks, or somebody else decides, while the stories go on."""

    at: datetime
    do: Callable[[Scene], None]


def moments(now: datetime) -> list[Moment]:
    """In the order of time; ``now`` one request waits, one is open, one was refused and one is over."""
    came = {row["key"]: rows.arrival(row, now) for row in rows.reports()}
    found = (one for row in rows.identities() for one in _moments(row, came[row["report"]]))
    return sorted(found, key=lambda one: one.at)


def _moments(row: Row, came: datetime) -> Iterator[Moment]:
    asked = came + span(row["asked_after"])
    yield Moment(asked, partial(_ask, row, asked))
    if "decision" in row:
        decided = came + span(row["decided_after"])
        yield Moment(decided, partial(_decide, row, decided))


def _ask(row: Row, at: datetime, scene: Scene) -> None:
    by = scene.people[row["by"]].actor
    with acting(by):
        signals.ask_who_reports(
            signal_id=scene.signals[row["report"]],
            report_id=scene.reports[row["report"]],
            purpose=IdentityPurpose(row["purpose"]),
            reason=row["reason"],
            hours=row["hours"],
            by=by,
            at=at,
        )


def _decide(row: Row, at: datetime, scene: Scene) -> None:
    asker, decider = scene.people[row["by"]].actor, scene.people[PRIVACY_OFFICER].actor
    with acting(asker):
        asked = reported.identity_requests_of(asker, scene.reports[row["report"]])[0]
    with acting(decider):
        reporting.decide_identity(
            request_id=asked.pk,
            grant=row["decision"] == "grant",
            reason=row.get("because", ""),
            by=decider,
            at=at,
        )
