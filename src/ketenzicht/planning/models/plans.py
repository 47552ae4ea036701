"""Plans: what a desk means to do, and the parts that every plan is made of."""

import uuid

from django.db import models

from ketenzicht.common.models import REFERENCE_FIELDS, ReferenceRow
from ketenzicht.common.privacy import Privacy
from ketenzicht.planning.domain.roles import MunicipalRole

RETENTION = "plan"
PART_FIELDS = "id plan position revision changed_at changed_by removed_at"


class Plan(models.Model):
    """What a desk means to do (plan): a programme, or the policy of a district or a municipality."""

    privacy = Privacy(
        retention=RETENTION,
        neutral="id code title kind desk visibility municipality consultation vision starts_on ends_on"
        " revision created_at created_by is_demonstration",
    )

    class Kind(models.TextChoices):
        PROGRAMME = "programme"
        DISTRICT = "district"
        MUNICIPALITY = "municipality"

    class Visibility(models.TextChoices):
        DESK = "desk"
        SIGNED_IN = "signed_in"
        PUBLIC = "public"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind)
    desk = models.ForeignKey("partners.Desk", models.PROTECT, related_name="+")
    visibility = models.CharField(max_length=20, choices=Visibility, default=Visibility.DESK)
    municipality = models.ForeignKey(
        "partners.Municipality", models.PROTECT, null=True, blank=True, related_name="+"
    )
    consultation = models.ForeignKey(
        "Consultation", models.PROTECT, null=True, blank=True, related_name="plans"
    )
    vision = models.TextField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ("title", "code")

    def __str__(self) -> str:
        return self.title


class PlanPart(models.Model):
    """What every part of a plan has. ``revision`` counts its changes; a removed part can be put back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    position = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ("position", "changed_at")


class RequiredElement(ReferenceRow):
    """What a municipality's policy has to hold (vereist onderdeel), under one of the four roles."""

    privacy = Privacy(
        retention="reference", neutral=REFERENCE_FIELDS + " position role explanation_nl explanation_en"
    )

    position = models.PositiveIntegerField()
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in MunicipalRole])
    explanation_nl = models.TextField()
    explanation_en = models.TextField()

    class Meta:
        ordering = ("position",)

    @property
    def explanation(self) -> str:
        """What it is, in the language of the page."""
        return self.in_language("explanation")


class ElementState(models.Model):
    """How far a plan is with a required element (stand van een onderdeel)."""

    privacy = Privacy(retention=RETENTION, neutral="id plan element state note changed_at changed_by")

    class State(models.TextChoices):
        THERE = "there"
        PARTLY = "partly"
        MISSING = "missing"

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="elements")
    element = models.ForeignKey(RequiredElement, models.PROTECT, related_name="+")
    # Empty says that nobody has said anything about it.
    state = models.CharField(max_length=20, choices=State, blank=True)
    note = models.CharField(max_length=500, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan", "element"), name="planning_elementstate_once"),
        )

    def __str__(self) -> str:
        return f"{self.element_id} {self.state}"
