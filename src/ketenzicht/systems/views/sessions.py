"""The screen in the room: what lies on the table, how people vote, and what is worth discussing next."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, SeeOther, needs
from ketenzicht.systems import words
from ketenzicht.systems.actions import sessions as actions
from ketenzicht.systems.domain import room
from ketenzicht.systems.domain.checking import NotAModel
from ketenzicht.systems.forms.sessions import ArrowForm, SessionForm
from ketenzicht.systems.queries import sessions as queries
from ketenzicht.systems.queries.drafts import draft_for
from ketenzicht.systems.views.answers import about, complaints, to_draft

CODES = "systems.codes"
MOST_LAID_OUT = 40


@require_http_methods(["GET", "POST"])
@needs(Verb.MODEL_EDIT)
def begin(request: ActingRequest, draft_id: UUID) -> HttpResponse:
    """Open a session on a draft."""
    held = draft_for(request.actor, draft_id)
    form = SessionForm(request.POST or None, document=held.document)
    if form.is_valid():
        at = timezone.now()
        session, code = actions.open_session(draft_id=draft_id, **form.cleaned_data, by=request.actor, at=at)
        # Kept where only whoever opened it sees it: the database knows the code's fingerprint alone.
        request.session[CODES] = {**request.session.get(CODES, {}), str(session.pk): code}
        _lay_out(request, session, at)
        return _to(session.pk)
    title = _("Open a session")
    intro = _("People in the room join with a code on their own device, without an account.")
    context = {**about(request, held, title), "form": form, "action": title, "intro": intro}
    return render(request, "systems/form_page.html", context)


def _lay_out(request: ActingRequest, session: Any, at: Any) -> None:
    """Put on the table what matters most for the question, or else everything that fits."""
    importance = queries.importance_for(session)
    relations = [one["id"] for one in session.draft.document.get("relations", [])]
    chosen = sorted(importance, key=lambda key: -importance[key]) or relations
    actions.lay_out(
        session_id=session.pk,
        relations=chosen[:MOST_LAID_OUT],
        importance=importance,
        by=request.actor,
        at=at,
    )


def _to(session_id: UUID, part: str = "") -> HttpResponse:
    return SeeOther(reverse("systems:session", args=[session_id]) + part)


@require_GET
@needs(Verb.MODEL_EDIT)
def session(request: ActingRequest, session_id: UUID) -> HttpResponse:
    """The screen in the room."""
    return _screen(request, queries.session_for(request.actor, session_id), ArrowForm())


def _screen(request: ActingRequest, held: Any, form: ArrowForm) -> HttpResponse:
    code = request.session.get(CODES, {}).get(str(held.pk), "")
    context = {
        **about(request, held.draft, _("Session")),
        **standing_of(held),
        "code": room.shown_code(code) if code else "",
        "join_url": request.build_absolute_uri(reverse("systems:join")),
        "form": form,
        "wide": True,
    }
    return render(request, "systems/session.html", context)


def standing_of(held: Any, voter: str = "") -> dict[str, Any]:
    """What lies on the table, in words."""
    table = queries.table_of(held, voter)
    rows = [arrow_row(one, held) for one in table]
    return {
        "session": held,
        "is_open": held.closed_at is None and held.closes_at > timezone.now(),
        "rows": rows,
        "next": next((row for row in rows if row["asks"] is room.Asks.DISCUSS), None),
        "unvoted": [row for row in rows if row["asks"] is room.Asks.VOTE],
    }


def arrow_row(one: queries.OnTable, held: Any) -> dict[str, Any]:
    """An arrow with its counts, and why it is worth discussing."""
    sign = {1: "+", -1: "−", 0: "?"}[one.arrow.sign]
    return {
        "id": one.arrow.pk,
        "position": one.arrow.position,
        "asks": room.asks(one.counts),
        "words": f"{one.arrow.source} → {one.arrow.target} ({sign})",
        "voters": one.counts.voters,
        "strength": _counts(one.counts.strength, words.STRENGTHS),
        "speed": _counts(one.counts.speed, words.SPEEDS),
        "why": _why(one, bool(held.goal)),
        "mine": one.mine,
    }


def _counts(counts: Any, known: words.Words) -> str:
    return ", ".join(f"{known[code]} {counts[code]}" for code in known if counts.get(code)) or "–"


def _why(one: queries.OnTable, has_goal: bool) -> str:
    said = []
    if one.counts.voters == 0:
        said.append(_("nobody has voted yet"))
    elif one.counts.opinions == 0:
        said.append(_("nobody has an opinion"))
    elif one.counts.opinions == 1:
        said.append(_("one vote so far"))
    elif one.counts.spread > 0.6:
        said.append(_("opinions are far apart"))
    elif one.counts.spread > 0.2:
        said.append(_("opinions differ"))
    else:
        said.append(_("people agree"))
    if has_goal and one.arrow.importance is not None:
        share = round(100 * one.arrow.importance)
        said.append(_("weight for the question: %(share)s of 100") % {"share": share})
    return ", ".join(said)


@require_GET
@needs(Verb.MODEL_EDIT)
def standing(request: ActingRequest, session_id: UUID) -> HttpResponse:
    """The table as a fragment, for the screen that keeps up."""
    held = queries.session_for(request.actor, session_id)
    return render(request, "systems/_session_table.html", standing_of(held))


@require_POST
@needs(Verb.MODEL_EDIT)
def add(request: ActingRequest, session_id: UUID) -> HttpResponse:
    """Add an arrow at the screen."""
    held = queries.session_for(request.actor, session_id)
    form = ArrowForm(request.POST)
    if form.is_valid():
        try:
            actions.add_arrow(
                session_id=session_id, line=form.cleaned_data["line"], voter="", at=timezone.now()
            )
            return _to(session_id, "#id_line")
        except actions.Full:
            form.add_error("line", _("There are too many arrows on the table."))
    return _screen(request, held, form)


@require_http_methods(["GET", "POST"])
@needs(Verb.MODEL_EDIT)
def close(request: ActingRequest, session_id: UUID) -> HttpResponse:
    """End the session, and write down what it settled on."""
    held = queries.session_for(request.actor, session_id)
    if request.method == "POST":
        said_by = f"{held.desk.label}, {timezone.localdate():%d-%m-%Y}"
        write_down = request.POST.get("write") == "1"
        try:
            done = actions.close(
                session_id=session_id,
                write_down=write_down,
                said_by=said_by,
                by=request.actor,
                at=timezone.now(),
            )
            messages.success(
                request,
                _("Written into the draft. Undo takes it out again.")
                if done
                else _("The session is closed."),
            )
            return to_draft(held.draft_id)
        except NotAModel as wrong:
            for said in complaints(wrong):
                messages.error(request, said)
    context = {**about(request, held.draft, _("End the session")), **standing_of(held)}
    return render(request, "systems/session_close.html", context)
