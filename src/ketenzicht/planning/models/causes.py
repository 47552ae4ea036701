"""Problem and cause analysis: what people drew between clusters, and what supports it."""

import uuid

from django.db import models
from django.db.models import F, Q

from ketenzicht.common.privacy import Privacy
from ketenzicht.planning.domain.causes.network import NodeKind, Side
from ketenzicht.planning.models.consultations import RETENTION, Cluster, Consultation, Statement


class CauseAnalysis(models.Model):
    """What comes from what, drawn over a consultation (oorzakenanalyse). ``steps`` counts the steps made.

    ``handed_to`` is the causal model that was made of it last. One that was ended stays as it is, out of the
    lists, until somebody takes it up again.
    """

    privacy = Privacy(
        retention=RETENTION,
        neutral="id consultation number title steps handed_to created_at created_by ended_at ended_by"
        " ended_reason is_demonstration",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="analyses")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    steps = models.PositiveIntegerField(default=0)
    handed_to = models.ForeignKey(
        "systems.CausalModel", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    ended_reason = models.CharField(max_length=500, blank=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("consultation", "number"), name="planning_causeanalysis_number"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | ~Q(ended_reason=""),
                name="planning_causeanalysis_ended_why",
            ),
        )

    def __str__(self) -> str:
        return self.title


class CauseStep(models.Model):
    """A step of a person in an analysis (stap in een analyse). Undoing brings back what it changed.

    ``changes`` holds of each thing what it was and what it became.
    """

    privacy = Privacy(
        retention=RETENTION, neutral="id analysis number kind at by_user changes undone_at undone_by"
    )

    class Kind(models.TextChoices):
        ADD_NODES = "add_nodes"
        CHANGE_NODE = "change_node"
        REMOVE_NODE = "remove_node"
        DRAW = "draw"
        CHANGE_ARROW = "change_arrow"
        REMOVE_ARROW = "remove_arrow"
        BEAR_ON = "bear_on"
        TAKE_IN = "take_in"

    analysis = models.ForeignKey(CauseAnalysis, models.PROTECT, related_name="history")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    at = models.DateTimeField()
    by_user = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    changes = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("analysis", "number"), name="planning_causestep_number"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class CauseNode(models.Model):
    """A cluster in an analysis, or what a person named (punt in een analyse). A removed one can come back."""

    privacy = Privacy(retention=RETENTION, neutral="id analysis key kind title cluster note step removed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    analysis = models.ForeignKey(CauseAnalysis, models.PROTECT, related_name="nodes")
    key = models.CharField(max_length=110)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in NodeKind])
    title = models.CharField(max_length=300)
    cluster = models.ForeignKey(Cluster, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField(blank=True)
    step = models.PositiveIntegerField()
    removed = models.BooleanField(default=False)

    class Meta:
        ordering = ("title", "key")
        constraints = (models.UniqueConstraint(fields=("analysis", "key"), name="planning_causenode_key"),)

    def __str__(self) -> str:
        return self.title


class CauseArrow(models.Model):
    """That one thing gives more or less of another (pijl). A removed one can come back."""

    privacy = Privacy(
        retention=RETENTION, neutral="id analysis number source target sign note drawn step removed"
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    analysis = models.ForeignKey(CauseAnalysis, models.PROTECT, related_name="arrows")
    number = models.PositiveIntegerField()
    source = models.ForeignKey(CauseNode, models.PROTECT, related_name="+")
    target = models.ForeignKey(CauseNode, models.PROTECT, related_name="+")
    sign = models.SmallIntegerField()
    note = models.TextField(blank=True)
    drawn = models.PositiveIntegerField()
    step = models.PositiveIntegerField()
    removed = models.BooleanField(default=False)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("analysis", "number"), name="planning_causearrow_number"),
            models.CheckConstraint(condition=Q(sign__in=(1, -1)), name="planning_causearrow_sign"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="planning_causearrow_ends"),
        )

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id}"


class CauseSupport(models.Model):
    """That a statement supports an arrow or speaks against it (grond van een pijl)."""

    privacy = Privacy(retention=RETENTION, neutral="id arrow statement side")

    arrow = models.ForeignKey(CauseArrow, models.PROTECT, related_name="statements")
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="+")
    side = models.CharField(max_length=10, choices=[(side.value, side.value) for side in Side])

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("arrow", "statement"), name="planning_causesupport_once"),
        )

    def __str__(self) -> str:
        return f"{self.statement_id} {self.side} {self.arrow_id}"
