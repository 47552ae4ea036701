"""The way back to whoever reported. Who that is stands apart: the identity is sealed, the account behind a
professional's report is known only to that account.
"""

import uuid

from django.db import models

from ketenzicht.common.privacy import Privacy
from ketenzicht.reporting.models.report import Report


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
