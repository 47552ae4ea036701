"""Addresses of requests of data subjects."""

from django.urls import path

from ketenzicht.rights import views
from ketenzicht.rights.views import hand_outs, passages

app_name = "rights"
urlpatterns = [
    path("verzoeken/", views.overview, name="requests"),
    path("verzoeken/nieuw/", views.register, name="register"),
    path("verzoeken/<int:number>/", views.request_page, name="request"),
    path("verzoeken/<int:number>/identiteit/", views.verify, name="verify"),
    path("verzoeken/<int:number>/zoeken/", views.search, name="search"),
    path("verzoeken/<int:number>/verlengen/", views.extend, name="extend"),
    path("verzoeken/<int:number>/besluiten/", views.decide, name="decide"),
    path("verzoeken/<int:number>/niet-gebruiken/<uuid:signal_id>/", views.stop_use, name="stop_use"),
    path("verzoeken/<int:number>/wissen/<uuid:signal_id>/", views.erase, name="erase"),
    path("verzoeken/<int:number>/beantwoord/", views.answer, name="answer"),
    path("verzoeken/<int:number>/beeindigen/", views.close, name="close"),
    path("verzoeken/<int:number>/inzage/", hand_outs.overview, name="hand_out"),
    path("verzoeken/<int:number>/inzage/voorleggen/", hand_outs.begin, name="put_before"),
    path("verzoeken/<int:number>/inzage/bekijken/", hand_outs.draft, name="draft"),
    path("verzoeken/<int:number>/inzage/terug/<uuid:passage_id>/", hand_outs.send_back, name="send_back"),
    path("verzoeken/<int:number>/inzage/vrijgeven/", hand_outs.release, name="release"),
    path("verzoeken/<int:number>/inzage/document/", hand_outs.download, name="document"),
    path("verzoeken/<int:number>/inzage/uitgereikt/", hand_outs.hand_over, name="hand_over"),
    path("passages/", passages.overview, name="passages"),
    path("passages/<uuid:passage_id>/", passages.passage, name="passage"),
]
