"""What is known of a signal, in the terms that the route table and the indicator rule ask for."""

from collections.abc import Iterable
from datetime import date

from ketenzicht.partners import queries as partners
from ketenzicht.partners.domain.routes import Facts, Residence
from ketenzicht.signals.domain.delphi import Profile
from ketenzicht.signals.models import Signal, SignalEvent
from ketenzicht.signals.words import MINORS, AgeBand, Urgency

SUBJECTS = {
    "person": frozenset({"person"}),
    "place": frozenset({"place"}),
    "both": frozenset({"person", "place"}),
}


# After these the reporter has something to hear, whatever was answered before.
ASKS_FOR_AN_ANSWER = (
    "received",
    "information_added",
    "reopened",
    "taken_apart",
    "handover_return",
    "handover_expire",
    "handover_revoke",
    "handover_finish",
)
_ABOUT_ANSWERS = ("replied", *ASKS_FOR_AN_ANSWER)


def replied(signal: Signal) -> bool:
    """Whether the reporter has had an answer to everything that came in so far."""
    return replied_last(signal.events.filter(event__in=_ABOUT_ANSWERS)[:1])


def replied_last(events: Iterable[SignalEvent]) -> bool:
    """The same for steps that were read already, the newest first."""
    return next((each.event for each in events if each.event in _ABOUT_ANSWERS), "") == "replied"


def facts_of(signal: Signal) -> Facts:
    """The facts the route table asks about; what nobody has judged yet is not known."""
    return Facts(
        acute=signal.urgency == Urgency.ACUTE,
        minor_or_doubtful=minor_or_doubtful(signal.age_band),
        identifiable_person=signal.identifiable,
        residence=Residence(signal.residence) if signal.residence in set(Residence) else None,
        forms=frozenset(signal.forms) or None,
        subject=SUBJECTS.get(signal.subject),
        perpetrator_information_source_hidden=signal.source_hidden,
        soft=signal.soft,
    )


def minor_or_doubtful(age_band: str) -> bool | None:
    """Whether the person is to be treated as a child; in doubt yes, None when nothing is known."""
    if age_band in MINORS:
        return True
    return False if age_band == AgeBand.ADULT else None


def profile_of(signal: Signal) -> Profile:
    """Whose strengths the indicator rule uses for this signal."""
    return Profile.CHILD if minor_or_doubtful(signal.age_band) else Profile.ADULT


def advice_for(signal: Signal, on: date) -> partners.RouteAdvice:
    """The route table's advice for a signal as it is judged now."""
    return partners.advise(facts_of(signal), signal.municipality_id, on)
