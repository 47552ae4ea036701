"""What a page asks of whoever opens it. Every view carries one of these; a test looks at every URL."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import Promise
from django.views.decorators.csrf import csrf_exempt

from ketenzicht.common.actor import Actor, NotAllowed, NotNow, NotVisible, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import MoveNotAllowed

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class PageRight:
    """What a page needs: nothing, a sign-in, or any of some verbs."""

    sign_in: bool
    any_of: frozenset[Verb] = frozenset()

    def __str__(self) -> str:
        if not self.sign_in:
            return "public"
        return " | ".join(sorted(self.any_of)) or "signed in"


class ActingRequest(HttpRequest):
    """A request as views get it: the middleware has set who acts."""

    actor: Actor


class SeeOther(HttpResponseRedirect):
    """Go on with a GET after a form, so that reloading the page does nothing twice."""

    status_code = 303


def public_page(view: View) -> View:
    """A page for anybody."""
    return _guard(view, PageRight(sign_in=False))


def cookieless_page(view: View) -> View:
    """A page for anybody whose forms carry no token against forgery, because it leaves nothing on the device.

    Inside nobody is signed in: what opens something comes with the address or with the form, so a forged
    request can do nothing that whoever forges it could not do directly.
    """

    @wraps(view)
    def unattended(request: ActingRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.actor = Actor.nobody()
        with acting(request.actor):
            return view(request, *args, **kwargs)

    return csrf_exempt(_guard(unattended, PageRight(sign_in=False)))


def signed_in_page(view: View) -> View:
    """A page for everybody with an account."""
    return _guard(view, PageRight(sign_in=True))


def needs(*verbs: Verb) -> Callable[[View], View]:
    """A page for whoever has any of ``verbs`` at some desk."""

    def decorate(view: View) -> View:
        return _guard(view, PageRight(sign_in=True, any_of=frozenset(verbs)))

    return decorate


def _guard(view: View, right: PageRight) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if right.sign_in and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if right.any_of and not any(cast(ActingRequest, request).actor.may(verb) for verb in right.any_of):
            raise PermissionDenied
        return _answer(view, request, *args, **kwargs)

    vars(guarded)["right"] = right
    return guarded


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    try:
        return view(request, *args, **kwargs)
    except NotVisible as missing:
        raise Http404 from missing
    except NotAllowed as refusal:
        raise PermissionDenied from refusal
    except MoveNotAllowed:
        return render(request, "409.html", status=409)


@contextmanager
def refusals_in(form: Form, why_not: Mapping[str, Promise]) -> Iterator[None]:
    """What cannot be done now (NotNow) ends the block and is told in ``form``, in words of ``why_not``."""
    try:
        yield
    except NotNow as refused:
        form.add_error(None, str(why_not[str(refused)]))
