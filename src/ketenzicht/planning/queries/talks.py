"""Talks, who took part in them, who was not heard, and what was said in each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.planning.domain.listening import Angle
from ketenzicht.planning.models import Consultation, Stakeholder, Statement, Talk
from ketenzicht.planning.queries.consultations import consultation_for, keeps
from ketenzicht.planning.queries.searching import with_clusters


@dataclass(frozen=True)
class Heard:
    """A stakeholder and the talks in which it was heard."""

    stakeholder: Stakeholder
    talks: Sequence[Talk]


@dataclass(frozen=True)
class Hearing:
    """Who was heard in a consultation, and who was not; ``missing_angles`` no talk was about."""

    heard: Sequence[Heard]
    must_still: Sequence[Stakeholder]
    not_heard: Sequence[Stakeholder]
    missing_angles: Sequence[Angle]

    @property
    def stakeholders(self) -> int:
        """How many stakeholders there are."""
        return len(self.heard) + len(self.must_still) + len(self.not_heard)


@dataclass(frozen=True)
class Listened:
    """Counts of the talks of a consultation, for whoever accounts for it."""

    talks: int
    people: int
    stakeholders_heard: int
    statements: int
    by_angle: Sequence[tuple[Angle, int]]


def talks_of(actor: Actor, consultation: Consultation) -> list[Talk]:
    """The talks of a consultation with their participants, by number; each has ``said_now``, its statements.

    Only the desk that keeps the consultation sees them; for others the list is empty.
    """
    return list(_talks(actor, consultation))


def talk_for(actor: Actor, code: str, number: int) -> Talk:
    """One talk by its number. Raises NotVisible."""
    found = _talks(actor, consultation_for(actor, code)).filter(number=number).first()
    if found is None:
        raise NotVisible
    return found


def statements_of_talk(talk: Talk) -> list[Statement]:
    """What was said in a talk, as it stands now, with the clusters at hand for ``clusters_of``."""
    return list(with_clusters(Statement.objects.filter(said_in__talk=talk, replaced_by=None)))


def participants_of(talk: Talk) -> list[Stakeholder]:
    """Who took part, by name; the talk comes from a query of this module."""
    return sorted(talk.stakeholders.all(), key=_by_name)


def stakeholders_of(actor: Actor, consultation: Consultation) -> list[Stakeholder]:
    """Who has a stake in it, by name; only for the desk that keeps it."""
    return sorted(_stakeholders(actor, consultation), key=_by_name)


def stakeholder_for(actor: Actor, consultation: Consultation, stakeholder_id: UUID) -> Stakeholder:
    """One stakeholder. Raises NotVisible."""
    found = _stakeholders(actor, consultation).filter(pk=stakeholder_id).first()
    if found is None:
        raise NotVisible
    return found


def hearing(actor: Actor, consultation: Consultation) -> Hearing:
    """Who was heard, who must still be heard, and who else was not."""
    everybody = stakeholders_of(actor, consultation)
    talks = talks_of(actor, consultation)
    held: dict[UUID, list[Talk]] = {one.pk: [] for one in everybody}
    for talk in talks:
        for one in talk.stakeholders.all():
            held.setdefault(one.pk, []).append(talk)
    silent = [one for one in everybody if not held[one.pk]]
    brought = {talk.angle for talk in talks}
    return Hearing(
        heard=[Heard(one, held[one.pk]) for one in everybody if held[one.pk]],
        must_still=[one for one in silent if one.must_be_heard],
        not_heard=[one for one in silent if not one.must_be_heard],
        missing_angles=[angle for angle in Angle if angle.value not in brought],
    )


def listened(actor: Actor, consultation: Consultation) -> Listened:
    """How many talks there were, about what, with how many people and stakeholders."""
    talks = talks_of(actor, consultation)
    angles = Counter(talk.angle for talk in talks)
    return Listened(
        talks=len(talks),
        people=sum(talk.people for talk in talks),
        stakeholders_heard=len({one.pk for talk in talks for one in talk.stakeholders.all()}),
        statements=sum(getattr(talk, "said_now", 0) for talk in talks),
        by_angle=[(angle, angles[angle.value]) for angle in Angle if angles[angle.value]],
    )


def _talks(actor: Actor, consultation: Consultation) -> QuerySet[Talk]:
    if not keeps(actor, consultation):
        return Talk.objects.none()
    who = Stakeholder.objects.select_related("organisation")
    return (
        Talk.objects.filter(consultation=consultation, removed_at=None)
        .select_related("consultation")
        .prefetch_related(Prefetch("stakeholders", queryset=who))
        .annotate(said_now=Count("said", filter=Q(said__statement__replaced_by=None)))
        .order_by("number")
    )


def _stakeholders(actor: Actor, consultation: Consultation) -> QuerySet[Stakeholder]:
    if not keeps(actor, consultation):
        return Stakeholder.objects.none()
    return Stakeholder.objects.filter(consultation=consultation, removed_at=None).select_related(
        "organisation"
    )


def _by_name(stakeholder: Stakeholder) -> str:
    return stakeholder.label.casefold()
