"""Notes of a talk: taken, redacted place by place, and cut into statements."""

from collections import defaultdict
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, SeeOther, needs
from ketenzicht.planning.actions import Changed
from ketenzicht.planning.actions import notes as actions
from ketenzicht.planning.documents import Unreadable, read_document
from ketenzicht.planning.domain.redaction import Decision, Edge, Kind, pieces, proposed_use
from ketenzicht.planning.forms.consultations import LARGEST
from ketenzicht.planning.forms.notes import KEPT, LONGEST, NoteForm, UsesForm, WordsForm
from ketenzicht.planning.listening_words import DECISION_TONES, DECISIONS, EDGES, KINDS, redacting_keys
from ketenzicht.planning.queries import clusters_to_choose
from ketenzicht.planning.queries import notes as queries
from ketenzicht.planning.queries.talks import talk_for
from ketenzicht.planning.views.shell import kept, said_when_changed, shell
from ketenzicht.planning.words import TROUBLES

if TYPE_CHECKING:
    from ketenzicht.planning.models import Redaction, Talk, TalkNote

# Each is a field of one form, and a form may have no more than 2,000.
_MOST_ROWS = 1_500


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
@said_when_changed
def add_note(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """Write down what was said in a talk."""
    talk = _talk(request, code, number)
    form = NoteForm(
        request.POST or None, request.FILES or None, initial={"remove_on": timezone.localdate() + KEPT}
    )
    if request.method == "POST" and form.is_valid() and (text := _text_of(form)):
        try:
            made = actions.take_note(
                code=code,
                number=number,
                text=text,
                remove_on=form.cleaned_data["remove_on"],
                by=request.actor,
                at=timezone.now(),
            )
        except actions.TooManyPieces:
            form.add_error("file" if form.cleaned_data["file"] else "text", _too_long())
        else:
            return SeeOther(reverse("planning:note", args=[code, number, made.pk]))
    title = _("Note of a talk")
    context = {**_shell(request, talk, (title, "")), "form": form, "title": title}
    return render(request, "planning/add_note.html", context)


def _text_of(form: NoteForm) -> str:
    """What was typed or stands in the file; nothing when the form says what is the matter."""
    file = form.cleaned_data["file"]
    if not file:
        return str(form.cleaned_data["text"])
    if file.size > LARGEST:
        form.add_error("file", str(TROUBLES["too_large"]))
        return ""
    try:
        text = "\n".join(line.text for line in read_document(file.read()).lines)
    except Unreadable as error:
        form.add_error("file", str(TROUBLES[error.trouble]))
        return ""
    if len(text) > LONGEST:
        form.add_error("file", _too_long())
        return ""
    return text


def _too_long() -> str:
    most = {"sentences": number_format(actions.MOST_PIECES), "letters": number_format(LONGEST)}
    return (
        _("A note holds at most %(sentences)s sentences and %(letters)s letters. Take this one in two parts.")
        % most
    )


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
@said_when_changed
def note(request: ActingRequest, code: str, number: int, note_id: UUID) -> HttpResponse:
    """Decide about everything in a note that could tell who is meant."""
    talk = _talk(request, code, number)
    held = queries.note_for(talk, note_id)
    words = WordsForm(request.POST if request.POST.get("step") == "words" else None)
    if request.method == "POST" and _stepped(request, talk, held, words):
        return SeeOther(reverse("planning:note", args=[code, number, note_id]))
    context = {**_shell(request, talk, (_("Redact"), "")), "note": held, "form": words}
    if held.finished_at is None and held.removed_at is None:
        context |= _to_decide(held)
    return render(request, "planning/note.html", context)


def _stepped(request: ActingRequest, talk: "Talk", held: "TalkNote", words: WordsForm) -> bool:
    """Do the step that was asked for; False when the page has to say what is the matter."""
    step, _colon, rest = request.POST.get("step", "").partition(":")
    given: dict[str, Any] = {
        "code": talk.consultation.code,
        "number": talk.number,
        "note_id": held.pk,
        "by": request.actor,
    }
    if step == "again":
        actions.search_again(**given)
        return True
    given["seen"] = _whole(request.POST.get("seen", ""))
    if step == "words":
        return words.is_valid() and _added(words, given)
    if step == "undo":
        actions.undo_decision(**given)
    elif step == "edge":
        pk, _colon, edge = rest.partition(":")
        if edge not in {one.value for one in Edge}:
            raise Changed
        actions.move_edge(redaction_id=_whole(pk), edge=Edge(edge), **given)
    elif step in {Decision.REDACT, Decision.KEEP}:
        ids = [_whole(pk) for row in request.POST.getlist("selected") for pk in row.split(",")]
        if not ids:
            messages.error(request, _("Choose first. Nothing was changed."))
            return True
        actions.decide(ids=ids, decision=Decision(step), at=timezone.now(), **given)
    return True


def _added(words: WordsForm, given: dict[str, Any]) -> bool:
    try:
        actions.add_words(
            words=words.cleaned_data["words"],
            kind=Kind(words.cleaned_data["kind"]),
            at=timezone.now(),
            **given,
        )
    except actions.NothingFound:
        words.add_error("words", _("These words do not stand in the note, or were found already."))
        return False
    except actions.TooManyFinds:
        told = _(
            "These words stand in too many places: a note has at most %(most)s finds. Choose longer words."
        )
        words.add_error("words", told % {"most": number_format(actions.MOST_FINDS)})
        return False
    return True


def _whole(typed: str) -> int:
    """A number from a form of our own. Raises Changed when it is none."""
    if not (typed.isascii() and typed.isdigit() and len(typed) < 10):
        raise Changed
    return int(typed)


def _to_decide(held: "TalkNote") -> dict[str, Any]:
    if held.too_many_finds:
        return {"most": {"finds": number_format(actions.MOST_FINDS)}}
    text, found = actions.draft_of(held), queries.redactions_of(held)
    undecided = sum(not one.decision for one in found)
    rows = _rows(text, found)
    return {
        "pieces": _marked(text, found),
        "rows": rows[:_MOST_ROWS],
        "more_rows": len(rows[_MOST_ROWS:]),
        "undecided": undecided,
        "ready": held.searched_at is not None and not undecided,
        "edges": EDGES.items(),
        "keys": redacting_keys(),
    }


def _marked(text: str, found: list["Redaction"]) -> list[dict[str, Any]]:
    """The text in pieces, those that something was found about with the decision."""
    place = 0
    marked: list[dict[str, Any]] = []
    for one in sorted(found, key=lambda each: each.start):
        if one.start < place:
            continue
        marked += [{"text": text[place : one.start]}, {"text": text[one.start : one.end], "found": one}]
        place = one.end
    return [*marked, {"text": text[place:]}]


def _rows(text: str, found: list["Redaction"]) -> list[dict[str, Any]]:
    """What was found, the same words together, what is not decided first."""
    same: dict[tuple[str, str, str], list[Redaction]] = defaultdict(list)
    for one in found:
        same[one.decision, one.kind, text[one.start : one.end].casefold()].append(one)
    rows = [
        {
            "value": ",".join(str(one.pk) for one in group),
            "words": text[group[0].start : group[0].end],
            "kind": KINDS[kind],
            "count": len(group),
            "first": group[0],
            "decision": DECISIONS[decision],
            "tone": DECISION_TONES[decision],
        }
        for (decision, kind, _words), group in same.items()
    ]
    return sorted(rows, key=lambda row: (row["first"].decision != "", row["first"].start))


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
@said_when_changed
def make_statements(request: ActingRequest, code: str, number: int, note_id: UUID) -> HttpResponse:
    """Cut a redacted note into statements."""
    talk = _talk(request, code, number)
    held = queries.note_for(talk, note_id)
    if held.finished_at or held.removed_at:
        return SeeOther(reverse("planning:talk", args=[code, number]))
    try:
        found = pieces(actions.clean_text(held))
    except actions.Undecided:
        messages.error(request, _("Decide about everything that was found first."))
        return SeeOther(reverse("planning:note", args=[code, number, note_id]))
    form = UsesForm(
        request.POST or None,
        proposed=[proposed_use(piece, talk.questions) for piece in found],
        clusters=clusters_to_choose(talk.consultation),
        initial={"seen": held.revision},
    )
    if form.is_valid():
        try:
            made = actions.make_statements(
                code=code,
                number=number,
                note_id=note_id,
                uses=form.uses(),
                cluster_id=form.cleaned_data["cluster"],
                seen=form.cleaned_data["seen"],
                by=request.actor,
                at=timezone.now(),
            )
        except actions.NothingChosen:
            form.add_error(
                None, _("Choose at least one piece that becomes a statement. Nothing was changed.")
            )
        else:
            text = ngettext("%(count)d statement was made.", "%(count)d statements were made.", len(made))
            messages.success(request, text % {"count": len(made)})
            return SeeOther(reverse("planning:talk", args=[code, number]))
    rows = list(zip(found, form.piece_fields(), strict=True))
    context = {**_shell(request, talk, (_("Make statements"), "")), "note": held, "form": form, "rows": rows}
    return render(request, "planning/make_statements.html", context)


def _talk(request: ActingRequest, code: str, number: int) -> "Talk":
    kept(request, code)
    return talk_for(request.actor, code, number)


def _shell(request: ActingRequest, talk: "Talk", *crumbs: tuple[str, str]) -> dict[str, Any]:
    code, name = talk.consultation.code, _("Talk %(number)d") % {"number": talk.number}
    trail = (
        (_("Talks"), reverse("planning:talks", args=[code])),
        (name, reverse("planning:talk", args=[code, talk.number])),
        *crumbs,
    )
    return {**shell(request, talk.consultation, *trail), "talk": talk}
