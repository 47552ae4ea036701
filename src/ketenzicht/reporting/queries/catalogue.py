"""The lists a report is made with: questions, settings, indicators and approved texts."""

from datetime import date

from django.db.models import Q, QuerySet

from ketenzicht.common.models import ReferenceFile
from ketenzicht.reporting.models import (
    AcuteQuestion,
    AcuteText,
    Indicator,
    ReplyText,
    Setting,
    SettingQuestion,
)

CATALOGUE_FILE = "reporting.indicators"


def acute_questions(on: date) -> QuerySet[AcuteQuestion]:
    """The questions about danger now."""
    return AcuteQuestion.objects.filter(_valid(on))


def acute_texts(on: date) -> QuerySet[AcuteText]:
    """What to do at once, the most urgent first."""
    return AcuteText.objects.filter(_valid(on))


def settings_for(audience: str, on: date) -> QuerySet[Setting]:
    """The settings this audience may choose from."""
    return Setting.objects.filter(_valid(on), _for(audience))


def setting_for(code: str, audience: str, on: date) -> Setting | None:
    """One setting by code, or None when this audience has none of that name."""
    return settings_for(audience, on).filter(code=code).first()


def questions_for(setting: Setting, audience: str, on: date) -> QuerySet[SettingQuestion]:
    """The extra questions of a setting."""
    return SettingQuestion.objects.filter(_valid(on), _for(audience), setting=setting)


def indicators_of(setting: Setting, on: date) -> list[Indicator]:
    """The indicators asked in a setting, in the order in which they are asked."""
    found = {row.code: row for row in Indicator.objects.filter(_valid(on), code__in=setting.indicator_codes)}
    return [found[code] for code in setting.indicator_codes if code in found]


def catalogue() -> list[Indicator]:
    """Every indicator there ever was, so that an old report can be drawn too."""
    return list(Indicator.objects.all())


def catalogue_version() -> int:
    """The version of the catalogue that is loaded; 0 when none is."""
    return ReferenceFile.objects.filter(pk=CATALOGUE_FILE).values_list("version", flat=True).first() or 0


def reply_texts(on: date) -> QuerySet[ReplyText]:
    """The approved texts for reporters."""
    return ReplyText.objects.filter(_valid(on))


def every_reply_text() -> QuerySet[ReplyText]:
    """The approved texts of all times, to name what was sent earlier."""
    return ReplyText.objects.all()


def _valid(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))


def _for(audience: str) -> Q:
    return Q(audience__in=("both", audience))
