"""What every row of reference data has: a code, two labels, a source, how sure it is, and since when."""

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

Certainty = Literal["certain", "old", "uncertain", "from_memory", "proposal"]


def _split(value: Any) -> Any:
    return value.split() if isinstance(value, str) else value


def _empty_is_none(value: Any) -> Any:
    return None if value == "" else value


def _empty_is_nothing(value: Any) -> Any:
    return "" if value is None else value


Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=80)]
Codes = Annotated[tuple[Code, ...], BeforeValidator(_split)]
Label = Annotated[str, Field(min_length=1, max_length=200)]
Sentence = Annotated[str, Field(min_length=1)]
Hint = Annotated[str, Field(max_length=300)]
OptionalCode = Annotated[Code | None, BeforeValidator(_empty_is_none)]
OptionalDate = Annotated[date | None, BeforeValidator(_empty_is_none)]
OptionalText = Annotated[str, Field(max_length=300), BeforeValidator(_empty_is_nothing)]


class Meta(BaseModel):
    """What a file says about itself."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z_]+\.[a-z_]+$")
    version: int = Field(ge=1)
    source: Sentence
    retrieved: date
    licence: Sentence
    owner: Sentence
    note: str = ""


class Row(BaseModel):
    """A row of reference data. Its code is never renamed or reused; it is closed, never deleted."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    code: Code
    label_nl: Label
    label_en: Label
    source: Annotated[str, Field(min_length=1, max_length=300)]
    source_url: OptionalText = ""
    certainty: Certainty
    valid_from: date
    valid_to: OptionalDate = None
    verified_on: date

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError("valid_to lies before valid_from")
        return self

    def overlaps(self, other: "Row") -> bool:
        """Whether both rows are valid on some day."""
        return (other.valid_to is None or self.valid_from <= other.valid_to) and (
            self.valid_to is None or other.valid_from <= self.valid_to
        )
