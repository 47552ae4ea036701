"""What kinds, states, roles and rules of plans are called on pages."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ketenzicht.planning.domain.distribution import Rounding
from ketenzicht.planning.domain.roles import MunicipalRole

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
}
