"""Whoever sends one report after the other waits; whoever shares the address loses nothing."""

import pytest
from django.test import Client

from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.throttle import Throttle
from ketenzicht.partners.models import Desk, Municipality
from ketenzicht.reporting.models import Report
from ketenzicht.reporting.tests.test_public_report import FACT, _to_check
from ketenzicht.reporting.tests.walking import code_of
from ketenzicht.reporting.views import limits

pytestmark = pytest.mark.django_db


def _allow(monkeypatch: pytest.MonkeyPatch, free: int) -> None:
    throttle = Throttle(free=free, first_wait=10, longest_wait=60, in_all=1_000, window=60)
    monkeypatch.setattr(limits, "reports", throttle)


def test_it_lets_a_flood_wait_and_loses_nothing_that_was_typed(
    visitor: Client, municipality: Municipality, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _allow(monkeypatch, 1)
    _to_check(visitor, municipality).press("send")
    second = _to_check(visitor, municipality).press("send")
    assert second.response.status_code == 429
    assert second.says("Wait 10 seconds.") or second.says("Wait 9 seconds.")
    assert second.says("Call 112.")
    assert second.says(FACT)
    assert "127.0.0.1" not in repr(vars(limits.reports))

    _allow(monkeypatch, 1)
    assert code_of(second.press("send"))
    with acting(Actor.desk(desk.pk, Verb.REPORT_READ)):
        assert Report.objects.count() == 2
