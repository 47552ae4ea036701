"""Addresses of plans. ``nieuw`` and ``interventies`` are no codes of plans."""

from django.urls import path

from ketenzicht.planning.views import measures, money, parts, plans

_SCENARIO = "plannen/<slug:code>/geld/<uuid:scenario_id>/"
_PART = "plannen/<slug:code>/<slug:kind>/<uuid:part_id>/"

urlpatterns = [
    path("plannen/", plans.plans, name="plans"),
    path("plannen/nieuw/", plans.begin, name="begin_plan"),
    path("plannen/interventies/", measures.library, name="library"),
    path("plannen/<slug:code>/", plans.plan, name="plan"),
    path("plannen/<slug:code>/wijzigen/", plans.change, name="change_plan"),
    path("plannen/<slug:code>/openstellen/", plans.open_to, name="open_plan"),
    path("plannen/<slug:code>/onderdelen/", plans.elements, name="elements"),
    path("plannen/<slug:code>/onderdelen/wijzigen/", plans.mark_elements, name="mark_elements"),
    path("plannen/<slug:code>/problemen/", measures.problems, name="problems"),
    path("plannen/<slug:code>/doelen/", measures.goals, name="goals"),
    path("plannen/<slug:code>/maatregelen/", measures.measures, name="measures"),
    path("plannen/<slug:code>/maatregelen/<uuid:part_id>/", measures.measure, name="measure"),
    path("plannen/<slug:code>/dekking/", measures.covered, name="coverage"),
    path("plannen/<slug:code>/projecten/", measures.projects, name="projects"),
    path("plannen/<slug:code>/geld/", money.money, name="money"),
    path("plannen/<slug:code>/geld/papier/", money.money_on_paper, name="money_print"),
    path("plannen/<slug:code>/geld/bestand.csv", money.money_as_file, name="money_file"),
    path("plannen/<slug:code>/geld/overnemen/", money.take_in_published, name="take_in_published"),
    path(f"{_SCENARIO}jaar/", money.choose_year, name="choose_year"),
    path(f"{_SCENARIO}doortrekken/", money.carry_over, name="carry_over"),
    path(f"{_SCENARIO}overnemen/", money.copy_scenario, name="copy_scenario"),
    path(f"{_SCENARIO}<int:year>/", money.amounts, name="amounts"),
    path("plannen/<slug:code>/<slug:kind>/nieuw/", parts.add_part, name="add_part"),
    path(f"{_PART}wijzigen/", parts.change_part, name="change_part"),
    path(f"{_PART}verwijderen/", parts.remove_part, name="remove_part"),
    path(f"{_PART}terugzetten/", parts.restore_part, name="restore_part"),
]
