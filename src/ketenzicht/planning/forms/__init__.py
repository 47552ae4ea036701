"""What is filled in, a subject per file."""

from ketenzicht.planning.forms.consultations import (
    LARGEST,
    CutForm,
    ImportForm,
    LeaveOutForm,
    MoveForm,
    OpenForm,
    TakeInForm,
    TitleForm,
)

__all__ = [
    "LARGEST",
    "CutForm",
    "ImportForm",
    "LeaveOutForm",
    "MoveForm",
    "OpenForm",
    "TakeInForm",
    "TitleForm",
]
