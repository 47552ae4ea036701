"""The words for the codes of desks and of the route table."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ketenzicht.partners.domain.routes import Condition, Met, Residence

CONDITIONS: dict[str, Promise] = {
    Condition.ACUTE: _("Acute danger"),
    Condition.MINOR_OR_DOUBTFUL: _("Under 18, or in doubt"),
    Condition.IDENTIFIABLE_PERSON: _("A person who can be found"),
    Condition.RESIDENCE: _("Right to stay"),
    Condition.FORMS: _("Form of exploitation"),
    Condition.SUBJECT: _("Person or place"),
    Condition.SOURCE_HIDDEN: _("Information about a perpetrator, source must stay hidden"),
    Condition.SOFT: _("Only a soft signal"),
}
MET: dict[str, Promise] = {
    Met.MET: _("yes"),
    Met.NOT_MET: _("no"),
    Met.UNKNOWN: _("not known yet"),
}
ACTS: dict[str, Promise] = {
    "phone": _("Call"),
    "handoff": _("Hand over to"),
    "inform": _("Let know"),
    "advise": _("Ask advice of"),
}
RESIDENCE: dict[str, Promise] = {
    Residence.LAWFUL: _("Dutch, EU citizen or with a right to stay"),
    Residence.NONE: _("No right to stay"),
    Residence.UNKNOWN: _("Not known"),
}
SUBJECTS: dict[str, Promise] = {
    "person": _("A person"),
    "place": _("A place or company"),
    "online": _("An online account"),
    "perpetrator_information": _("Information about a perpetrator"),
}
AGE_GROUPS: dict[str, Promise] = {"adult": _("18 and older"), "minor": _("Under 18")}
URGENCIES: dict[str, Promise] = {"ordinary": _("Ordinary"), "acute": _("Acute")}
UNITS: dict[str, Promise] = {
    "minutes": _("minutes"),
    "workdays": _("work days"),
    "days": _("days"),
}
CERTAINTIES: dict[str, Promise] = {
    "certain": _("Found in the source"),
    "old": _("The source is old"),
    "uncertain": _("The sources do not agree"),
    "from_memory": _("Not found in a source yet"),
    "proposal": _("Our own proposal"),
}


def word(words: dict[str, Promise], code: str) -> str:
    """The word for a code; a code without one is shown as it is."""
    return str(words.get(code, code))
