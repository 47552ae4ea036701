"""What people do with signals. One function is one thing somebody does."""

from ketenzicht.signals.actions.assigning import (
    BulkRow,
    NotAColleague,
    RowResult,
    assign,
    bulk_assign,
    take,
    unassign,
)
from ketenzicht.signals.actions.closing import CannotClose, LastWord, close, reopen
from ketenzicht.signals.actions.glass import (
    break_glass,
    close_glass,
    judge_glass,
    look_behind_glass,
    remind_of_glass,
)
from ketenzicht.signals.actions.handing_over import (
    AgainstAdviceNeedsReason,
    HandoverWish,
    follow_handover,
    hand_over,
)
from ketenzicht.signals.actions.holding import ChangedMeanwhile
from ketenzicht.signals.actions.identity import ask_who_reports, end_who_reports, look_who_reports
from ketenzicht.signals.actions.intake import add_information, receive
from ketenzicht.signals.actions.merging import CannotMerge, merge, unmerge
from ketenzicht.signals.actions.replying import ask_reporter, reply_to_reporter
from ketenzicht.signals.actions.triage import (
    Judgement,
    assess,
    judge,
    move_on,
    start_triage,
    wait_for_information,
)
from ketenzicht.signals.actions.viewing import delete_view, save_view
from ketenzicht.signals.actions.working import add_note, add_task, finish_task, record_look

__all__ = [
    "AgainstAdviceNeedsReason",
    "BulkRow",
    "CannotClose",
    "CannotMerge",
    "ChangedMeanwhile",
    "HandoverWish",
    "Judgement",
    "LastWord",
    "NotAColleague",
    "RowResult",
    "add_information",
    "add_note",
    "add_task",
    "ask_reporter",
    "ask_who_reports",
    "assess",
    "assign",
    "break_glass",
    "bulk_assign",
    "close",
    "close_glass",
    "delete_view",
    "end_who_reports",
    "finish_task",
    "follow_handover",
    "hand_over",
    "judge",
    "judge_glass",
    "look_behind_glass",
    "look_who_reports",
    "merge",
    "move_on",
    "receive",
    "record_look",
    "remind_of_glass",
    "reopen",
    "reply_to_reporter",
    "save_view",
    "start_triage",
    "take",
    "unassign",
    "unmerge",
    "wait_for_information",
]
