"""What is past its term in the world: signals of two years ago, one of them destroyed."""

from datetime import timedelta
from tempfile import TemporaryDirectory

from django.test import override_settings
from django.utils import timezone

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.partners.models import Municipality
from ketenzicht.reporting import actions as reporting
from ketenzicht.reporting.domain.content import Channel, ReportContent, Subject
from ketenzicht.reporting.domain.receipt import new_receipt
from ketenzicht.retention import actions, shortening
from ketenzicht.retention.domain.states import ProposalEvent
from ketenzicht.signals import actions as signals
from ketenzicht.signals.models import Signal
from tests.access.people import HOLDING
from tests.access.world import World, plant

LONG_AGO = timedelta(days=730)


def long_ago() -> None:
    """The first event of the trail, before there is anything else: older than the trail is kept."""
    by = Actor.operator(Verb.REFERENCE_EDIT)
    with acting(by):
        at = timezone.now() - 8 * LONG_AGO
        audit.record(kind="config.demonstration.wiped", target=("demonstration", "all"), by=by, at=at)


def shortened(world: World) -> None:
    """The trail without its first event: one person proposed that and another approved."""
    by, second, at = world.actor("privacy"), world.actor("chain"), timezone.now()
    with acting(by):
        made = shortening.propose(by=by, at=at)
    with acting(second):
        actions.decide(number=made.number, event=ProposalEvent.APPROVE, by=second, at=at)
    with TemporaryDirectory() as folder, override_settings(DATA=folder):
        assert shortening.carry_out(number=made.number, at=at) == 1
    world.kept["trail_number"] = made.number


def kept(world: World) -> None:
    """One that may go, one on hold, one in a proposal that waits, and one that is gone."""
    world.kept = {tag: _closed(world, tag) for tag in ("due", "held", "proposed", "gone")}
    by, second, at = world.actor("privacy"), world.actor("chain"), timezone.now()
    with acting(by):
        one = {"signal_id": world.kept["held"], "by": by, "at": at}
        actions.set_regime(regime="soft_signal", reason=plant("REGIME", "held"), **one)
        later = timezone.localdate(at) + timedelta(days=90)
        actions.place_hold(reason=plant("HOLD", "held"), review_on=later, **one)
        done = actions.propose(signal_ids=[world.kept["gone"]], by=by, at=at)
        waiting = actions.propose(signal_ids=[world.kept["proposed"]], by=by, at=at)
    with acting(second):
        actions.decide(number=done.number, event=ProposalEvent.APPROVE, by=second, at=at)
    assert actions.destroy_approved(number=done.number, at=at) == 1
    world.kept |= {"done_number": done.number, "waiting_number": waiting.number}


def _closed(world: World, tag: str) -> object:
    at = timezone.now() - LONG_AGO
    municipality = Municipality.objects.get(code=HOLDING.removeprefix("focal-").upper())
    content = ReportContent(
        submission=f"kept-{tag}",
        receipt_code=new_receipt().digits,
        channel=Channel.PUBLIC,
        language="nl",
        subject=Subject.PLACE,
        statements={"fact": "Nobody lives there any more."},
        municipality_id=municipality.pk,
    )
    sent = reporting.submit(content=content, by=Actor.public(), at=at)
    by = world.actor("holder")
    with acting(by):
        signal = Signal.objects.get(signal_reports__report=sent.report_id)
        judgement = signals.Judgement("ordinary", ["LAB"], "LAB", "adult", "unknown", False, True, False)
        one = {"signal_id": signal.pk, "by": by, "at": at + timedelta(minutes=5)}
        signals.judge(judgement=judgement, **one)
        signals.close(outcome="no_exploitation", no_reply_reason="Nobody asked.", **one)
    return signal.pk
