"""An edition as a document, every statement once."""

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from ketenzicht.common.written import written_date
from ketenzicht.planning.models import Edition
from ketenzicht.planning.papers.account import how_it_came_about, reading_guide, what_changed
from ketenzicht.planning.papers.pieces import Heading, Paper, Paragraph, Piece, Said
from ketenzicht.planning.queries.editions import EditionChapter, PlacedCluster, edition_chapters, placed

# What is said is Dutch, and so is what stands around it.
LANGUAGE = "nl"


def edition_paper(edition: Edition, code: str) -> Paper:
    """The whole edition of the consultation with this code."""
    with override(LANGUAGE):
        chapters = edition_chapters(edition)
        return Paper(
            language=LANGUAGE,
            title=edition.title,
            subtitle=_("Edition %(number)d") % {"number": edition.number},
            author=edition.desk_label,
            front=list(_front(edition, code)),
            pieces=[
                *_foreword(edition),
                *reading_guide(),
                *how_it_came_about(edition),
                *what_changed(edition),
                *_body(edition, chapters, code),
            ],
            contents=_("Contents"),
            chapters=True,
            page=_("Page"),
            demonstration=_("Demonstration: invented statements") if edition.is_demonstration else "",
        )


def address_of(edition: Edition, code: str, name: str = "edition", *more: object) -> str:
    """The lasting address of an edition, or of something in it."""
    with override(LANGUAGE):
        return f"{settings.PUBLIC_URL}{reverse(f'planning:{name}', args=[code, edition.number, *more])}"


def _front(edition: Edition, code: str) -> Iterator[str]:
    yield _("Published on %(day)s by %(desk)s") % {
        "day": written_date(edition.published_at),
        "desk": edition.desk_label,
    }
    yield address_of(edition, code)


def _foreword(edition: Edition) -> list[Piece]:
    return [Heading(_("Foreword")), Paragraph(edition.note)] if edition.note else []


def _body(edition: Edition, chapters: Sequence[EditionChapter], code: str) -> Iterator[Piece]:
    printed: dict[int, str] = {}
    for chapter in chapters:
        yield Heading(f"{chapter.number} {chapter.title}")
        for cluster in placed(edition, chapter.number):
            yield Heading(str(cluster.cluster), 2)
            yield from _cluster(edition, cluster, printed, code)


def _cluster(edition: Edition, held: PlacedCluster, printed: dict[int, str], code: str) -> Iterator[Piece]:
    if not held.statements:
        yield Paragraph(_("No statement stands here"), soft=True)
    for one in held.statements:
        number = one.statement.number
        name = _("Statement %(number)d") % {"number": number}
        if number in printed:
            where = {"number": number, "cluster": printed[number]}
            yield Paragraph(_("Statement %(number)d also stands here; see %(cluster)s") % where, soft=True)
            continue
        printed[number] = held.cluster.number
        also = [_("also in %(clusters)s") % {"clusters": each.number} for each in one.also]
        address = address_of(edition, code, "edition_statement", number)
        yield Said(one.statement.text, " · ".join([name, *also]), address)
