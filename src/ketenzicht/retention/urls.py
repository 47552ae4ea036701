"""Addresses of keeping and destroying."""

from django.urls import path

from ketenzicht.retention import views

app_name = "retention"
urlpatterns = [
    path("bewaren/", views.overview, name="overview"),
    path("bewaren/voorstel/", views.propose, name="propose"),
    path("bewaren/voorstellen/", views.proposals, name="proposals"),
    path("bewaren/voorstellen/<int:number>/", views.proposal, name="proposal"),
    path("bewaren/voorstellen/<int:number>/goedkeuren/", views.approve, name="approve"),
    path("bewaren/voorstellen/<int:number>/afwijzen/", views.reject, name="reject"),
    path("bewaren/voorstellen/<int:number>/intrekken/", views.withdraw, name="withdraw"),
    path("bewaren/signalen/<uuid:signal_id>/", views.dossier, name="dossier"),
    path("bewaren/signalen/<uuid:signal_id>/regime/", views.set_regime, name="set_regime"),
    path("bewaren/signalen/<uuid:signal_id>/verlengen/", views.extend, name="extend"),
    path("bewaren/signalen/<uuid:signal_id>/vasthouden/", views.place_hold, name="place_hold"),
    path("bewaren/signalen/<uuid:signal_id>/vrijgeven/", views.end_hold, name="end_hold"),
    path("bewaren/logboek/", views.trail, name="trail"),
    path("bewaren/logboek/voorstel/", views.propose_trail, name="propose_trail"),
    path("bewaren/regimes/", views.regimes, name="regimes"),
    path("bewaren/vernietigd/", views.residues, name="residues"),
]
