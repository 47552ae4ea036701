"""Rows that are kept as long as the trail, put there as years of use leave them: which go, which stay."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
from django.utils import timezone
from psycopg.types.json import Jsonb

from ketenzicht.accounts.tests import factories as people
from ketenzicht.common.domain.rights import Role
from ketenzicht.retention.tests.planting import Dossier

LONG_AGO = datetime(2015, 3, 1, 9, 0, tzinfo=UTC)
Row = tuple[str, Any, bool, dict[str, Any]]


def outliving(above: psycopg.Connection) -> list[Row]:
    """Of each table rows that go and rows that stay: table, key, whether it stays, and what it is."""
    rows = list(_rows(above))
    with above.transaction():
        above.execute("SET LOCAL session_replication_role = replica")
        for table, key, _stays, values in rows:
            known = {"id": key} if table not in _OTHER_KEYS else {_OTHER_KEYS[table]: key}
            above.execute(
                f"INSERT INTO {table} SELECT (jsonb_populate_record(NULL::{table}, %s)).*",
                [Jsonb(_FILLED[table] | {name: _said(value) for name, value in (known | values).items()})],
            )
    return rows


def there(above: psycopg.Connection, rows: list[Row]) -> set[tuple[str, Any]]:
    """Which of them are there now."""
    return {
        (table, key)
        for table, key, _stays, _values in rows
        if above.execute(f"SELECT 1 FROM {table} WHERE {_OTHER_KEYS.get(table, 'id')} = %s", [key]).fetchone()
    }


_OTHER_KEYS = {"retention_residue": "signal_id", "retention_tombstone": "subject_id"}
_SIGNAL = {"subject": "person", "age_band": "adult", "urgency": "ordinary", "main_form": "", "outcome": ""}
_FILLED: dict[str, dict[str, Any]] = {
    "disclosure_disclosure": {
        "subject_kind": "handover",
        "subject_id": str(uuid4()),
        "from_desk_id": 1,
        "to_desk_id": 2,
        "basis_id": 1,
        "purpose_id": 1,
        "fields": ["forms"],
        "ended_because": "",
    },
    "accounts_accessreview": {
        "user_id": 1,
        "by_user_id": 2,
        "desk_id": 1,
        "role": "focal_officer",
        "outcome": "confirmed",
        "due_on": "2015-03-01",
    },
    "retention_destructionproposal": {"kind": "signals", "made_by": 1, "refusal": "", "counts": {}},
    "retention_destructionitem": {
        "signal_id": str(uuid4()),
        "number": 1,
        "desk_id": 1,
        "regime_id": 1,
        "ended_on": "2015-03-01",
        "stopped_because": "",
    },
    "retention_residue": {
        **_SIGNAL,
        "desk_id": 1,
        "forms": [],
        "received_on": "2014-03-01",
        "closed_on": "2014-03-01",
        "reports": 1,
        "files": 0,
        "handovers": 0,
        "regime_id": 1,
        "ended_on": "2015-03-01",
        "is_demonstration": False,
    },
    "retention_tombstone": {"kind": "signal"},
    "rights_usestop": {"stopped_by": 1},
    "rights_subjectrequest": {
        "kind": "objection",
        "term_id": 1,
        "state": "closed",
        "channel": "letter",
        "arrived_on": "2015-03-01",
        "registered_by": 1,
        "proof": "",
        "outcome": "",
        "ending": "withdrawn",
    },
}


def _said(value: Any) -> Any:
    return str(value) if isinstance(value, UUID | datetime) else value


def _rows(above: psycopg.Connection) -> Iterator[Row]:
    late = timezone.now()
    yield from _shared(late)
    yield from _reviewed(above, late)
    yield from _destroyed(late)
    yield from _asked(above, late)


def _shared(late: datetime) -> Iterator[Row]:
    later = late + timedelta(days=300)
    for stays, until, ended_at in (
        (False, LONG_AGO + timedelta(days=30), None),
        (False, later, LONG_AGO + timedelta(days=1)),
        (True, later, None),
        (True, later, late),
    ):
        known = {"made_at": LONG_AGO, "until": until, "ended_at": ended_at}
        yield "disclosure_disclosure", uuid4(), stays, known


def _reviewed(above: psycopg.Connection, late: datetime) -> Iterator[Row]:
    people.user("Ria", (people.desk("elsewhere"), Role.FOCAL_OFFICER))
    held = above.execute("SELECT max(id) FROM accounts_membership").fetchone()
    assert held
    after = LONG_AGO + timedelta(days=365)
    for key, (stays, number, at) in enumerate(
        ((False, 10**9, LONG_AGO), (True, 10**9, late), (False, held[0], LONG_AGO), (True, held[0], after)),
        start=10**6,
    ):
        yield "accounts_accessreview", key, stays, {"membership_number": number, "at": at}


def _destroyed(late: datetime) -> Iterator[Row]:
    decided = {"decided_at": LONG_AGO, "decided_by": 2, "made_at": LONG_AGO}
    for number, (stays, state, when) in enumerate(
        (
            (False, "done", LONG_AGO),
            (True, "done", late),
            (False, "rejected", None),
            (True, "proposed", None),
        ),
        start=10**6,
    ):
        proposal, done = uuid4(), None if state == "proposed" else LONG_AGO
        refusal = "other" if state == "rejected" else ""
        known = {**decided, "number": number, "state": state, "finished_at": done, "refusal": refusal}
        yield "retention_destructionproposal", proposal, stays, known
        item = {"proposal_id": proposal, "state": "destroyed" if when else "stopped", "done_at": done}
        yield "retention_destructionitem", uuid4(), stays, item
        if when:
            residue = {"number": number, "proposal_id": proposal, "destroyed_at": when}
            yield "retention_residue", uuid4(), stays, residue
    # What would come back with a backup from before it.
    yield "retention_tombstone", uuid4(), True, {"destroyed_at": LONG_AGO}


def _asked(above: psycopg.Connection, late: datetime) -> Iterator[Row]:
    desks = people.desk("elsewhere").pk, people.desk("receiving").pk
    dossier = Dossier("ZQXJV", 910_001, desks)
    dossier.plant(above)
    for number, (stays, erased_at, ended_at, signal) in enumerate(
        (
            (False, LONG_AGO, LONG_AGO, None),
            (True, None, LONG_AGO, None),
            (True, late, late, None),
            (True, LONG_AGO, LONG_AGO, dossier.signal_id),
            (False, LONG_AGO, LONG_AGO, uuid4()),
        ),
        start=10**6,
    ):
        request = uuid4()
        known = {"number": number, "registered_at": LONG_AGO, "ended_at": ended_at, "erased_at": erased_at}
        yield "rights_subjectrequest", request, stays, known
        if signal:
            stop = {"request_id": request, "signal_id": signal, "stopped_at": LONG_AGO}
            yield "rights_usestop", uuid4(), stays, stop
