from django.urls import path

from ketenzicht.partners import views

app_name = "partners"
urlpatterns = [
    path("beheer/routes/", views.routes, name="routes"),
    path("beheer/routes/proberen/", views.try_routes, name="try"),
    path("beheer/routes/<slug:code>/", views.edit_route, name="edit_route"),
    path("beheer/loketten/", views.desks, name="desks"),
    path("beheer/loketten/<slug:code>/", views.edit_desk, name="edit_desk"),
]
