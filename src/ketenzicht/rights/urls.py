"""Addresses of requests of data subjects."""

from django.urls import path

from ketenzicht.rights import views

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
]
