"""The rows of the legal regimes under which records are kept."""

from typing import Literal, Self

from pydantic import Field, model_validator

from ketenzicht.common.reference.kinds import Kind
from ketenzicht.common.reference.rows import Row, Sentence
from ketenzicht.retention.models import Regime

REGIMES = "retention.regimes"


class RegimeRow(Row):
    """How long one regime keeps a record, from when, and what it says to a request to destroy it sooner."""

    position: int = Field(ge=1)
    applies_to: Literal["casework", "log", "product"]
    start: Literal["corroboration", "first_processing", "last_change", "closure"]
    months: int | None = Field(ge=1, le=1200)
    extension_months: int = Field(ge=0, le=120)
    extensions: int = Field(ge=0, le=10)
    on_request: Literal["on_request", "months", "wpg", "contact_point", "never"]
    request_months: int | None = Field(ge=1, le=24)
    note_nl: Sentence
    note_en: Sentence

    @model_validator(mode="after")
    def _says_both_or_neither(self) -> Self:
        if bool(self.extensions) != bool(self.extension_months):
            raise ValueError("extensions and extension_months belong together")
        if (self.on_request == "months") != (self.request_months is not None):
            raise ValueError("request_months belongs to on_request: months")
        return self


KINDS = (Kind(REGIMES, "regimes.yaml", RegimeRow, Regime),)
