"""The small shapes that long lists are made of, each drawn once for all rows that look the same."""

import datetime
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ketenzicht.common.icons import ICONS

_HIDDEN = format_html('aria-hidden="{}" focusable="{}"', "true", "false")
# By type: what is safe to show as it is equals what is not.
_drawn_once = lru_cache(maxsize=500, typed=True)


@_drawn_once
def icon(name: str, label: str = "") -> SafeString:
    """An icon by name, hidden for assistive technology unless it has a label. Raises: KeyError."""
    strokes = format_html_join("", '<path d="{}"/>', ((stroke,) for stroke in ICONS[name]))
    naming = format_html('role="img" aria-label="{}"', label) if label else _HIDDEN
    return format_html('<svg class="kz-icon" viewBox="0 0 20 20" {}>{}</svg>', naming, strokes)


def status(text: str, tone: str = "neutral") -> SafeString:
    """A state in words, with a shape of its own."""
    return _status(str(text), tone)


@_drawn_once
def _status(text: str, tone: str) -> SafeString:
    return render_to_string("components/status.html", {"text": text, "tone": tone})


def clock(state: str, text: str, due: datetime.datetime | None = None) -> SafeString:
    """How much time is left, in words and with an icon."""
    # How a moment is written follows the language and the day.
    draw = _clock if due is None else _clock.__wrapped__
    return draw(state, str(text), due)


@_drawn_once
def _clock(state: str, text: str, due: datetime.datetime | None) -> SafeString:
    icons = {"paused": "paused", "done": "check-circle"}
    said = {"state": state, "text": text, "due": due, "icon": icons.get(state, "clock")}
    return render_to_string("components/clock.html", said)


def select_row(value: Any, label: str, name: str = "selected", checked: bool = False) -> SafeString:
    """The checkbox of one row. In Python, as a list can have many."""
    return format_html(
        '<td class="kz-select"><input type="checkbox" class="utrecht-checkbox utrecht-checkbox--html-input"'
        ' name="{}" value="{}" aria-label="{}"{}></td>',
        name,
        value,
        label,
        " checked" if checked else "",
    )
