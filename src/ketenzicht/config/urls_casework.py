"""Every address but those of reporters, who are sent on to the public side."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import include, path

from ketenzicht.common.pages import public_page
from ketenzicht.config.urls import urlpatterns as all_of_them
from ketenzicht.reporting.urls import public


@public_page
def elsewhere(request: HttpRequest) -> HttpResponse:
    """The same page at the public side. What somebody sent here is not sent along."""
    return HttpResponseRedirect(f"{settings.REPORTERS_URL}{request.path}")


handler400 = "ketenzicht.common.views.bad_request"
_sent_on = [path(str(pattern.pattern), elsewhere) for pattern in public]

# The first that fits answers; the names still lead to the addresses.
urlpatterns = [
    *i18n_patterns(path("", include(_sent_on)), prefix_default_language=False),
    *all_of_them,
]
