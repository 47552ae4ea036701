"""Addresses of the register of disclosures."""

from django.urls import path

from ketenzicht.disclosure import views

app_name = "disclosure"
urlpatterns = [
    path("verstrekkingen/", views.register, name="register"),
    path("verstrekkingen/bestand/", views.export, name="export"),
]
