"""Addresses of the causal models. Words such as ``nieuw`` are no codes of models."""

from django.urls import path

from ketenzicht.systems.views import models

app_name = "systems"
urlpatterns = [
    path("modellen/", models.models, name="models"),
]
