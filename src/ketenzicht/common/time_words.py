"""Limits, and how much is left of them, in words: the same everywhere."""

import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ketenzicht.common.domain.workdays import Remaining, Unit
from ketenzicht.common.written import written_time


def time_left(left: Remaining) -> str:
    """What is left or how late it is: "2 working days left", "3 days late"."""
    count = {"count": left.quantity}
    if left.unit is Unit.MINUTES:
        return _minutes(left.quantity, left.late)
    if left.late and left.quantity == 0:
        return _("too late since today")
    if left.late:
        return ngettext("%(count)s day late", "%(count)s days late", left.quantity) % count
    if left.quantity == 0:
        return _("today")
    if left.unit is Unit.DAYS:
        return ngettext("%(count)s day left", "%(count)s days left", left.quantity) % count
    return ngettext("%(count)s working day left", "%(count)s working days left", left.quantity) % count


def _minutes(minutes: int, late: bool) -> str:
    days, hours = minutes // 1440, minutes // 60
    if late and days:
        return ngettext("%(count)s day late", "%(count)s days late", days) % {"count": days}
    if late and hours:
        return ngettext("%(count)s hour late", "%(count)s hours late", hours) % {"count": hours}
    if late:
        return ngettext("%(count)s minute late", "%(count)s minutes late", minutes) % {"count": minutes}
    if hours:
        return ngettext("%(count)s hour left", "%(count)s hours left", hours) % {"count": hours}
    return ngettext("%(count)s minute left", "%(count)s minutes left", minutes) % {"count": minutes}


def clock_state(left: Remaining) -> str:
    """How a clock looks with so much left: overdue, soon or running."""
    if left.late:
        return "overdue"
    return "soon" if left.unit is Unit.MINUTES or left.quantity <= 1 else "running"


def limit_words(quantity: int, unit: str) -> str:
    """A limit: "2 working days"."""
    count = {"count": quantity}
    if unit == Unit.MINUTES and quantity % 60 == 0:
        return ngettext("%(count)s hour", "%(count)s hours", quantity // 60) % {"count": quantity // 60}
    if unit == Unit.MINUTES:
        return ngettext("%(count)s minute", "%(count)s minutes", quantity) % count
    if unit == Unit.DAYS:
        return ngettext("%(count)s day", "%(count)s days", quantity) % count
    return ngettext("%(count)s working day", "%(count)s working days", quantity) % count


def months_words(months: int) -> str:
    """A term in months, as people say it: "15 years", "18 months"."""
    years, rest = divmod(months, 12)
    if years and not rest:
        return ngettext("%(count)s year", "%(count)s years", years) % {"count": years}
    return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}


def short_moment(moment: datetime.datetime | None, now: datetime.datetime | None = None) -> str:
    """A moment, short: the time today, otherwise the day ("26 november"); empty for nothing."""
    if moment is None:
        return ""
    day, today = timezone.localdate(moment), timezone.localdate(now or timezone.now())
    if day == today:
        return written_time(moment)
    return date_format(day, "j F" if day.year == today.year else "j F Y")
