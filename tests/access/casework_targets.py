"""The signals, hand-offs, reports and people to try an address on."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.access.targets import ALL, BOTH_SIDES, HOLDER, NONE, UNKNOWN, Target, Who
from tests.access.world import Record, World

Targets = Callable[[World], Mapping[str, Target]]


def signal(
    on: str = "own",
    *,
    data: Mapping[str, Any] | None = None,
    get: int = 200,
    post: int = 303,
    far_post: int = 0,
    wrong: tuple[str, ...] = (),
    also: Callable[[Record], Mapping[str, Any]] = lambda record: {},
) -> Targets:
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
) -> Targets:
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


def people(*, post: int, data: Mapping[str, Any] | None = None) -> Targets:
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


def by_code(*, good: Callable[[], str]) -> Targets:
    return lambda world: {
        "known": Target({"code": good()}),
        "unknown": Target({"code": "there-is-none"}, NONE),
    }


def identities(world: World) -> Mapping[str, Target]:
    """Granted to the holder; the other desk waits for a decision; for the third nobody asked."""
    own, pro, far = (world.records[tag] for tag in ("own", "pro", "far"))
    look = {"go": "look"}
    return {
        "own desk": Target({"signal_id": own.signal, "report_id": own.report}, HOLDER, look),
        "of another signal": Target({"signal_id": own.signal, "report_id": pro.report}, NONE, look),
        "of another desk": Target({"signal_id": own.signal, "report_id": far.report}, NONE, look),
        "other desk": Target(
            {"signal_id": far.signal, "report_id": far.report}, frozenset({"elsewhere"}), look, post=409
        ),
        "not asked": Target({"signal_id": pro.signal, "report_id": pro.report}, HOLDER, look, post=409),
    }


def identity_requests(world: World) -> Mapping[str, Target]:
    refuse = {"decision": "refuse", "reason": "No."}
    return {
        "waits": Target({"request_id": world.identity_requests["far"]}, ALL, refuse, post=303),
        "is open": Target({"request_id": world.identity_requests["own"]}, ALL, {"reason": "No."}, post=303),
        "was refused": Target({"request_id": world.identity_requests["into"]}, ALL, refuse, post=409),
        "unknown": Target({"request_id": UNKNOWN}, NONE, refuse),
    }


def through_glass(world: World) -> Mapping[str, Target]:
    """Open to whoever broke it alone; what was closed is there for nobody."""
    return {
        "open": Target({"glass_id": world.glass["pro"]}, frozenset({"standin"})),
        "closed": Target({"glass_id": world.glass["into"]}, NONE),
        "unknown": Target({"glass_id": UNKNOWN}, NONE),
    }


def glass_to_close(world: World) -> Mapping[str, Target]:
    """For whoever broke it and whoever judges; the desk whose signal it is reads of it and holds nothing."""
    sees = frozenset({"standin", "privacy"})
    return {
        "open": Target({"glass_id": world.glass["pro"]}, sees, post=303),
        "closed": Target({"glass_id": world.glass["into"]}, sees, post=409),
        "unknown": Target({"glass_id": UNKNOWN}, NONE),
    }


def glass_to_judge(world: World) -> Mapping[str, Target]:
    said = {"decision": "justified", "judgement": "Right."}
    return {
        "open": Target({"glass_id": world.glass["pro"]}, ALL, said, post=409),
        "closed": Target({"glass_id": world.glass["into"]}, ALL, said, post=303),
        "judged": Target({"glass_id": world.glass["sent"]}, ALL, said, post=409),
        "unknown": Target({"glass_id": UNKNOWN}, NONE, said),
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
