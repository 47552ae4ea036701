"""Every address of the product."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from ketenzicht.config.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    *i18n_patterns(
        path("account/", include("allauth.urls")),
        path("", include("ketenzicht.common.urls")),
        prefix_default_language=False,
    ),
]
