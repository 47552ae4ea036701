"""The register of disclosures: who shared what kind of data with whom, on which ground. Never the data."""

import csv
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, needs
from ketenzicht.common.spreadsheet import safe_cell
from ketenzicht.disclosure import actions, queries, words
from ketenzicht.disclosure.forms import RegisterFilter

PAGE_SIZE = 50


@needs(Verb.DISCLOSURE_READ)
@require_GET
def register(request: ActingRequest) -> HttpResponse:
    """Search the register. That somebody looked is recorded."""
    form, at = _filter(request), timezone.now()
    rows = actions.read_register(by=request.actor, at=at, wanted=form.wanted())
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    labels = queries.field_labels()
    context = {
        "form": form,
        "filtered": any(request.GET.get(name) for name in form.fields),
        "page_obj": page,
        "rows": [_row(row, labels, at) for row in page.object_list],
        "query": request.GET.urlencode(),
        "wide": True,
    }
    return render(request, "disclosure/register.html", context)


@needs(Verb.DISCLOSURE_READ)
@require_GET
def export(request: ActingRequest) -> HttpResponse:
    """The same rows as a file for a spreadsheet."""
    at, labels = timezone.now(), queries.field_labels()
    found = actions.export_register(by=request.actor, at=at, wanted=_filter(request).wanted())
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="verstrekkingen-{timezone.localdate(at)}.csv"'
    # The mark lets a spreadsheet read the letters right.
    response.write("\ufeff")
    writer = csv.writer(response, delimiter=";")
    writer.writerow(
        [
            _("Shared on"),
            pgettext("disclosure", "From"),
            pgettext("disclosure", "To"),
            _("Legal ground"),
            _("Law"),
            _("Purpose"),
            _("Fields"),
            pgettext("disclosure", "Until"),
            _("Ended on"),
            _("Why ended"),
        ]
    )
    for row in found:
        writer.writerow([safe_cell(cell) for cell in _cells(_row(row, labels, at))])
    return response


def _filter(request: ActingRequest) -> RegisterFilter:
    desks = [(desk.pk, desk.label) for desk in queries.desks_in_register(request.actor)]
    bases = [(basis.code, basis.label) for basis in queries.bases_in_register(request.actor)]
    return RegisterFilter(request.GET, desks=desks, bases=bases)


def _row(disclosure: Any, labels: dict[str, str], at: Any) -> dict[str, Any]:
    because = str(words.ENDED_BECAUSE.get(disclosure.ended_because, disclosure.ended_because))
    running = disclosure.ended_at is None and disclosure.until > at
    return {
        "disclosure": disclosure,
        "fields": [labels.get(code, code) for code in disclosure.fields],
        "because": because,
        "running": running,
        "law": f"{disclosure.basis.law}, {disclosure.basis.article}".strip(", "),
    }


def _cells(row: dict[str, Any]) -> list[str]:
    disclosure = row["disclosure"]
    return [
        _moment(disclosure.made_at),
        disclosure.from_desk.label,
        disclosure.to_desk.label,
        disclosure.basis.label,
        row["law"],
        disclosure.purpose.label,
        ", ".join(row["fields"]),
        _moment(disclosure.until),
        _moment(disclosure.ended_at),
        row["because"],
    ]


def _moment(at: Any) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""
