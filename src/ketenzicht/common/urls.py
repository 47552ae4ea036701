"""Addresses that belong to no other part."""

from django.urls import path

from ketenzicht.common import views

app_name = "common"
urlpatterns = [
    path("stijl/", views.gallery, name="gallery"),
    path("weergave/", views.appearance, name="appearance"),
    path("nog-hier/", views.still_here, name="still_here"),
]
