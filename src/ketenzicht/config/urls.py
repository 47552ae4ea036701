"""Every address of the product. Addresses are Dutch; the English pages stand under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from ketenzicht.config.health import healthz
from ketenzicht.config.security_txt import security_txt

handler400 = "ketenzicht.common.views.bad_request"
urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    *i18n_patterns(
        path("", include("ketenzicht.accounts.urls")),
        path("", include("ketenzicht.planning.urls")),
        path("", include("ketenzicht.systems.urls")),
        path("", include("ketenzicht.signals.urls")),
        path("", include("ketenzicht.rights.urls")),
        path("", include("ketenzicht.retention.urls")),
        path("", include("ketenzicht.reporting.urls")),
        path("", include("ketenzicht.handover.urls")),
        path("", include("ketenzicht.disclosure.urls")),
        path("", include("ketenzicht.audit.urls")),
        path("", include("ketenzicht.partners.urls")),
        path("", include("ketenzicht.common.urls")),
        prefix_default_language=False,
    ),
]
