"""Addresses of editions. They last: what is published stays under its address, also after a later edition."""

from django.urls import path

from ketenzicht.planning.views import editions, publishing

_EDITION = "consultaties/<slug:code>/uitgaven/<int:edition>/"

urlpatterns = [
    path("consultaties/<slug:code>/uitgaven/", editions.editions, name="editions"),
    path("consultaties/<slug:code>/uitgaven/nieuw/", publishing.publish, name="publish"),
    path(_EDITION, editions.edition, name="edition"),
    path(f"{_EDITION}verantwoording/", editions.account, name="edition_account"),
    path(f"{_EDITION}hoofdstuk/<int:chapter>/", editions.chapter, name="edition_chapter"),
    path(f"{_EDITION}cluster/<str:number>/", editions.cluster, name="edition_cluster"),
    path(f"{_EDITION}uitspraak/<int:number>/", editions.statement, name="edition_statement"),
    path(f"{_EDITION}bestand.<str:kind>", editions.file, name="edition_file"),
    path(f"{_EDITION}intrekken/", publishing.withdraw, name="withdraw_edition"),
]
