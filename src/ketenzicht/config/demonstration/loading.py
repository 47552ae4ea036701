"""Playing the stories of the demonstration, in the order in which they happened, with the clocks running."""

import secrets
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from ketenzicht.accounts.queries import people
from ketenzicht.audit import actions as audit
from ketenzicht.common import clocks
from ketenzicht.common.actor import Actor, ActorKind, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.remembered import remembering
from ketenzicht.config.demonstration import (
    cast,
    causes,
    identities,
    keeping,
    planning,
    plans,
    questions,
    reviews,
    rows,
    systems,
)
from ketenzicht.config.demonstration.content import Writer
from ketenzicht.config.demonstration.nowhere import jobs_go_nowhere
from ketenzicht.config.demonstration.rows import Happening, Row
from ketenzicht.config.demonstration.savepoints import one_savepoint
from ketenzicht.config.demonstration.scene import Scene, Turn
from ketenzicht.config.demonstration.steps import ACTS_FOR_ITSELF, STARTS_NO_CLOCK, STEPS
from ketenzicht.partners.queries import desks_on, receiving_desk
from ketenzicht.reporting import actions as reporting
from ketenzicht.reporting.queries import reports_visible_to
from ketenzicht.signals.queries import signal_of_report

# Before the first report, so that everybody is there when it comes.
OPENED_BEFORE = timedelta(days=14)


class AlreadyThere(Exception):
    """The demonstration is in this database already."""


class NotEmpty(Exception):
    """There is something in this database that is not of the demonstration; the text says what."""


@dataclass
class Played:
    """What came of it. ``left_out`` names the steps that the product refused, each with its reason."""

    reports: int = 0
    steps: int = 0
    left_out: list[str] = field(default_factory=list)


Progress = Callable[[int, int], None]


def load(at: datetime, tell: Progress = lambda done, of: None) -> Played:
    """Play everything up to ``at``, in one transaction: all of it is there, or nothing.

    ``tell`` hears after every report how many there are now, and of how many.
    Raises AlreadyThere, NotEmpty.
    """
    with transaction.atomic(), jobs_go_nowhere():
        _require_empty(at)
        happened = rows.happenings(at)
        opened = happened[0].at - OPENED_BEFORE
        with acting(cast.OPERATOR):
            cast.open_desks(opened)
            scene = Scene(cast.take_on(opened), at)
        # Neither people nor reference data change while the stories are played.
        with remembering():
            played = _play(happened, scene, Writer(timezone.localdate(at)), tell)
        Clockwork().run(at)
        systems.show(scene, at)
        planning.show(scene, at)
        causes.show(scene, at)
        plans.show(scene, at)
        questions.show(scene, at)
        keeping.show(scene, at)
        with acting(cast.OPERATOR):
            audit.record(
                kind="config.demonstration.loaded", target=("demonstration", "all"), by=cast.OPERATOR, at=at
            )
    return played


def _require_empty(at: datetime) -> None:
    there = list(people())
    if any(user.is_demonstration for user in there):
        raise AlreadyThere
    if there:
        raise NotEmpty(f"{len(there)} people")
    everywhere = frozenset(desk.pk for desk in desks_on(timezone.localdate(at)))
    reader = Actor(ActorKind.OPERATOR, grants={Verb.REPORT_READ: everywhere})
    with acting(reader):
        if found := reports_visible_to(reader).count():
            raise NotEmpty(f"{found} reports")


def _play(happened: Sequence[Happening], scene: Scene, writer: Writer, tell: Progress) -> Played:
    played, all_reports = Played(), sum(one.step is None for one in happened)
    broken: set[str] = set()
    clockwork = Clockwork()
    beside = deque(
        sorted([*identities.moments(scene.now), *reviews.moments(scene.now)], key=lambda one: one.at)
    )
    for one in happened:
        key = one.report["key"]
        _meanwhile(beside, one.at, scene, clockwork)
        clockwork.run(one.at)
        clockwork.after(one.step)
        if one.step is None:
            with one_savepoint():
                _send(one, scene, writer)
            played.reports += 1
            tell(played.reports, all_reports)
        elif key not in broken:
            try:
                with one_savepoint():
                    _do(one, scene)
                played.steps += 1
            except Exception as refused:
                # A demonstration that misses the end of a story is better than none at all.
                broken.add(key)
                played.left_out.append(f"{key}, {one.step['do']} after {one.step['after']}: {refused!r}")
    _meanwhile(beside, scene.now, scene, clockwork)
    return played


def _meanwhile(
    beside: deque[identities.Moment], until: datetime, scene: Scene, clockwork: "Clockwork"
) -> None:
    while beside and beside[0].at <= until:
        moment = beside.popleft()
        clockwork.run(moment.at)
        with one_savepoint():
            moment.do(scene)
        clockwork.after(None)


class Clockwork:
    """Lets every clock go off at its own moment; asks the database only when one can have come nearer."""

    def __init__(self) -> None:
        self.quiet_until: datetime | None = None

    def run(self, until: datetime) -> None:
        """Let every clock go off that does so up to then."""
        if self.quiet_until and until < self.quiet_until:
            return
        while (due := clocks.first_due()) is not None and due <= until:
            if not clocks.fire_due(due):
                break
        self.quiet_until = due

    def after(self, step: Row | None) -> None:
        """Look again after this: a report arrives, or (with ``step``) something is done."""
        if step is None or step["do"] not in STARTS_NO_CLOCK:
            self.quiet_until = None


def _send(one: Happening, scene: Scene, writer: Writer) -> None:
    row = one.report
    person = scene.people[row["by"]] if "by" in row else None
    content = writer.content(row, person)
    # Only the codes that are told to somebody have to open anything; working out the others costs too much.
    code_hash = "" if "receipt" in row else secrets.token_hex(32)
    by = person.actor if person else Actor.public()
    sent = reporting.submit(content=content, by=by, at=one.at, code_hash=code_hash)
    reporting.confirm_receipt(report_id=sent.report_id, at=one.at)
    scene.reports[row["key"]] = sent.report_id
    desk_id = receiving_desk(content.municipality_id, timezone.localdate(one.at)).pk
    with acting(Actor.desk(desk_id, Verb.SIGNAL_READ)):
        if signal := signal_of_report(sent.report_id):
            scene.signals[row["key"]] = signal.pk


def _do(one: Happening, scene: Scene) -> None:
    step = one.step or {}
    person = scene.people.get(step["by"])
    by = person.actor if person else Actor.nobody()
    turn = Turn(scene, one.report, step, by, one.at, one.began)
    # What a reporter or a receiving desk does, acts for itself.
    with nullcontext() if step["do"] in ACTS_FOR_ITSELF else acting(by):
        STEPS[step["do"]](turn)
