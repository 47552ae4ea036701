"""The rows of what is asked of a reporter and what is said back."""

from collections.abc import Iterator
from typing import Annotated, Literal, Self, cast

from pydantic import Field, model_validator

from ketenzicht.common.reference.kinds import Kind, Reference, Rows
from ketenzicht.common.reference.problems import Problem
from ketenzicht.common.reference.rows import Code, Codes, Hint, Label, Row, Sentence
from ketenzicht.common.reference_rows import FORMS
from ketenzicht.reporting.models import (
    AcuteQuestion,
    AcuteText,
    Indicator,
    ReplyText,
    Setting,
    SettingQuestion,
)

INDICATORS = "reporting.indicators"
SETTINGS = "reporting.settings"
QUESTIONS = "reporting.setting_questions"
ALL_FORMS = "ALL"

Strength = Literal["S", "M", "W", "s", "m", "w", "-"]
Audience = Literal["public", "professional", "both"]


class IndicatorRow(Row):
    """An indicator, or a risk factor, which never counts."""

    section: Literal["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K"]
    position: int = Field(ge=1)
    kind: Literal["person", "location", "online", "administrative", "perpetrator", "risk_factor"]
    forms: Codes
    strength_adult: Strength
    strength_child: Strength
    dimensions: Codes
    dimension_is_published: bool
    counts: bool
    plain_nl: Hint = ""
    plain_en: Hint = ""

    @model_validator(mode="after")
    def _counts_as_it_should(self) -> Self:
        if self.counts == (self.kind == "risk_factor"):
            raise ValueError("counts: a risk factor never counts, and everything else does")
        if not self.counts and (self.dimensions or {self.strength_adult, self.strength_child} != {"-"}):
            raise ValueError("a risk factor has no strength and no dimension")
        if set(self.dimensions) - {"D1", "D2", "D3", "D4", "D5", "D6"}:
            raise ValueError("dimensions: D1 to D6")
        if self.dimension_is_published and not self.dimensions:
            raise ValueError("dimension_is_published without a dimension")
        if bool(self.plain_nl) != bool(self.plain_en):
            raise ValueError("plain_nl and plain_en belong together")
        return self


class SettingRow(Row):
    """A setting and the indicators asked there."""

    position: int = Field(ge=1)
    hint_nl: Hint
    hint_en: Hint
    audience: Audience
    indicator_codes: Annotated[Codes, Field(min_length=8, max_length=14)]


class SettingQuestionRow(Row):
    """An extra question for a setting."""

    setting: Code
    position: int = Field(ge=1)
    audience: Audience
    help_nl: Hint = ""
    help_en: Hint = ""


class AcuteQuestionRow(Row):
    """A question about danger now."""

    position: int = Field(ge=1)


class AcuteTextRow(Row):
    """What to do at once."""

    position: int = Field(ge=1)
    text_nl: Sentence
    text_en: Sentence
    phone: Annotated[str, Field(max_length=40)] = ""


class ReplyTextRow(Row):
    """An approved text for a reporter."""

    position: int = Field(ge=1)
    outcome: Annotated[str, Field(min_length=1, max_length=40)]
    text_nl: Sentence
    text_en: Sentence
    closes: bool
    label_nl: Label
    label_en: Label


def settings_ask_what_counts(rows: Rows) -> Iterator[Problem]:
    """A setting asks each indicator once, only ones that count, and in plain words."""
    indicators = {row.code: row for row in cast("tuple[IndicatorRow, ...]", rows[INDICATORS])}
    for setting in cast("tuple[SettingRow, ...]", rows[SETTINGS]):
        asked = setting.indicator_codes
        wrong = [
            *(f"{code} is asked twice" for code in sorted({c for c in asked if asked.count(c) > 1})),
            *(f"{code} never counts" for code in asked if not indicators[code].counts),
            *(f"{code} has no plain words" for code in asked if not indicators[code].plain_nl),
        ]
        for what in wrong:
            yield Problem(
                "reporting/refdata/settings.yaml",
                f"row {setting.code}",
                f"indicator_codes: {what}",
                "Ask another indicator, or give this one its plain words.",
            )


KINDS = (
    Kind(
        INDICATORS,
        "indicators.csv",
        IndicatorRow,
        Indicator,
        references=(Reference("forms", FORMS, frozenset({ALL_FORMS})),),
        mute_about_origin=True,
    ),
    Kind(
        SETTINGS,
        "settings.yaml",
        SettingRow,
        Setting,
        references=(Reference("indicator_codes", INDICATORS),),
        checks=(settings_ask_what_counts,),
        mute_about_origin=True,
    ),
    Kind(
        QUESTIONS,
        "setting_questions.yaml",
        SettingQuestionRow,
        SettingQuestion,
        references=(Reference("setting", SETTINGS),),
        mute_about_origin=True,
    ),
    Kind(
        "reporting.acute_questions",
        "acute_questions.yaml",
        AcuteQuestionRow,
        AcuteQuestion,
        mute_about_origin=True,
    ),
    Kind("reporting.acute_texts", "acute_texts.yaml", AcuteTextRow, AcuteText, mute_about_origin=True),
    Kind("reporting.reply_texts", "reply_texts.yaml", ReplyTextRow, ReplyText, mute_about_origin=True),
)
