"""What headings, signs and steps of an analysis of causes are called on pages."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ketenzicht.planning.domain.causes.network import NodeKind, Side

NODE_KINDS: Mapping[str, Promise] = {
    NodeKind.CAUSE: _("Cause"),
    NodeKind.PROBLEM: _("Problem"),
    NodeKind.CONSEQUENCE: _("Consequence"),
}
SIGNS: Mapping[int, Promise] = {1: _("more gives more"), -1: _("more gives less")}
SIDES: Mapping[str, Promise] = {Side.FOR: _("supports it"), Side.AGAINST: _("speaks against it")}
STEPS: Mapping[str, Promise] = {
    "add_nodes": _("put something in the analysis"),
    "change_node": _("changed something in the analysis"),
    "remove_node": _("took something out of the analysis"),
    "draw": _("drew an arrow"),
    "change_arrow": _("changed an arrow"),
    "remove_arrow": _("took an arrow away"),
    "bear_on": _("put statements under an arrow"),
    "take_in": _("took in a causal model"),
}
