"""Addresses of listening: talks and who was heard. ``nieuw`` is no number."""

from django.urls import path

from ketenzicht.planning.views import notes, originals, pointing, talks

urlpatterns = [
    path("consultaties/<slug:code>/gesprekken/", talks.talks, name="talks"),
    path("consultaties/<slug:code>/gesprekken/nieuw/", talks.keep_talk, name="add_talk"),
    path("consultaties/<slug:code>/gesprekken/<int:number>/", talks.talk, name="talk"),
    path("consultaties/<slug:code>/gesprekken/<int:number>/wijzigen/", talks.keep_talk, name="change_talk"),
    path("consultaties/<slug:code>/gesprekken/<int:number>/weg/", talks.remove_talk, name="remove_talk"),
    path("consultaties/<slug:code>/gesprekken/<int:number>/notitie/", notes.add_note, name="add_note"),
    path("consultaties/<slug:code>/gesprekken/<int:number>/notitie/<uuid:note_id>/", notes.note, name="note"),
    path(
        "consultaties/<slug:code>/gesprekken/<int:number>/notitie/<uuid:note_id>/uitspraken/",
        notes.make_statements,
        name="make_statements",
    ),
    path("consultaties/<slug:code>/herleidbaar/", pointing.pointing, name="pointing"),
    path("consultaties/<slug:code>/herleidbaar/vrijgeven/", pointing.release, name="release"),
    path("verzegeld/", originals.originals, name="originals"),
    path("verzegeld/<uuid:original_id>/", originals.original, name="original"),
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
