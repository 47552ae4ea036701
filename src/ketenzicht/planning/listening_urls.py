"""Addresses of listening: talks and who was heard. ``nieuw`` is no number."""

from django.urls import path

from ketenzicht.planning.views import talks

urlpatterns = [
    path("consultaties/<slug:code>/gesprekken/", talks.talks, name="talks"),
    path("consultaties/<slug:code>/gesprekken/nieuw/", talks.keep_talk, name="add_talk"),
    path("consultaties/<slug:code>/gesprekken/<int:number>/", talks.talk, name="talk"),
    path("consultaties/<slug:code>/gesprekken/<int:number>/wijzigen/", talks.keep_talk, name="change_talk"),
    path("consultaties/<slug:code>/gesprekken/<int:number>/weg/", talks.remove_talk, name="remove_talk"),
    path("consultaties/<slug:code>/gehoord/", talks.stakeholders, name="stakeholders"),
    path("consultaties/<slug:code>/gehoord/nieuw/", talks.keep_stakeholder, name="add_stakeholder"),
    path(
        "consultaties/<slug:code>/gehoord/<uuid:stakeholder_id>/wijzigen/",
        talks.keep_stakeholder,
        name="change_stakeholder",
    ),
    path(
        "consultaties/<slug:code>/gehoord/<uuid:stakeholder_id>/weg/",
        talks.remove_stakeholder,
        name="remove_stakeholder",
    ),
]
