"""You said, we did: what was done with what was said, for whoever took part."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ketenzicht.common.actor import Actor
from ketenzicht.common.written import written_date
from ketenzicht.planning.models import Cluster, Consultation, Statement, Talk
from ketenzicht.planning.papers.pieces import Heading, Items, Paper, Paragraph, Piece, Said
from ketenzicht.planning.papers.plans import term_of
from ketenzicht.planning.plan_words import STATUSES
from ketenzicht.planning.queries.clusters import chapters_for_readers
from ketenzicht.planning.queries.following import Followed, followed
from ketenzicht.planning.queries.searching import clusters_of
from ketenzicht.planning.queries.talks import statements_of_talk

Voices = dict[UUID, list[Statement]]


def letter_paper(consultation: Consultation, today: date) -> Paper:
    """The letter about a whole consultation."""
    clusters = [
        cluster for chapter in chapters_for_readers(consultation) for cluster in chapter.clusters.all()
    ]
    opening = _(
        "You took part in this consultation, or you read what was said in it. Here stands what was done"
        " with it. Only plans that everybody may read are named."
    )
    pieces = [Paragraph(opening), *_done(clusters, {}), *_ask(consultation)]
    return _paper(consultation, _("You said, we did"), today, pieces)


def talk_letter(consultation: Consultation, talk: Talk, today: date) -> Paper:
    """The letter to who took part in a talk: what was said in it, and what was done with that."""
    said: Voices = defaultdict(list)
    clusters: dict[UUID, Cluster] = {}
    made = statements_of_talk(talk)
    shown = [statement for statement in made if not statement.held_back]
    for statement in shown:
        for cluster in clusters_of(statement):
            clusters[cluster.pk] = cluster
            said[cluster.pk].append(statement)
    opening = _(
        "This is what was said in the talk of %(day)s, and what was done with it. Only plans that everybody"
        " may read are named."
    )
    in_order = sorted(clusters.values(), key=lambda one: (one.chapter.number, one.position))
    pieces: list[Piece] = [Paragraph(opening % {"day": written_date(talk.held_on)})]
    if in_order:
        pieces += _done(in_order, said)
    pieces += _apart([statement for statement in shown if not clusters_of(statement)])
    if len(shown) < len(made):
        pieces.append(
            Paragraph(_("Some of what was said is still being looked over. It is not in this letter."))
        )
    if not made:
        pieces.append(Paragraph(_("Nothing was made of this talk yet.")))
    title = _("What you said in talk %(number)d") % {"number": talk.number}
    return _paper(consultation, title, today, [*pieces, *_ask(consultation)])


def _paper(consultation: Consultation, title: str, today: date, pieces: Sequence[Piece]) -> Paper:
    return Paper(
        language=(get_language() or "nl")[:2],
        title=title,
        subtitle=consultation.title,
        author=consultation.desk.label,
        front=[f"{consultation.desk.label}, {written_date(today)}"],
        pieces=pieces,
        page=_("Page"),
        demonstration=_("Demonstration: nothing in it is real") if consultation.is_demonstration else "",
    )


def _done(clusters: Sequence[Cluster], said: Voices) -> Iterator[Piece]:
    """What was taken up and what was not. It leaves the desk, so only plans open to everybody stand in it."""
    done = _by_cluster(followed(Actor.public(), clusters))
    taken = [cluster for cluster in clusters if done[cluster.pk]]
    yield Heading(_("What was taken up"))
    if not taken:
        yield Paragraph(_("No plan that everybody may read has taken up what was said yet."))
    for cluster in taken:
        yield from _cluster(cluster, said)
        for each in done[cluster.pk]:
            yield from _taken(each)
    yield Heading(_("What was not taken up"))
    left = [cluster for cluster in clusters if not done[cluster.pk]]
    if not left:
        yield Paragraph(_("A plan says something about every subject."))
        return
    yield Paragraph(_("No plan that everybody may read says anything about these subjects."))
    if not said:
        yield Items([_named(cluster) for cluster in left])
    for cluster in left if said else ():
        yield from _cluster(cluster, said)


def _apart(statements: Sequence[Statement]) -> Iterator[Piece]:
    """What was said that stands in no cluster."""
    if statements:
        yield Heading(_("What was not put with a subject yet"))
    for one in statements:
        yield _voice(one)


def _by_cluster(found: Sequence[Followed]) -> dict[UUID, list[Followed]]:
    done: dict[UUID, list[Followed]] = defaultdict(list)
    for one in found:
        for key in one.clusters:
            done[key].append(one)
    return done


def _cluster(cluster: Cluster, said: Voices) -> Iterator[Piece]:
    yield Heading(str(cluster) if said else _named(cluster), 2)
    for one in said.get(cluster.pk, ()):
        yield _voice(one)


def _voice(statement: Statement) -> Said:
    return Said(statement.text, _("Statement %(number)d") % {"number": statement.number})


def _named(cluster: Cluster) -> str:
    times: int = getattr(cluster, "said", 0)
    told = ngettext("%(number)d statement", "%(number)d statements", times) % {"number": times}
    return f"{cluster} ({told})"


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


def _ask(consultation: Consultation) -> Iterator[Piece]:
    yield Heading(_("Who to ask"))
    yield Paragraph(
        _("%(desk)s keeps this consultation. Ask there what you miss here.")
        % {"desk": consultation.desk.label}
    )
