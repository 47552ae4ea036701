"""What is handed out to whoever asked for access: passages, what a desk decided, the document."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ketenzicht.common.privacy import Privacy
from ketenzicht.rights.domain.hand_outs import Decision, HandOutState, PassageState, Reason, Way
from ketenzicht.rights.domain.pseudonyms import PersonKind
from ketenzicht.rights.models.requests import REGIME, RefusalGround, SubjectRequest


def _choices(
    kind: type[Decision | HandOutState | PassageState | Reason | Way | PersonKind],
) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in kind]


class HandOut(models.Model):
    """The putting together of a document for a request for access (uitreiking)."""

    privacy = Privacy(
        retention=REGIME,
        neutral="request number wanted_by state started_at started_by released_at released_by way"
        " handed_over_at handed_over_by",
        personal="about",
    )

    request = models.OneToOneField(SubjectRequest, models.PROTECT, primary_key=True, related_name="hand_out")
    number = models.BigIntegerField(unique=True)
    about = models.CharField(max_length=200)
    wanted_by = models.DateField()
    state = models.CharField(max_length=20, choices=_choices(HandOutState))
    started_at = models.DateTimeField()
    started_by = models.BigIntegerField()
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.BigIntegerField(null=True, blank=True)
    way = models.CharField(max_length=20, blank=True, choices=_choices(Way))
    handed_over_at = models.DateTimeField(null=True, blank=True)
    handed_over_by = models.BigIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return f"B-{self.number}"


class Passage(models.Model):
    """One text in which something was found (passage), and what the desk that has it decided about it.

    The text itself stays where it is. Kept here is what of it goes out (``told``), and in which places of it
    something else stands (``marks``: places and labels, never words).
    """

    privacy = Privacy(
        retention=REGIME,
        neutral="id request desk place row subject_kind subject number kept_since state version decision"
        " ground marks decided_by decided_at deciders returned",
        personal="text_print",
        criminal="told",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(HandOut, models.PROTECT, related_name="passages")
    desk = models.ForeignKey("partners.Desk", models.PROTECT, related_name="+")
    place = models.CharField(max_length=80)
    row = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=60)
    number = models.BigIntegerField(null=True, blank=True)
    kept_since = models.DateField()
    state = models.CharField(max_length=20, choices=_choices(PassageState))
    version = models.PositiveIntegerField(default=1)
    decision = models.CharField(max_length=20, blank=True, choices=_choices(Decision))
    ground = models.ForeignKey(RefusalGround, models.PROTECT, null=True, blank=True, related_name="+")
    told = models.TextField(blank=True)
    # Of the text that was decided about, keyed: by which is seen that it is another one now.
    text_print = models.CharField(max_length=64, blank=True)
    marks = models.JSONField(default=list)
    decided_by = models.BigIntegerField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    # Everybody who ever did, kept by a trigger: a colleague who decides anew takes nobody out of it.
    deciders = ArrayField(models.BigIntegerField(), default=list, blank=True)
    returned = models.CharField(max_length=20, blank=True, choices=_choices(Reason))

    class Meta:
        ordering = ("kept_since", "subject_kind", "number", "place", "row")
        constraints = (
            models.UniqueConstraint(fields=("request", "place", "row"), name="rights_passage_once"),
            models.CheckConstraint(
                condition=~Q(state=PassageState.DECIDED)
                | Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(decision=""),
                name="rights_passage_decided",
            ),
            models.CheckConstraint(
                condition=~Q(decision__in=(Decision.PARTLY, Decision.LEFT_OUT)) | Q(ground__isnull=False),
                name="rights_passage_says_why",
            ),
            models.CheckConstraint(
                condition=Q(decision__in=(Decision.WHOLE, Decision.PARTLY)) | Q(told=""),
                name="rights_passage_tells_what_goes_out",
            ),
        )

    def __str__(self) -> str:
        return self.place


class Pseudonym(models.Model):
    """What somebody is called throughout one hand-out (pseudoniem). The name is not here, only its print."""

    privacy = Privacy(retention=REGIME, neutral="id request kind number", personal="prints")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(HandOut, models.PROTECT, related_name="pseudonyms")
    kind = models.CharField(max_length=20, choices=_choices(PersonKind))
    number = models.PositiveSmallIntegerField()
    prints = ArrayField(models.CharField(max_length=64), default=list)

    class Meta:
        ordering = ("kind", "number")
        constraints = (
            models.UniqueConstraint(fields=("request", "kind", "number"), name="rights_pseudonym_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class HandOutFile(models.Model):
    """The document that was released (uitreikstuk), sealed as it was made."""

    privacy = Privacy(retention=REGIME, neutral="request", criminal="sealed")

    request = models.OneToOneField(HandOut, models.PROTECT, primary_key=True, related_name="file")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return str(self.request_id)
