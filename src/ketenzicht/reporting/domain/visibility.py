"""How a reporter wants to be known, and what follows from it for their identity.

Anonymous: no identity is asked or kept, also not for the desk. Confidential: the desk knows it, behind a
right of its own, and it never leaves the desk. Named: the same right, and the desk may tell it to whoever
works on the signal; no package ever holds it. A professional is shown as their desk, never by name: whoever
acts against perpetrators must not become visible to them.
"""

from enum import StrEnum


class ReporterMode(StrEnum):
    """How the reporter wants to be known."""

    ANONYMOUS = "anonymous"
    CONFIDENTIAL = "confidential"
    NAMED = "named"


def keeps_identity(mode: ReporterMode) -> bool:
    """Whether a name or contact may be stored at all."""
    return mode is not ReporterMode.ANONYMOUS


def becomes(now: ReporterMode, wanted: ReporterMode) -> bool:
    """Whether a reporter may still change from one mode to the other.

    Always towards more openness. Back again only to confidential: what a desk has read cannot be unread, so
    nobody is promised to become anonymous.
    """
    return wanted is not ReporterMode.ANONYMOUS or now is ReporterMode.ANONYMOUS
