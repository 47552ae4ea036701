"""Reading signals. Everything starts from what the actor may see."""

from ketenzicht.signals.queries.advice import AdviceShown, advice_shown
from ketenzicht.signals.queries.attention import Severity
from ketenzicht.signals.queries.counting import Counts, Tab, count_late, counts
from ketenzicht.signals.queries.facts import advice_for, facts_of
from ketenzicht.signals.queries.glass import (
    BehindGlass,
    behind_glass,
    count_to_judge,
    glass_for,
    glass_judged,
    glass_of,
    glass_to_judge,
    glass_visible_to,
    own_glass,
)
from ketenzicht.signals.queries.overseeing import LateDesk, late_desks
from ketenzicht.signals.queries.package import files_of, filled_fields, package_of, preview_of
from ketenzicht.signals.queries.page import Permitted, SignalPage, permitted, signal_page
from ketenzicht.signals.queries.reports import report_ids, reports_of, signal_of_report
from ketenzicht.signals.queries.timeline import EventShown, timeline_of
from ketenzicht.signals.queries.visible import (
    colleagues,
    saved_views_of,
    signal_by_number,
    signal_for,
    signals_visible_to,
)
from ketenzicht.signals.queries.worklist import Group, Row, Wanted, Worklist, filtered, worklist

__all__ = [
    "AdviceShown",
    "BehindGlass",
    "Counts",
    "EventShown",
    "Group",
    "LateDesk",
    "Permitted",
    "Row",
    "Severity",
    "SignalPage",
    "Tab",
    "Wanted",
    "Worklist",
    "advice_for",
    "advice_shown",
    "behind_glass",
    "colleagues",
    "count_late",
    "count_to_judge",
    "counts",
    "facts_of",
    "files_of",
    "filled_fields",
    "filtered",
    "glass_for",
    "glass_judged",
    "glass_of",
    "glass_to_judge",
    "glass_visible_to",
    "late_desks",
    "own_glass",
    "package_of",
    "permitted",
    "preview_of",
    "report_ids",
    "reports_of",
    "saved_views_of",
    "signal_by_number",
    "signal_for",
    "signal_of_report",
    "signal_page",
    "signals_visible_to",
    "timeline_of",
    "worklist",
]
