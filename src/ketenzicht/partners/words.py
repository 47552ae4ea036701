"""The words for the codes of desks and of the route table."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from ketenzicht.partners.domain.routes import Condition, Met, Residence

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

CONDITIONS: dict[str, "_StrPromise"] = {
    Condition.ACUTE: _("Acute danger"),
    Condition.MINOR_OR_DOUBTFUL: _("Under 18, or in doubt"),
    Condition.IDENTIFIABLE_PERSON: _("A person who can be found"),
    Condition.RESIDENCE: _("Right to stay"),
    Condition.FORMS: _("Form of exploitation"),
    Condition.SUBJECT: _("Person or place"),
    Condition.SOURCE_HIDDEN: _("Information about a perpetrator, source must stay hidden"),
    Condition.SOFT: _("Only a soft signal"),
}
MET: dict[str, "_StrPromise"] = {
    Met.MET: _("yes"),
    Met.NOT_MET: _("no"),
    Met.UNKNOWN: _("not known yet"),
}
ACTS: dict[str, "_StrPromise"] = {
    "phone": _("Call"),
    "handoff": _("Hand over to"),
    "inform": _("Let know"),
    "advise": _("Ask advice of"),
}
RESIDENCE: dict[str, "_StrPromise"] = {
    Residence.LAWFUL: _("Dutch, EU citizen or with a right to stay"),
    Residence.NONE: _("No right to stay"),
    Residence.UNKNOWN: _("Not known"),
}
SUBJECTS: dict[str, "_StrPromise"] = {
    "person": _("A person"),
    "place": _("A place or company"),
    "online": _("An online account"),
    "perpetrator_information": _("Information about a perpetrator"),
}
AGE_GROUPS: dict[str, "_StrPromise"] = {"adult": _("18 and older"), "minor": _("Under 18")}
URGENCIES: dict[str, "_StrPromise"] = {"ordinary": _("Ordinary"), "acute": _("Acute")}
DESK_KINDS: dict[str, "_StrPromise"] = {
    "administration": _("Administration of this installation"),
    "advice_report_centre": _("Safe Home (Veilig Thuis)"),
    "anonymous_line": _("Anonymous line"),
    "asylum_reception": _("Reception of asylum seekers"),
    "audit": _("Audit"),
    "border_police": _("Border police"),
    "care_coordination": _("Care coordination"),
    "care_partner": _("Care partner"),
    "care_safety_house": _("Care and Safety House"),
    "chain_direction": _("Chain direction"),
    "compensation_fund": _("Compensation fund"),
    "coordination_centre": _("National coordination centre"),
    "focal": _("Focal point of a municipality"),
    "guardianship": _("Guardianship"),
    "immigration": _("Immigration service"),
    "intelligence_centre": _("Intelligence centre"),
    "labour_inspectorate": _("Labour Inspectorate"),
    "labour_support": _("Help for people who work"),
    "minors_hotline": _("Line about minors"),
    "municipal_desk": _("Municipal desk"),
    "municipal_enforcement": _("Municipal enforcement"),
    "police_emergency": _("Police, emergency"),
    "police_trafficking": _("Police, human trafficking (AVIM)"),
    "privacy": _("Privacy"),
    "prosecution": _("Public prosecution"),
    "riec": _("Joint action against organised crime (RIEC)"),
    "sexual_assault_centre": _("Sexual Assault Centre"),
    "shelter_centre": _("Shelter"),
    "tci": _("Confidential criminal intelligence"),
    "victim_support": _("Victim support"),
    "youth_protection": _("Youth protection"),
}
UNITS: dict[str, "_StrPromise"] = {
    "minutes": _("minutes"),
    "workdays": _("working days"),
    "days": _("days"),
}
CERTAINTIES: dict[str, "_StrPromise"] = {
    "certain": _("Found in the source"),
    "old": _("The source is old"),
    "uncertain": _("The sources do not agree"),
    "from_memory": _("Not found in a source yet"),
    "proposal": _("Our own proposal"),
}


def word(words: dict[str, "_StrPromise"], code: str) -> str:
    """The word for a code; a code without one is shown as it is."""
    return str(words.get(code, code))
