"""Who is listened to in a consultation, and the talks in which that happened."""

import uuid

from django.db import models
from django.db.models import Q

from ketenzicht.common.privacy import Privacy
from ketenzicht.planning.domain.listening import Angle, PlaceKind
from ketenzicht.planning.models.consultations import RETENTION, Consultation, Statement


class Stakeholder(models.Model):
    """An organisation or group with a stake in a consultation (belanghebbende), never a person."""

    privacy = Privacy(
        retention=RETENTION,
        neutral="id consultation organisation name angles must_be_heard revision removed_at",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="stakeholders")
    organisation = models.ForeignKey(
        "partners.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=200, blank=True)
    angles = models.JSONField(default=list)
    must_be_heard = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(organisation__isnull=True, name__gt="") | Q(organisation__isnull=False, name=""),
                name="planning_stakeholder_one_name",
            ),
            models.UniqueConstraint(
                fields=("consultation", "organisation"),
                condition=Q(removed_at__isnull=True),
                name="planning_stakeholder_once",
            ),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What it is called, in the language of the page."""
        return self.organisation.label if self.organisation else self.name


class Talk(models.Model):
    """A talk in which people were listened to (gesprek). What was said is never linked to who took part.

    ``turn`` is the round of talks it belongs to; a ``Round`` is about clustering.
    """

    privacy = Privacy(
        retention=RETENTION,
        neutral="id consultation number held_on place_kind angle turn questions people revision"
        " created_at created_by removed_at",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="talks")
    number = models.PositiveIntegerField()
    held_on = models.DateField()
    place_kind = models.CharField(max_length=20, choices=[(one.value, one.value) for one in PlaceKind])
    angle = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Angle])
    turn = models.PositiveSmallIntegerField(default=1)
    questions = models.JSONField(default=list)
    people = models.PositiveSmallIntegerField(default=1)
    stakeholders = models.ManyToManyField(Stakeholder, through="TalkParticipant", related_name="talks")
    statements = models.ManyToManyField(Statement, through="TalkStatement", related_name="talks")
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("consultation", "number"), name="planning_talk_number"),
        )

    def __str__(self) -> str:
        return f"{self.number}"


class TalkParticipant(models.Model):
    """That a stakeholder took part in a talk (deelname), without the names of people."""

    privacy = Privacy(retention=RETENTION, neutral="id talk stakeholder added_at")

    talk = models.ForeignKey(Talk, models.CASCADE, related_name="participants")
    stakeholder = models.ForeignKey(Stakeholder, models.PROTECT, related_name="participations")
    added_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("talk", "stakeholder"), name="planning_talkparticipant_once"),
        )

    def __str__(self) -> str:
        return f"{self.talk_id} · {self.stakeholder_id}"


class TalkStatement(models.Model):
    """That a statement was made in a talk (herkomst). Readers of a consultation do not see it."""

    privacy = Privacy(retention=RETENTION, neutral="id talk statement added_at")

    talk = models.ForeignKey(Talk, models.PROTECT, related_name="said")
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="said_in")
    added_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("talk", "statement"), name="planning_talkstatement_once"),
        )

    def __str__(self) -> str:
        return f"{self.talk_id} · {self.statement_id}"
