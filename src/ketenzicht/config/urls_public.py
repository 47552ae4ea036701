"""The addresses of the public side: reporting, receipts and what explains them. There are no others."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from ketenzicht.config.health import healthz
from ketenzicht.config.security_txt import security_txt
from ketenzicht.reporting.urls import app_name, public

handler400 = "ketenzicht.common.views.bad_request"
urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    *i18n_patterns(path("", include((public, app_name))), prefix_default_language=False),
]
