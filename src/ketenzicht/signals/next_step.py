"""The one thing to do now for a signal, in words, so that nobody has to search a page for it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from ketenzicht.signals.domain.states import SignalState, WaitingFor
from ketenzicht.signals.words import Urgency

if TYPE_CHECKING:
    from ketenzicht.signals.queries.page import SignalPage


@dataclass(frozen=True)
class NextStep:
    """What to do, why, and the page or button for it. Without ``page`` there is nothing to do but wait."""

    title: str
    text: str = ""
    page: str = ""
    action: str = ""
    handover_id: UUID | None = None


def next_step(page: "SignalPage") -> NextStep | None:
    """The next step for a signal, or None when there is none."""
    state = SignalState(page.signal.state)
    finders = {
        SignalState.RECEIVED: _received,
        SignalState.IN_TRIAGE: _in_triage,
        SignalState.WAITING: _waiting,
        SignalState.HANDED_OVER: _handed_over,
        SignalState.IN_FOLLOW_UP: _in_follow_up,
        SignalState.TO_REPLY: _to_reply,
    }
    return finders[state](page) if state in finders else None


def _received(page: "SignalPage") -> NextStep:
    if page.signal.urgency == Urgency.ACUTE:
        return _call_first()
    return NextStep(
        _("Take this signal up"),
        _("It becomes yours, and your colleagues see that you are looking at it."),
        "take",
        _("Take it up"),
    )


def _call_first() -> NextStep:
    return NextStep(
        _("Danger now: call first, then record it"),
        _("Nothing has to be filled in before you call. Hand over afterwards, with whom you spoke."),
        "handover",
        _("Record and hand over"),
    )


def _in_triage(page: "SignalPage") -> NextStep:
    if page.signal.urgency == Urgency.ACUTE:
        return _call_first()
    if page.signal.judged_at is None:
        return NextStep(
            _("Judge what this is"),
            _("Form, age and who can be found decide the route. Leave open what you do not know."),
            "judge",
            _("Judge"),
        )
    desk = page.advice.first_handoff
    if desk:
        return NextStep(
            _("Hand over to %(desk)s") % {"desk": desk.label},
            _("The route table advises this. You decide, and you can deviate with a reason."),
            "handover",
            _("Prepare hand-off"),
        )
    return NextStep(
        _("Decide what happens with this"),
        _("The route advises no desk in Ketenzicht. Follow it up, or answer the reporter and close."),
        "close",
        _("Answer and close"),
    )


def _waiting(page: "SignalPage") -> NextStep:
    if page.signal.waiting_for == WaitingFor.REPORTER:
        return NextStep(
            _("Wait for the reporter"),
            _("There is a question for the reporter. An answer puts this signal back in triage by itself."),
        )
    return NextStep(
        _("Wait for information"),
        _("The clocks stand still. Go on as soon as you know enough."),
    )


def _handed_over(page: "SignalPage") -> NextStep:
    unconfirmed = next(
        (each for each in page.handovers if each.urgency == Urgency.ACUTE and not each.confirmed_at), None
    )
    if unconfirmed is not None:
        return NextStep(
            _("Call %(desk)s and record whom you spoke") % {"desk": unconfirmed.to_desk.label},
            _("An acute hand-off that nobody confirms goes to the chain director."),
            action=_("Record the call"),
            handover_id=unconfirmed.pk,
        )
    return NextStep(
        _("Wait until the desk answers"),
        _("You hear when it accepts, gives back or lets it expire. Until then you can take it back."),
    )


def _in_follow_up(page: "SignalPage") -> NextStep:
    if page.with_partner:
        return NextStep(
            _("The partner is working on it"),
            _("You hear when it is finished. Meanwhile you can tell the reporter that it was passed on."),
            "reply",
            _("Tell the reporter"),
        )
    return NextStep(
        _("Follow this up yourselves"),
        _("Note what you do. When it is done, the reporter hears what came of it."),
    )


def _to_reply(page: "SignalPage") -> NextStep:
    if page.replied:
        return NextStep(
            _("Close this signal"),
            _("The reporter has had an answer. Only the outcome is left."),
            "close",
            _("Close"),
        )
    return NextStep(
        _("Tell the reporter what came of it"),
        _("What was done is known. The reporter still has to hear it."),
        "reply",
        _("Answer the reporter"),
    )
