"""What every address answers to everybody. A new address gets a row here: who may come, and to which record.

``door`` is who gets as far as looking for the record; everybody else is refused before, with 403, or sent to
the sign-in page when not signed in. Who may come and does not see the record hears 404, as for one that does
not exist. ``sees`` is who does see it; of these, ``not_theirs`` may not do this to it and hear 403.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from ketenzicht.partners.models import Route
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


def _colleague(world: World, far: bool) -> int:
    return account(world, "elsewhere" if far else "holder")


def _other_number(world: World, far: bool) -> str:
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


def _details(world: World) -> Mapping[str, Target]:
    found = {
        record.tag: Target({"handover_id": record.handover}, BOTH_SIDES)
        for record in world.records.values()
        if record.handover
    }
    return {**found, "unknown": Target({"handover_id": UNKNOWN}, NONE)}


def _files(world: World) -> Mapping[str, Target]:
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


def _attachments(world: World) -> Mapping[str, Target]:
    sees = {"own": HOLDER, "far": frozenset({"elsewhere"}), "pro": HOLDER | {"author"}, "accepted": HOLDER}
    found = {tag: Target({"attachment_id": world.records[tag].attachment}, who) for tag, who in sees.items()}
    return {**found, "unknown": Target({"attachment_id": UNKNOWN}, NONE)}


def _people(*, post: int, data: Mapping[str, Any] | None = None) -> Callable[[World], Mapping[str, Target]]:
    return lambda world: {
        "somebody": Target({"user_id": account(world, "colleague")}, ALL, data or {}, post=post),
        "unknown": Target({"user_id": 10**9}, NONE, data or {}),
    }


def _roles(world: World) -> Mapping[str, Target]:
    person = world.people["colleague"].account
    assert person
    held = person.memberships.get().pk
    return {
        "somebody": Target({"user_id": person.pk, "membership_id": held}, ALL, post=302),
        "of somebody else": Target({"user_id": account(world, "author"), "membership_id": held}, NONE),
        "unknown": Target({"user_id": person.pk, "membership_id": 10**9}, NONE),
    }


def _code(*, good: Callable[[], str]) -> Callable[[World], Mapping[str, Target]]:
    return lambda world: {
        "known": Target({"code": good()}),
        "unknown": Target({"code": "there-is-none"}, NONE),
    }


def _identity(world: World) -> Mapping[str, Target]:
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


def _tasks(world: World) -> Mapping[str, Target]:
    own, far = world.records["own"], world.records["far"]
    return {
        "own desk": Target({"signal_id": own.signal, "task_id": own.task}, HOLDER, post=303),
        "of another desk": Target({"signal_id": own.signal, "task_id": far.task}, NONE),
        "other desk": Target(
            {"signal_id": far.signal, "task_id": far.task}, frozenset({"elsewhere"}), post=303
        ),
    }


def _drafts(world: World) -> Mapping[str, Target]:
    return {
        "own": Target({"draft_id": world.draft}, frozenset({"author"}), {"go": "save"}, post=303),
        "unknown": Target({"draft_id": UNKNOWN}, NONE),
    }


def _sent(world: World) -> Mapping[str, Target]:
    author, text = frozenset({"author"}), {"text": "More."}
    return {
        "own": Target({"report_id": world.records["pro"].report}, author, text, post=303),
        "of the public": Target({"report_id": world.records["own"].report}, NONE, text),
        "unknown": Target({"report_id": UNKNOWN}, NONE, text),
    }


def _views(world: World) -> Mapping[str, Target]:
    return {
        "own": Target({"view_id": world.view}, HOLDER, post=303),
        "unknown": Target({"view_id": UNKNOWN}, NONE),
    }


JUDGED = {
    "urgency": "ordinary",
    "forms": "LAB",
    "main_form": "LAB",
    "age_band": "adult",
    "residence": "unknown",
}
WHY = {"reason": "Because."}
ANSWERED = {"outcome": "no_exploitation", "text_code": "", "no_reply_reason": "Nobody to tell."}
ASKING = {"fields_wanted": ["statements_fact"], "reason": "Enough."}
FINISH = {"outcome": "investigation", "answer": "We went there.", "may_tell": "nothing"}
SEEN = frozenset(
    {"handover_handover", "handover_handoverevent", "handover_eventauthor", "signals_signalevent"}
)

_PUBLIC = {
    "healthz": Row(ALL, "GET POST", one(get=503, post=503)),
    "account_login": Row(ALL, "GET POST"),
    "account_signup": Row(ALL, "GET POST"),
    "account_inactive": Row(ALL),
    "account_reset_password": Row(ALL, "GET POST"),
    "account_reset_password_done": Row(ALL),
    "account_reset_password_from_key": Row(
        ALL,
        "GET POST",
        one(where={"uidb36": "1", "key": "abc-def"}),
        frozenset({"account_emailaddress"}),
    ),
    "account_reset_password_from_key_done": Row(ALL),
    "mfa_authenticate": Row(ALL, "GET POST", one(get=302, post=302)),
    "mfa_login_webauthn": Row(ALL, "GET POST", one(get=302, post=302)),
    "accounts:sign_in_as": Row(ALL, "POST", one(post=404, data={"person": "1"})),
    "reporting:start": Row(ALL, "GET POST"),
    "reporting:report": Row(ALL, "GET POST"),
    "reporting:receipt": Row(ALL, "GET POST", one(data={"code": "0000"})),
    "reporting:explain": Row(ALL, "GET POST"),
    "reporting:explain_safe": Row(ALL, "GET POST"),
    "reporting:explain_privacy": Row(ALL, "GET POST"),
    "reporting:explain_accessibility": Row(ALL, "GET POST"),
}
_OWN_ACCOUNT = {
    "start": Row(INSIDE, "GET", one(get=302)),
    "account_logout": Row(INSIDE, "GET POST", one(post=302)),
    "account_reauthenticate": Row(INSIDE, "GET POST"),
    "account_change_password": Row(INSIDE, "GET POST"),
    "account_set_password": Row(INSIDE, "GET POST", one(get=302, post=302)),
    "mfa_index": Row(INSIDE),
    "mfa_reauthenticate": Row(INSIDE, "GET POST"),
    "mfa_activate_totp": Row(INSIDE, "GET POST", one(get=302, post=302)),
    "mfa_deactivate_totp": Row(INSIDE, "GET POST", one(get=302, post=302)),
    "mfa_view_recovery_codes": Row(INSIDE, "GET", one(get=404)),
    "mfa_generate_recovery_codes": Row(INSIDE, "GET POST", one(get=302, post=302)),
    "mfa_download_recovery_codes": Row(INSIDE, "GET POST", one(get=404, post=404)),
    "mfa_list_webauthn": Row(INSIDE),
    "mfa_add_webauthn": Row(INSIDE, "GET POST", one(get=302, post=302)),
    "mfa_reauthenticate_webauthn": Row(INSIDE, "GET POST", one(get=302, post=302)),
    "mfa_edit_webauthn": Row(INSIDE, "GET POST", one(where={"pk": 1}, get=302, post=302)),
    "mfa_remove_webauthn": Row(INSIDE, "GET POST", one(where={"pk": 1}, get=302, post=302)),
    "usersessions_list": Row(INSIDE, "GET POST", one(post=302)),
    "accounts:account": Row(INSIDE, "GET POST", one(data={"language": "nl"}, post=302)),
    "common:gallery": Row(INSIDE, "GET POST"),
    "common:appearance": Row(INSIDE, "POST", one(data={"theme": "dark"}, post=303)),
    "common:still_here": Row(INSIDE, "GET POST", one(get=204, post=204)),
}
_OFFICE = {
    "accounts:people": Row(ADMIN),
    "accounts:add": Row(ADMIN, "GET POST"),
    "accounts:person": Row(ADMIN, "GET POST", _people(post=200)),
    "accounts:switch": Row(ADMIN, "POST", _people(post=302)),
    "accounts:send_password_link": Row(ADMIN, "POST", _people(post=302)),
    "accounts:end_role": Row(ADMIN, "POST", _roles),
    "accounts:access": Row(TRAIL),
    "disclosure:register": Row(frozenset({"privacy"})),
    "disclosure:export": Row(frozenset({"privacy"})),
    "audit:trail": Row(TRAIL),
    "audit:check": Row(TRAIL, "POST"),
    "partners:routes": Row(TRYERS),
    "partners:try": Row(TRYERS),
    "partners:desks": Row(TRYERS),
    "partners:edit_desk": Row(ADMIN, "GET POST", _code(good=lambda: "focal-gm0748")),
    "partners:edit_route": Row(ADMIN, "GET POST", _code(good=lambda: Route.objects.order_by("code")[0].code)),
}
_SIGNALS = {
    "signals:worklist": Row(FOCAL),
    "signals:bulk": Row(FOCAL, "POST", one(post=303)),
    "signals:saved_views": Row(FOCAL, "GET POST"),
    "signals:delete_view": Row(FOCAL, "POST", _views),
    "signals:overdue": Row(frozenset({"chain"})),
    "signals:signal": Row(FOCAL, "GET", signal()),
    "signals:take": Row(FOCAL, "POST", signal(wrong=("under",))),
    "signals:triage": Row(FOCAL, "POST", signal("into", far_post=409, wrong=("own", "under"))),
    "signals:assign": Row(FOCAL, "POST", signal(data={"to": _colleague}, wrong=("under",))),
    "signals:move": Row(
        FOCAL,
        "GET POST",
        signal(also=lambda record: {"step": "verder"}, data={"version": ""}, wrong=("into", "under")),
    ),
    "signals:judge": Row(FOCAL, "GET POST", signal(data=JUDGED, wrong=("under",))),
    "signals:assess": Row(FOCAL, "POST", signal(wrong=("under",))),
    "signals:wait": Row(
        FOCAL, "GET POST", signal("returned", data=WHY, far_post=409, wrong=("own", "under"))
    ),
    "signals:note": Row(FOCAL, "GET POST", signal(data={"text": "A note."})),
    "signals:task": Row(FOCAL, "GET POST", signal(data={"title": "A task."})),
    "signals:task_done": Row(FOCAL, "POST", _tasks),
    "signals:reply": Row(FOCAL, "GET POST", signal(data={"text_code": "wrong"}, post=200)),
    "signals:ask": Row(
        FOCAL, "GET POST", signal("returned", data={"text": "Who?"}, far_post=409, wrong=("under",))
    ),
    "signals:identity": Row(FOCAL, "GET POST", _identity),
    "signals:handover": Row(FOCAL, "GET POST", signal(post=200)),
    "signals:close": Row(FOCAL, "GET POST", signal(data=ANSWERED, wrong=("into", "under"))),
    "signals:reopen": Row(FOCAL, "GET POST", signal(data=WHY, post=409)),
    "signals:merge": Row(
        FOCAL,
        "GET POST",
        signal("returned", data={"number": _other_number, "confirmed": "1"}, far_post=200, wrong=("under",)),
    ),
    "signals:unmerge": Row(FOCAL, "GET POST", signal("under", data=WHY, far_post=409, wrong=("own", "into"))),
}
_REPORTS = {
    "reporting:own": Row(WRITERS),
    "reporting:new": Row(WRITERS, "GET POST", one(post=303)),
    "reporting:draft": Row(WRITERS, "GET POST", _drafts),
    "reporting:attachment": Row(INSIDE, "GET", _attachments),
    "reporting:sent": Row(WRITERS, "GET POST", _sent, frozenset({"reporting_reply"})),
}
_HANDOVERS = {
    "handover:inbox": Row(DESKS),
    "handover:detail": Row(DESKS, "GET", _details, SEEN),
    "handover:file": Row(DESKS, "GET", _files),
    "handover:accept": Row(
        DESKS, "POST", handover("sent", "seen", only=RECEIVER, again=("accepted", "over"))
    ),
    "handover:accept_partly": Row(
        DESKS, "GET POST", handover("sent", "seen", only=RECEIVER, again=("acceptedpartly",), data=ASKING)
    ),
    "handover:return": Row(
        DESKS,
        "GET POST",
        handover(
            *("sent", "seen", "accepted", "acceptedpartly", "inhand", "over"),
            only=RECEIVER,
            again=("returned",),
            data={"reason_code": "not_our_task"},
        ),
    ),
    "handover:start": Row(
        DESKS, "POST", handover("accepted", "acceptedpartly", "over", only=RECEIVER, again=("inhand",))
    ),
    "handover:finish": Row(
        DESKS,
        "GET POST",
        handover(
            *("accepted", "acceptedpartly", "inhand", "over"), only=RECEIVER, again=("finished",), data=FINISH
        ),
    ),
    "handover:revoke": Row(
        FOCAL,
        "GET POST",
        handover(
            *("sent", "seen", "accepted", "acceptedpartly", "inhand", "over"),
            only=HOLDER,
            again=("revoked",),
            data=WHY,
        ),
    ),
    "handover:confirm": Row(
        FOCAL,
        "GET POST",
        handover(
            *("sent", "seen", "accepted", "acceptedpartly", "inhand", "over"),
            only=HOLDER,
            data={"spoken_to": "Duty officer", "spoken_at": "00:00"},
        ),
    ),
}

ROWS: Mapping[str, Row] = {**_PUBLIC, **_OWN_ACCOUNT, **_OFFICE, **_SIGNALS, **_REPORTS, **_HANDOVERS}
# Answers that a limit on attempts may give as well.
LIMITED = frozenset({"mfa_login_webauthn", "account_login", "account_reset_password", "account_signup"})
# A sign-in page that somebody who is signed in already does not need.
FOR_GUESTS = frozenset({"account_login", "account_signup"})
