"""What is filled in, by subject."""

from ketenzicht.planning.forms.clustering import (
    ChoiceForm,
    NewClusterForm,
    OpposeForm,
    RoundForm,
    SortForm,
)
from ketenzicht.planning.forms.consultations import (
    LARGEST,
    BeginForm,
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
    "BeginForm",
    "ChoiceForm",
    "CutForm",
    "ImportForm",
    "LeaveOutForm",
    "MoveForm",
    "NewClusterForm",
    "OpenForm",
    "OpposeForm",
    "RoundForm",
    "SortForm",
    "TakeInForm",
    "TitleForm",
]
