"""Reports on the progress of a plan, as they were given to a council or to parliament."""

import uuid

from django.db import models

from ketenzicht.common.privacy import Privacy
from ketenzicht.planning.models.plans import RETENTION, Plan


class PlanReport(models.Model):
    """How far a plan was on a day (voortgangsrapportage). The database refuses any change.

    ``facts`` are what the next report is compared with, ``pieces`` what stands in it, ``content`` the PDF.
    """

    privacy = Privacy(
        retention=RETENTION,
        neutral="id plan number title addressed_to desk_label as_of facts pieces size digest content"
        " made_at made_by",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="reports")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    addressed_to = models.CharField(max_length=200)
    desk_label = models.CharField(max_length=200)
    as_of = models.DateField()
    facts = models.JSONField(default=dict)
    pieces = models.JSONField(default=list)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("plan", "number"), name="planning_planreport_number"),)

    def __str__(self) -> str:
        return f"{self.title} {self.number}"
