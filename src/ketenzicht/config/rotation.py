"""Changing the keys that seals hang under while people work: data keys are wrapped anew, nothing is opened.

Only the header of a seal changes, in one statement that does nothing when somebody else wrote that row
meanwhile. So it can stop anywhere and goes on by looking which seals are not under the newest key.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, LiteralString

from django.db import connection, transaction
from psycopg import sql

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.keyring import ID_LENGTH, sealing_keys
from ketenzicht.common.sealing import HEADER, MARK, SealBroken, key_of, rewrapped
from ketenzicht.config import keys
from ketenzicht.config.problem import Problem

AT_ONCE: Final = 100
# Pages of reporters carry seals that nobody can rewrap; the oldest they may be is twelve hours.
IN_PAGES: Final = timedelta(hours=13)
# Links to choose a password are signed, and hold for three days.
IN_LINKS: Final = timedelta(days=3)
OPERATOR: Final = Actor.operator()
Row = tuple[Any, bytes]

_WAITING: Final = (
    "SELECT {key}, CASE WHEN substr({seal}, 1, %s) = %s THEN substr({seal}, 1, %s) ELSE {seal} END"
    " FROM {table} WHERE octet_length({seal}) > 0 AND substr({seal}, 1, %s) <> %s AND (%s OR {key} > %s)"
    " ORDER BY {key} LIMIT %s"
)
_REWRAP: Final = "UPDATE {table} SET {column} = {new} WHERE {key} = %s AND substr({seal}, 1, %s) = %s"


class NotOwner(Exception):
    """Seals are rewrapped by the role that owns the tables."""


@dataclass(frozen=True)
class Place:
    """A column of bytes that holds seals."""

    table: str
    key: str
    column: str
    purpose: str

    @property
    def seal(self) -> sql.Composable:
        """The expression of a seal, as bytes."""
        return sql.Identifier(self.column)

    def put(self, seal: sql.Composable) -> sql.Composable:
        """The value of the column when its seal is the expression ``seal``."""
        return seal

    def query(self, text: LiteralString, **more: sql.Composable) -> sql.Composed:
        """A statement about this place."""
        names = {name: sql.Identifier(getattr(self, name)) for name in ("table", "key", "column")}
        return sql.SQL(text).format(seal=self.seal, **names, **more)


@dataclass(frozen=True)
class PlaceInJson(Place):
    """A value in a JSON column that holds seals as text."""

    name: str

    @property
    def seal(self) -> sql.Composable:
        return sql.SQL("convert_to({} ->> {}, 'UTF8')").format(sql.Identifier(self.column), self.name)

    def put(self, seal: sql.Composable) -> sql.Composable:
        return sql.SQL("jsonb_set({}, ARRAY[{}], to_jsonb(convert_from({}, 'UTF8')))").format(
            sql.Identifier(self.column), self.name, seal
        )


PLACES: Final = (
    Place("reporting_reporteridentity", "id", "sealed", "identity"),
    Place("reporting_attachmentoriginal", "attachment_id", "sealed", "original"),
    Place("reporting_draft", "id", "sealed", "draft"),
    Place("reporting_pendingfile", "id", "sealed", "pending file"),
    Place("rights_handoutfile", "request_id", "sealed", "hand-out"),
    Place("planning_talknote", "id", "draft", "talk draft"),
    Place("planning_noteoriginal", "id", "sealed", "talk original"),
    PlaceInJson("mfa_authenticator", "id", "data", "second factor", "secret"),
    PlaceInJson("mfa_authenticator", "id", "data", "second factor", "seed"),
)


def seals_under() -> dict[str, int]:
    """How many seals hang under the key of each id; nothing as id are those of before there were data keys.

    Raises NotOwner.
    """
    found: Counter[str] = Counter()
    with _as_owner() as cursor:
        for place in PLACES:
            cursor.execute(
                place.query(
                    "SELECT substr({seal}, 1, %s), count(*) FROM {table}"
                    " WHERE octet_length({seal}) > 0 GROUP BY 1"
                ),
                [len(MARK) + ID_LENGTH],
            )
            for start, count in cursor.fetchall():
                found[key_of(bytes(start))] += count
    return dict(found)


def rewrap(tell: Callable[[int], None], at: datetime) -> tuple[int, int]:
    """Put every seal under the newest key; answers how many were, and how many no key here opens.

    Raises NotOwner.
    """
    done = unreadable = 0
    for place in PLACES:
        for changed, broken in _batches(place):
            done, unreadable = done + changed, unreadable + broken
            if changed:
                tell(done)
    if done:
        newest = sealing_keys()[0].id
        with acting(OPERATOR):
            audit.record(kind="config.keys.rewrapped", target=("key", newest), by=OPERATOR, at=at)
    return done, unreadable


def retire(ident: str, at: datetime) -> str:
    """Take the key ``ident`` away; answers of which kind it was.

    Raises Problem when it is the newest, or when something may still need it; NotOwner.
    """
    kind = "secret" if ident in {key.id for key in keys.there("secret")} else "sealing"
    newest, *older = keys.there(kind)
    if ident not in {key.id for key in older}:
        raise Problem(f"{ident} is not an older key that is here. Nothing was done.")
    needed = IN_LINKS if kind == "secret" else IN_PAGES
    if newest.made_at and at - newest.made_at < needed:
        until = (newest.made_at + needed).isoformat(timespec="minutes")
        raise Problem(f"Pages and links that people have open may need {ident} until {until}.")
    if kind == "sealing" and (hanging := seals_under().get(ident, 0) + seals_under().get("", 0)):
        raise Problem(f"{hanging} seals still hang under {ident} or no id. First: ./ketenzicht keys rewrap.")
    keys.drop(kind, ident)
    with acting(OPERATOR):
        audit.record(kind="config.keys.retired", target=("key", ident), by=OPERATOR, at=at)
    return kind


def make(kind: str, at: datetime) -> str:
    """Make a new key of ``kind``, which is used from then on; answers its id.

    Raises Problem when keys are kept where we cannot write.
    """
    key = keys.add(kind, at)
    with acting(OPERATOR):
        audit.record(kind="config.keys.made", target=("key", key.id), by=OPERATOR, at=at)
    return key.id


def _batches(place: Place) -> Iterator[tuple[int, int]]:
    """Each batch in a transaction of its own: how many seals were put under the newest key, how many not."""
    last: Any = None
    while True:
        with _as_owner() as cursor:
            rows = _waiting(cursor, place, last)
            results = [_rewrap(cursor, place, row) for row in rows]
        if not rows:
            return
        last = rows[-1][0]
        yield results.count(True), results.count(False)


def _waiting(cursor: Any, place: Place, last: Any) -> list[Row]:
    """Seals that are not under the newest key, in the order of their rows: a header, or all of an old one."""
    newest = MARK + sealing_keys()[0].id.encode()
    cursor.execute(
        place.query(_WAITING),
        [len(MARK), MARK, HEADER, len(newest), newest, last is None, last, AT_ONCE],
    )
    return [(key, bytes(known)) for key, known in cursor.fetchall()]


def _rewrap(cursor: Any, place: Place, row: Row) -> bool | None:
    """Whether the seal could be put under the newest key; None when its row was changed meanwhile."""
    key, known = row
    try:
        header = rewrapped(known, place.purpose)
    except SealBroken:
        return False
    body = HEADER + 1 if known.startswith(MARK) else 1
    new = place.put(place.query("%s || substr({seal}, %s)"))
    cursor.execute(place.query(_REWRAP, new=new), [header, body, key, len(known), known])
    return True if cursor.rowcount else None


@contextmanager
def _as_owner() -> Iterator[Any]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_userbyid(relowner) = current_user FROM pg_class WHERE oid = %s::regclass",
            [PLACES[0].table],
        )
        if cursor.fetchone() != (True,):
            raise NotOwner
        cursor.execute("SELECT set_config('app.rewrapping', 'yes', true)")
        yield cursor
