"""What a plan costs, who pays which share, and taking both along as a file or on paper."""

import csv
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ketenzicht.common.actor import NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, SeeOther, needs, public_page
from ketenzicht.common.spreadsheet import safe_cell
from ketenzicht.common.written import written_number
from ketenzicht.planning.actions import money as actions
from ketenzicht.planning.domain.distribution import Rounding
from ketenzicht.planning.forms.money import (
    FIRST_YEAR,
    LAST_YEAR,
    AmountsForm,
    CarryOverForm,
    CopyScenarioForm,
    YearForm,
)
from ketenzicht.planning.plan_words import ROUNDINGS
from ketenzicht.planning.queries.money import (
    amounts_of,
    comparison,
    costs,
    items_of,
    keys_of,
    scenarios_of,
    sharing,
    year_to_show,
)
from ketenzicht.planning.queries.plans import part_of, plan_for
from ketenzicht.planning.views.plan_shell import kept_plan, plan_shell, said_when_plan_changed

if TYPE_CHECKING:
    from ketenzicht.planning.models import Plan, Scenario


def _shown(request: ActingRequest, plan: "Plan") -> dict[str, Any]:
    """The scenario and the year that were asked for, with everything that follows from them."""
    all_costs = [costs(plan, scenario) for scenario in scenarios_of(plan)]
    wanted = request.GET.get("scenario", "")
    here = next(
        (one for one in all_costs if str(one.scenario.pk) == wanted), all_costs[0] if all_costs else None
    )
    if here is None:
        return {"items": items_of(plan), "keys": keys_of(plan)}
    years = sorted({year for one in all_costs for year in one.years})
    year = year_to_show(here.years or years, request.GET.get("jaar", ""), timezone.localdate())
    total = here.total(year) if year else Decimal(0)
    return {
        "items": items_of(plan),
        "keys": keys_of(plan),
        "costs": here,
        "scenario": here.scenario,
        "scenarios": [one.scenario for one in all_costs],
        "year": year,
        "total": total,
        "sharing": sharing(here.scenario, total) if year else None,
        "rounding_words": ROUNDINGS[here.scenario.rounding],
        "by_percentage_counts": here.scenario.rounding == Rounding.PUBLISHED_PERCENTAGE,
        "comparison": comparison(all_costs, year) if year and len(all_costs) > 1 else None,
        "sources": list(dict.fromkeys(row.item.source for row in here.rows if row.item.source)),
    }


@require_GET
@public_page
def money(request: ActingRequest, code: str) -> HttpResponse:
    """Costs by year and scenario, and the shares of everybody who pays."""
    plan = plan_for(request.actor, code)
    shown = _shown(request, plan)
    context = {**plan_shell(request, plan, (_("Money"), "")), **shown, "year_form": YearForm()}
    if context["keeps"] and shown.get("year"):
        context["carry_form"] = CarryOverForm(initial={"year": shown["costs"].years[-1], "percent": 0})
        context["copy_form"] = CopyScenarioForm()
    return render(request, "planning/money.html", context)


@require_GET
@public_page
def money_on_paper(request: ActingRequest, code: str) -> HttpResponse:
    """The same table to print."""
    plan = plan_for(request.actor, code)
    context = {**_shown(request, plan), "plan": plan, "today": timezone.localdate()}
    return render(request, "planning/money_print.html", context)


@require_GET
@public_page
def money_as_file(request: ActingRequest, code: str) -> HttpResponse:
    """The same table for a spreadsheet."""
    plan = plan_for(request.actor, code)
    shown = _shown(request, plan)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{plan.code}-{shown.get("year") or "geld"}.csv"'
    # The mark lets a spreadsheet read the letters right.
    response.write("\ufeff")
    writer = csv.writer(response, delimiter=";")
    for row in _rows(plan, shown):
        writer.writerow(row)
    return response


def _rows(plan: "Plan", shown: dict[str, Any]) -> list[list[str]]:
    if not shown.get("year"):
        return [[safe_cell(plan.title)], [_("No costs yet")]]
    here, shared = shown["costs"], shown["sharing"]
    rows = [
        [safe_cell(plan.title), safe_cell(here.scenario.name)],
        [],
        [_("Cost item"), *map(str, here.years), _("Source")],
    ]
    rows += [
        [safe_cell(row.item.name), *map(_money, row.amounts), safe_cell(row.item.source)] for row in here.rows
    ]
    rows += [[_("Total"), *map(_money, here.totals)], []]
    if shared is None:
        return rows
    key = here.scenario.key
    rows += [
        [safe_cell(f"{key.name} ({key.base})"), safe_cell(key.source)],
        [_("Who pays"), safe_cell(key.base), "%", _("To the cent"), _("By percentage"), _("Difference")],
    ]
    for row in shared.rows:
        one = row.to_the_cent
        rows.append(
            [
                safe_cell(one.party),
                number_format(one.weight.normalize(), use_l10n=True),
                written_number(one.percentage, 1),
                _money(one.amount),
                _money(row.by_percentage.amount),
                _money(row.difference),
            ]
        )
    last = [_money(shared.total), _money(shared.sum_by_percentage), _money(shared.by_percentage.surplus)]
    return [*rows, [_("Total"), str(shared.weight), "", *last]]


def _money(amount: Decimal | None) -> str:
    return "" if amount is None else written_number(amount, 2)


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
@said_when_plan_changed
def amounts(request: ActingRequest, code: str, scenario_id: UUID, year: int) -> HttpResponse:
    """Say what everything costs in one year."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotVisible
    plan = kept_plan(request, code)
    scenario: Any = part_of(plan, "scenario", scenario_id)
    items = amounts_of(scenario, year).items()
    form = AmountsForm(request.POST or None, items=items, initial={"seen": scenario.revision})
    if request.method == "POST" and form.is_valid():
        actions.keep_amounts(
            code=code,
            scenario_id=scenario_id,
            year=year,
            amounts=form.amounts(),
            seen=form.cleaned_data["seen"],
            by=request.actor,
            at=timezone.now(),
        )
        messages.success(request, _("Kept."))
        return SeeOther(_back(plan, scenario, year))
    crumbs = ((_("Money"), reverse("planning:money", args=[code])), (f"{scenario.name}, {year}", ""))
    context = {**plan_shell(request, plan, *crumbs), "form": form, "scenario": scenario, "year": year}
    return render(request, "planning/amounts.html", {**context, "back": _back(plan, scenario, year)})


@require_POST
@needs(Verb.PLAN_EDIT)
def choose_year(request: ActingRequest, code: str, scenario_id: UUID) -> HttpResponse:
    """Go to the amounts of a year."""
    plan = kept_plan(request, code)
    part_of(plan, "scenario", scenario_id)
    form = YearForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Type a year between 2000 and 2100."))
        return SeeOther(reverse("planning:money", args=[code]))
    year = form.cleaned_data["year"]
    return SeeOther(reverse("planning:amounts", args=[code, scenario_id, year]))


@require_POST
@needs(Verb.PLAN_EDIT)
@said_when_plan_changed
def carry_over(request: ActingRequest, code: str, scenario_id: UUID) -> HttpResponse:
    """Let the next year begin with the amounts of this one."""
    plan = kept_plan(request, code)
    scenario: Any = part_of(plan, "scenario", scenario_id)
    form = CarryOverForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a year and a percentage between -50 and 100. Nothing was changed."))
        return SeeOther(_back(plan, scenario, None))
    year = actions.carry_over(
        code=code,
        scenario_id=scenario_id,
        year=form.cleaned_data["year"],
        percent=form.cleaned_data["percent"],
        by=request.actor,
        at=timezone.now(),
    )
    messages.success(request, _("%(year)d was filled in.") % {"year": year})
    return SeeOther(_back(plan, scenario, year))


@require_POST
@needs(Verb.PLAN_EDIT)
@said_when_plan_changed
def copy_scenario(request: ActingRequest, code: str, scenario_id: UUID) -> HttpResponse:
    """Begin a scenario that is like another."""
    plan = kept_plan(request, code)
    scenario: Any = part_of(plan, "scenario", scenario_id)
    form = CopyScenarioForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the new scenario a name. Nothing was changed."))
        return SeeOther(_back(plan, scenario, None))
    made = actions.copy_scenario(
        code=code,
        scenario_id=scenario_id,
        name=form.cleaned_data["name"],
        by=request.actor,
        at=timezone.now(),
    )
    messages.success(request, _("The scenario was added. Change its amounts now."))
    return SeeOther(_back(plan, made, None))


@require_POST
@needs(Verb.PLAN_EDIT)
def take_in_published(request: ActingRequest, code: str) -> HttpResponse:
    """Begin with the published table."""
    kept_plan(request, code)
    try:
        actions.take_in_published(code=code, by=request.actor, at=timezone.now())
    except actions.AlreadyCounted:
        messages.error(request, _("This plan holds costs already. Nothing was added."))
    else:
        messages.success(request, _("The published table was taken over. Change what is different here."))
    return SeeOther(reverse("planning:money", args=[code]))


def _back(plan: "Plan", scenario: "Scenario", year: int | None) -> str:
    place = reverse("planning:money", args=[plan.code])
    return f"{place}?scenario={scenario.pk}" + (f"&jaar={year}" if year else "")
