"""A desk's own series: beginning one, changing what is said of it, and adding figures to it."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, SeeOther, needs
from ketenzicht.partners.queries import desks_by_id
from ketenzicht.planning.actions import figures as actions
from ketenzicht.planning.documents.plain import lines
from ketenzicht.planning.documents.unreadable import Unreadable
from ketenzicht.planning.domain.figures.table import Line, NoTable, read_table
from ketenzicht.planning.domain.figures.typed import FigureChange, changes_by
from ketenzicht.planning.figure_words import COLUMNS, TROUBLES, plain_number, table_trouble
from ketenzicht.planning.forms.figures import (
    BeginSeriesForm,
    ChangeSeriesForm,
    FigureForm,
    OpenSeriesForm,
    TableForm,
)
from ketenzicht.planning.queries.figures import figures_there, series_for, sources
from ketenzicht.planning.views.figure_shell import figure_page
from ketenzicht.planning.views.needs import said_when_figures_changed
from ketenzicht.planning.words import TROUBLES as FILE_TROUBLES

if TYPE_CHECKING:
    from ketenzicht.planning.models import Series

_COPIED = ("kind", "definition_nl", "population_nl", "unit_nl", "counted_twice_nl", "cannot_say_nl")


def _kept(request: ActingRequest, code: str) -> "Series":
    """A series that whoever looks may add to. Raises NotVisible, NotAllowed."""
    held = series_for(request.actor, code)
    request.actor.require(Verb.PLAN_EDIT, held.desk_id or 0)
    return held


def _crumbs(held: "Series", last: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return (held.label, reverse("planning:series", args=[held.code])), (last, "")


def _sources() -> list[tuple[int, str]]:
    return [(one.pk, one.label) for one in sources()]


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
def begin_series(request: ActingRequest) -> HttpResponse:
    """Begin a series; ``zoals`` names one that counts the same elsewhere."""
    desks = desks_by_id(request.actor.desks(Verb.PLAN_EDIT))
    choices = sorted(((pk, desk.label) for pk, desk in desks.items()), key=lambda choice: choice[1])
    form = BeginSeriesForm(
        request.POST or None, desks=choices, sources=_sources(), initial=_like_another(request)
    )
    if request.method == "POST" and form.is_valid():
        made = actions.begin_series(
            values=form.values(), desk_id=form.cleaned_data["desk"], by=request.actor, at=timezone.now()
        )
        messages.success(request, _("The series is there. Add its figures."))
        return SeeOther(reverse("planning:series", args=[made.code]))
    title = _("A series of your own")
    context = {**figure_page(request, (title, "")), "form": form, "page_title": title}
    return render(request, "planning/figure_form.html", {**context, "back": reverse("planning:figures")})


def _like_another(request: ActingRequest) -> dict[str, Any]:
    code = request.GET.get("zoals", "").replace("\x00", "")
    if not code:
        return {}
    other = series_for(request.actor, code)
    return {name.removesuffix("_nl"): getattr(other, name) for name in _COPIED}


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
@said_when_figures_changed
def change_series(request: ActingRequest, code: str) -> HttpResponse:
    """Change what is said about a series."""
    held = _kept(request, code)
    form = ChangeSeriesForm(request.POST or None, sources=_sources(), initial=_told(held))
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        seen = -1 if seen is None else seen
        try:
            actions.change_series(
                code=code, values=form.values(), seen=seen, by=request.actor, at=timezone.now()
            )
        except actions.CountsAlready:
            form.add_error(
                None,
                _(
                    "There are figures, so what is counted, the definition, the unit and the region stay."
                    " Counted otherwise, it is another series."
                ),
            )
        else:
            messages.success(request, _("Kept."))
            return SeeOther(reverse("planning:series", args=[code]))
    title = _("Change the series")
    context = {**figure_page(request, *_crumbs(held, title)), "form": form, "page_title": title}
    return render(
        request, "planning/figure_form.html", {**context, "back": reverse("planning:series", args=[code])}
    )


def _told(held: "Series") -> dict[str, Any]:
    names = [name for name in ChangeSeriesForm.base_fields if name != "seen"]
    return {
        **{name: getattr(held, f"{name}_nl" if hasattr(held, f"{name}_nl") else name) for name in names},
        "seen": held.revision,
    }


@require_POST
@needs(Verb.PLAN_EDIT)
def open_series(request: ActingRequest, code: str) -> HttpResponse:
    """Say who may read."""
    form = OpenSeriesForm(request.POST)
    if form.is_valid():
        visibility = form.cleaned_data["visibility"]
        actions.open_series(code=code, visibility=visibility, by=request.actor, at=timezone.now())
        messages.success(request, _("Who may read this was changed."))
    else:
        _kept(request, code)
        messages.error(request, _("Choose who may read this."))
    return SeeOther(reverse("planning:series", args=[code]))


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
@said_when_figures_changed
def add_figure(request: ActingRequest, code: str) -> HttpResponse:
    """Add one figure, or a later one for a period that has one."""
    held = _kept(request, code)
    there = figures_there(held)
    initial = {"seen": there.mark, "period": request.GET.get("periode", "")}
    form = FigureForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        typed = form.typed()
        (change,) = changes_by([typed], there.by_period)
        form.tell(change)
        if form.is_valid():
            seen = form.cleaned_data["seen"]
            actions.add_figures(code=code, figures=[typed], seen=seen, by=request.actor, at=timezone.now())
            messages.success(request, _("This was there already.") if change.same else _("Added."))
            return SeeOther(reverse("planning:series", args=[code]))
    title = _("Add a figure")
    context = {**figure_page(request, *_crumbs(held, title)), "form": form, "page_title": title}
    return render(
        request, "planning/figure_form.html", {**context, "back": reverse("planning:series", args=[code])}
    )


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
@said_when_figures_changed
def read_figures(request: ActingRequest, code: str) -> HttpResponse:
    """Read a table of figures: first what would happen, then, when asked, doing it."""
    held = _kept(request, code)
    there = figures_there(held)
    form = TableForm(request.POST or None, request.FILES or None, initial={"seen": there.mark})
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        text, read = _read(form)
        if read is not None:
            tried = _tried(read, held)
            if request.POST.get("go") == "take_in" and tried["ready"]:
                return _taken_in(request, held, form, read)
            # The table that was looked over is the one that is taken in.
            form = TableForm(initial={"seen": form.cleaned_data["seen"] or there.mark, "text": text})
            context = {"tried": tried}
    title = _("Read in a table")
    context |= {**figure_page(request, *_crumbs(held, title)), "form": form, "series": held}
    return render(request, "planning/read_figures.html", {**context, "page_title": title})


def _read(form: TableForm) -> tuple[str, list[Line] | None]:
    """The text of the table and its lines; without lines the form says what is the matter."""
    file, text = form.cleaned_data["file"], form.cleaned_data["text"]
    name = "file" if file else "text"
    try:
        if file:
            text = "\n".join(line.text for line in lines(file.read())[0])
        return text, read_table(text)
    except Unreadable as refused:
        form.add_error(name, str(FILE_TROUBLES[refused.trouble]))
    except NoTable as refused:
        form.add_error(name, table_trouble(refused))
    return text, None


def _tried(read: list[Line], held: "Series") -> dict[str, Any]:
    """What taking these lines in would do, line by line."""
    figures = [line.figure for line in read if line.figure]
    changes = iter(changes_by(figures, figures_there(held).by_period))
    rows = [_line(line, next(changes) if line.figure else None) for line in read]
    wrong = sum(bool(row["wrong"]) for row in rows)
    adds = sum(row["adds"] for row in rows)
    return {"rows": rows, "wrong": wrong, "adds": adds, "ready": not wrong and adds > 0}


def _line(line: Line, change: FigureChange | None) -> dict[str, Any]:
    """What a line does, or what is wrong with it, by the column where it is."""
    if change is None:
        wrong = [f"{COLUMNS[at]}: {TROUBLES[why]}" if at else str(TROUBLES[why]) for at, why in line.troubles]
        return {"number": line.number, "wrong": wrong, "adds": False}
    value = change.figure.value
    return {
        "number": line.number,
        "wrong": [str(TROUBLES[why]) for why in change.troubles],
        "adds": change.adds,
        "change": change,
        "period": str(change.figure.period or _("period not stated")),
        "value": _("withdrawn") if value is None else plain_number(value),
        "before": "" if change.before is None else plain_number(change.before),
    }


def _taken_in(request: ActingRequest, held: "Series", form: TableForm, read: list[Line]) -> HttpResponse:
    done = actions.add_figures(
        code=held.code,
        figures=[line.figure for line in read if line.figure],
        seen=form.cleaned_data["seen"],
        by=request.actor,
        at=timezone.now(),
    )
    many = sum(one.adds for one in done)
    told = ngettext("%(many)d figure was taken in.", "%(many)d figures were taken in.", many)
    messages.success(request, told % {"many": many})
    return SeeOther(reverse("planning:series", args=[held.code]))
