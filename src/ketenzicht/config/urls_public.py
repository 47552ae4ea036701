"""The addresses of the public side: reporting, receipts and what explains them. There are no others."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from ketenzicht.config.health import healthz
from ketenzicht.reporting.urls import app_name, public

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    *i18n_patterns(path("", include((public, app_name))), prefix_default_language=False),
]
