"""The rows of what laws say about requests of data subjects."""

from pydantic import Field

from ketenzicht.common.reference.kinds import Kind
from ketenzicht.common.reference.rows import Row, Sentence
from ketenzicht.rights.models import AnswerTerm, RefusalGround

TERMS = "rights.terms"
GROUNDS = "rights.grounds"


class TermRow(Row):
    """How long one law gives; without ``months`` we know no number, and a person sets the day."""

    position: int = Field(ge=1)
    months: int | None = Field(ge=1, le=24)
    extension_months: int = Field(ge=0, le=24)
    note_nl: Sentence
    note_en: Sentence


class GroundRow(Row):
    """An exception on which a request is refused."""

    position: int = Field(ge=1)
    note_nl: Sentence
    note_en: Sentence


KINDS = (
    Kind(TERMS, "terms.yaml", TermRow, AnswerTerm),
    Kind(GROUNDS, "grounds.yaml", GroundRow, RefusalGround),
)
