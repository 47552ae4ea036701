"""What the doors of pages let through."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from ketenzicht.common.actor import Actor, acting, current_actor
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, cookieless_page


@pytest.mark.django_db
def test_nobody_is_signed_in_on_a_page_without_cookies() -> None:
    seen: list[Actor] = []

    @cookieless_page
    def page(request: ActingRequest) -> HttpResponse:
        seen.extend([request.actor, current_actor()])
        return HttpResponse()

    colleague = Actor.user(1, {Verb.SIGNAL_READ: frozenset({1})})
    request = RequestFactory().post("/")
    vars(request)["actor"] = colleague
    with acting(colleague):
        page(request)
        assert current_actor() == colleague

    assert seen == [Actor.nobody(), Actor.nobody()]
    assert vars(page)["csrf_exempt"]
