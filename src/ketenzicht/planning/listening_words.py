"""What listening is called on pages."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ketenzicht.planning.domain.listening import Angle, PlaceKind

ANGLES: Mapping[str, Promise] = {
    Angle.EXPERIENCE: _("Experience of one’s own"),
    Angle.POLICY: _("Policy"),
    Angle.GOVERNANCE: _("Administration and direction"),
    Angle.CARE: _("Care and shelter"),
    Angle.YOUTH: _("Youth"),
    Angle.POLICE: _("Police"),
    Angle.PROSECUTION: _("Prosecution"),
    Angle.SUPERVISION: _("Supervision and enforcement"),
    Angle.LEGAL_AID: _("Legal aid"),
    Angle.WORK: _("Work and business"),
    Angle.CIVIL_SOCIETY: _("Civil society"),
    Angle.RESEARCH: _("Research"),
}
PLACE_KINDS: Mapping[str, Promise] = {
    PlaceKind.WITH_THEM: _("At their place"),
    PlaceKind.WITH_US: _("At our place"),
    PlaceKind.ELSEWHERE: _("Somewhere else"),
    PlaceKind.ONLINE: _("Online"),
    PlaceKind.TELEPHONE: _("By telephone"),
    PlaceKind.WRITTEN: _("In writing"),
}
