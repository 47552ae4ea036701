"""What people think of what was said: opposites, and rounds in which several people cluster."""

import uuid

from django.db import models
from django.db.models import Q

from ketenzicht.common.privacy import Privacy
from ketenzicht.planning.models.consultations import RETENTION, Change, Cluster, Consultation, Statement


class Opposition(models.Model):
    """That two statements say the opposite (tegenstelling); both stay, and are shown side by side."""

    privacy = Privacy(retention=RETENTION, neutral="id consultation one other made_by ended_by")

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="oppositions")
    one = models.ForeignKey(Statement, models.PROTECT, related_name="+")
    other = models.ForeignKey(Statement, models.PROTECT, related_name="+")
    made_by = models.ForeignKey(Change, models.PROTECT, related_name="opposed")
    ended_by = models.ForeignKey(Change, models.PROTECT, null=True, blank=True, related_name="unopposed")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("one", "other"), condition=Q(ended_by__isnull=True), name="planning_opposition_once"
            ),
            models.CheckConstraint(condition=~Q(one=models.F("other")), name="planning_opposition_two"),
        )

    def __str__(self) -> str:
        return f"{self.one_id} ↔ {self.other_id}"


class Round(models.Model):
    """Several people cluster the same statements without seeing each other's choices (indeelronde)."""

    privacy = Privacy(
        retention=RETENTION,
        neutral="id consultation title statements opened_at opened_by closed_at closed_by",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="rounds")
    title = models.CharField(max_length=200)
    statements = models.JSONField(default=list)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("-opened_at",)

    def __str__(self) -> str:
        return self.title


class RoundChoice(models.Model):
    """Where one person puts a statement in a round (keuze). Others see it when the round is closed."""

    privacy = Privacy(retention=RETENTION, neutral="id round statement user cluster at")

    round = models.ForeignKey(Round, models.PROTECT, related_name="choices")
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="+")
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("round", "statement", "user"), name="planning_roundchoice_once"),
        )

    def __str__(self) -> str:
        return f"{self.statement_id} → {self.cluster_id}"
