"""Where one is in the navigation: one place at most."""

import pytest
from django.test import RequestFactory
from django.urls import reverse

from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import ROLE_VERBS, Role
from ketenzicht.config import context

ADMIN, OFFICER = Role.ADMINISTRATOR, Role.PRIVACY_OFFICER


@pytest.mark.parametrize(
    ("path", "roles", "there"),
    [
        ("/beheer/herstel/", [ADMIN], "accounts:people"),
        ("/beheer/herstel/", [ADMIN, OFFICER], "accounts:recoveries"),
        ("/beheer/mensen/7/herstel/", [ADMIN, OFFICER], "accounts:people"),
        ("/werk/te-laat/", [Role.FOCAL_OFFICER, Role.CHAIN_DIRECTOR], "signals:overdue"),
        ("/signalen/nieuw/", [Role.FOCAL_OFFICER], "signals:worklist"),
        ("/account/", [ADMIN], None),
    ],
)
def test_it_shows_one_place_at_most(
    monkeypatch: pytest.MonkeyPatch, path: str, roles: list[Role], there: str | None
) -> None:
    monkeypatch.setattr(
        context,
        "PLACES",
        [context.Place(one.verb, one.url_name, one.label, also=one.also) for one in context.PLACES],
    )
    grants = {verb: frozenset({1}) for role in roles for verb in ROLE_VERBS[role]}
    shown = context._navigation(RequestFactory().get(path), Actor.user(1, grants, 1))
    current = [one["url"] for one in shown if one["current"]]
    assert current == ([reverse(there)] if there else [])
