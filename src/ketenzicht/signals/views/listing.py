"""The worklist, what is done to many at once, kept views, and what is late in the region."""

from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, SeeOther, needs
from ketenzicht.common.queries import exploitation_forms
from ketenzicht.partners import queries as partners
from ketenzicht.signals import actions, forms, queries
from ketenzicht.signals.queries import Severity, Tab, Wanted
from ketenzicht.signals.views.answers import colleagues, remember_list
from ketenzicht.signals.views.listing_words import (
    BULK_REASONS,
    EMPTY,
    FILTER_NAMES,
    SEVERITIES,
    TAB_LABELS,
    TOTALS,
)
from ketenzicht.signals.words import CLOCK_LABELS, STATE_LABELS, STATE_TONES, label


@require_GET
@needs(Verb.SIGNAL_READ)
def worklist(request: ActingRequest) -> HttpResponse:
    """The start of the day: what asks for attention, the most urgent first."""
    at = timezone.now()
    form = forms.FilterForm(request.GET, choices=_choices(request, at))
    form.is_valid()
    wanted = _wanted(request, form)
    found = queries.worklist(request.actor, wanted, at, request.GET.get("page", "1"))
    totals = queries.counts(request.actor, at)
    chips = _chips(request, form)
    form_labels = {row.code: row.label for row in exploitation_forms(timezone.localdate(at))}
    context = {
        "wide": True,
        "list": found,
        "groups": [_group(found, group, form_labels) for group in found.groups],
        "severities": _totals(found),
        "tabs": _tabs(request, wanted.tab, totals),
        "filter_form": form,
        "filters_url": "" if _narrows(request, form) else f"?{_kept_query(request, filters='1')}",
        "chips": chips,
        "clear_url": f"?tab={wanted.tab}",
        "tab": wanted.tab.value,
        "empty": EMPTY[wanted.tab] if not chips else None,
        "saved_views": queries.saved_views_of(request.actor),
        "query": _kept_query(request),
        "bulk_form": forms.BulkAssignForm(people=_people(request)),
        "seen": at.isoformat(),
        "search_query": wanted.q,
        "user_id": request.actor.user_id,
    }
    remember_list(request, request.GET.urlencode())
    return render(request, "signals/worklist.html", context)


@require_POST
@needs(Verb.SIGNAL_ASSIGN)
def bulk(request: ActingRequest) -> HttpResponse:
    """Assign many at once, and say per row how it went."""
    at = timezone.now()
    back = _back(request)
    form = forms.BulkAssignForm(request.POST, people=_people(request))
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, str(errors[0]))
        return SeeOther(back)
    data = form.cleaned_data
    rows = actions.bulk_assign(
        signal_ids=data["selected"],
        to_user_id=data["to"],
        seen_at=data["seen"] or at,
        by=request.actor,
        at=at,
    )
    titles = {
        row.pk: row
        for row in queries.signals_visible_to(request.actor)
        .filter(pk__in=data["selected"])
        .select_related("municipality", "setting")
    }
    groups = [
        {
            "result": result.value,
            "rows": [
                {"signal": titles.get(row.signal_id), "because": label(BULK_REASONS, row.because)}
                for row in rows
                if row.result is result
            ],
        }
        for result in actions.RowResult
    ]
    person = dict(_people(request))[data["to"]]
    context = {"groups": groups, "person": person, "back_url": back, "total": len(rows)}
    return render(request, "signals/bulk.html", context)


@require_http_methods(["GET", "POST"])
@needs(Verb.SIGNAL_READ)
def saved_views(request: ActingRequest) -> HttpResponse:
    """Keep this list under a name; and one's own kept lists, to remove them."""
    at = timezone.now()
    kept = QueryDict(request.GET.urlencode()).urlencode()
    form = forms.SaveViewForm(request.POST or None, desks=_own_desks(request), initial={"query": kept})
    if form.is_valid():
        data = form.cleaned_data
        view = actions.save_view(
            name=data["name"],
            query=data["query"],
            desk_id=data["desk"],
            shared=data["shared"],
            by=request.actor,
            at=at,
        )
        messages.success(request, _("This view is kept."))
        return SeeOther(f"{reverse('signals:worklist')}?{view.query}")
    context = {
        "form": form,
        "views": queries.saved_views_of(request.actor),
        "user_id": request.actor.user_id,
        "breadcrumbs": [
            {"label": _("Worklist"), "url": reverse("signals:worklist")},
            {"label": _("Kept views"), "url": ""},
        ],
    }
    return render(request, "signals/saved_views.html", context)


@require_POST
@needs(Verb.SIGNAL_READ)
def delete_view(request: ActingRequest, view_id: UUID) -> HttpResponse:
    """Remove one of one's own kept views."""
    actions.delete_view(view_id=view_id, by=request.actor, at=timezone.now())
    messages.success(request, _("This view is gone."))
    return SeeOther(reverse("signals:saved_views"))


@require_GET
@needs(Verb.CLOCK_OVERSEE)
def overdue(request: ActingRequest) -> HttpResponse:
    """What is late at which desk, without any content."""
    desks = queries.late_desks(request.actor, timezone.now())
    rows = [
        {"late": each, "kinds": [(label(CLOCK_LABELS, kind), count) for kind, count in each.by_kind]}
        for each in desks
    ]
    return render(request, "signals/overdue.html", {"rows": rows, "total": sum(each.total for each in desks)})


def _wanted(request: ActingRequest, form: forms.FilterForm) -> Wanted:
    data = form.cleaned_data
    tab, q = request.GET.get("tab", ""), data.get("q", "").strip()
    # The search box of every page asks for a signal, whoever has it and however it ended.
    start = Tab.ALL if q else Tab.MINE
    return Wanted(
        tab=Tab(tab) if tab in set(Tab) else start,
        q=q,
        state=[data["state"]] if data.get("state") else [],
        urgency=data.get("urgency", ""),
        form=data.get("form", ""),
        municipality_id=int(data["municipality"]) if data.get("municipality") else None,
        assignee_id=int(data["assignee"]) if data.get("assignee") else None,
        channel=data.get("channel", ""),
        subject=data.get("subject", ""),
        overdue=data.get("late", False),
        since=data.get("since"),
        until=data.get("until"),
        sort=request.GET.get("sort", "due"),
    )


def _choices(request: ActingRequest, at: datetime) -> dict[str, Any]:
    today = timezone.localdate(at)
    return {
        "form": lambda: [(row.code, row.label) for row in exploitation_forms(today)],
        "municipality": partial(partners.municipality_names, today),
        "assignee": partial(_people, request),
    }


def _people(request: ActingRequest) -> list[tuple[int, str]]:
    return colleagues(request, sorted(request.actor.desks(Verb.SIGNAL_READ)))


def _own_desks(request: ActingRequest) -> list[tuple[int, str]]:
    desks = partners.desks_by_id(request.actor.desks(Verb.SIGNAL_READ))
    return sorted(((pk, desk.label) for pk, desk in desks.items()), key=lambda each: each[1])


def _totals(found: queries.Worklist) -> list[tuple[Any, int]]:
    numbers = {**found.totals, Severity.OVERDUE: found.late}
    return [(TOTALS.get(each, SEVERITIES[each].title), numbers.get(each, 0)) for each in Severity]


def _group(found: queries.Worklist, group: queries.Group, form_labels: dict[str, str]) -> dict[str, Any]:
    return {
        "words": SEVERITIES[group.severity],
        "severity": group.severity.name.lower(),
        "total": group.total,
        "cut": group.severity is Severity.ENDED and found.cut,
        "rows": [_row(row, form_labels) for row in group.rows],
    }


def _row(row: queries.Row, form_labels: dict[str, str]) -> dict[str, Any]:
    signal = row.signal
    return {
        "signal": signal,
        "choose": _("Choose S-%(number)s") % {"number": signal.number},
        "clock": row.clock,
        "acute": signal.urgency == "acute",
        "state": label(STATE_LABELS, signal.state),
        "tone": STATE_TONES.get(signal.state, "neutral"),
        "form": form_labels.get(signal.main_form, ""),
        "more_forms": max(0, len(signal.forms) - 1),
    }


def _tabs(request: ActingRequest, current: Tab, totals: queries.Counts) -> list[dict[str, Any]]:
    kept = {name: value for name, value in request.GET.items() if name not in {"tab", "page"} and value}
    counted = {
        Tab.MINE: totals.mine,
        Tab.DESK: totals.desk,
        Tab.UNASSIGNED: totals.unassigned,
        Tab.OVERDUE: totals.overdue,
    }
    return [
        {
            "url": "?" + urlencode({"tab": tab.value, **kept}),
            "label": TAB_LABELS[tab],
            "current": tab is current,
            "count": counted.get(tab),
        }
        for tab in Tab
    ]


def _chips(request: ActingRequest, form: forms.FilterForm) -> list[dict[str, str]]:
    chips = []
    for name, words in FILTER_NAMES.items():
        value = form.cleaned_data.get(name)
        if value:
            left = request.GET.copy()
            left.pop(name, None)
            left.pop("page", None)
            chips.append(
                {"text": f"{words}: {_said(form, name, value)}", "remove_url": f"?{left.urlencode()}"}
            )
    return chips


def _said(form: forms.FilterForm, name: str, value: Any) -> str:
    choices = getattr(form.fields[name], "choices", None)
    if choices:
        return next((str(words) for code, words in choices if str(code) == str(value)), str(value))
    return _("yes") if value is True else str(form.data.get(name, value))


def _kept_query(request: ActingRequest, **more: str) -> str:
    kept = request.GET.copy()
    for name in ("page", "filters"):
        kept.pop(name, None)
    kept.update(more)
    return kept.urlencode()


def _narrows(request: ActingRequest, form: forms.FilterForm) -> bool:
    """Whether the filters are worth their weight, a list of all municipalities among it, on this page."""
    chosen = (form.cleaned_data.get(name) for name in set(FILTER_NAMES) - {"q"})
    return "filters" in request.GET or bool(form.errors) or any(chosen)


def _back(request: ActingRequest) -> str:
    target = request.POST.get("back", "")
    home = reverse("signals:worklist")
    return target if target.startswith(home) and url_has_allowed_host_and_scheme(target, None) else home
