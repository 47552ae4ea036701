"""The document for whoever asked what is kept about them. Always in Dutch, and only with what was decided.

It is made of what the desks let go out (``Passage.told``) and of codes. No text of casework is read for it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.written import written_date
from ketenzicht.partners.queries import desks_by_id
from ketenzicht.partners.words import DESK_KINDS
from ketenzicht.planning.papers.pieces import Facts, Heading, Items, Paper, Paragraph, Piece, Said, Table
from ketenzicht.rights import hooks, searching, words
from ketenzicht.rights.domain.hand_outs import GOES_OUT, Decision, PassageState
from ketenzicht.rights.domain.pseudonyms import Mark, numbered
from ketenzicht.rights.models import HandOut, Passage, RefusalGround
from ketenzicht.rights.passages import source_of
from ketenzicht.rights.queries import hand_outs as queries

LANGUAGE = "nl"


@dataclass(frozen=True)
class Context:
    """What is known beside each passage: of which signal, how long it is kept, who got something of it."""

    signal_of: dict[str, str]
    kept: dict[str, tuple[str, date | None]]
    recipients: dict[str, set[str]]

    def signal(self, passage: Passage) -> str:
        """The signal that a passage is of; nothing for a report without one."""
        return self.signal_of.get(passage.subject, passage.subject)


def paper(actor: Actor, found: HandOut, today: date) -> Paper:
    """The document as it stands now. Raises NotAllowed."""
    decided = list(queries.passages_of(actor, found).filter(state=PassageState.DECIDED))
    out = [one for one in decided if one.decision in GOES_OUT]
    with translation.override(LANGUAGE):
        desk = next(iter(desks_by_id(actor.desks(Verb.RIGHTS_MANAGE)).values()))
        return Paper(
            language=LANGUAGE,
            title=_("What we keep about you"),
            subtitle=_("Request B-%(number)s") % {"number": found.number},
            author=desk.label,
            front=[f"{desk.label}, {written_date(today)}"],
            pieces=[
                *_opening(found),
                *_told(out, _context(actor, out, today)),
                *_left_out(decided),
                *_closing(desk.label),
            ],
            page=_("Page"),
        )


def _context(actor: Actor, out: Sequence[Passage], today: date) -> Context:
    handovers = {one.subject for one in out if one.subject_kind == "handover"}
    with acting(searching.reader()):
        signal_of = queries.signals_of_handovers(handovers)
        signals = {one.subject for one in out if one.subject_kind == "signal"} | set(signal_of.values())
        made = queries.handovers_of_signals(signals)
    return Context(
        signal_of,
        queries.kept_under(actor, signals, today),
        queries.kinds_of_recipients(actor, made),
    )


def _opening(found: HandOut) -> Iterator[Piece]:
    yield Paragraph(_("You asked what we keep about you. Here is our answer."))
    yield Facts(
        [
            (_("Whose data this is about"), found.about),
            (_("Came in"), written_date(found.request.arrived_on)),
        ],
    )
    yield Heading(_("How to read this"))
    yield Items(
        [
            _("Other people have no name here, but a label such as “persoon 1”."),
            _("The same label is always the same person. The number says nothing about who that is."),
            _("Where “[weggelakt]” stands, we took something out. It says why beside it."),
            _("Who reported something is never in it. That protects people who report."),
        ]
    )


def _told(out: Sequence[Passage], context: Context) -> Iterator[Piece]:
    yield Heading(_("What we keep"))
    if not out:
        yield Paragraph(_("We found no text about you that we can give you."))
    texts = numbered((one.told, [Mark(*mark) for mark in one.marks]) for one in out)
    for number, (one, told) in enumerate(zip(out, texts, strict=True), 1):
        yield Heading(_("Text %(number)d") % {"number": number}, 2)
        yield Said(told, "")
        yield Facts(list(_facts(one, context)))


def _facts(one: Passage, context: Context) -> Iterator[tuple[str, str]]:
    label = one.place.rpartition(".")[0]
    yield _("What it is"), str(words.PLACES[label]).capitalize()
    # A day could tell who reported it.
    yield _("Kept since"), date_format(one.kept_since, "F Y")
    yield _("Where it comes from"), str(words.SOURCES[source_of(one.place)])
    yield _("What we use it for"), hooks.purposes.get(label.partition(".")[0], "")
    signal = context.signal(one)
    yield _("How long we keep it"), _kept(context.kept.get(signal))
    yield _("Who got something of it"), _recipients(context.recipients.get(signal, set()))
    if one.decision == Decision.PARTLY and one.ground:
        yield _("Why something was taken out"), _ground(one.ground)


def _kept(known: tuple[str, date | None] | None) -> str:
    if known is None:
        return _("As long as the report is looked at. No end can be named yet.")
    regime, until = known
    if until is None:
        return _("%(regime)s. No end can be named yet.") % {"regime": regime}
    return _("%(regime)s: until %(day)s") % {"regime": regime, "day": written_date(until)}


def _recipients(kinds: set[str]) -> str:
    if not kinds:
        return _("Nobody outside the desk")
    return ", ".join(sorted(str(DESK_KINDS.get(kind, kind)) for kind in kinds))


def _ground(ground: RefusalGround) -> str:
    # What is doubtful about a source is for whoever decides, not for whoever asked.
    law = ground.source.partition(";")[0]
    return f"{ground.label}. {words.GROUNDS_TOLD[ground.code]} ({law})"


def _left_out(decided: Sequence[Passage]) -> Iterator[Piece]:
    left = Counter(one.ground for one in decided if one.decision == Decision.LEFT_OUT and one.ground)
    if not left:
        return
    yield Heading(_("What we do not give you"))
    total = sum(left.values())
    told = ngettext("We leave out %(count)d text.", "We leave out %(count)d texts.", total) % {"count": total}
    yield Paragraph(told)
    rows = [(_ground(ground), str(times)) for ground, times in left.items()]
    yield Table(_("What we leave out, and why"), [_("Why"), _("Number of texts")], sorted(rows), "lr")


def _closing(desk: str) -> Iterator[Piece]:
    yield Heading(_("What we did not put in this document"))
    yield Items(
        [
            _("Files: photographs and documents that somebody sent along."),
            _("Who reported something, and what we wrote to them."),
            _("Sealed originals."),
            _("The log in which stands who of us looked at what."),
            _("Texts that we destroyed before this document was made."),
        ]
    )
    yield Heading(_("Is something wrong?"))
    yield Paragraph(
        _(
            "You can ask us to correct something, to remove it, or not to use it any more. Ask %(desk)s, and"
            " name the number of your request."
        )
        % {"desk": desk}
    )
