"""What a plan wants to reach: problems, goals, which problem a goal answers, and where goals pull apart."""

from django.db import models
from django.db.models import F, Q

from ketenzicht.common.privacy import Privacy
from ketenzicht.planning.domain.goals import GoalLevel, ProblemFate
from ketenzicht.planning.models.plans import PART_FIELDS, RETENTION, PlanPart


class Problem(PlanPart):
    """What is wrong (probleem), as the cluster it stands on says or as the plan itself found.

    ``node`` is where it stands in an analysis of causes; without one, its cluster stands for it there.
    ``fate`` says whether a goal has to answer it; a problem that is left has a reason.
    """

    privacy = Privacy(retention=RETENTION, neutral=PART_FIELDS + " title text cluster node fate reason")

    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    cluster = models.ForeignKey("Cluster", models.PROTECT, null=True, blank=True, related_name="+")
    node = models.ForeignKey("CauseNode", models.PROTECT, null=True, blank=True, related_name="problems")
    fate = models.CharField(
        max_length=20, choices=[(fate.value, fate.value) for fate in ProblemFate], default=ProblemFate.ANSWER
    )
    reason = models.CharField(max_length=500, blank=True)

    class Meta(PlanPart.Meta):
        constraints = (
            models.CheckConstraint(
                condition=~Q(fate=ProblemFate.LEAVE.value) | ~Q(reason=""), name="planning_problem_left_why"
            ),
        )

    def __str__(self) -> str:
        return self.title


class Goal(PlanPart):
    """What has to be reached (doel): the main goal, a goal under it, or a result that can be measured."""

    privacy = Privacy(
        retention=RETENTION,
        neutral=PART_FIELDS + " title text level parent pillars roles indicator baseline baseline_on"
        " target due_on series",
    )

    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    level = models.CharField(max_length=10, choices=[(level.value, level.value) for level in GoalLevel])
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    answers = models.ManyToManyField(Problem, through="Answer", related_name="goals")
    pillars = models.JSONField(default=list, blank=True)
    roles = models.JSONField(default=list, blank=True)
    indicator = models.CharField(max_length=300, blank=True)
    baseline = models.CharField(max_length=100, blank=True)
    baseline_on = models.DateField(null=True, blank=True)
    target = models.CharField(max_length=100, blank=True)
    due_on = models.DateField(null=True, blank=True)
    series = models.ForeignKey("Series", models.PROTECT, null=True, blank=True, related_name="goals")

    class Meta(PlanPart.Meta):
        constraints = (
            models.CheckConstraint(condition=~Q(parent=F("id")), name="planning_goal_not_its_own_parent"),
        )

    def __str__(self) -> str:
        return self.title


class Measurement(PlanPart):
    """What an indicator of a goal was on a day, and where that was read (meting)."""

    privacy = Privacy(retention=RETENTION, neutral=PART_FIELDS + " goal value measured_on source note")

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="measurements")
    value = models.DecimalField(max_digits=16, decimal_places=3)
    measured_on = models.DateField()
    source = models.CharField(max_length=300)
    note = models.CharField(max_length=500, blank=True)

    class Meta(PlanPart.Meta):
        ordering = ("-measured_on", "-position")

    def __str__(self) -> str:
        return f"{self.goal}: {self.measured_on}"


class Answer(models.Model):
    """That a goal answers a problem (antwoord op een probleem)."""

    privacy = Privacy(retention=RETENTION, neutral="id plan goal problem")

    plan = models.ForeignKey("Plan", models.PROTECT, related_name="+")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="+")
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("goal", "problem"), name="planning_answer_once"),)

    def __str__(self) -> str:
        return f"{self.goal_id} → {self.problem_id}"


class GoalConflict(PlanPart):
    """That one goal makes another harder to reach (spanning tussen doelen), and what is done about it."""

    privacy = Privacy(retention=RETENTION, neutral=PART_FIELDS + " goal other text choice")

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="+")
    other = models.ForeignKey(Goal, models.PROTECT, related_name="+")
    text = models.CharField(max_length=500)
    choice = models.CharField(max_length=500, blank=True)

    class Meta(PlanPart.Meta):
        constraints = (
            models.CheckConstraint(condition=~Q(goal=F("other")), name="planning_goalconflict_two_goals"),
        )

    def __str__(self) -> str:
        return self.text
