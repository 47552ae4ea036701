"""Where somebody who found a weakness can tell it: /.well-known/security.txt, as RFC 9116 wants it."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ketenzicht.common.pages import public_page

# The contact is a setting of an installation that runs, so it holds as long as that answers.
HOLDS = timedelta(days=90)


@require_safe
@public_page
def security_txt(request: HttpRequest) -> HttpResponse:
    """The contact that the operator gave; nothing when there is none."""
    if not settings.SECURITY_CONTACTS:
        raise Http404
    until = (timezone.now() + HOLDS).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        *(f"Contact: {contact}" for contact in settings.SECURITY_CONTACTS),
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.PUBLIC_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
