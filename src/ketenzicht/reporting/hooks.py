"""What higher parts may join: a report came in, or something was added to one.

Every function on these lists is called inside the transaction that stores the report, so both happen or
neither. It gets ids and codes and has to act as the receiving desk itself to read more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class ReportReceived:
    """A report came in for a desk."""

    report_id: UUID
    desk_id: int
    municipality_id: int | None
    subject: str
    acute: bool
    channel: str
    received_at: datetime
    is_demonstration: bool


@dataclass(frozen=True)
class ReportAdded:
    """A reporter added something to a report."""

    report_id: UUID
    desk_id: int
    addition_id: UUID
    at: datetime


on_received: list[Callable[[ReportReceived], None]] = []
on_added: list[Callable[[ReportAdded], None]] = []
