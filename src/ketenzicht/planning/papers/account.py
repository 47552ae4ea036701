"""What an edition says about itself: how to read it, how it came about, and what changed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ketenzicht.common.written import written_date
from ketenzicht.planning.domain.editions import Differences
from ketenzicht.planning.domain.listening import Angle
from ketenzicht.planning.listening_words import ANGLES
from ketenzicht.planning.papers.pieces import Heading, Items, Paragraph, Piece, Table
from ketenzicht.planning.words import KINDS, REASONS, agreement_in_words

if TYPE_CHECKING:
    from ketenzicht.planning.models import Edition


_KINDS = {"text": gettext_lazy("plain text"), "word": "Word", "pdf": "PDF"}


def reading_guide() -> list[Piece]:
    """How an edition is to be read."""
    return [
        Heading(_("Reading guide")),
        Paragraph(
            _(
                "This document holds what people said, in their own words. It takes no side: views differ,"
                " and they stand beside each other."
            )
        ),
        Paragraph(
            _(
                "Statements about one subject stand together in a cluster. Clusters stand in chapters. Every"
                " statement has a number, which it keeps in every edition. Who said it is not told."
            )
        ),
        Paragraph(
            _(
                "A statement tells what somebody sees or thinks. It is not a figure: how often something was"
                " said does not tell how often it happens."
            )
        ),
        Paragraph(
            _(
                "A statement that stands in more clusters is printed once, in the first of them. The others"
                " point to it."
            )
        ),
    ]


def how_it_came_about(edition: "Edition") -> list[Piece]:
    """The accountability chapter: only what was really done, and what is not known is said to be so."""
    account = edition.account
    said: list[Piece] = [
        Heading(_("How this came about")),
        *_source(account["source"]),
        *_talks(account["talks"]),
        Paragraph(_counts(account)),
        Paragraph(_doubts(account)),
        Paragraph(_people(account)),
    ]
    if account["steps"]:
        said.append(Items([f"{KINDS[kind]}: {times}" for kind, times in account["steps"].items()]))
    return [*said, *_rounds(account["rounds"]), *_views(edition), *_care(account)]


def _talks(talks: Mapping[str, Any]) -> list[Piece]:
    if not talks["talks"]:
        unknown = _(
            "How many talks were held, with whom, and whose view was not heard, was not recorded in this"
            " system."
        )
        return [Paragraph(unknown)]
    held = ngettext(
        "%(talks)d talk was held, with %(people)d people. %(heard)d of %(stakeholders)d parties that have a"
        " stake took part; %(still_to_hear)d that had to be heard did not yet.",
        "%(talks)d talks were held, with %(people)d people. %(heard)d of %(stakeholders)d parties that have a"
        " stake took part; %(still_to_hear)d that had to be heard did not yet.",
        talks["talks"],
    )
    told: list[Piece] = [Paragraph(held % talks), Paragraph(_("Talks by view:"))]
    told.append(Items([f"{ANGLES[Angle(angle)]}: {times}" for angle, times in talks["by_angle"].items()]))
    if talks["missing"]:
        views = ", ".join(str(ANGLES[Angle(angle)]) for angle in talks["missing"])
        told.append(Paragraph(_("No talk was held from these views: %(views)s.") % {"views": views}))
    return told


def _source(source: Mapping[str, Any] | None) -> list[Piece]:
    if source is None:
        return [Paragraph(_("From which document the statements come was not recorded."))]
    read = _(
        "The statements come from a document (%(kind)s) that was taken in on %(day)s. It has %(lines)d lines."
        " %(kept)d of them stand in a heading or in a statement. All others were left out with a reason:"
    )
    reasons = {"empty": _("Empty lines"), **REASONS}
    day = written_date(date.fromisoformat(source["on"]))
    said = read % {
        "kind": _KINDS.get(source["kind"], source["kind"]),
        "day": day,
        "lines": source["lines"],
        "kept": source["kept"],
    }
    left = [f"{reasons[reason]}: {number}" for reason, number in source["left_out"].items()]
    return [Paragraph(said), Items(left or [_("Nothing was left out.")])]


def _counts(account: Mapping[str, Any]) -> str:
    stand = ngettext(
        "This edition holds %(statements)d statement, in %(clusters)d clusters and %(chapters)d chapters.",
        "This edition holds %(statements)d statements, in %(clusters)d clusters and %(chapters)d chapters.",
        account["statements"],
    )
    more = ngettext(
        "%(number)d statement stands in more than one cluster.",
        "%(number)d statements stand in more than one cluster.",
        account["in_more_clusters"],
    )
    return f"{stand % account} {more % {'number': account['in_more_clusters']}}"


def _doubts(account: Mapping[str, Any]) -> str:
    doubted = ngettext(
        "Of %(number)d statement the reader was unsure where it begins or ends.",
        "Of %(number)d statements the reader was unsure where they begin or end.",
        account["doubted"],
    )
    still = ngettext(
        "At %(number)d of them nobody has looked since.",
        "At %(number)d of them nobody has looked since.",
        account["still_doubted"],
    )
    said = doubted % {"number": account["doubted"]}
    return f"{said} {still % {'number': account['still_doubted']}}" if account["doubted"] else said


def _people(account: Mapping[str, Any]) -> str:
    told = ngettext(
        "After that %(number)d person worked on it.",
        "After that %(number)d people worked on it.",
        account["people"],
    )
    return told % {"number": account["people"]}


def _rounds(rounds: Sequence[Mapping[str, Any]]) -> list[Piece]:
    if not rounds:
        return [Paragraph(_("It was not recorded that people clustered statements apart from each other."))]
    told = _(
        "People clustered statements apart from each other, and what they chose was compared. An agreement of"
        " 1 is the same, 0 is what chance gives (adjusted Rand index)."
    )
    rows = [
        [str(place), str(one["statements"]), str(one["people"]), agreement_in_words(one["agreement"])]
        for place, one in enumerate(rounds, 1)
    ]
    head = [_("Round"), _("Statements"), _("People"), _("Agreement")]
    return [Paragraph(told), Table(_("Rounds of clustering"), head, rows, "lrrr")]


def _views(edition: "Edition") -> list[Piece]:
    pairs = ngettext(
        "%(number)d pair of statements says the opposite. Both stay.",
        "%(number)d pairs of statements say the opposite. Both stay.",
        len(edition.pairs),
    )
    groups = sum(len(group) for group in edition.repeated)
    again = ngettext(
        "%(number)d statement was said more than once in nearly the same words. All of them stay.",
        "%(number)d statements were said more than once in nearly the same words. All of them stay.",
        groups,
    )
    return [Paragraph(f"{pairs % {'number': len(edition.pairs)}} {again % {'number': groups}}")]


def _care(account: Mapping[str, Any]) -> list[Piece]:
    confirmed = _(
        "Before publishing, a person confirmed to have looked whether a statement could point to somebody."
    )
    places = account.get("left_out_words")
    if places is None:
        care = _("Whether words were left out to protect somebody was not recorded in this system.")
    else:
        care = ngettext(
            "In %(places)d place of what was written down in talks, words were left out that could point to"
            " somebody.",
            "In %(places)d places of what was written down in talks, words were left out that could point to"
            " somebody.",
            places,
        ) % {"places": places}
    return [Paragraph(care), *([Paragraph(confirmed)] if account.get("confirmed") else [])]


def what_changed(edition: "Edition") -> list[Piece]:
    """What differs from the edition before; nothing for a first one."""
    if not edition.changes:
        return []
    found = Differences.of(edition.changes)
    title = Heading(_("What changed since edition %(number)d") % {"number": found.since})
    if found.nothing:
        return [title, Paragraph(_("Nothing was added, taken away, moved or renamed."))]
    told = [
        *_numbers(_("New statements"), found.added),
        *_numbers(_("Statements that are no longer there"), found.gone),
        *_numbers(_("Statements that stand in other clusters"), found.moved),
        *(_("New cluster: %(cluster)s") % {"cluster": " ".join(one)} for one in found.new_clusters),
        *(
            _("Cluster that is no longer there: %(cluster)s") % {"cluster": number}
            for number, _title in found.gone_clusters
        ),
        *(
            _("Cluster %(old)s is now called %(new)s") % {"old": number, "new": " ".join(new)}
            for (number, _title), new in found.renamed
        ),
    ]
    return [title, Items(told)]


def _numbers(label: str, numbers: Sequence[int]) -> list[str]:
    return [f"{label} ({len(numbers)}): {', '.join(map(str, numbers))}"] if numbers else []
