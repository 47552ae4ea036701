"""You said, we did: what was done with what was said, for whoever took part."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ketenzicht.common.actor import Actor
from ketenzicht.common.written import written_date
from ketenzicht.planning.models import Cluster, Consultation
from ketenzicht.planning.papers.pieces import Heading, Items, Paper, Paragraph, Piece
from ketenzicht.planning.papers.plans import term_of
from ketenzicht.planning.plan_words import STATUSES
from ketenzicht.planning.queries.clusters import chapters_of
from ketenzicht.planning.queries.following import Followed, followed


def letter_paper(consultation: Consultation, today: date) -> Paper:
    """The letter about a consultation. It leaves the desk, so only plans open to everybody stand in it."""
    return Paper(
        language=(get_language() or "nl")[:2],
        title=_("You said, we did"),
        subtitle=consultation.title,
        author=consultation.desk.label,
        front=[f"{consultation.desk.label}, {written_date(today)}"],
        pieces=list(letter_pieces(consultation)),
        page=_("Page"),
        demonstration=_("Demonstration: nothing in it is real") if consultation.is_demonstration else "",
    )


def letter_pieces(consultation: Consultation) -> Iterator[Piece]:
    """What was said by cluster, what was done with it, what was not taken up, and whom to ask."""
    chapters = chapters_of(consultation)
    clusters = [cluster for chapter in chapters for cluster in chapter.clusters.all()]
    done: dict[object, list[Followed]] = defaultdict(list)
    for one in followed(Actor.public(), clusters):
        done[one.problem.cluster_id].append(one)
    yield Paragraph(
        _(
            "You took part in this consultation, or you read what was said in it. Here stands what was done"
            " with it. Only plans that everybody may read are named."
        )
    )
    yield Heading(_("What was taken up"))
    taken = [cluster for cluster in clusters if done[cluster.pk]]
    if not taken:
        yield Paragraph(_("No plan has taken up what was said yet."))
    for cluster in taken:
        yield Heading(f"{cluster} ({_times(cluster)})", 2)
        for each in done[cluster.pk]:
            yield from _taken(each)
    yield Heading(_("What was not taken up"))
    left = [f"{cluster} ({_times(cluster)})" for cluster in clusters if not done[cluster.pk]]
    if left:
        yield Paragraph(
            _("No plan has said anything about these subjects. Why that is, was not written down.")
        )
        yield Items(left)
    else:
        yield Paragraph(_("A plan says something about every subject."))
    yield Heading(_("Who to ask"))
    yield Paragraph(
        _("%(desk)s keeps this consultation. Ask there what you miss here.")
        % {"desk": consultation.desk.label}
    )


def _times(cluster: Cluster) -> str:
    said: int = getattr(cluster, "said", 0)
    return ngettext("%(number)d statement", "%(number)d statements", said) % {"number": said}


def _taken(one: Followed) -> Iterator[Piece]:
    problem = one.problem
    yield Paragraph(f"{problem.plan.title}: {problem.title}")
    if one.is_left:
        yield Paragraph(f"{_('The plan leaves it, and says why')}: {problem.reason}")
        return
    goals = [_("Goal: %(goal)s") % {"goal": goal.title} for goal in one.goals]
    yield Items([*(goals or [_("No goal answers it yet")]), *_measures(one)])


def _measures(one: Followed) -> Iterator[str]:
    for measure in one.measures:
        owner = measure.owner.label if measure.owner else _("Nobody yet")
        told = [f"{_('Owner')}: {owner}", str(STATUSES[measure.status]), term_of(measure)]
        yield _("Measure: %(measure)s") % {"measure": measure.title} + f" ({', '.join(filter(None, told))})"
    if not one.measures:
        yield _("There is no measure yet.")
