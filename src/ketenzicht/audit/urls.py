from django.urls import path

from ketenzicht.audit import views

app_name = "audit"
urlpatterns = [
    path("logboek/", views.trail, name="trail"),
    path("logboek/controle/", views.check, name="check"),
]
