"""The words of the worklist."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ketenzicht.signals.queries import Severity, Tab


@dataclass(frozen=True)
class Said:
    """A title and a line under it."""

    title: Promise
    text: Promise


TAB_LABELS: Mapping[Tab, Promise] = {
    Tab.MINE: _("Mine"),
    Tab.DESK: _("My desk"),
    Tab.UNASSIGNED: _("Nobody’s"),
    Tab.OVERDUE: _("Too late"),
    Tab.ALL: _("Everything, also closed"),
}
SEVERITIES: Mapping[Severity, Said] = {
    Severity.ACUTE: Said(_("Acute"), _("Danger now. Call first, then record.")),
    Severity.OVERDUE: Said(_("Too late and not acute"), _("The agreed time has passed.")),
    Severity.SOON: Said(_("Due soon"), _("Today or the next working day.")),
    Severity.LATER: Said(_("Later"), _("There is still time.")),
    Severity.NO_CLOCK: Said(_("Nothing due from us"), _("It waits for somebody else.")),
    Severity.ENDED: Said(_("Closed or under another signal"), _("Nothing has to be done.")),
}
# Above the list too late means what the tab means by it: what is acute counts as well.
TOTALS: Mapping[Severity, Promise] = {Severity.OVERDUE: _("Too late")}
EMPTY: Mapping[Tab, Said] = {
    Tab.MINE: Said(
        _("Nothing is waiting for you"),
        _("Look under “Nobody’s” for signals that somebody still has to take up."),
    ),
    Tab.DESK: Said(
        _("Your desk has no open signals"),
        _("A new report appears here at once, and you get a mail that there is one."),
    ),
    Tab.UNASSIGNED: Said(
        _("Everything has been taken up"), _("Every open signal of your desk has somebody who works on it.")
    ),
    Tab.OVERDUE: Said(_("Nothing is too late"), _("Everything is within its time.")),
    Tab.ALL: Said(_("There are no signals yet"), _("The first report makes the first signal.")),
}
FILTER_NAMES: Mapping[str, Promise] = {
    "q": _("Words"),
    "state": _("State"),
    "urgency": _("Urgency"),
    "form": _("Form"),
    "municipality": _("Municipality"),
    "assignee": _("Assigned to"),
    "channel": _("Reported by"),
    "subject": _("About"),
    "since": _("From"),
    "until": _("Up to and including"),
    "late": _("Too late"),
}
BULK_REASONS: dict[str, Promise] = {
    "already_assigned": _("was this colleague’s already"),
    "changed_meanwhile": _("somebody worked on it after you opened the list; look at it first"),
    "not_open": _("is closed or lies under another signal"),
    "not_a_colleague": _("this colleague does not work for the desk of this signal"),
    "not_visible": _("is not there for you"),
}
