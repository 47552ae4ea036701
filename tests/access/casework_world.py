"""The casework in the world: what was worked on, merged, handed over, asked, opened and drafted."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.clocks import DueClock
from ketenzicht.common.domain.workdays import Limit, Unit
from ketenzicht.handover import actions as handovers
from ketenzicht.handover.domain.answers import AnswerOutcome, MayTell
from ketenzicht.handover.domain.states import HandoverState, ReturnReason
from ketenzicht.handover.models import Handover, PackageFile
from ketenzicht.partners import actions as partners
from ketenzicht.partners.models import Desk, Route
from ketenzicht.reporting import actions as reporting
from ketenzicht.reporting.domain.identity_access import IdentityPurpose
from ketenzicht.reporting.forms.answers import Answers
from ketenzicht.signals import actions as signals
from tests.access.people import HOLDING, OTHER, RECEIVING, desk, everybody
from tests.access.world import HAYSTACK, World, mark, plain_record, plant

FIELDS = ("statements_fact", "statements_heard", "persons", "attachments", "municipality")
PARTLY = ("statements_fact",)

# What a desk writes when it brings a hand-off to a state.
SAID = {
    HandoverState.ACCEPTED_PARTLY: "PARTLY",
    HandoverState.RETURNED: "RETURN",
    HandoverState.FINISHED: "ANSWER",
    HandoverState.REVOKED: "REVOKE",
}


def build() -> World:
    """The whole world. Call where it may be committed."""
    world = World(everybody(), timezone.now() - timedelta(hours=3))
    plain_record(world, "own", HOLDING)
    plain_record(world, "far", OTHER)
    plain_record(world, "pro", HOLDING, by="author")
    _merged(world)
    _worked_on(world, "own", "holder")
    _worked_on(world, "far", "elsewhere")
    for state in HandoverState:
        handed_over(world, state)
    _access_ended(world)
    _identities(world)
    _glass(world)
    _draft(world)
    _view(world)
    _revisions(world)
    return world


def _worked_on(world: World, tag: str, who: str) -> None:
    by, at, record = world.actor(who), world.at + timedelta(minutes=10), world.records[tag]
    one: dict[str, Any] = {"signal_id": record.signal, "by": by, "at": at}
    with acting(by):
        judgement = signals.Judgement(
            "ordinary", ["LAB"], "LAB", "adult", "unknown", True, False, False, title=plant("TITLE", tag)
        )
        signals.judge(judgement=judgement, **one)
        signals.add_note(text=f"{plant('NOTE', tag)} {HAYSTACK}", **one)
        signals.assess(**one)
        task = signals.add_task(title=plant("TASK", tag), **one)
        signals.wait_for_information(reason=plant("WAIT", tag), **one)
    world.records[tag] = replace(record, task=task.pk)


def _merged(world: World) -> None:
    into, under = plain_record(world, "into", HOLDING), plain_record(world, "under", HOLDING)
    by, at = world.actor("holder"), world.at + timedelta(minutes=5)
    with acting(by):
        signals.merge(signal_id=under.signal, into_id=into.signal, by=by, at=at)


def handed_over(
    world: World,
    state: HandoverState,
    tag: str = "",
    at: datetime | None = None,
    until: datetime | None = None,
) -> None:
    tag = tag or state.value.replace("_", "")
    at = at or world.at
    record = plain_record(world, tag, HOLDING, at=at)
    sender = world.actor("holder")
    wish = signals.HandoverWish(
        to_desk_id=desk(RECEIVING).pk,
        urgency="acute",
        purpose_code="investigation",
        basis_code="avg-6-1-d",
        fields=FIELDS,
        question=plant("QUESTION", tag),
        access_until=until or timezone.now() + timedelta(days=40),
        answer_limit=Limit(1, Unit.WORKDAYS),
        against_advice=plant("AGAINST", tag),
        spoken_to=plant("SPOKEN", tag),
    )
    with acting(sender):
        sent = signals.hand_over(signal_id=record.signal, wish=wish, by=sender, at=at + timedelta(minutes=3))
        package_file = PackageFile.objects.get(handover=sent)
    for step in _steps(world, sent, tag, at + timedelta(minutes=4))[state]:
        step()
    if state in SAID:
        plant(SAID[state], tag)
    with acting(sender):
        handover = Handover.objects.get(pk=sent.pk)
    world.records[tag] = replace(
        record,
        handover=sent.pk,
        package_file=package_file.pk,
        state=handover.state,
        accepted=tuple(handover.accepted_fields),
    )


def _steps(
    world: World, sent: Handover, tag: str, at: datetime
) -> Mapping[HandoverState, list[Callable[[], object]]]:
    def by(name: str, act: Callable[..., object], **given: Any) -> Callable[[], object]:
        return lambda: _acting(world.actor(name), act, handover_id=sent.pk, at=at, **given)

    def as_receiver(act: Callable[..., object], **given: Any) -> Callable[[], object]:
        return by("receiver", act, **given)

    accept = as_receiver(handovers.accept)
    return {
        HandoverState.SENT: [],
        HandoverState.SEEN: [as_receiver(handovers.see)],
        HandoverState.ACCEPTED: [accept],
        HandoverState.ACCEPTED_PARTLY: [
            as_receiver(handovers.accept_partly, fields=list(PARTLY), reason=mark("PARTLY", tag))
        ],
        HandoverState.RETURNED: [
            as_receiver(handovers.return_, reason_code=ReturnReason.OTHER, reason=mark("RETURN", tag))
        ],
        HandoverState.IN_HAND: [accept, as_receiver(handovers.start)],
        HandoverState.FINISHED: [
            accept,
            as_receiver(
                handovers.finish,
                outcome=AnswerOutcome.INVESTIGATION,
                answer=mark("ANSWER", tag),
                may_tell=MayTell.NOTHING,
            ),
        ],
        HandoverState.REVOKED: [
            accept,
            by("holder", handovers.revoke, reason=mark("REVOKE", tag)),
        ],
        HandoverState.EXPIRED: [
            lambda: handovers.expire_unanswered(
                DueClock("handover.answer", ("handover", sent.pk), sent.from_desk_id, sent.answer_due_at),
                sent.answer_due_at,
            )
        ],
    }


def _acting(by: Actor, act: Callable[..., object], **given: Any) -> object:
    with acting(by):
        return act(by=by, **given)


def _access_ended(world: World) -> None:
    """A hand-off that was accepted and whose end has passed."""
    long_ago = timezone.now() - timedelta(days=60)
    handed_over(world, HandoverState.ACCEPTED, "over", at=long_ago, until=timezone.now() - timedelta(days=2))


def _identities(world: World) -> None:
    """Who reporters are: granted for the own desk, asked at the other, refused where two lie together."""
    at, decider = timezone.now(), world.actor("privacy")
    for tag, who in (("own", "holder"), ("far", "elsewhere"), ("into", "holder")):
        by, record = world.actor(who), world.records[tag]
        with acting(by):
            asked = reporting.ask_for_identity(
                report_id=record.report,
                purpose=IdentityPurpose.SAFETY,
                reason=plant("WISH", tag),
                hours=4,
                by=by,
                at=at,
            )
        world.identity_requests[tag] = asked.pk
    for tag, grant in (("own", True), ("into", False)):
        with acting(decider):
            reporting.decide_identity(
                request_id=world.identity_requests[tag],
                grant=grant,
                reason=plant("DECISION", tag),
                by=decider,
                at=at,
            )


def _glass(world: World) -> None:
    """Glass broken by the standin: one is open, one was closed, one was judged."""
    by, judge, at = world.actor("standin"), world.actor("privacy"), timezone.now()
    for tag, ago in (("pro", 0), ("into", 1), ("sent", 2)):
        why = f"{plant('GLASS', tag)} for a reason that can be judged"
        with acting(by):
            broken = signals.break_glass(
                number=world.records[tag].number, reason=why, by=by, at=at - timedelta(minutes=ago)
            )
            assert broken
            world.glass[tag] = broken.pk
            if ago:
                signals.close_glass(glass_id=broken.pk, by=by, at=at)
    with acting(judge):
        signals.judge_glass(
            glass_id=world.glass["sent"],
            justified=False,
            judgement=plant("VERDICT", "sent"),
            follow_up=plant("FOLLOWED", "sent"),
            by=judge,
            at=at,
        )


def _draft(world: World) -> None:
    answers = Answers.fresh()
    answers.pages["what"] = {"fact": [plant("DRAFT", "author")]}
    author = world.actor("author")
    with acting(author):
        reporting.keep_file(
            owner=answers.file_owner,
            name="draft.txt",
            data=mark("DRAFTFILE", "author").encode(),
            lasting=True,
            at=timezone.now(),
        )
        reporting.save_draft(draft_id=world.draft, data=answers.to_bytes(), by=author, at=timezone.now())


def _view(world: World) -> None:
    holder = world.actor("holder")
    with acting(holder):
        kept = signals.save_view(
            name=plant("VIEW", "own"),
            query="tab=desk",
            desk_id=desk(HOLDING).pk,
            shared=False,
            by=holder,
            at=world.at,
        )
    world.view = kept.pk


def _revisions(world: World) -> None:
    admin = world.actor("admin")
    route = Route.objects.order_by("code").first()
    assert route
    with acting(admin):
        for row, name, tag in ((desk(OTHER), "phone", "desk"), (route, "source", "route")):
            partners.correct(
                row=row,
                changes={name: "0100" if isinstance(row, Desk) else "A test"},
                reason=plant("REVISION", tag),
                seen=0,
                by=admin,
                at=world.at,
            )
