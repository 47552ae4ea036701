"""Addresses of hand-offs."""

from django.urls import path

from ketenzicht.handover import views

app_name = "handover"
urlpatterns = [
    path("overdrachten/", views.inbox, name="inbox"),
    path("overdrachten/<uuid:handover_id>/", views.detail, name="detail"),
    path("overdrachten/<uuid:handover_id>/accepteren/", views.accept, name="accept"),
    path("overdrachten/<uuid:handover_id>/deels-accepteren/", views.accept_partly, name="accept_partly"),
    path("overdrachten/<uuid:handover_id>/teruggeven/", views.return_, name="return"),
    path("overdrachten/<uuid:handover_id>/oppakken/", views.start, name="start"),
    path("overdrachten/<uuid:handover_id>/afronden/", views.finish, name="finish"),
    path("overdrachten/<uuid:handover_id>/intrekken/", views.revoke, name="revoke"),
    path("overdrachten/<uuid:handover_id>/gesproken/", views.confirm, name="confirm"),
    path("overdrachten/<uuid:handover_id>/bestand/<uuid:file_id>/", views.file, name="file"),
]
