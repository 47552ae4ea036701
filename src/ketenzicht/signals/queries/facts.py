"""What is known of a signal, in the terms that the route table and the indicator rule ask for."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from ketenzicht.partners import queries as partners
from ketenzicht.partners.domain.routes import Facts, Residence
from ketenzicht.signals.domain.delphi import Profile
from ketenzicht.signals.models import Signal, SignalEvent
from ketenzicht.signals.queries.reports import report_ids
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
_ABOUT_ANSWERS = ("replied", "took_in", *ASKS_FOR_AN_ANSWER)


def unanswered(signal: Signal) -> set[UUID]:
    """Of the reports that lie under a signal, those whose reporter still has something to hear."""
    return unanswered_of(report_ids(signal), signal.events.filter(event__in=_ABOUT_ANSWERS))


def unanswered_of(reports: Iterable[UUID], events: Iterable[SignalEvent]) -> set[UUID]:
    """The same for reports and steps that were read already, the newest step first.

    Of each report the last step that is about it decides. An answer names the reports it went to when that
    were not all of them; a report from another signal came with what was known of it there.
    """
    left, waiting = {str(pk) for pk in reports}, set[str]()
    for each in events:
        if not left:
            break
        if each.event == "replied":
            left -= set(each.detail.get("reports", left))
        elif each.event == "took_in":
            came = left & set(each.detail.get("reports", ()))
            waiting |= came & set(each.detail.get("unanswered", ()))
            left -= came
        elif each.event in ASKS_FOR_AN_ANSWER:
            asked = left & {each.detail.get("report", "")} if "report" in each.detail else set(left)
            waiting |= asked
            left -= asked
    return {UUID(pk) for pk in waiting | left}


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
