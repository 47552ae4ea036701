"""Dates, sizes and receipts in the words and figures that people read."""

import datetime
from decimal import ROUND_HALF_UP, Context, Decimal

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

# Room for every digit of the largest number a float holds.
_LONG = Context(prec=400)


def written_date(value: datetime.date | None) -> str:
    """A date written out: 22 november 2026; empty for nothing."""
    if isinstance(value, datetime.datetime):
        value = local_time(value)
    return date_format(value, "j F Y") if value else ""


def written_period(start: datetime.date | None, end: datetime.date | None) -> str:
    """From a day up to and including another; either may be open: "vanaf 1 januari 2026"."""
    if start and end:
        return f"{written_date(start)} – {written_date(end)}"
    if start:
        return _("from %(time)s") % {"time": written_date(start)}
    return _("up to and including %(day)s") % {"day": written_date(end)} if end else ""


def written_time(value: datetime.datetime | None) -> str:
    """The time of day: 14:05; empty for nothing."""
    return date_format(local_time(value), "H:i") if value else ""


def written_datetime(value: datetime.datetime | None) -> str:
    """Date and time written out: 22 november 2026 om 14:05; empty for nothing."""
    if not value:
        return ""
    return _("%(date)s at %(time)s") % {"date": written_date(value), "time": written_time(value)}


def local_time(value: datetime.datetime) -> datetime.datetime:
    """The moment on the clock of the Netherlands; a naive moment stays what it is."""
    return timezone.localtime(value) if timezone.is_aware(value) else value


def written_number(value: Decimal | float, places: int, *, grouped: bool = False) -> str:
    """A number with that many decimals in the notation of the page, rounded: half goes away from zero."""
    # Formatting alone cuts digits off, and nought has no sign.
    exact = Decimal(str(value))
    if not exact.is_finite():
        return str(value)
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _LONG) + 0
    return number_format(rounded, places, force_grouping=grouped)


def receipt_groups(code: str) -> list[str]:
    """The digits of a receipt in groups of four."""
    digits = "".join(character for character in str(code) if character.isalnum())
    return [digits[start : start + 4] for start in range(0, len(digits), 4)]


def file_size(size: int | None) -> str:
    """A number of bytes in the largest fitting unit: 1,2 MB; empty for nothing."""
    if size is None:
        return ""
    for unit, step in (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)):
        # What rounds up to a thousand is one of the next unit.
        if size >= step * 0.9995:
            return f"{written_number(size / step, 0 if size >= 10 * step else 1)} {unit}"
    return f"{size} B"
