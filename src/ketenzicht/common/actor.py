"""Who is acting, and the database's second fence around what that actor may see.

Every touch of casework happens inside :func:`acting`. It opens a transaction and tells PostgreSQL who
acts; the row-level policies read those settings. Outside it there is no actor, so there are no rows.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from django.db import connection, transaction
from psycopg.pq import TransactionStatus

from ketenzicht.common.domain.rights import Verb


class NotAllowed(Exception):
    """The actor lacks the right that this needs."""


class NotVisible(Exception):
    """There is no such record for this actor; whether it exists at all is not said."""


class NotNow(Exception):
    """This cannot be done with the record as it is; the text is a code that its part has words for."""


class ActorKind(StrEnum):
    """What stands behind an action."""

    NOBODY = "nobody"
    PUBLIC = "public"
    REPORTER = "reporter"
    RECEIPT_HOLDER = "receipt_holder"
    USER = "user"
    DESK = "desk"
    CLOCKWORK = "clockwork"
    OPERATOR = "operator"


_NO_GRANTS: Mapping[Verb, frozenset[int]] = MappingProxyType({})


@dataclass(frozen=True)
class Actor:
    """Somebody or something that acts, with the rights it has: verb → the desks where it holds."""

    kind: ActorKind
    user_id: int | None = None
    grants: Mapping[Verb, frozenset[int]] = field(default_factory=lambda: _NO_GRANTS)
    home_desk_id: int | None = None
    report_id: UUID | None = None
    token: str = ""

    @classmethod
    def nobody(cls) -> "Actor":
        """Nobody: sees nothing, may nothing."""
        return cls(ActorKind.NOBODY)

    @classmethod
    def public(cls, token: str = "") -> "Actor":
        """A visitor without an account; ``token`` opens the visitor's own pending files and no others."""
        return cls(ActorKind.PUBLIC, token=token)

    @classmethod
    def reporter(cls, report_id: UUID, user_id: int | None = None) -> "Actor":
        """The person who sends or sent this report; a professional also by account, for the own overview."""
        return cls(ActorKind.REPORTER, user_id=user_id, report_id=report_id)

    @classmethod
    def receipt_holder(cls, code_hash: str) -> "Actor":
        """Somebody who typed a receipt code; sees the one receipt with this hash."""
        return cls(ActorKind.RECEIPT_HOLDER, token=code_hash)

    @classmethod
    def user(
        cls, user_id: int, grants: Mapping[Verb, frozenset[int]], home_desk_id: int | None = None
    ) -> "Actor":
        """A signed-in person with the rights of the roles held today."""
        return cls(ActorKind.USER, user_id=user_id, grants=grants, home_desk_id=home_desk_id)

    @classmethod
    def desk(cls, desk_id: int, *verbs: Verb) -> "Actor":
        """The product acting on behalf of one desk, in a hook or a job, with just these rights there."""
        return cls(
            ActorKind.DESK,
            grants=MappingProxyType({verb: frozenset({desk_id}) for verb in verbs}),
            home_desk_id=desk_id,
        )

    @classmethod
    def clockwork(cls) -> "Actor":
        """The engine that moves clocks: sees clocks, which hold no content, and nothing else."""
        return cls(ActorKind.CLOCKWORK)

    @classmethod
    def operator(cls, *verbs: Verb) -> "Actor":
        """Somebody at the machine's command line: the named rights that hold at no desk."""
        return cls(ActorKind.OPERATOR, grants=MappingProxyType({verb: frozenset() for verb in verbs}))

    def may(self, verb: Verb, desk: int | None = None) -> bool:
        """Whether the actor has ``verb``, at ``desk`` when one is given, anywhere otherwise."""
        if verb not in self.grants:
            return False
        return desk is None or desk in self.grants[verb]

    def require(self, verb: Verb, desk: int | None = None) -> None:
        """Do nothing if the actor may; otherwise raise :class:`NotAllowed`."""
        if not self.may(verb, desk):
            raise NotAllowed(verb)

    def desks(self, verb: Verb) -> frozenset[int]:
        """The desks where the actor has ``verb``; empty means nowhere."""
        return self.grants.get(verb, frozenset())

    def settings(self) -> dict[str, str]:
        """The actor as PostgreSQL sees it."""
        return {
            "app.kind": self.kind.value,
            "app.user": str(self.user_id or ""),
            "app.grants": json.dumps({verb.value: sorted(desks) for verb, desks in self.grants.items()}),
            "app.report": str(self.report_id or ""),
            "app.token": self.token,
        }


_current: ContextVar[Actor | None] = ContextVar("ketenzicht_actor", default=None)


def current_actor() -> Actor:
    """The actor of the innermost :func:`acting`, or nobody."""
    return _current.get() or Actor.nobody()


@contextmanager
def acting(actor: Actor) -> Iterator[None]:
    """Run the body in one transaction in which PostgreSQL knows ``actor`` and nobody else.

    Nested use changes the actor for the body and gives the outer one back afterwards.
    """
    before = _current.get()
    with transaction.atomic():
        if actor == before:
            # PostgreSQL knows already.
            yield
            return
        _tell(actor)
        token = _current.set(actor)
        try:
            yield
        finally:
            _current.reset(token)
            # A released savepoint keeps SET LOCAL, so the outer actor has to be told again. In an aborted
            # transaction nothing can be told, and the rollback takes the setting back by itself.
            if not connection.needs_rollback and not connection.closed_in_transaction:
                _tell_after(before)


def _tell_after(before: Actor | None) -> None:
    if connection.connection.info.transaction_status != TransactionStatus.INERROR:
        _tell(before or Actor.nobody())


def _tell(actor: Actor) -> None:
    pairs = actor.settings()
    calls = ", ".join("set_config(%s, %s, true)" for _ in pairs)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {calls}", [value for pair in pairs.items() for value in pair])
