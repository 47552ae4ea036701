"""The rows of the reference data that every part stands on."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from ketenzicht.common.models import ExploitationForm, Holiday
from ketenzicht.common.reference.kinds import Kind
from ketenzicht.common.reference.rows import Row, Sentence

FORMS = "common.exploitation_forms"


class FormRow(Row):
    """A form of exploitation as the law stands in a period."""

    position: int = Field(ge=0)
    covers_nl: Sentence
    covers_en: Sentence
    statute: Annotated[str, Field(min_length=1, max_length=200)]
    counts_as_trafficking: bool


class HolidayRow(Row):
    """A day on which clocks count no work day."""

    day: date

    @model_validator(mode="after")
    def _lies_in_its_year(self) -> Self:
        if not self.code.startswith(f"{self.day.year}-"):
            raise ValueError("the code begins with another year than the day has")
        return self


KINDS = (
    Kind(FORMS, "exploitation_forms.yaml", FormRow, ExploitationForm, mute_about_origin=True),
    Kind("common.public_holidays", "public_holidays.csv", HolidayRow, Holiday, once=("day",)),
)
