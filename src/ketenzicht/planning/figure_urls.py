"""Addresses of figures and of the questions to them."""

from django.urls import path

from ketenzicht.planning.views import figure_keeping, figures, needs

_SERIES = "cijfers/reeks/<slug:code>/"
_NEED = "cijfers/vragen/<uuid:need_id>/"

urlpatterns = [
    path("cijfers/", figures.figures, name="figures"),
    path("cijfers/bronnen/", figures.figure_sources, name="figure_sources"),
    path("cijfers/vergelijken/", figures.compare, name="compare_series"),
    path("cijfers/nieuw/", figure_keeping.begin_series, name="begin_series"),
    path(_SERIES, figures.series, name="series"),
    path(f"{_SERIES}bestand.csv", figures.series_file, name="series_file"),
    path(f"{_SERIES}wijzigen/", figure_keeping.change_series, name="change_series"),
    path(f"{_SERIES}openstellen/", figure_keeping.open_series, name="open_series"),
    path(f"{_SERIES}cijfer/", figure_keeping.add_figure, name="add_figure"),
    path(f"{_SERIES}inlezen/", figure_keeping.read_figures, name="read_figures"),
    path("cijfers/vragen/", needs.all_of_them, name="needs"),
    path("cijfers/vragen/nieuw/", needs.ask, name="ask"),
    path(_NEED, needs.need, name="need"),
    path(f"{_NEED}wijzigen/", needs.change_need, name="change_need"),
    path(f"{_NEED}oordeel/", needs.judge, name="judge_need"),
    path(f"{_NEED}verwijderen/", needs.remove_need, name="remove_need"),
    path(f"{_NEED}terugzetten/", needs.restore_need, name="restore_need"),
]
