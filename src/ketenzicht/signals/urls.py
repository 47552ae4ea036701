"""Addresses of signals."""

from django.urls import path

from ketenzicht.signals.views import (
    closing,
    glass,
    handing_over,
    identity,
    listing,
    reporter,
    signal,
    working,
)

app_name = "signals"
ONE = "signalen/<uuid:signal_id>/"

urlpatterns = [
    path("werk/", listing.worklist, name="worklist"),
    path("werk/toewijzen/", listing.bulk, name="bulk"),
    path("werk/weergaven/", listing.saved_views, name="saved_views"),
    path("werk/weergaven/<uuid:view_id>/weg/", listing.delete_view, name="delete_view"),
    path("werk/te-laat/", listing.overdue, name="overdue"),
    path("glas/", glass.break_glass, name="break_glass"),
    path("glas/beoordelen/", glass.glass_reviews, name="glass_reviews"),
    path("glas/beoordelen/<uuid:glass_id>/", glass.judge_glass, name="judge_glass"),
    path("glas/<uuid:glass_id>/", glass.behind_glass, name="behind_glass"),
    path("glas/<uuid:glass_id>/sluiten/", glass.close_glass, name="close_glass"),
    path(ONE, signal.signal, name="signal"),
    path(ONE + "oppakken/", signal.take, name="take"),
    path(ONE + "duiden/", signal.triage, name="triage"),
    path(ONE + "toewijzen/", signal.assign, name="assign"),
    path(ONE + "stap/<slug:step>/", signal.move, name="move"),
    path(ONE + "beoordelen/", working.judge, name="judge"),
    path(ONE + "indicatoren-bewaren/", working.assess, name="assess"),
    path(ONE + "wachten/", working.wait, name="wait"),
    path(ONE + "notitie/", working.note, name="note"),
    path(ONE + "taak/", working.task, name="task"),
    path(ONE + "taak/<uuid:task_id>/klaar/", working.task_done, name="task_done"),
    path(ONE + "antwoord/", reporter.reply, name="reply"),
    path(ONE + "vraag/", reporter.ask, name="ask"),
    path(ONE + "melder/<uuid:report_id>/", identity.identity, name="identity"),
    path(ONE + "overdragen/", handing_over.handover, name="handover"),
    path(ONE + "afsluiten/", closing.close, name="close"),
    path(ONE + "heropenen/", closing.reopen, name="reopen"),
    path(ONE + "samenvoegen/", closing.merge, name="merge"),
    path(ONE + "losmaken/", closing.unmerge, name="unmerge"),
]
