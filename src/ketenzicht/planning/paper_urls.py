"""Addresses of documents that are made of consultations and plans."""

from django.urls import path

from ketenzicht.planning.views import papers

_TALK = "consultaties/<slug:code>/gesprekken/<int:number>/terugkoppeling/"
_REPORT = "plannen/<slug:code>/rapportages/<int:number>/"

urlpatterns = [
    path("consultaties/<slug:code>/terugkoppeling/", papers.letter, name="letter"),
    path("consultaties/<slug:code>/terugkoppeling/bestand.pdf", papers.letter_file, name="letter_file"),
    path(_TALK, papers.letter_of_talk, name="talk_letter"),
    path(f"{_TALK}bestand.pdf", papers.letter_of_talk_file, name="talk_letter_file"),
    path("plannen/<slug:code>/papier/", papers.plan_on_paper, name="plan_print"),
    path("plannen/<slug:code>/papier/bestand.pdf", papers.plan_file, name="plan_file"),
    path("plannen/<slug:code>/rapportages/", papers.reports, name="reports"),
    path("plannen/<slug:code>/rapportages/nieuw/", papers.report_on, name="make_report"),
    path(_REPORT, papers.report, name="report"),
    path(f"{_REPORT}bestand.pdf", papers.report_file, name="report_file"),
]
