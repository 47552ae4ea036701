"""Under which regime a record is kept, what stops its destruction, who decided about it, and what remains."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ketenzicht.common.models import REFERENCE_FIELDS, ReferenceRow
from ketenzicht.common.privacy import Privacy
from ketenzicht.retention.domain.states import ProposalKind
from ketenzicht.retention.domain.terms import Rule, Start


class Regime(ReferenceRow):
    """A legal regime (bewaarregime): how long records under it are kept, and from when."""

    privacy = Privacy(
        retention="reference",
        neutral=REFERENCE_FIELDS + " position applies_to start months extension_months extensions on_request"
        " request_months note_nl note_en",
    )

    position = models.PositiveSmallIntegerField(default=0)
    applies_to = models.CharField(max_length=20)
    start = models.CharField(max_length=20)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    extension_months = models.PositiveSmallIntegerField(default=0)
    extensions = models.PositiveSmallIntegerField(default=0)
    on_request = models.CharField(max_length=20)
    request_months = models.PositiveSmallIntegerField(null=True, blank=True)
    note_nl = models.TextField()
    note_en = models.TextField()

    class Meta:
        ordering = ("position", "code")

    @property
    def note(self) -> str:
        """What to know about it, in the language of the page."""
        return self.in_language("note")

    @property
    def rule(self) -> Rule:
        """The rule as the sum takes it."""
        return Rule(self.code, Start(self.start), self.months, self.extension_months, self.extensions)


class Keeping(models.Model):
    """Under which regime somebody put a signal, how often its term was extended, and who wants it erased.

    ``erasure_asked_at`` is when a granted request of whoever it is about let it go before its term.
    """

    privacy = Privacy(
        retention="soft_signal",
        neutral="signal_id regime extended changed_at changed_by erasure_asked_at",
        criminal="reason",
    )

    # No foreign key: what is destroyed takes this along, and the database does so by itself.
    signal_id = models.UUIDField(primary_key=True)
    regime = models.ForeignKey(Regime, models.PROTECT, related_name="+")
    extended = models.PositiveSmallIntegerField(default=0)
    reason = models.TextField()
    changed_at = models.DateTimeField()
    changed_by = models.BigIntegerField(null=True)
    erasure_asked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.signal_id)


class LegalHold(models.Model):
    """That a signal is kept whatever its term, for a reason, until somebody ends it (bewaarplicht)."""

    privacy = Privacy(
        retention="soft_signal",
        neutral="id signal_id review_on placed_at placed_by ended_at ended_by",
        criminal="reason end_reason",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    signal_id = models.UUIDField()
    reason = models.TextField()
    review_on = models.DateField()
    placed_at = models.DateTimeField()
    placed_by = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.BigIntegerField(null=True, blank=True)
    end_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("-placed_at",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | ~models.Q(end_reason=""),
                name="retention_legalhold_ended_says_why",
            ),
            models.UniqueConstraint(
                fields=("signal_id",), condition=models.Q(ended_at=None), name="retention_legalhold_one"
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class DestructionProposal(models.Model):
    """What is to be destroyed: made by one person, decided by another (vernietigingsvoorstel).

    A list of signals, or the oldest part of the audit trail: up to the place ``upto``, all from before
    ``before``. ``counts`` is what that was when it was proposed: a number for each kind.
    """

    privacy = Privacy(
        retention="audit",
        neutral="id number kind state made_at made_by decided_at decided_by refusal finished_at"
        " upto before counts",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.BigIntegerField(unique=True)
    kind = models.CharField(max_length=20, default=ProposalKind.SIGNALS.value)
    state = models.CharField(max_length=20)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.BigIntegerField(null=True, blank=True)
    refusal = models.CharField(max_length=20, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    upto = models.BigIntegerField(null=True, blank=True)
    before = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind=ProposalKind.SIGNALS.value, upto=None, before=None)
                | models.Q(kind=ProposalKind.TRAIL.value, upto__isnull=False, before__isnull=False),
                name="retention_proposal_of_the_trail",
            ),
            models.UniqueConstraint(
                fields=("kind",),
                condition=models.Q(kind=ProposalKind.TRAIL.value, state__in=("proposed", "approved")),
                name="retention_proposal_one_of_the_trail",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=("approved", "done"))
                | (models.Q(decided_by__isnull=False) & ~models.Q(decided_by=models.F("made_by"))),
                name="retention_proposal_four_eyes",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="rejected") | ~models.Q(refusal=""),
                name="retention_proposal_rejected_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"V-{self.number}"


class DestructionItem(models.Model):
    """One signal of a proposal, with the sum as it was when it was proposed."""

    privacy = Privacy(
        retention="audit",
        neutral="id proposal signal_id number desk regime ended_on state stopped_because done_at",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proposal = models.ForeignKey(DestructionProposal, models.PROTECT, related_name="items")
    signal_id = models.UUIDField()
    number = models.BigIntegerField()
    desk = models.ForeignKey("partners.Desk", models.PROTECT, related_name="+")
    regime = models.ForeignKey(Regime, models.PROTECT, related_name="+")
    ended_on = models.DateField()
    state = models.CharField(max_length=20)
    stopped_because = models.CharField(max_length=30, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                fields=("signal_id",),
                condition=models.Q(state="waiting"),
                name="retention_item_in_one_proposal",
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class Residue(models.Model):
    """What remains of a destroyed signal: numbers, dates and codes to count with and to answer for it."""

    privacy = Privacy(
        retention="audit",
        neutral="signal_id number desk municipality subject main_form forms age_band urgency outcome"
        " received_on closed_on reports files handovers regime ended_on proposal destroyed_at"
        " is_demonstration",
    )

    signal_id = models.UUIDField(primary_key=True)
    number = models.BigIntegerField(unique=True)
    desk = models.ForeignKey("partners.Desk", models.PROTECT, related_name="+")
    municipality = models.ForeignKey(
        "partners.Municipality", models.PROTECT, null=True, blank=True, related_name="+"
    )
    subject = models.CharField(max_length=20)
    main_form = models.CharField(max_length=20, blank=True)
    forms = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    age_band = models.CharField(max_length=20)
    urgency = models.CharField(max_length=20)
    outcome = models.CharField(max_length=40, blank=True)
    received_on = models.DateField()
    closed_on = models.DateField()
    reports = models.PositiveIntegerField()
    files = models.PositiveIntegerField()
    handovers = models.PositiveIntegerField()
    regime = models.ForeignKey(Regime, models.PROTECT, related_name="+")
    ended_on = models.DateField()
    proposal = models.ForeignKey(DestructionProposal, models.PROTECT, related_name="+")
    destroyed_at = models.DateTimeField()
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ("-destroyed_at", "number")
        verbose_name_plural = "residues"

    def __str__(self) -> str:
        return f"S-{self.number}"


class Tombstone(models.Model):
    """That a record was destroyed, so that a restored backup does not bring it back. A random id, no more."""

    privacy = Privacy(retention="destroyed_list", neutral="subject_id kind destroyed_at")

    subject_id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=20)
    destroyed_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("kind",), name="retention_tombstone_kind"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"
