"""Consultations: the documents read in, the statements, and the clusters they stand in."""

import uuid

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q

from ketenzicht.common.privacy import Privacy
from ketenzicht.planning.domain.anthology import Reason

RETENTION = "consultation"


class Consultation(models.Model):
    """A round of listening (consultatie), kept by a desk."""

    privacy = Privacy(
        retention=RETENTION, neutral="id code title desk visibility created_at created_by is_demonstration"
    )

    class Visibility(models.TextChoices):
        DESK = "desk"
        SIGNED_IN = "signed_in"
        PUBLIC = "public"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    desk = models.ForeignKey("partners.Desk", models.PROTECT, related_name="+")
    visibility = models.CharField(max_length=20, choices=Visibility, default=Visibility.DESK)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ("title", "code")

    def __str__(self) -> str:
        return self.title


class Source(models.Model):
    """A document that was read in (bron). Its lines are kept; the file itself is not."""

    privacy = Privacy(
        retention=RETENTION, neutral="id consultation file_name kind encoding digest imported_at imported_by"
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.OneToOneField(Consultation, models.PROTECT, related_name="source")
    file_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)
    encoding = models.CharField(max_length=20, blank=True)
    digest = models.CharField(max_length=64)
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return self.file_name


class SourceLine(models.Model):
    """A line of a source (bronregel). ``left_out`` says why it is in no heading and no statement."""

    privacy = Privacy(retention=RETENTION, neutral="id source number page left_out", personal="text")

    source = models.ForeignKey(Source, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    page = models.PositiveIntegerField(default=0)
    text = models.TextField(blank=True)
    left_out = models.CharField(
        max_length=20, blank=True, choices=[(reason.value, reason.value) for reason in Reason]
    )

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("source", "number"), name="planning_sourceline_number"),
        )

    def __str__(self) -> str:
        return f"{self.number}"


class Chapter(models.Model):
    """A main part (hoofdstuk) of an anthology."""

    privacy = Privacy(retention=RETENTION, neutral="id consultation number title lines")

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="chapters")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    lines = models.JSONField(default=list)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("consultation", "number"), name="planning_chapter_number"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Cluster(models.Model):
    """Statements about one thing (cluster). ``heading`` is what stood above them, when that differs.

    ``made_by`` is set when a person added it; ``removed_by`` when that was undone.
    """

    privacy = Privacy(
        retention=RETENTION,
        neutral=(
            "id consultation chapter position title heading lines doubts looked_at looked_by"
            " made_by removed_by"
        ),
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="clusters")
    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="clusters")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    heading = models.CharField(max_length=300, blank=True)
    lines = models.JSONField(default=list)
    doubts = models.JSONField(default=list)
    looked_at = models.DateTimeField(null=True, blank=True)
    looked_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey("Change", models.PROTECT, null=True, blank=True, related_name="clusters")
    removed_by = models.ForeignKey("Change", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("chapter__number", "position")
        constraints = (
            models.UniqueConstraint(fields=("chapter", "position"), name="planning_cluster_position"),
            models.CheckConstraint(
                condition=Q(looked_at__isnull=False) | Q(looked_by__isnull=True),
                name="planning_cluster_looked",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def number(self) -> str:
        """Its number in the anthology, such as 2.14."""
        return f"{self.chapter.number}.{self.position}"


class Change(models.Model):
    """A step of a person in a consultation (wijziging). Undoing brings back what it replaced.

    ``lines`` holds the lines of the source whose fate it changed: number, reason before, reason after.
    ``restored`` holds the numbers of the statements that came back when it was undone.
    """

    privacy = Privacy(
        retention=RETENTION,
        neutral="id consultation number kind at by_user lines restored undone_at undone_by",
    )

    class Kind(models.TextChoices):
        IMPORT = "import"
        SPLIT = "split"
        JOIN = "join"
        MOVE = "move"
        TAKE_IN = "take_in"
        LEAVE_OUT = "leave_out"
        ADD_CLUSTER = "add_cluster"
        OPPOSE = "oppose"
        UNOPPOSE = "unoppose"
        TAKE_NOTE = "take_note"
        REDACT = "redact"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="changes")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    at = models.DateTimeField()
    by_user = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    lines = models.JSONField(default=list)
    restored = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("consultation", "number"), name="planning_change_number"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class Statement(models.Model):
    """What was said, literally (uitspraak). ``order`` is its place in the source; words never change.

    ``number`` is what a link to it holds on to. A statement that was split or joined stays, with the change
    that replaced it. While ``held_back`` only the desk that keeps the consultation sees it.
    """

    privacy = Privacy(
        retention=RETENTION,
        neutral="id consultation number order lines doubts made_by replaced_by looked_at looked_by held_back"
        " search",
        personal="text",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="statements")
    number = models.PositiveIntegerField()
    order = models.FloatField()
    text = models.TextField()
    lines = models.JSONField(default=list)
    doubts = models.JSONField(default=list)
    made_by = models.ForeignKey(Change, models.PROTECT, related_name="made")
    replaced_by = models.ForeignKey(Change, models.PROTECT, null=True, blank=True, related_name="replaced")
    looked_at = models.DateTimeField(null=True, blank=True)
    looked_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    held_back = models.BooleanField(default=False)
    search = models.GeneratedField(
        expression=SearchVector(F("text"), config="dutch"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        ordering = ("order", "number")
        indexes = (GinIndex(fields=["search"], name="planning_statement_search"),)
        constraints = (
            models.UniqueConstraint(fields=("consultation", "number"), name="planning_statement_number"),
        )

    def __str__(self) -> str:
        return f"{self.number}"


class Placement(models.Model):
    """That a statement stands in a cluster (plaatsing); it ended when ``ended_by`` is set."""

    privacy = Privacy(retention=RETENTION, neutral="id statement cluster made_by ended_by")

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="placements")
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="placements")
    made_by = models.ForeignKey(Change, models.PROTECT, related_name="placed")
    ended_by = models.ForeignKey(Change, models.PROTECT, null=True, blank=True, related_name="ended")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("statement", "cluster"),
                condition=Q(ended_by__isnull=True),
                name="planning_placement_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.statement_id} → {self.cluster_id}"
