"""Every address, for everybody, on every kind of record: the answer, and nothing that is not theirs in it."""

from collections.abc import Iterator
from contextlib import nullcontext
from itertools import product

import pytest
from django.urls import reverse

from tests.access.looking import ALWAYS, ask, watched
from tests.access.markers import identity_of, in_response, may_read
from tests.access.people import EVERYBODY
from tests.access.table import FOR_GUESTS, LIMITED, ROWS
from tests.access.targets import INSIDE, Row, Target
from tests.access.world import World, mark
from tests.architecture.addresses import addresses

pytestmark = pytest.mark.slow
NONSENSE = ("x", "0", "-1", "%00", "..%2f", "a" * 300)
NAMES = [address.name for address in addresses()]


def test_it_has_a_row_for_every_address() -> None:
    missing = sorted(set(NAMES) - set(ROWS))
    assert not missing, (
        f"say in tests/access/table.py who may come to {missing}: a Row with its door and targets"
    )
    assert not set(ROWS) - set(NAMES), "these rows of tests/access/table.py belong to no address any more"


@pytest.mark.parametrize("name", [name for name in NAMES if name in ROWS])
def test_it_answers_as_the_table_says(world: World, name: str) -> None:
    allowed = {who: may_read(world, who) for who in EVERYBODY}
    wrong = []
    for said, who, method, target in _attempts(world, ROWS[name]):
        url = reverse(name, kwargs=dict(target.where))
        with watched() if method == "GET" else nullcontext(set[str]()) as written:
            answer = ask(world.people[who], method, url, target.data if method == "POST" else None)
        right = _right(ROWS[name], name, method, who, target)
        if answer.status_code not in right:
            wrong.append(f"{said}: {answer.status_code} and not {sorted(right)}")
        if leak := in_response(answer) - _shown(world, name, method, answer.status_code, who, allowed[who]):
            wrong.append(f"{said}: shows {sorted(leak)}")
        if more := written - ALWAYS - ROWS[name].writes:
            wrong.append(f"{said}: a look wrote to {sorted(more)}")
    assert not wrong, "\n".join(wrong)


def _attempts(world: World, row: Row) -> Iterator[tuple[str, str, str, Target]]:
    """Everybody on every record; whoever is refused at the door only on the first."""
    targets = list(row.targets(world).items())
    for method, who in product(("GET", "POST"), EVERYBODY):
        for relation, target in targets if who in row.door else targets[:1]:
            yield f"{who} {method} {relation}", who, method, target


def _shown(
    world: World, name: str, method: str, status: int, who: str, allowed: frozenset[str]
) -> frozenset[str]:
    """What may stand in an answer: nothing but the own name when it is a refusal."""
    if status in {403, 404, 405} or who not in INSIDE:
        return allowed & {f"ZZ-NAME-{who}"}
    if name == "signals:identity" and method == "POST":
        return allowed.union(*(identity_of(record) for record in world.records.values()))
    if name == "planning:original" and method == "POST":
        # Shown with a reason that is recorded, and never in an answer to a link.
        return allowed | {mark(kind, code) for kind in ("SEALED", "SPOT") for code in world.consultations}
    return allowed


def _right(row: Row, name: str, method: str, who: str, target: Target) -> frozenset[int]:
    if name in FOR_GUESTS and who in INSIDE:
        return frozenset({302})
    right = row.expected(method, who, target)
    return right | {429} if name in LIMITED and method == "POST" else right


@pytest.mark.parametrize("name", [address.name for address in addresses() if address.parameters])
def test_it_knows_no_record_by_a_malformed_name(world: World, name: str) -> None:
    target = next(iter(ROWS[name].targets(world).values()))
    url = reverse(name, kwargs=dict(target.where))
    for value, nonsense in product(map(str, target.where.values()), NONSENSE):
        answer = world.people["holder"].client.get(url.replace(value, nonsense, 1))
        # The keys of one's own account ask for the password again before they look for anything.
        asked_again = answer.status_code == 302 and "/opnieuw/?next=" in answer["Location"]
        assert asked_again or answer.status_code in {403, 404, 405}, url
