"""Causal models: versions, the drafts people work in, proposals, long analyses, and sessions in a room."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from ketenzicht.common.privacy import Privacy

RETENTION = "causal_model"


class Kept(models.Model):
    """A row known by an id that cannot be guessed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.id)


class CausalModel(Kept):
    """A causal model (causaal model) that a desk keeps; one without a desk ships with the product.

    ``published`` is the number of the newest published version; without one only the own desk sees the model.
    """

    privacy = Privacy(
        retention=RETENTION,
        neutral="id code title_nl title_en desk visibility published forked_from created_at created_by"
        " is_demonstration",
    )

    class Visibility(models.TextChoices):
        DESK = "desk"
        SIGNED_IN = "signed_in"
        PUBLIC = "public"

    code = models.SlugField(max_length=80, unique=True)
    title_nl = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    desk = models.ForeignKey("partners.Desk", models.PROTECT, null=True, blank=True, related_name="+")
    visibility = models.CharField(max_length=20, choices=Visibility, default=Visibility.DESK)
    published = models.PositiveIntegerField(null=True, blank=True)
    forked_from = models.ForeignKey("Version", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    is_demonstration = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.code

    @property
    def title(self) -> str:
        """The title in the language of the page; Dutch when there is none."""
        return (self.title_en if get_language() == "en" else "") or self.title_nl


class Version(Kept):
    """A version (versie) of a model. The database refuses to change its document."""

    privacy = Privacy(
        retention=RETENTION,
        neutral="id model number document digest factors relations state reason based_on made_at made_by"
        " published_at",
    )

    class State(models.TextChoices):
        KEPT = "kept"
        PUBLISHED = "published"
        WITHDRAWN = "withdrawn"

    model = models.ForeignKey(CausalModel, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    factors = models.PositiveIntegerField()
    relations = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=State, default=State.KEPT)
    reason = models.CharField(max_length=500)
    based_on = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("model", "number"), name="systems_version_number"),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False),
                name="systems_version_published_when",
            ),
        )

    def __str__(self) -> str:
        return str(self.number)


class ModelDraft(Kept):
    """What a desk is working on (concept). The whole desk shares it; ``revision`` counts its steps."""

    privacy = Privacy(
        retention=RETENTION,
        neutral="id model desk based_on document revision state started_at started_by edited_at",
    )

    class State(models.TextChoices):
        OPEN = "open"
        KEPT = "kept"
        DROPPED = "dropped"

    model = models.ForeignKey(CausalModel, models.PROTECT, related_name="drafts")
    desk = models.ForeignKey("partners.Desk", models.PROTECT, related_name="+")
    based_on = models.ForeignKey(Version, models.PROTECT, null=True, blank=True, related_name="+")
    document = models.JSONField()
    revision = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    edited_at = models.DateTimeField()

    class Meta:
        ordering = ("-edited_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("model", "desk"), condition=Q(state="open"), name="systems_modeldraft_one_open"
            ),
        )


class Edit(Kept):
    """A step in a draft (bewerking), with what it takes to undo it and to do it again."""

    privacy = Privacy(retention=RETENTION, neutral="id draft number at by_user kind about changes state")

    class State(models.TextChoices):
        DONE = "done"
        UNDONE = "undone"
        LEFT = "left"

    draft = models.ForeignKey(ModelDraft, models.PROTECT, related_name="edits")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by_user = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=300, blank=True)
    changes = models.JSONField()
    state = models.CharField(max_length=20, choices=State, default=State.DONE)

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("draft", "number"), name="systems_edit_number"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Proposal(Kept):
    """A change that one desk offers to the model of another (voorstel)."""

    privacy = Privacy(
        retention=RETENTION,
        neutral="id model base document digest from_desk to_desk reason state sent_at sent_by decided_at"
        " decided_by answer merged_in",
    )

    class State(models.TextChoices):
        OPEN = "open"
        MERGED = "merged"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"

    model = models.ForeignKey(CausalModel, models.PROTECT, related_name="proposals")
    base = models.ForeignKey(Version, models.PROTECT, related_name="+")
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    from_desk = models.ForeignKey("partners.Desk", models.PROTECT, related_name="+")
    to_desk = models.ForeignKey("partners.Desk", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    answer = models.CharField(max_length=500, blank=True)
    merged_in = models.ForeignKey(ModelDraft, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("-sent_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state="open") ^ Q(decided_at__isnull=False), name="systems_proposal_decided_when"
            ),
        )


class Run(Kept):
    """A long analysis (berekening): what was asked of which version, how far it is, and what came out.

    ``parts`` keeps the pieces that are done, so that a run whose worker was killed goes on where it was.
    """

    privacy = Privacy(
        retention=RETENTION,
        neutral="id version desk kind parameters seed software state progress step parts result file digest"
        " again_of asked_at asked_by started_at sign_of_life ended_at failure",
    )

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        CANCELLED = "cancelled"
        FAILED = "failed"

    version = models.ForeignKey(Version, models.PROTECT, related_name="runs")
    desk = models.ForeignKey("partners.Desk", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    parameters = models.JSONField()
    seed = models.BigIntegerField()
    software = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=80, blank=True)
    parts = models.JSONField(default=dict)
    result = models.JSONField(null=True, blank=True)
    file = models.BinaryField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    again_of = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField(null=True, blank=True)
    sign_of_life = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("-asked_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=("queued", "running")) ^ Q(ended_at__isnull=False),
                name="systems_run_ended_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | (Q(result__isnull=False) & ~Q(software="")),
                name="systems_run_done_has_result",
            ),
        )


class RoomSession(Kept):
    """People in a room who build a model together (modelsessie); the code lets them in until it closes."""

    privacy = Privacy(
        retention=RETENTION,
        neutral="id draft desk question press goal code_hash opened_at opened_by closes_at closed_at",
    )

    draft = models.ForeignKey(ModelDraft, models.PROTECT, related_name="sessions")
    desk = models.ForeignKey("partners.Desk", models.PROTECT, related_name="+")
    question = models.CharField(max_length=300)
    press = models.CharField(max_length=120, blank=True)
    goal = models.CharField(max_length=120, blank=True)
    code_hash = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-opened_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opened_at")), name="systems_roomsession_closes_later"
            ),
        )


class SessionArrow(Kept):
    """An arrow as a session talks about it (pijl op tafel), with the names that people read."""

    privacy = Privacy(
        retention=RETENTION,
        neutral="id session source target sign relation position added_at voter importance",
    )

    session = models.ForeignKey(RoomSession, models.PROTECT, related_name="arrows")
    source = models.CharField(max_length=200)
    target = models.CharField(max_length=200)
    sign = models.SmallIntegerField()
    # As long as the id of a relation can be: two ids of factors with an arrow between them.
    relation = models.CharField(max_length=300, blank=True)
    position = models.PositiveIntegerField()
    added_at = models.DateTimeField()
    voter = models.CharField(max_length=64, blank=True)
    importance = models.FloatField(null=True, blank=True)

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=("session", "source", "target", "sign"), name="systems_sessionarrow_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} > {self.target}"


class SessionVote(Kept):
    """What one participant thinks of an arrow (stem). ``voter`` is made up and names nobody."""

    privacy = Privacy(retention=RETENTION, neutral="id arrow voter strength speed given_at")

    arrow = models.ForeignKey(SessionArrow, models.PROTECT, related_name="votes")
    voter = models.CharField(max_length=64)
    strength = models.CharField(max_length=20, blank=True)
    speed = models.CharField(max_length=20, blank=True)
    given_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("arrow", "voter"), name="systems_sessionvote_once"),)
