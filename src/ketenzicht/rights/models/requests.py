"""What somebody asks about the own data, what was found, and what was decided."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ketenzicht.common.models import REFERENCE_FIELDS, ReferenceRow
from ketenzicht.common.privacy import Privacy
from ketenzicht.rights.domain.clock import Answering
from ketenzicht.rights.domain.states import (
    Channel,
    Ending,
    Outcome,
    Proof,
    RequestKind,
    RequestState,
)

REGIME = "rights_request"
_KNOWN = (RequestState.SEARCHING, RequestState.SEARCHED, RequestState.DECIDED, RequestState.ANSWERED)


def _choices(
    kind: type[RequestKind | RequestState | Channel | Proof | Outcome | Ending],
) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in kind]


class AnswerTerm(ReferenceRow):
    """How long a law gives to answer a request (antwoordtermijn)."""

    privacy = Privacy(
        retention="reference",
        neutral=REFERENCE_FIELDS + " position months extension_months note_nl note_en",
    )

    position = models.PositiveSmallIntegerField(default=0)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    extension_months = models.PositiveSmallIntegerField(default=0)
    note_nl = models.TextField()
    note_en = models.TextField()

    class Meta:
        ordering = ("position", "code")

    @property
    def note(self) -> str:
        """What to know about it, in the language of the page."""
        return self.in_language("note")

    @property
    def rule(self) -> Answering:
        """The rule as the sum takes it."""
        return Answering(self.code, self.months, self.extension_months)


class RefusalGround(ReferenceRow):
    """An exception in a law on which (part of) a request is refused (weigeringsgrond)."""

    privacy = Privacy(retention="reference", neutral=REFERENCE_FIELDS + " position note_nl note_en")

    position = models.PositiveSmallIntegerField(default=0)
    note_nl = models.TextField()
    note_en = models.TextField()

    class Meta:
        ordering = ("position", "code")

    @property
    def note(self) -> str:
        """What to know about it, in the language of the page."""
        return self.in_language("note")


class SubjectRequest(models.Model):
    """A request of a data subject (verzoek): codes and dates, which remain as a residue."""

    privacy = Privacy(
        retention="audit",
        neutral="id number kind term state channel arrived_on registered_at registered_by proof verified_at"
        " verified_by due_on extended_at searched_at outcome ground decided_at decided_by answered_on ending"
        " ended_at erase_on erased_at",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.BigIntegerField(unique=True)
    kind = models.CharField(max_length=20, choices=_choices(RequestKind))
    term = models.ForeignKey(AnswerTerm, models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=_choices(RequestState))
    channel = models.CharField(max_length=20, choices=_choices(Channel))
    arrived_on = models.DateField()
    registered_at = models.DateTimeField()
    registered_by = models.BigIntegerField()
    proof = models.CharField(max_length=20, blank=True, choices=_choices(Proof))
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.BigIntegerField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    extended_at = models.DateTimeField(null=True, blank=True)
    searched_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, blank=True, choices=_choices(Outcome))
    ground = models.ForeignKey(RefusalGround, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.BigIntegerField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    ending = models.CharField(max_length=20, blank=True, choices=_choices(Ending))
    ended_at = models.DateTimeField(null=True, blank=True)
    erase_on = models.DateField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(state__in=_KNOWN)
                | Q(verified_at__isnull=False, verified_by__isnull=False) & ~Q(proof=""),
                name="rights_request_known_who_asks",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(RequestState.DECIDED, RequestState.ANSWERED))
                | Q(decided_by__isnull=False) & ~Q(outcome=""),
                name="rights_request_decided",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=(Outcome.PARTLY, Outcome.REFUSED)) | Q(ground__isnull=False),
                name="rights_request_refused_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.CLOSED) | ~Q(ending=""), name="rights_request_closed_says_why"
            ),
        )

    def __str__(self) -> str:
        return f"B-{self.number}"


class RequestContent(models.Model):
    """Who asks what, and why it was decided so: everything free, which goes when the term is over."""

    privacy = Privacy(
        retention=REGIME,
        neutral="request",
        personal="asker asked terms extension_reason",
        criminal="decision_reason",
    )

    request = models.OneToOneField(SubjectRequest, models.PROTECT, primary_key=True, related_name="content")
    asker = models.CharField(max_length=300)
    asked = models.TextField()
    terms = ArrayField(models.CharField(max_length=100), default=list)
    extension_reason = models.TextField(blank=True)
    decision_reason = models.TextField(blank=True)

    def __str__(self) -> str:
        return str(self.request_id)


class SubjectHit(models.Model):
    """That something of the person stands somewhere (vindplaats): which record of which desk, no words."""

    privacy = Privacy(retention=REGIME, neutral="id request desk place subject_kind subject number rows")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(SubjectRequest, models.PROTECT, related_name="hits")
    desk = models.ForeignKey("partners.Desk", models.PROTECT, null=True, blank=True, related_name="+")
    place = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=60)
    number = models.BigIntegerField(null=True, blank=True)
    rows = models.PositiveIntegerField()

    class Meta:
        ordering = ("subject_kind", "number", "subject", "place")
        constraints = (
            models.UniqueConstraint(
                fields=("request", "subject_kind", "subject", "place"), name="rights_hit_once"
            ),
        )

    def __str__(self) -> str:
        return self.place


class UseStop(models.Model):
    """That a signal is kept and not used (niet gebruiken): the mark of an objection that was granted.

    Codes alone, so it stays with its request, also when the signal is gone.
    """

    privacy = Privacy(retention="audit", neutral="id request signal_id stopped_at stopped_by")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(SubjectRequest, models.PROTECT, related_name="stops")
    signal_id = models.UUIDField(db_index=True)
    stopped_at = models.DateTimeField()
    stopped_by = models.BigIntegerField()

    class Meta:
        ordering = ("stopped_at",)
        constraints = (
            models.UniqueConstraint(fields=("request", "signal_id"), name="rights_use_stopped_once"),
        )

    def __str__(self) -> str:
        return str(self.signal_id)
