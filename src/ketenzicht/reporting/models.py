"""What somebody reported, exactly as sent, and the way back to that somebody.

A report never changes. Who sent it stands apart: the identity is sealed, the account behind a
professional's report is known only to that account.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ketenzicht.common.models import REFERENCE_FIELDS, ReferenceRow
from ketenzicht.common.privacy import Privacy


def codes(length: int = 80) -> "ArrayField[list[str], list[str]]":
    """A list of codes."""
    return ArrayField(models.CharField(max_length=length), default=list, blank=True)


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


class Report(models.Model):
    """A report (melding): what somebody sent, once, and as it stays."""

    privacy = Privacy(
        retention="soft_signal",
        neutral="id submission received_at channel language municipality desk setting subject acute"
        " acute_answers mode reporter_desk catalogue_version is_demonstration",
        criminal="extra_answers place",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.CharField(max_length=64, unique=True)
    received_at = models.DateTimeField()
    channel = models.CharField(max_length=20)
    language = models.CharField(max_length=5)
    municipality = models.ForeignKey(
        "partners.Municipality", models.PROTECT, null=True, blank=True, related_name="+"
    )
    place = models.CharField(max_length=300, blank=True)
    desk = models.ForeignKey("partners.Desk", models.PROTECT, related_name="+")
    setting = models.ForeignKey(Setting, models.PROTECT, null=True, blank=True, related_name="+")
    subject = models.CharField(max_length=20)
    acute = models.BooleanField(default=False)
    acute_answers = models.JSONField(default=dict)
    extra_answers = models.JSONField(default=list)
    mode = models.CharField(max_length=20)
    reporter_desk = models.ForeignKey(
        "partners.Desk", models.PROTECT, null=True, blank=True, related_name="+"
    )
    catalogue_version = models.PositiveIntegerField()
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        indexes = (models.Index(fields=("desk", "-received_at"), name="reporting_report_desk"),)

    def __str__(self) -> str:
        return str(self.id)


class Statement(models.Model):
    """Something said, by kind: fact, circumstance, heard, interpretation or source."""

    privacy = Privacy(retention="soft_signal", neutral="id report kind position", criminal="text")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="statements")
    kind = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.kind


class IndicatorAnswer(models.Model):
    """Whether an indicator was seen, and what shows it; with the words in which it was asked."""

    privacy = Privacy(
        retention="soft_signal", neutral="id report indicator_code asked_as answer", criminal="shows"
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="indicator_answers")
    indicator_code = models.CharField(max_length=80)
    asked_as = models.CharField(max_length=300)
    answer = models.CharField(max_length=20)
    shows = models.TextField(blank=True)

    class Meta:
        ordering = ("indicator_code",)
        constraints = (
            models.UniqueConstraint(
                fields=("report", "indicator_code"), name="reporting_indicatoranswer_once"
            ),
        )

    def __str__(self) -> str:
        return self.indicator_code


class Detail(models.Model):
    """A person, address, company, telephone number, vehicle or online account, as typed and normalised."""

    privacy = Privacy(
        retention="soft_signal", neutral="id report kind position problem", criminal="as_typed normalised"
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="details")
    kind = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField(default=0)
    as_typed = models.JSONField()
    normalised = models.JSONField(null=True, blank=True)
    problem = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.kind


class Attachment(models.Model):
    """A file that came along: its working copy, without metadata."""

    privacy = Privacy(
        retention="soft_signal",
        neutral="id report addition position content_type size sha256 changes",
        personal="name",
        criminal="content",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="attachments")
    addition = models.ForeignKey(
        "reporting.Addition", models.PROTECT, null=True, blank=True, related_name="attachments"
    )
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    changes = codes()
    content = models.BinaryField()

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.name


class AttachmentOriginal(models.Model):
    """The file as it came, sealed, for evidence; opening it is a right of its own."""

    privacy = Privacy(retention="soft_signal", neutral="attachment report", criminal="sealed")

    attachment = models.OneToOneField(Attachment, models.PROTECT, primary_key=True, related_name="original")
    report = models.ForeignKey(Report, models.PROTECT, related_name="+")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return str(self.attachment_id)


class ReporterIdentity(models.Model):
    """Name and contact of a reporter, sealed; read only with its own right, and every look is logged."""

    privacy = Privacy(retention="soft_signal", neutral="id report given_at", personal="sealed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.OneToOneField(Report, models.PROTECT, related_name="identity")
    given_at = models.DateTimeField()
    sealed = models.BinaryField()

    class Meta:
        verbose_name_plural = "reporter identities"

    def __str__(self) -> str:
        return str(self.report_id)


class Authorship(models.Model):
    """Which account sent a professional report; visible to that account alone."""

    privacy = Privacy(retention="soft_signal", neutral="report", personal="user_id")

    report = models.OneToOneField(Report, models.PROTECT, primary_key=True, related_name="authorship")
    user_id = models.BigIntegerField()

    class Meta:
        indexes = (models.Index(fields=("user_id",), name="reporting_authorship_user"),)

    def __str__(self) -> str:
        return str(self.report_id)


class Receipt(models.Model):
    """The way back for a reporter: the hash of the code, and the status in the reporter's words."""

    privacy = Privacy(
        retention="soft_signal",
        neutral="report code_hash hash_version confirmed_at status look_again_on last_opened_at",
    )

    report = models.OneToOneField(Report, models.PROTECT, primary_key=True, related_name="receipt")
    code_hash = models.CharField(max_length=64, unique=True)
    hash_version = models.PositiveSmallIntegerField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    status = models.CharField(max_length=30)
    look_again_on = models.DateField()
    last_opened_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.report_id)


class Reply(models.Model):
    """What a desk tells the reporter (terugkoppeling)."""

    privacy = Privacy(
        retention="soft_signal", neutral="id report at by_desk text_code read_at", criminal="text"
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="replies")
    at = models.DateTimeField()
    by_desk = models.ForeignKey("partners.Desk", models.PROTECT, related_name="+")
    text_code = models.CharField(max_length=80, blank=True)
    text = models.TextField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("at",)
        verbose_name_plural = "replies"

    def __str__(self) -> str:
        return str(self.id)


class Addition(models.Model):
    """What the reporter adds afterwards: an answer, a message, new information."""

    privacy = Privacy(retention="soft_signal", neutral="id report submission at", criminal="text")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="additions")
    submission = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        ordering = ("at",)

    def __str__(self) -> str:
        return str(self.id)


class Draft(models.Model):
    """A professional's unfinished report, sealed, kept for thirty days."""

    privacy = Privacy(
        retention="draft", neutral="id user_id started_at saved_at expires_at", criminal="sealed"
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user_id = models.BigIntegerField()
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    sealed = models.BinaryField()

    class Meta:
        ordering = ("-saved_at",)
        indexes = (models.Index(fields=("user_id",), name="reporting_draft_user"),)

    def __str__(self) -> str:
        return str(self.id)


class PendingFile(models.Model):
    """A file for a report that is not finished yet; sealed, gone after a day or with its draft."""

    privacy = Privacy(
        retention="draft", neutral="id owner_hash created_at keep_until content_type size", criminal="sealed"
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    keep_until = models.DateTimeField()
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        indexes = (models.Index(fields=("owner_hash",), name="reporting_pendingfile_owner"),)

    def __str__(self) -> str:
        return str(self.id)
