"""What is asked: indicators, settings and their questions, acute questions, and the approved texts."""

from django.db import models

from ketenzicht.common.models import REFERENCE_FIELDS, ReferenceRow
from ketenzicht.common.privacy import Privacy
from ketenzicht.reporting.models.codes import codes


class Indicator(ReferenceRow):
    """An indicator of the catalogue. A risk factor is in it too, and never counts."""

    privacy = Privacy(
        retention="reference",
        neutral=REFERENCE_FIELDS + " position section kind forms strength_adult strength_child"
        " dimensions dimension_is_published counts plain_nl plain_en",
    )

    position = models.PositiveSmallIntegerField(default=0)
    section = models.CharField(max_length=10)
    kind = models.CharField(max_length=20)
    forms = codes(20)
    strength_adult = models.CharField(max_length=1, blank=True)
    strength_child = models.CharField(max_length=1, blank=True)
    dimensions = codes(10)
    dimension_is_published = models.BooleanField(default=False)
    counts = models.BooleanField(default=True)
    plain_nl = models.CharField(max_length=300, blank=True)
    plain_en = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("position", "code")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(kind="risk_factor") | models.Q(counts=False),
                name="reporting_indicator_risk_never_counts",
            ),
        )


class Setting(ReferenceRow):
    """A setting in which something is noticed; it decides which indicators are asked."""

    privacy = Privacy(
        retention="reference",
        neutral=REFERENCE_FIELDS + " position hint_nl hint_en audience indicator_codes",
    )

    position = models.PositiveSmallIntegerField(default=0)
    hint_nl = models.CharField(max_length=300, blank=True)
    hint_en = models.CharField(max_length=300, blank=True)
    audience = models.CharField(max_length=20, default="both")
    indicator_codes = codes()

    class Meta:
        ordering = ("position", "code")


class SettingQuestion(ReferenceRow):
    """An extra question for one setting."""

    privacy = Privacy(
        retention="reference", neutral=REFERENCE_FIELDS + " setting position audience help_nl help_en"
    )

    setting = models.ForeignKey(Setting, models.PROTECT, related_name="questions")
    position = models.PositiveSmallIntegerField(default=0)
    audience = models.CharField(max_length=20, default="both")
    help_nl = models.CharField(max_length=300, blank=True)
    help_en = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("position", "code")


class AcuteQuestion(ReferenceRow):
    """A question about danger now, asked before anything else."""

    privacy = Privacy(retention="reference", neutral=REFERENCE_FIELDS + " position")

    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "code")


class AcuteText(ReferenceRow):
    """What to do at once: the 112 and police text."""

    privacy = Privacy(retention="reference", neutral=REFERENCE_FIELDS + " position text_nl text_en phone")

    position = models.PositiveSmallIntegerField(default=0)
    text_nl = models.TextField()
    text_en = models.TextField()
    phone = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("position", "code")

    @property
    def text(self) -> str:
        """The text in the language of the page."""
        return self.in_language("text")


class ReplyText(ReferenceRow):
    """An approved plain text for a reporter, belonging to an outcome."""

    privacy = Privacy(
        retention="reference", neutral=REFERENCE_FIELDS + " position outcome text_nl text_en closes"
    )

    position = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=40)
    text_nl = models.TextField()
    text_en = models.TextField()
    closes = models.BooleanField(default=False)

    class Meta:
        ordering = ("position", "code")

    @property
    def text(self) -> str:
        """The text in the language of the page."""
        return self.in_language("text")
