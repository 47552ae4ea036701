"""The pages that belong to no other part: the gallery of shapes, the choice of colours, an expired form."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from ketenzicht.common.gallery import gallery_context
from ketenzicht.common.pages import SeeOther, public_page, signed_in_page
from ketenzicht.common.templatetags.ketenzicht import THEME_COOKIE, THEMES

GALLERIES = frozenset({"worklist", "public", "narrow"})
A_YEAR = 365 * 24 * 3600


@signed_in_page
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for whoever makes pages. Raises: Http404 in production."""
    if settings.PRODUCTION:
        raise Http404
    shell = request.GET.get("shell", "")
    template = f"common/gallery_{shell}.html" if shell in GALLERIES else "common/gallery.html"
    return render(request, template, gallery_context(request))


@require_POST
@signed_in_page
def appearance(request: HttpRequest) -> HttpResponse:
    """Keeps the choice of colours in a cookie and goes back to where it was made."""
    target = request.POST.get("next", "/")
    here = {request.get_host()}
    # Without a slash in front it would be taken for the name of a page.
    if not target.startswith("/") or not url_has_allowed_host_and_scheme(target, here, request.is_secure()):
        target = "/"
    response = SeeOther(target)
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie(
            THEME_COOKIE, chosen, max_age=A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response


@signed_in_page
def still_here(request: HttpRequest) -> HttpResponse:
    """Nothing, so that a page can keep its session alive without opening a record again."""
    return HttpResponse(status=204)


@public_page
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Says that a request is none, and looks at nothing in it: its form may be what cannot be read."""
    return HttpResponseBadRequest(get_template("400.html").render())


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Says in plain words that a form was open too long; ``reason`` is for the log only."""
    return render(request, "403_csrf.html", status=403)
