"""What a desk makes of one or more reports, and the work on it."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from ketenzicht.common.privacy import Privacy
from ketenzicht.signals.domain.glass import OPEN_FOR, GlassState
from ketenzicht.signals.domain.states import NOT_OPEN
from ketenzicht.signals.words import SHORT_SUBJECTS, label

_ENDED = models.Q(state__in=sorted(state.value for state in NOT_OPEN))


class Signal(models.Model):
    """A signal (signaal): one or more reports that may point to trafficking, held by one desk."""

    privacy = Privacy(
        retention="soft_signal",
        neutral="id number desk state waiting_for urgency municipality setting subject forms main_form"
        " age_band residence identifiable source_hidden soft assignee received_at state_since judged_at"
        " last_activity_at outcome closed_at merged_into is_demonstration",
        criminal="title search no_reply_reason",
    )

    class Urgency(models.TextChoices):
        ORDINARY = "ordinary"
        ACUTE = "acute"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.BigIntegerField(unique=True)
    desk = models.ForeignKey("partners.Desk", models.PROTECT, related_name="+")
    state = models.CharField(max_length=30)
    state_since = models.DateTimeField()
    waiting_for = models.CharField(max_length=20, blank=True, default="")
    urgency = models.CharField(max_length=20, choices=Urgency, default=Urgency.ORDINARY)
    municipality = models.ForeignKey(
        "partners.Municipality", models.PROTECT, null=True, blank=True, related_name="+"
    )
    setting = models.ForeignKey("reporting.Setting", models.PROTECT, null=True, blank=True, related_name="+")
    subject = models.CharField(max_length=20)
    title = models.CharField(max_length=200, blank=True)
    forms = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    main_form = models.CharField(max_length=20, blank=True)
    age_band = models.CharField(max_length=20, default="unknown")
    residence = models.CharField(max_length=20, default="unknown")
    identifiable = models.BooleanField(null=True, blank=True)
    source_hidden = models.BooleanField(null=True, blank=True)
    soft = models.BooleanField(null=True, blank=True)
    assignee = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    received_at = models.DateTimeField()
    judged_at = models.DateTimeField(null=True, blank=True)
    last_activity_at = models.DateTimeField()
    outcome = models.CharField(max_length=40, blank=True)
    no_reply_reason = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_signals"
    )
    is_demonstration = models.BooleanField(default=False)
    search = SearchVectorField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(state="closed")
                | (~models.Q(outcome="") & models.Q(closed_at__isnull=False)),
                name="signals_signal_closed_has_outcome",
            ),
            models.CheckConstraint(
                condition=models.Q(state="merged") ^ models.Q(merged_into=None),
                name="signals_signal_merged_names_the_other",
            ),
        )
        indexes = (
            models.Index(fields=("desk", "state", "-received_at"), name="signals_signal_desk"),
            models.Index(fields=("assignee", "state"), name="signals_signal_assignee"),
            # What is worked on is a small part of what there is; what ended is listed by when it came.
            models.Index(fields=("desk",), condition=~_ENDED, name="signals_signal_open"),
            models.Index(fields=("desk", "received_at"), condition=_ENDED, name="signals_signal_ended"),
            models.Index(fields=("received_at", "number"), condition=_ENDED, name="signals_signal_ended_all"),
        )

    def __str__(self) -> str:
        return f"S-{self.number}"

    @property
    def name(self) -> str:
        """What somebody called it; otherwise a name that says nothing about anybody, made of codes.

        In the language of the page. Read ``municipality`` and ``setting`` along, or this asks for them.
        """
        if self.title:
            return self.title
        what = label(SHORT_SUBJECTS, self.subject)
        place = self.setting.label if self.setting and self.setting.code != "other" else ""
        if place:
            return f"{what}: {place[0].lower()}{place[1:]}"
        return f"{what}, {self.municipality.label}" if self.municipality else what


class SignalLookup(models.Model):
    """What a signal is looked up by: its words, each mixed with its desk, so that none tells of another desk.

    The database keeps it beside the signal; only the function that looks signals up reads it.
    """

    privacy = Privacy(retention="soft_signal", neutral="signal desk ended received_at", criminal="words")

    # The database lets it go with its signal.
    signal = models.OneToOneField(
        Signal, models.DO_NOTHING, primary_key=True, related_name="+", db_constraint=False
    )
    desk = models.ForeignKey("partners.Desk", models.PROTECT, related_name="+", db_index=False)
    ended = models.BooleanField()
    received_at = models.DateTimeField()
    words = SearchVectorField()

    class Meta:
        indexes = (
            models.Index(
                fields=("desk", "received_at", "signal"),
                condition=models.Q(ended=True),
                name="signals_lookup_ended",
            ),
            # What waits to be put into an index is read by every search, so nothing waits.
            GinIndex(fields=("words",), fastupdate=False, name="signals_lookup_words"),
        )

    def __str__(self) -> str:
        return str(self.pk)


class SignalReport(models.Model):
    """That a report stands under a signal; when it is moved away the row is ended, not deleted."""

    privacy = Privacy(retention="soft_signal", neutral="id signal report added_at removed_at")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    signal = models.ForeignKey(Signal, models.PROTECT, related_name="signal_reports")
    report = models.ForeignKey("reporting.Report", models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("added_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("report",),
                condition=models.Q(removed_at=None),
                name="signals_signalreport_one_signal",
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class SignalEvent(models.Model):
    """A step in the life of a signal, as the desk's timeline shows it."""

    privacy = Privacy(
        retention="soft_signal", neutral="id signal at event by_user by_desk detail", criminal="text"
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    signal = models.ForeignKey(Signal, models.PROTECT, related_name="events")
    at = models.DateTimeField()
    event = models.CharField(max_length=40)
    by_user = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    by_desk = models.ForeignKey("partners.Desk", models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=("signal", "-at"), name="signals_signalevent_signal"),)

    def __str__(self) -> str:
        return self.event


class Note(models.Model):
    """A note of a colleague; only the own desk reads it."""

    privacy = Privacy(retention="soft_signal", neutral="id signal at by_user", criminal="text")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    signal = models.ForeignKey(Signal, models.PROTECT, related_name="notes")
    at = models.DateTimeField()
    by_user = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    text = models.TextField()

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return str(self.id)


class Task(models.Model):
    """Something to do for a signal, by a day."""

    privacy = Privacy(
        retention="soft_signal",
        neutral="id signal due_on assignee created_at created_by done_at done_by",
        criminal="title",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    signal = models.ForeignKey(Signal, models.PROTECT, related_name="tasks")
    title = models.CharField(max_length=300)
    due_on = models.DateField(null=True, blank=True)
    assignee = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("done_at", "due_on", "created_at")

    def __str__(self) -> str:
        return str(self.id)


class Assessment(models.Model):
    """A snapshot of what the indicators showed, with the version of the catalogue; never changed."""

    privacy = Privacy(
        retention="soft_signal", neutral="id signal at by_user profile catalogue_version", criminal="result"
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    signal = models.ForeignKey(Signal, models.PROTECT, related_name="assessments")
    at = models.DateTimeField()
    by_user = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    profile = models.CharField(max_length=20)
    catalogue_version = models.PositiveIntegerField()
    result = models.JSONField()

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return str(self.id)


class RouteDecision(models.Model):
    """What the route table advised and what a person decided, also against it."""

    privacy = Privacy(
        retention="soft_signal",
        neutral="id signal at by_user route_code advice chosen_desk follows_advice handover_id",
        criminal="reason",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    signal = models.ForeignKey(Signal, models.PROTECT, related_name="route_decisions")
    at = models.DateTimeField()
    by_user = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    route_code = models.CharField(max_length=80, blank=True)
    advice = models.JSONField()
    chosen_desk = models.ForeignKey("partners.Desk", models.PROTECT, null=True, blank=True, related_name="+")
    follows_advice = models.BooleanField()
    reason = models.TextField(blank=True)
    handover_id = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ("-at",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(follows_advice=True) | ~models.Q(reason=""),
                name="signals_routedecision_against_has_reason",
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class SavedView(models.Model):
    """A filter of the worklist with a name, of one person or shared with the desk."""

    privacy = Privacy(retention="account", neutral="id user desk shared query created_at", personal="name")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    desk = models.ForeignKey("partners.Desk", models.PROTECT, related_name="+")
    shared = models.BooleanField(default=False)
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("user", "name"), name="signals_savedview_name"),)

    def __str__(self) -> str:
        return self.name


class GlassBreak(models.Model):
    """That somebody of the same organisation opened a signal of another desk, for three hours.

    It knows the number of the signal, because whoever judges it sees no signal.
    """

    privacy = Privacy(
        retention="soft_signal",
        neutral="id signal number desk by_user by_desk broken_at open_until state ended_at review_due_at"
        " judged_by judged_at",
        criminal="reason judgement follow_up",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    signal = models.ForeignKey(Signal, models.PROTECT, related_name="glass_breaks")
    number = models.BigIntegerField()
    desk = models.ForeignKey("partners.Desk", models.PROTECT, related_name="+")
    by_user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    by_desk = models.ForeignKey("partners.Desk", models.PROTECT, related_name="+")
    reason = models.TextField()
    broken_at = models.DateTimeField()
    open_until = models.DateTimeField()
    state = models.CharField(
        max_length=20,
        choices=[(one.value, one.value) for one in GlassState],
        default=GlassState.OPEN.value,
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    review_due_at = models.DateTimeField()
    judged_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)
    judgement = models.TextField(blank=True)
    follow_up = models.TextField(blank=True)

    class Meta:
        ordering = ("-broken_at", "id")
        indexes = (models.Index(fields=("by_user", "open_until"), name="signals_glass_by"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(open_until=models.F("broken_at") + OPEN_FOR),
                name="signals_glass_three_hours",
            ),
            models.CheckConstraint(
                condition=models.Q(judged_by=None) | ~models.Q(judged_by=models.F("by_user")),
                name="signals_glass_two_people",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=(GlassState.OPEN, GlassState.CLOSED), judged_by=None, judged_at=None
                )
                | (
                    models.Q(
                        state__in=(GlassState.JUSTIFIED, GlassState.NOT_JUSTIFIED),
                        judged_by__isnull=False,
                        judged_at__isnull=False,
                    )
                    & ~models.Q(judgement="")
                ),
                name="signals_glass_judged",
            ),
        )

    def __str__(self) -> str:
        return str(self.id)
