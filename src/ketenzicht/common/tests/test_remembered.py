"""A page asks a thing once; whoever writes asks each time."""

from collections import Counter

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from ketenzicht.accounts.middleware import ActorMiddleware
from ketenzicht.common.remembered import remembered, remembering

ASKED: Counter[str] = Counter()


@remembered(lambda word, at: word)
def _length(word: str, at: int) -> int:
    ASKED[word] += 1
    return len(word)


def test_it_asks_once_for_each_key_and_forgets_afterwards() -> None:
    ASKED.clear()
    for _twice in range(2):
        with remembering():
            assert [_length("one", 1), _length("one", 2), _length("three", 3)] == [3, 3, 5]
    assert ASKED == {"one": 2, "three": 2}


def test_it_remembers_nothing_by_itself() -> None:
    ASKED.clear()
    assert _length("one", 1) == _length("one", 2) == 3
    assert ASKED == {"one": 2}


@pytest.mark.django_db
@pytest.mark.parametrize(("method", "asked"), [("get", 1), ("head", 1), ("post", 2)])
def test_only_a_page_that_is_read_remembers(rf: RequestFactory, method: str, asked: int) -> None:
    ASKED.clear()

    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(_length("one", 1) + _length("one", 2))

    request = getattr(rf, method)("/")
    request.user = AnonymousUser()
    ActorMiddleware(view)(request)
    assert {"one": asked} == ASKED
