"""Editions of a consultation: what it said on a day, kept as it was."""

import uuid

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q

from ketenzicht.common.privacy import Privacy
from ketenzicht.planning.domain.editions import paragraphs
from ketenzicht.planning.models.consultations import RETENTION, Consultation


class Edition(models.Model):
    """A consultation as it was published (uitgave).

    It is filled while ``published_at`` is empty, inside the act of publishing; from then on the database
    refuses any change but withdrawing it. ``account`` holds how it came about, ``changes`` what differs from
    the edition before, ``pairs`` and ``repeated`` the numbers of statements that are opposite or alike.
    """

    privacy = Privacy(
        retention=RETENTION,
        neutral="id consultation number title desk_label chapters account changes pairs repeated digest"
        " published_at published_by withdrawn_at withdrawn_by is_demonstration",
        personal="note withdrawn_reason",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    desk_label = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    chapters = models.JSONField(default=list)
    account = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)
    pairs = models.JSONField(default=list)
    repeated = models.JSONField(default=list)
    digest = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_reason = models.CharField(max_length=500, blank=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("consultation", "number"), name="planning_edition_number"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
                name="planning_edition_withdrawn_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.number}"


class EditionCluster(models.Model):
    """A cluster in an edition (cluster van een uitgave); ``cluster`` is the id it keeps over editions."""

    privacy = Privacy(retention=RETENTION, neutral="id edition cluster place chapter number title statements")

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="clusters")
    cluster = models.UUIDField()
    place = models.PositiveIntegerField()
    chapter = models.PositiveIntegerField()
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    # The numbers of its statements, in their order.
    statements = models.JSONField(default=list)

    class Meta:
        ordering = ("place",)
        constraints = (
            models.UniqueConstraint(fields=("edition", "number"), name="planning_editioncluster_number"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class EditionStatement(models.Model):
    """A statement in an edition (uitspraak van een uitgave), under the number it keeps over editions."""

    privacy = Privacy(retention=RETENTION, neutral="id edition number place search", personal="text")

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="statements")
    number = models.PositiveIntegerField()
    place = models.PositiveIntegerField()
    text = models.TextField()
    search = models.GeneratedField(
        expression=SearchVector(F("text"), config="dutch"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        ordering = ("place",)
        indexes = (GinIndex(fields=["search"], name="planning_editionst_search"),)
        constraints = (
            models.UniqueConstraint(fields=("edition", "number"), name="planning_editionstatement_number"),
        )

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def blocks(self) -> list[tuple[str, list[str]]]:
        """Its paragraphs, each with the list that follows it."""
        return paragraphs(self.text)


class EditionFile(models.Model):
    """The same edition as a document (bestand van een uitgave), with the hash by which it can be known."""

    privacy = Privacy(retention=RETENTION, neutral="id edition kind size digest", personal="content")

    class Kind(models.TextChoices):
        PDF = "pdf"
        WORD = "docx"

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="files")
    kind = models.CharField(max_length=10, choices=Kind)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        ordering = ("-kind",)
        constraints = (models.UniqueConstraint(fields=("edition", "kind"), name="planning_editionfile_once"),)

    def __str__(self) -> str:
        return f"{self.edition_id}.{self.kind}"
