"""What a row of the table is made of: groups of people, and the records to try an address on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tests.access.people import EVERYBODY, SIGNED_IN
from tests.access.world import Record, World

Who = frozenset[str]
ALL: Who = frozenset(EVERYBODY)
INSIDE: Who = frozenset(SIGNED_IN)
OUTSIDE: Who = ALL - INSIDE
NONE: Who = frozenset()
FOCAL: Who = frozenset({"holder", "elsewhere"})
DESKS: Who = FOCAL | {"chain", "care", "receiver", "partner"}
WRITERS: Who = DESKS | {"author", "colleague"}
ADMIN: Who = frozenset({"admin"})
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


def signal(
    on: str = "own",
    *,
    data: Mapping[str, Any] | None = None,
    get: int = 200,
    post: int = 303,
    far_post: int = 0,
    wrong: tuple[str, ...] = (),
    also: Callable[[Record], Mapping[str, Any]] = lambda record: {},
) -> Callable[[World], Mapping[str, Target]]:
    """An address of a signal: one of the own desk, one of another desk, and one that is not there.

    ``also`` gives the other parameters of the address from a record; ``wrong`` names records of the own desk
    that are in no state for it; ``far_post`` is what the other desk hears about its own record.
    """

    def targets(world: World) -> Mapping[str, Target]:
        own, far = world.records[on], world.records["far"]
        found = {
            "own desk": Target(
                {"signal_id": own.signal, **also(own)}, HOLDER, given(world, data), get=get, post=post
            ),
            "other desk": Target(
                {"signal_id": far.signal, **also(far)},
                frozenset({"elsewhere"}),
                given(world, data, far=True),
                get=get,
                post=far_post or post,
            ),
            "unknown": Target({"signal_id": UNKNOWN, **also(own)}, NONE, given(world, data)),
        }
        for tag in wrong:
            record = world.records[tag]
            found[f"in another state: {tag}"] = Target(
                {"signal_id": record.signal, **also(record)}, HOLDER, given(world, data), post=409
            )
        return found

    return targets


def given(world: World, data: Mapping[str, Any] | None, far: bool = False) -> dict[str, Any]:
    """What is sent; a function of the world and of whether it goes to the other desk stands for its value."""
    return {name: value(world, far) if callable(value) else value for name, value in (data or {}).items()}


def account(world: World, name: str) -> int:
    """The number of somebody's account."""
    person = world.people[name].account
    assert person
    return person.pk


def colleague(world: World, far: bool) -> int:
    return account(world, "elsewhere" if far else "holder")


def other_number(world: World, far: bool) -> str:
    return str(world.records["pro"].number)


def handover(
    *states: str, only: Who, again: tuple[str, ...] = (), data: Mapping[str, Any] | None = None
) -> Callable[[World], Mapping[str, Target]]:
    """An address that moves a hand-off: right in ``states``, and too late or too early in every other.

    ``again`` is the state it moves to: the same once more does no harm, and needs no form.
    """

    def targets(world: World) -> Mapping[str, Target]:
        found = {}
        for record in world.records.values():
            if record.handover:
                right = record.tag in states
                found[record.tag] = Target(
                    {"handover_id": record.handover},
                    BOTH_SIDES,
                    data or {},
                    get=200 if right else 409,
                    post=303 if right or record.tag in again else 409,
                    not_theirs=BOTH_SIDES - only,
                )
        return {**found, "unknown": Target({"handover_id": UNKNOWN}, NONE, data or {})}

    return targets


def calls(world: World) -> Mapping[str, Target]:
    """The call of every hand-off here is noted already, so its sender is led back to the hand-off."""
    found = {
        record.tag: Target(
            {"handover_id": record.handover}, BOTH_SIDES, get=302, post=302, not_theirs=BOTH_SIDES - HOLDER
        )
        for record in world.records.values()
        if record.handover
    }
    return {**found, "unknown": Target({"handover_id": UNKNOWN}, NONE)}


def details(world: World) -> Mapping[str, Target]:
    found = {
        record.tag: Target({"handover_id": record.handover}, BOTH_SIDES)
        for record in world.records.values()
        if record.handover
    }
    return {**found, "unknown": Target({"handover_id": UNKNOWN}, NONE)}


def files(world: World) -> Mapping[str, Target]:
    found = {}
    for record in world.records.values():
        if record.handover:
            open_to = BOTH_SIDES if opened(record, "attachments") else HOLDER
            where = {"handover_id": record.handover, "file_id": record.package_file}
            found[record.tag] = Target(where, open_to)
    sent, accepted = world.records["sent"], world.records["accepted"]
    mixed = {"handover_id": accepted.handover, "file_id": sent.package_file}
    unknown = {"handover_id": accepted.handover, "file_id": UNKNOWN}
    return {**found, "of another hand-off": Target(mixed, NONE), "unknown": Target(unknown, NONE)}


def opened(record: Any, field_code: str) -> bool:
    """Whether the receiving desk may read a field of the package now."""
    running = record.state in {"accepted", "accepted_partly", "in_hand", "finished"} and record.tag != "over"
    return running and field_code in record.accepted


def attachments(world: World) -> Mapping[str, Target]:
    sees = {"own": HOLDER, "far": frozenset({"elsewhere"}), "pro": HOLDER | {"author"}, "accepted": HOLDER}
    found = {tag: Target({"attachment_id": world.records[tag].attachment}, who) for tag, who in sees.items()}
    return {**found, "unknown": Target({"attachment_id": UNKNOWN}, NONE)}


def people(*, post: int, data: Mapping[str, Any] | None = None) -> Callable[[World], Mapping[str, Target]]:
    return lambda world: {
        "somebody": Target({"user_id": account(world, "colleague")}, ALL, data or {}, post=post),
        "unknown": Target({"user_id": 10**9}, NONE, data or {}),
    }


def roles(world: World) -> Mapping[str, Target]:
    person = world.people["colleague"].account
    assert person
    held = person.memberships.get().pk
    return {
        "somebody": Target({"user_id": person.pk, "membership_id": held}, ALL, post=302),
        "of somebody else": Target({"user_id": account(world, "author"), "membership_id": held}, NONE),
        "unknown": Target({"user_id": person.pk, "membership_id": 10**9}, NONE),
    }


def by_code(*, good: Callable[[], str]) -> Callable[[World], Mapping[str, Target]]:
    return lambda world: {
        "known": Target({"code": good()}),
        "unknown": Target({"code": "there-is-none"}, NONE),
    }


def identities(world: World) -> Mapping[str, Target]:
    own, pro, far = (world.records[tag] for tag in ("own", "pro", "far"))
    why = {"reason": "We have to call."}
    return {
        "own desk": Target({"signal_id": own.signal, "report_id": own.report}, HOLDER, why),
        "of another signal": Target({"signal_id": own.signal, "report_id": pro.report}, NONE, why),
        "of another desk": Target({"signal_id": own.signal, "report_id": far.report}, NONE, why),
        "other desk": Target(
            {"signal_id": far.signal, "report_id": far.report}, frozenset({"elsewhere"}), why
        ),
    }


def tasks(world: World) -> Mapping[str, Target]:
    own, far = world.records["own"], world.records["far"]
    return {
        "own desk": Target({"signal_id": own.signal, "task_id": own.task}, HOLDER, post=303),
        "of another desk": Target({"signal_id": own.signal, "task_id": far.task}, NONE),
        "other desk": Target(
            {"signal_id": far.signal, "task_id": far.task}, frozenset({"elsewhere"}), post=303
        ),
    }


def drafts(world: World) -> Mapping[str, Target]:
    return {
        "own": Target({"draft_id": world.draft}, frozenset({"author"}), {"go": "save"}, post=303),
        "unknown": Target({"draft_id": UNKNOWN}, NONE),
    }


def sent(world: World) -> Mapping[str, Target]:
    author, text = frozenset({"author"}), {"text": "More."}
    return {
        "own": Target({"report_id": world.records["pro"].report}, author, text, post=303),
        "of the public": Target({"report_id": world.records["own"].report}, NONE, text),
        "unknown": Target({"report_id": UNKNOWN}, NONE, text),
    }


def views(world: World) -> Mapping[str, Target]:
    return {
        "own": Target({"view_id": world.view}, HOLDER, post=303),
        "unknown": Target({"view_id": UNKNOWN}, NONE),
    }


def shown_models(*, get: int = 200, **where: Any) -> Callable[[World], Mapping[str, Target]]:
    """A page about a version: of a model for whoever is signed in, for everybody, and for one desk alone."""
    return lambda world: {
        "signed in": Target({"code": world.models["code"], **where}, INSIDE, get=get),
        "shipped": Target({"code": "mensenhandel", **where}, ALL, get=get),
        "of one desk": Target(
            {"code": world.models["secret"], **where}, frozenset({"chain", "adviser"}), get=get
        ),
        "unknown": Target({"code": "there-is-none", **where}, NONE),
    }


def worked_models(
    *, data: Mapping[str, Any] | None = None, post: int = 200, only: Who = EDITORS, **where: Any
) -> Callable[[World], Mapping[str, Target]]:
    """A page for whoever edits models, about one that they see; ``only`` may do it to this one."""
    return lambda world: {
        "seen": Target(
            {"code": world.models["code"], **where}, EDITORS, data or {}, post=post, not_theirs=EDITORS - only
        ),
        "of one desk": Target(
            {"code": world.models["secret"], **where},
            frozenset({"chain", "adviser"}),
            data or {},
            post=post,
            not_theirs=EDITORS - {"chain", "adviser"} if only == HOLDER else NONE,
        )
        if only == EDITORS
        else Target({"code": "there-is-none", **where}, NONE),
        "unknown": Target({"code": "there-is-none", **where}, NONE),
    }


def model_draft(
    *, data: Mapping[str, Any] | None = None, post: int = 303, **where: Any
) -> Callable[[World], Mapping[str, Target]]:
    """A page about a draft of the holding desk."""
    return lambda world: {
        "own": Target({"draft_id": world.models["draft"], **where}, HOLDER, _told(world, data), post=post),
        "unknown": Target({"draft_id": UNKNOWN, **where}, NONE, _told(world, data)),
    }


def _told(world: World, data: Mapping[str, Any] | None) -> dict[str, Any]:
    """What is sent; ``revision`` stands for how far the draft is."""
    return {
        name: world.models["revision"] if name == "revision" else value
        for name, value in (data or {}).items()
    }


def one_proposal(
    only: Who, *, data: Mapping[str, Any] | None = None
) -> Callable[[World], Mapping[str, Target]]:
    """A proposal from one desk to another, and who of both may do this to it."""
    return lambda world: {
        "own": Target(
            {"proposal_id": world.models["proposal"]},
            FOCAL,
            _told(world, data),
            post=303,
            not_theirs=FOCAL - only,
        ),
        "unknown": Target({"proposal_id": UNKNOWN}, NONE, _told(world, data)),
    }


def one_run(*, get: int = 200, post: int = 303) -> Callable[[World], Mapping[str, Target]]:
    """An analysis of the holding desk that waits for its turn."""
    return lambda world: {
        "own": Target({"run_id": world.models["run"]}, HOLDER, get=get, post=post),
        "unknown": Target({"run_id": UNKNOWN}, NONE),
    }


def one_session(
    *, data: Mapping[str, Any] | None = None, post: int = 303
) -> Callable[[World], Mapping[str, Target]]:
    """A session of the holding desk."""
    return lambda world: {
        "own": Target({"session_id": world.models["session"]}, HOLDER, data or {}, post=post),
        "unknown": Target({"session_id": UNKNOWN}, NONE, data or {}),
    }


def factors(world: World) -> Mapping[str, Target]:
    return {
        "signed in": Target({"code": world.models["code"], "factor_id": "waiting"}, INSIDE),
        "unknown": Target({"code": world.models["code"], "factor_id": "there-is-none"}, NONE),
        "of one desk": Target(
            {"code": world.models["secret"], "factor_id": "waiting"}, frozenset({"chain", "adviser"})
        ),
    }


def tickets(*, post: int = 200, arrow: bool = False) -> Callable[[World], Mapping[str, Target]]:
    """Whoever got a ticket for the code takes part, whoever it is; nobody with another code or mark."""

    def targets(world: World) -> Mapping[str, Target]:
        more = {"arrow_id": world.models["arrow"]} if arrow else {}
        return {
            "known": Target({"ticket": world.models["ticket"], **more}, ALL, post=post),
            **{
                name: Target({"ticket": world.models[name], **more}, NONE)
                for name in ("ticket of none", "made up ticket")
            },
        }

    return targets


def shown_consultations(**where: Any) -> Callable[[World], Mapping[str, Target]]:
    """A page of a consultation: open to everybody, to whoever is signed in, and of a desk and another."""
    return lambda world: {
        "signed in": Target({"code": "told", **where}, INSIDE),
        "open": Target({"code": "open", **where}, ALL),
        "of one desk": Target({"code": "kept", **where}, KEEPERS),
        "of another desk": Target({"code": "far", **where}, PLANNERS - KEEPERS),
        "unknown": Target({"code": "there-is-none", **where}, NONE),
    }


def kept_consultations(
    *, data: Mapping[str, Any] | None = None, get: int = 200, post: int = 303, own: str = "", **where: Any
) -> Callable[[World], Mapping[str, Target]]:
    """A page for whoever keeps a consultation; what is open to others is not theirs to change.

    ``own`` names the parameter that is another in each consultation.
    """

    def targets(world: World) -> Mapping[str, Target]:
        def target(code: str, sees: Who, not_theirs: Who = NONE, of: str = "") -> Target:
            theirs = {own: world.consultations[of or code][own]} if own else {}
            return Target(
                {"code": code, **theirs, **where}, sees, data or {}, get=get, post=post, not_theirs=not_theirs
            )

        found = {
            "signed in": target("told", PLANNERS, PLANNERS - KEEPERS),
            "of one desk": target("kept", KEEPERS),
            "of another desk": target("far", PLANNERS - KEEPERS),
            "unknown": target("there-is-none", NONE, of="told"),
        }
        return {**found, "of another consultation": target("kept", NONE, of="told")} if own else found

    return targets
