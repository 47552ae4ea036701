"""Who sees what of a hand-off: a preview first, the content only after acceptance.

Unknown, empty, ended or out of time means nobody (fail closed). The sender always sees what
it sent: it is its own record of what was disclosed.
"""

from collections.abc import Collection
from datetime import datetime

from ketenzicht.common.domain.state_table import Relation
from ketenzicht.handover.domain.states import TAKEN_ON, UNANSWERED, HandoverState

PREVIEW_FIELDS = ("purpose", "urgency", "form", "region", "age_band", "question")

_READABLE = TAKEN_ON | {HandoverState.FINISHED}
_PREVIEWABLE = UNANSWERED | _READABLE


def content_visible(
    state: HandoverState, now: datetime, access_until: datetime | None, relation: Relation | None
) -> bool:
    """Whether the package itself may be read: the named fields, and no more than those."""
    if relation is Relation.SENDER:
        return True
    if relation is not Relation.RECEIVER or access_until is None:
        return False
    return state in _READABLE and now < access_until


def preview_visible(state: HandoverState, relation: Relation | None) -> bool:
    """Whether the preview fields may be read; a hand-off that came to nothing shows only that it did."""
    if relation is Relation.SENDER:
        return True
    return relation is Relation.RECEIVER and state in _PREVIEWABLE


def in_audience(desk_id: int, audience: Collection[int] | None) -> bool:
    """Whether a desk belongs to the audience; none, empty or removed means nobody."""
    return audience is not None and desk_id in audience
