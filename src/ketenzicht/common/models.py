"""Tables every part stands on: reference files, rows with a source, and clocks."""

import uuid

from django.db import models
from django.utils.translation import get_language

from ketenzicht.common.privacy import Privacy

REFERENCE_FIELDS = (
    "id code label_nl label_en source source_url certainty valid_from valid_to verified_on"
    " corrected_at file_digest upstream_changed"
)


class ReferenceFile(models.Model):
    """Which version of which reference file this database holds."""

    privacy = Privacy(retention="reference", neutral="file_id version sha256 loaded_at")

    file_id = models.CharField(primary_key=True, max_length=100)
    version = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.file_id} {self.version}"


class ReferenceRow(models.Model):
    """A row of reference data: what it says, where that comes from and how sure it is."""

    class Certainty(models.TextChoices):
        CERTAIN = "certain"
        OLD = "old"
        UNCERTAIN = "uncertain"
        FROM_MEMORY = "from_memory"
        PROPOSAL = "proposal"

    code = models.CharField(max_length=80, unique=True)
    label_nl = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    source_url = models.CharField(max_length=300, blank=True)
    certainty = models.CharField(max_length=20, choices=Certainty, default=Certainty.CERTAIN)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    verified_on = models.DateField()
    corrected_at = models.DateTimeField(null=True, blank=True)
    file_digest = models.CharField(max_length=64, blank=True)
    upstream_changed = models.BooleanField(default=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The label in the language of the page."""
        return self.in_language("label")

    @property
    def to_be_verified(self) -> bool:
        """Whether a reader must be told that this still has to be checked."""
        return self.certainty != self.Certainty.CERTAIN

    def in_language(self, stem: str) -> str:
        """The field ``stem`` in the language of the page; Dutch is the first language."""
        return str(getattr(self, self.field_of(stem)))

    @staticmethod
    def field_of(stem: str) -> str:
        """The name of the field that holds ``stem`` in the language of the page."""
        suffix = "en" if (get_language() or "nl").startswith("en") else "nl"
        return f"{stem}_{suffix}"


class ExploitationForm(ReferenceRow):
    """A form of exploitation (uitbuitingsvorm), valid in a period because the law changes."""

    privacy = Privacy(
        retention="reference",
        neutral=REFERENCE_FIELDS + " position covers_nl covers_en statute counts_as_trafficking",
    )

    position = models.PositiveSmallIntegerField(default=0)
    covers_nl = models.TextField(blank=True)
    covers_en = models.TextField(blank=True)
    statute = models.CharField(max_length=200, blank=True)
    counts_as_trafficking = models.BooleanField(default=True)

    class Meta:
        ordering = ("position", "code")


class Holiday(ReferenceRow):
    """A public holiday (feestdag) on which offices are closed."""

    privacy = Privacy(retention="reference", neutral=REFERENCE_FIELDS + " day")

    day = models.DateField(unique=True)

    class Meta:
        ordering = ("day",)


class Clock(models.Model):
    """Something that is due: by which rule, for which desk. Holds no content."""

    privacy = Privacy(
        retention="soft_signal",
        neutral="id kind subject_kind subject_id desk_id limit_quantity limit_unit started_at due_at"
        " paused_at pause_reason stopped_at fired_at",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    desk_id = models.BigIntegerField()
    limit_quantity = models.PositiveIntegerField()
    limit_unit = models.CharField(max_length=20)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True, blank=True)
    pause_reason = models.CharField(max_length=60, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    fired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "subject_kind", "subject_id"),
                condition=models.Q(stopped_at=None),
                name="common_clock_one_running",
            ),
        )
        indexes = (
            models.Index(
                fields=("due_at",),
                condition=models.Q(stopped_at=None, paused_at=None, fired_at=None),
                name="common_clock_to_fire",
            ),
            models.Index(fields=("desk_id", "due_at"), name="common_clock_desk"),
            # What runs for one record, asked for each row of a list; stopped clocks are nearly all there are.
            models.Index(
                fields=("subject_id", "due_at"),
                condition=models.Q(stopped_at=None),
                name="common_clock_running",
            ),
            models.Index(
                fields=("desk_id", "due_at"),
                condition=models.Q(stopped_at=None),
                name="common_clock_running_desk",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_kind}"
