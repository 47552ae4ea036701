"""What kinds, states, roles and rules of plans are called on pages."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ketenzicht.planning.domain.distribution import Rounding
from ketenzicht.planning.domain.goals import GoalLevel, ProblemFate
from ketenzicht.planning.domain.measures import Involved, MeasureStatus, Paid
from ketenzicht.planning.domain.roles import MunicipalRole, Pillar

PLAN_KINDS: Mapping[str, Promise] = {
    "programme": _("Programme"),
    "district": _("Policy of a district or region"),
    "municipality": _("Policy of a municipality"),
}
ROLES: Mapping[str, Promise] = {
    MunicipalRole.SIGNALS: _("The municipality notices"),
    MunicipalRole.MAKES_POLICY: _("The municipality makes policy"),
    MunicipalRole.DIRECTS: _("The municipality directs"),
    MunicipalRole.CARES: _("The municipality looks after care and shelter"),
}
PILLARS: Mapping[str, Promise] = {
    Pillar.PREVENTION: _("Prevention"),
    Pillar.PROTECTION: _("Protection"),
    Pillar.PROSECUTION: _("Prosecution"),
    Pillar.PARTNERSHIP: _("Partnership"),
}
LEVELS: Mapping[str, Promise] = {
    GoalLevel.MAIN: _("Main goal"),
    GoalLevel.SUB: _("Goal under it"),
    GoalLevel.RESULT: _("Result that can be measured"),
}
FATES: Mapping[str, Promise] = {
    ProblemFate.ANSWER: _("A goal answers it"),
    ProblemFate.LEAVE: _("The plan leaves it, and says why"),
}
STATUSES: Mapping[str, Promise] = {
    MeasureStatus.PLANNED: _("Planned"),
    MeasureStatus.RUNNING: _("Running"),
    MeasureStatus.DELAYED: _("Delayed"),
    MeasureStatus.DONE: _("Done"),
    MeasureStatus.STOPPED: _("Stopped"),
}
STATUS_TONES: Mapping[str, str] = {
    MeasureStatus.PLANNED: "neutral",
    MeasureStatus.RUNNING: "busy",
    MeasureStatus.DELAYED: "waiting",
    MeasureStatus.DONE: "done",
    MeasureStatus.STOPPED: "stopped",
}
INVOLVED: Mapping[str, Promise] = {
    Involved.ASKED: _("Yes, and they take part"),
    Involved.DECLINED: _("Yes, but they do not take part"),
    Involved.NOT_ASKED: _("No"),
}
PAID: Mapping[str, Promise] = {
    Paid.PAID: _("Paid for their time"),
    Paid.EXPENSES: _("Only expenses"),
    Paid.UNPAID: _("Not paid"),
    Paid.UNKNOWN: _("Not known"),
}
PROJECT_KINDS: Mapping[str, Promise] = {
    "project": _("Project"),
    "field_lab": _("Field lab"),
    "test_region": _("Test region"),
}
ELEMENT_STATES: Mapping[str, Promise] = {
    "there": _("There is one"),
    "partly": _("Partly"),
    "missing": _("Missing"),
}
ELEMENT_TONES: Mapping[str, str] = {"there": "done", "partly": "busy", "missing": "waiting"}
ROUNDINGS: Mapping[str, Promise] = {
    Rounding.LARGEST_REMAINDER: _("To the cent: the shares add up to the total"),
    Rounding.PUBLISHED_PERCENTAGE: _("By percentage with one decimal, as plans are often printed"),
}
PARTS: Mapping[str, Promise] = {
    "costitem": _("cost item"),
    "distributionkey": _("distribution key"),
    "scenario": _("scenario"),
    "problem": _("problem"),
    "goal": _("goal"),
    "goalconflict": _("conflict between goals"),
    "measurement": _("measured value"),
    "actionline": _("action line"),
    "measure": _("measure"),
    "progressnote": _("progress note"),
    "risk": _("risk"),
    "decision": _("decision"),
    "involvement": _("involvement of experts by experience"),
    "project": _("project"),
    "projectfigure": _("figure of a project"),
}
