"""What a row of the table is made of: groups of people, and the records to try an address on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tests.access.people import EVERYBODY, SIGNED_IN
from tests.access.world import World

Who = frozenset[str]
ALL: Who = frozenset(EVERYBODY)
INSIDE: Who = frozenset(SIGNED_IN)
OUTSIDE: Who = ALL - INSIDE
NONE: Who = frozenset()
FOCAL: Who = frozenset({"holder", "elsewhere", "standin"})
DESKS: Who = FOCAL | {"chain", "care", "receiver", "partner"}
WRITERS: Who = DESKS | {"author", "colleague"}
ADMIN: Who = frozenset({"admin"})
BREAKERS: Who = FOCAL | {"chain"}
OFFICER: Who = frozenset({"privacy"})
TRYERS: Who = FOCAL | {"chain"} | ADMIN
TRAIL: Who = frozenset({"privacy", "auditor"})
HOLDER: Who = frozenset({"holder"})
RECEIVER: Who = frozenset({"receiver"})
BOTH_SIDES: Who = frozenset({"holder", "receiver"})
EDITORS: Who = FOCAL | {"chain", "adviser", "planner"}
KEEPERS: Who = frozenset({"chain", "adviser"})
PLANNERS: Who = KEEPERS | {"planner"}
UNKNOWN = UUID(int=1)


@dataclass(frozen=True)
class Target:
    """A record by its address, who sees it, and what is sent to it."""

    where: Mapping[str, Any] = field(default_factory=dict)
    sees: Who = ALL
    data: Mapping[str, Any] = field(default_factory=dict)
    get: int = 200
    post: int = 200
    not_theirs: Who = NONE


@dataclass(frozen=True)
class Row:
    """What an address asks, which methods it knows, and the records to try it on."""

    door: Who
    methods: str = "GET"
    targets: Callable[[World], Mapping[str, Target]] = lambda world: {"page": Target()}
    writes: frozenset[str] = frozenset()

    def expected(self, method: str, who: str, target: Target) -> frozenset[int]:
        """The answers that are right."""
        if method not in self.methods.split():
            refused = {405} if who in self.door else {302, 403, 405}
            return frozenset(refused)
        if who in OUTSIDE - self.door:
            return frozenset({302})
        if who not in self.door or who in target.not_theirs:
            return frozenset({403})
        if who not in target.sees:
            return frozenset({404})
        return frozenset({target.get if method == "GET" else target.post})


def one(**answer: Any) -> Callable[[World], Mapping[str, Target]]:
    """A page without a record."""
    return lambda world: {"page": Target(**answer)}
