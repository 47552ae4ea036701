"""Checking what people fill in on the pages of signals."""

from ketenzicht.signals.forms.closing import CloseForm, MergeForm, ReasonForm
from ketenzicht.signals.forms.glass import BreakForm, JudgeGlassForm
from ketenzicht.signals.forms.handing_over import HandoverForm
from ketenzicht.signals.forms.identity import IdentityForm
from ketenzicht.signals.forms.judging import JudgeForm
from ketenzicht.signals.forms.listing import BulkAssignForm, FilterForm, SaveViewForm
from ketenzicht.signals.forms.versioned import VersionedForm
from ketenzicht.signals.forms.working import AskForm, AssignForm, NoteForm, ReplyForm, TaskForm

__all__ = [
    "AskForm",
    "AssignForm",
    "BreakForm",
    "BulkAssignForm",
    "CloseForm",
    "FilterForm",
    "HandoverForm",
    "IdentityForm",
    "JudgeForm",
    "JudgeGlassForm",
    "MergeForm",
    "NoteForm",
    "ReasonForm",
    "ReplyForm",
    "SaveViewForm",
    "TaskForm",
    "VersionedForm",
]
