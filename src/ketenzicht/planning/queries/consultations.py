"""Which consultations somebody sees, and what is in them."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.planning.models import Change, Cluster, Consultation, Source, SourceLine, Statement


def consultations_visible_to(actor: Actor) -> QuerySet[Consultation]:
    """What was opened to this actor, and everything of the own desk; by title."""
    open_to = [Consultation.Visibility.PUBLIC.value]
    if actor.user_id:
        open_to.append(Consultation.Visibility.SIGNED_IN.value)
    seen = Q(visibility__in=open_to) | Q(desk__in=actor.desks(Verb.PLAN_EDIT))
    return Consultation.objects.filter(seen).select_related("desk")


def consultation_for(actor: Actor, code: str) -> Consultation:
    """One consultation by its code. Raises NotVisible."""
    found = consultations_visible_to(actor).filter(code=code).first()
    if found is None:
        raise NotVisible
    return found


def keeps(actor: Actor, consultation: Consultation) -> bool:
    """Whether the actor may change it."""
    return actor.may(Verb.PLAN_EDIT, consultation.desk_id)


def source_of(consultation: Consultation) -> Source | None:
    """The document it was read from, if any. Only the desk that keeps it sees that."""
    return Source.objects.select_related("imported_by").filter(consultation=consultation).first()


def last_change(consultation: Consultation) -> Change | None:
    """The step that can be undone now: the newest one standing, never an import or a note itself."""
    return (
        Change.objects.filter(consultation=consultation, undone_at=None)
        .exclude(kind__in=(Change.Kind.IMPORT, Change.Kind.TAKE_NOTE))
        .select_related("by_user")
        .first()
    )


@dataclass(frozen=True)
class Tally:
    """How much a consultation holds; ``left_out`` counts lines with words."""

    chapters: int
    clusters: int
    statements: int
    unsure: int
    left_out: int


def tally(consultation: Consultation) -> Tally:
    """The counts of a consultation as it stands now."""
    statements = Statement.objects.filter(consultation=consultation, replaced_by=None)
    clusters = Cluster.objects.filter(consultation=consultation, removed_by=None)
    said = statements.aggregate(all=Count("pk"), unsure=Count("pk", filter=Q(looked_at=None) & ~Q(doubts=[])))
    lines = SourceLine.objects.filter(source__consultation=consultation).exclude(left_out__in=["", "empty"])
    return Tally(
        chapters=consultation.chapters.count(),
        clusters=clusters.count(),
        statements=said["all"],
        unsure=said["unsure"] + clusters.filter(looked_at=None).exclude(doubts=[]).count(),
        left_out=lines.count(),
    )
