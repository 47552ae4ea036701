"""What is not sent yet: drafts and files of an unfinished report."""

import uuid

from django.db import models

from ketenzicht.common.privacy import Privacy


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
