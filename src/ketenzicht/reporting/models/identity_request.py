"""The question to know who a reporter is, and what somebody else decided about it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ketenzicht.common.privacy import Privacy
from ketenzicht.reporting.domain.identity_access import WINDOWS, IdentityPurpose, IdentityState
from ketenzicht.reporting.models.report import Report

_UNDECIDED = (IdentityState.ASKED, IdentityState.WITHDRAWN)
_OPENED = (IdentityState.GRANTED, IdentityState.TAKEN_BACK, IdentityState.CLOSED)


class IdentityRequest(models.Model):
    """A request to see who a reporter is: asked by one, decided by another, open for some hours."""

    privacy = Privacy(
        retention="soft_signal",
        neutral="id report desk mode asked_by asked_at purpose hours state decided_by decided_at"
        " open_until ended_at",
        criminal="reason decision_reason",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="identity_requests")
    desk = models.ForeignKey("partners.Desk", models.PROTECT, related_name="+")
    mode = models.CharField(max_length=20)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    purpose = models.CharField(max_length=20, choices=[(one.value, one.value) for one in IdentityPurpose])
    reason = models.TextField()
    hours = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=20,
        choices=[(one.value, one.value) for one in IdentityState],
        default=IdentityState.ASKED.value,
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(blank=True)
    open_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-asked_at", "id")
        indexes = (models.Index(fields=("report", "asked_by"), name="reporting_identity_asked"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="reporting_identity_two_people",
            ),
            models.CheckConstraint(condition=Q(hours__in=WINDOWS), name="reporting_identity_window"),
            models.CheckConstraint(condition=~Q(reason=""), name="reporting_identity_reason"),
            models.CheckConstraint(
                condition=Q(state__in=_UNDECIDED, decided_by=None, open_until=None)
                | Q(state=IdentityState.REFUSED, decided_by__isnull=False, open_until=None)
                | Q(state__in=_OPENED, decided_by__isnull=False, open_until__isnull=False),
                name="reporting_identity_decided",
            ),
            models.UniqueConstraint(
                fields=("report", "asked_by"),
                condition=Q(state=IdentityState.ASKED),
                name="reporting_identity_asked_once",
            ),
        )

    def __str__(self) -> str:
        return str(self.id)
