"""What a plan costs, by year and scenario, and who pays which share."""

from django.db import models

from ketenzicht.common.privacy import Privacy
from ketenzicht.planning.domain.distribution import Rounding
from ketenzicht.planning.models.plans import PART_FIELDS, RETENTION, Plan, PlanPart


class CostItem(PlanPart):
    """What money goes to (kostenpost)."""

    privacy = Privacy(retention=RETENTION, neutral=PART_FIELDS + " name note source")

    name = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name


class DistributionKey(PlanPart):
    """By what costs are shared (verdeelsleutel): parties with a weight, such as their population on a day."""

    privacy = Privacy(retention=RETENTION, neutral=PART_FIELDS + " name base measured_on source weights")

    name = models.CharField(max_length=200)
    base = models.CharField(max_length=100)
    measured_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    # Pairs of a party and its weight, the weight as text so that it stays exact.
    weights = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.name


class Scenario(PlanPart):
    """One way the costs could go (scenario), with the key and the rounding by which they are shared."""

    privacy = Privacy(retention=RETENTION, neutral=PART_FIELDS + " name note key rounding")

    name = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    key = models.ForeignKey(DistributionKey, models.PROTECT, null=True, blank=True, related_name="scenarios")
    rounding = models.CharField(
        max_length=30,
        choices=[(rule.value, rule.value) for rule in Rounding],
        default=Rounding.LARGEST_REMAINDER,
    )

    def __str__(self) -> str:
        return self.name


class CostAmount(models.Model):
    """What an item costs in a year of a scenario (bedrag)."""

    privacy = Privacy(retention=RETENTION, neutral="id plan item scenario year amount")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    item = models.ForeignKey(CostItem, models.PROTECT, related_name="amounts")
    scenario = models.ForeignKey(Scenario, models.PROTECT, related_name="amounts")
    year = models.PositiveSmallIntegerField()
    # Without an amount the item is not counted in that year; zero says that it costs nothing.
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ("year",)
        constraints = (
            models.UniqueConstraint(fields=("item", "scenario", "year"), name="planning_costamount_once"),
        )

    def __str__(self) -> str:
        return f"{self.year} {self.amount}"
