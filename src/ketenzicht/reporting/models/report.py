"""What somebody reported, exactly as sent. A report never changes."""

import uuid

from django.db import models

from ketenzicht.common.privacy import Privacy
from ketenzicht.reporting.models.catalogue import Setting
from ketenzicht.reporting.models.codes import codes


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
