"""A large consultation: pages about one statement or cluster read what they show, and compare once."""

from typing import Any

import pytest
from django.test import Client

from ketenzicht.accounts.tests.factories import sign_in
from ketenzicht.common.actor import acting
from ketenzicht.planning import actions
from ketenzicht.planning.domain.anthology import Reason
from ketenzicht.planning.domain.likeness import Texts
from ketenzicht.planning.models import Cluster, Statement
from ketenzicht.planning.queries import compared
from ketenzicht.planning.tests import casts
from ketenzicht.planning.tests.test_pages import url

pytestmark = pytest.mark.django_db
MANY = 400
WORDS = [
    "opvang",
    "politie",
    "aangifte",
    "tolk",
    "wachten",
    "vertrouwen",
    "gemeente",
    "signaal",
    "school",
    "hotel",
    "werk",
    "geld",
]
TEXT = "1 Trends\n\n" + "\n\n".join(
    f"1.{place + 1} Deel {place + 1}\n\n"
    + "\n\n".join(
        f"De {WORDS[n % 12]} en de {WORDS[n // 3 % 12]} gaan over {WORDS[(n + place) % 12]} nummer {n}."
        for n in range(place * MANY // 20, (place + 1) * MANY // 20)
    )
    for place in range(20)
)


class Counted:
    """How many statements were read, and how often everything was compared."""

    def __init__(self) -> None:
        self.read = self.compared = 0


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    found = Counted()
    read, compare = Statement.from_db, Texts.__init__

    def reading(_cls: Any, *args: Any) -> Statement:
        found.read += 1
        return read(*args)

    def comparing(self: Texts, *args: Any, **kwargs: Any) -> None:
        found.compared += 1
        compare(self, *args, **kwargs)

    monkeypatch.setattr(Statement, "from_db", classmethod(reading))
    monkeypatch.setattr(Texts, "__init__", comparing)
    monkeypatch.setattr(compared, "_kept", {})
    return found


@pytest.mark.slow
def test_it_reads_what_it_shows_and_compares_again_only_when_words_change(counted: Counted):
    alice = casts.alice()
    held = casts.consultation(alice, TEXT)
    client = sign_in(Client(), casts.alice_user())
    with acting(alice):
        assert held.statements.count() == MANY
        other = str(Cluster.objects.get(title="Deel 2").pk)
        first = Statement.objects.get(consultation=held, number=1)
    counted.read = 0
    client.get(url("statement", 1))
    assert (counted.compared, counted.read < 40) == (1, True)
    counted.read = 0
    page = client.get(url("sort", "1.1")).content.decode()
    assert page.count("data-drag=") == MANY // 20
    assert (counted.compared, counted.read < 250) == (1, True)
    counted.read = 0
    moved = client.post(url("sort", "1.1"), {"selected": [str(first.pk)], "cluster": other})
    assert (moved.status_code, counted.compared, counted.read < 40) == (303, 1, True)
    client.get(url("sort", "1.1"))
    assert counted.compared == 1
    with acting(alice):
        second = Statement.objects.get(consultation=held, number=2)
        actions.leave_out(
            code=held.code, statement_id=second.pk, reason=Reason.FURNITURE, by=alice, at=casts.AT
        )
        assert Statement.objects.filter(consultation=held, replaced_by=None).count() == MANY - 1
    client.get(url("statement", 1))
    assert counted.compared == 2
