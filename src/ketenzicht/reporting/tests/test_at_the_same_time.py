"""Two people press at the same moment, on two connections that really commit."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.reporting import actions
from ketenzicht.reporting.models import Addition, Report
from ketenzicht.reporting.tests.factories import AT, content, focal_desk, public_report

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh_database")]


def test_it_makes_one_report_of_two_submissions_at_once() -> None:
    whole = content()
    found = _at_once(lambda: actions.submit(content=whole, by=Actor.public(), at=AT))
    assert found[0] == found[1]
    with acting(Actor.desk(focal_desk().pk, Verb.REPORT_READ)):
        assert Report.objects.count() == 1


def test_it_makes_one_addition_of_two_at_once() -> None:
    sent = public_report()
    found = _at_once(lambda: actions.add(report_id=sent.report_id, submission="one", text="A van.", at=AT))
    assert found[0] == found[1]
    with acting(Actor.reporter(sent.report_id)):
        assert Addition.objects.count() == 1


def _at_once(act: Callable[[], object]) -> list[object]:
    gate = threading.Barrier(2)
    found: list[object] = []

    def run() -> None:
        try:
            gate.wait(timeout=10)
            found.append(act())
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert len(found) == 2
    return found
