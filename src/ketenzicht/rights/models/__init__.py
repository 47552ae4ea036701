"""The tables of requests of data subjects, by subject."""

from ketenzicht.rights.models.hand_outs import HandOut, HandOutFile, Passage, Pseudonym
from ketenzicht.rights.models.requests import (
    REGIME,
    AnswerTerm,
    RefusalGround,
    RequestContent,
    SubjectHit,
    SubjectRequest,
    UseStop,
)

__all__ = [
    "REGIME",
    "AnswerTerm",
    "HandOut",
    "HandOutFile",
    "Passage",
    "Pseudonym",
    "RefusalGround",
    "RequestContent",
    "SubjectHit",
    "SubjectRequest",
    "UseStop",
]
