"""Reading hand-offs: everything is scoped to who looks, before acceptance to the preview alone."""

from ketenzicht.handover.queries.content import (
    Package,
    PackageField,
    PackageFileRow,
    file_for,
    package_for,
)
from ketenzicht.handover.queries.lists import (
    Counts,
    Tab,
    Wanted,
    count_to_answer,
    inbox,
    inbox_counts,
    other_desks,
)
from ketenzicht.handover.queries.preview import draft_preview, form_names, preview_of
from ketenzicht.handover.queries.timeline import Step, timeline
from ketenzicht.handover.queries.visible import (
    desk_of,
    handover_for,
    handovers_visible_to,
    moves_open_to,
    origin_of,
    relations_of,
    sending_desk_id,
    sent_for,
    states_sent_for,
    with_time_left,
)

__all__ = [
    "Counts",
    "Package",
    "PackageField",
    "PackageFileRow",
    "Step",
    "Tab",
    "Wanted",
    "count_to_answer",
    "desk_of",
    "draft_preview",
    "file_for",
    "form_names",
    "handover_for",
    "handovers_visible_to",
    "inbox",
    "inbox_counts",
    "moves_open_to",
    "origin_of",
    "other_desks",
    "package_for",
    "preview_of",
    "relations_of",
    "sending_desk_id",
    "sent_for",
    "states_sent_for",
    "timeline",
    "with_time_left",
]
