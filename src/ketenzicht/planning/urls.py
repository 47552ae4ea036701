"""Addresses of consultations. ``inlezen`` and ``beginnen`` are no codes of a consultation."""

from django.urls import path

from ketenzicht.planning.cause_urls import urlpatterns as of_causes
from ketenzicht.planning.edition_urls import urlpatterns as of_editions
from ketenzicht.planning.figure_urls import urlpatterns as of_figures
from ketenzicht.planning.listening_urls import urlpatterns as of_listening
from ketenzicht.planning.paper_urls import urlpatterns as of_papers
from ketenzicht.planning.plan_urls import urlpatterns as of_plans
from ketenzicht.planning.views import clustering, importing, reading, reviewing, rounds

app_name = "planning"
urlpatterns = [
    path("consultaties/", reading.consultations, name="consultations"),
    path("consultaties/beginnen/", importing.begin, name="begin_consultation"),
    path("consultaties/inlezen/", importing.take_in, name="import"),
    path("consultaties/<slug:code>/", reading.consultation, name="consultation"),
    path("consultaties/<slug:code>/openstellen/", importing.open_to, name="open"),
    path("consultaties/<slug:code>/cluster/nieuw/", clustering.add_cluster, name="add_cluster"),
    path("consultaties/<slug:code>/cluster/<str:number>/", reading.cluster, name="cluster"),
    path("consultaties/<slug:code>/cluster/<str:number>/naam/", reviewing.name_cluster, name="name_cluster"),
    path("consultaties/<slug:code>/cluster/<str:number>/indelen/", clustering.sort, name="sort"),
    path("consultaties/<slug:code>/uitspraak/<int:number>/", reading.statement, name="statement"),
    path("consultaties/<slug:code>/uitspraak/<int:number>/tegenover/", clustering.oppose, name="oppose"),
    path("consultaties/<slug:code>/tegenover-elkaar/", clustering.opposed, name="opposed"),
    path(
        "consultaties/<slug:code>/tegenover-elkaar/<int:opposition>/weg/",
        clustering.no_longer_oppose,
        name="no_longer_oppose",
    ),
    path("consultaties/<slug:code>/beslist/", clustering.decided, name="decided"),
    path("consultaties/<slug:code>/rondes/", rounds.rounds, name="rounds"),
    path("consultaties/<slug:code>/rondes/<uuid:round_id>/", rounds.round_, name="round"),
    path("consultaties/<slug:code>/rondes/<uuid:round_id>/sluiten/", rounds.close_round, name="close_round"),
    path(
        "consultaties/<slug:code>/rondes/<uuid:round_id>/uitspraak/<int:number>/",
        rounds.settle,
        name="settle",
    ),
    path("consultaties/<slug:code>/vaker-gezegd/", reading.said_more_than_once, name="repeated"),
    path("consultaties/<slug:code>/nakijken/", reviewing.review, name="review"),
    path("consultaties/<slug:code>/nakijken/<int:number>/", reviewing.look, name="look"),
    path("consultaties/<slug:code>/nakijken/<int:number>/goed/", reviewing.right, name="right"),
    path("consultaties/<slug:code>/nakijken/<int:number>/knippen/", reviewing.cut, name="cut"),
    path("consultaties/<slug:code>/nakijken/<int:number>/samenvoegen/", reviewing.join, name="join"),
    path("consultaties/<slug:code>/nakijken/<int:number>/verplaatsen/", reviewing.move, name="move"),
    path("consultaties/<slug:code>/nakijken/<int:number>/weglaten/", reviewing.leave_out, name="leave_out"),
    path("consultaties/<slug:code>/weggelaten/", reviewing.left_out, name="left_out"),
    path("consultaties/<slug:code>/ongedaan/<int:number>/", reviewing.undo, name="undo"),
    *of_listening,
    *of_causes,
    *of_editions,
    *of_papers,
    *of_plans,
    *of_figures,
]
