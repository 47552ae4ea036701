"""Which secrets a person may read: the reference model that pages, mails and jobs are held against."""

import re
from collections.abc import Iterable

from django.http import HttpResponse
from django.utils.encoding import force_str

from tests.access.casework_targets import opened
from tests.access.figure_truth import figures_read_by
from tests.access.people import HOLDING, SIGNED_IN
from tests.access.policy_truth import plans_read_by
from tests.access.world import Record, World, mark

_MARKER = re.compile(r"ZZ-([A-Z]+)-([a-z]+)", re.I)
_SEALED = re.compile(r"(?:kz2\.[0-9a-f]{8}\.[\w=-]{80}\.)?gAAAA[\w=-]{60,}")
REPORT = [
    "FACT",
    "CIRCUMSTANCE",
    "HEARD",
    "INTERPRETATION",
    "SOURCE",
    "PLACE",
    "EXTRA",
    "SHOWS",
    "CALLED",
    "FILE",
    "CONTENT",
    "ADDED",
    "REPLY",
]
DESK = ["TITLE", "NOTE", "TASK", "WAIT", "AGAINST", "WISH", "DECISION", "GLASS", "VERDICT", "FOLLOWED"]
JUDGED_GLASS = ("GLASS", "VERDICT", "FOLLOWED")
BOTH_DESKS = ["SPOKEN", "PARTLY", "RETURN", "ANSWER", "REVOKE"]
EDITED = ("VOICES", "CHAPTER", "CLUSTER", "SAID", "ANALYSIS", "FOREWORD")
IDENTITY = ["REPORTER", "EMAIL", "PHONE", "REACH"]
PACKED = {"FACT": "statements_fact", "HEARD": "statements_heard", "CALLED": "persons"}
PACKED |= dict.fromkeys(("FILE", "CONTENT"), "attachments")
PREVIEWED = {"sent", "seen", "accepted", "accepted_partly", "in_hand", "finished"}


# What stays with the desk that keeps a consultation; of a note as long as it is worked on.
STAYS = ("STAKE", "ASKED", "SEALED", "SPOT")


def may_read(world: World, who: str) -> frozenset[str]:
    """Every marker that somebody may ever see, on some page; a reporter's identity is not among them."""
    found = {kind for record in world.records.values() for kind in _of(record, who)}
    found |= {mark("NAME", who)}
    found |= {mark("DRAFT", "author")} if who == "author" else set()
    found |= {mark("VIEW", "own")} if who == "holder" else set()
    found |= _of_models(who)
    found |= _of_consultations(who)
    found |= plans_read_by(who)
    found |= figures_read_by(who)
    found |= {mark("REVISION", tag) for tag in ("desk", "route")} if who == "admin" else set()
    if who == "privacy":
        found |= {mark("REGIME", "held"), mark("HOLD", "held")}
        found |= {mark(kind, tag) for kind in ("ASKER", "ASKED") for tag in world.asked}
        found |= {mark("BECAUSE", tag) for tag in ("decided", "erasure", "objection", "old", "released")}
        found |= {mark("ABOUT", tag) for tag in ("handing", "released")} | {mark("NAME", "holder")}
    if who in {"holder", "elsewhere"}:
        # Whose data the passages before the desk are about.
        found |= {mark("ABOUT", "handing")}
    if who == "privacy":
        found |= {mark(kind, tag) for tag in world.glass for kind in JUDGED_GLASS}
        found |= {mark(kind, tag) for tag in world.identity_requests for kind in ("WISH", "DECISION")}
    if who == "standin":
        # What is open behind the glass, and who works there.
        found |= {mark(kind, "pro") for kind in (*REPORT, *DESK)} | {mark("NAME", "holder")}
        found -= {mark(kind, "pro") for kind in ("FILE", "CONTENT")}
    if who == "holder":
        found |= {mark("NAME", "standin")}
    if who in {"chain", "holder", "elsewhere"}:
        # Who proposed what the one decides about, and who decided what the others asked.
        found |= {mark("NAME", "privacy")}
    if who in {"admin", "privacy", "auditor"}:
        found |= {mark("NAME", name) for name in world.people}
    return frozenset(found)


def _of_models(who: str) -> Iterable[str]:
    """What is published to everybody with an account, and what the desks of a model and a proposal see."""
    found = {mark("MODEL", "told")} if who in SIGNED_IN else set()
    if who == "holder":
        found |= {mark("FACTOR", "held"), mark("FACTOR", "open"), mark("WHY", "held")}
    if who in {"holder", "elsewhere"}:
        found |= {mark("PROPOSAL", "offered"), mark("FACTOR", "offered")}
    if who in {"chain", "adviser"}:
        # Colleagues read who made a version.
        found |= {mark("MODEL", "secret"), mark("NAME", "chain")}
    return found


def _of_consultations(who: str) -> Iterable[str]:
    """What was said where it was opened to everybody with an account, and at the desk that keeps it."""
    kept = {"chain": ("told", "kept"), "adviser": ("told", "kept"), "planner": ("far",)}.get(who, ())
    read = {*kept, "told"} if who in SIGNED_IN else kept
    found = {mark(kind, tag) for tag in read for kind in EDITED}
    found |= {mark(kind, tag) for tag in kept for kind in ("LINE", "SOURCE", "ROUND", *STAYS)}
    if who in {"chain", "adviser"}:
        # Colleagues read who took it in.
        found |= {mark(kind, "open") for kind in ("SOURCE", *STAYS)} | {mark("NAME", "adviser")}
    if who == "privacy":
        # Of which consultation a sealed original is.
        found |= {mark("VOICES", code) for code in ("told", "kept", "far")}
    return found


def _of(record: Record, who: str) -> Iterable[str]:
    handler = "holder" if record.desk == HOLDING else "elsewhere"
    kinds = set()
    if who == handler:
        kinds |= {*REPORT, *DESK, *BOTH_DESKS, "QUESTION"}
    if who == record.by:
        kinds |= {*REPORT}
    if who == "receiver" and record.handover:
        kinds |= {*BOTH_DESKS} | {kind for kind, code in PACKED.items() if opened(record, code)}
        kinds |= {"QUESTION"} if record.state in PREVIEWED else set()
    return {mark(kind, record.tag) for kind in kinds}


def identity_of(record: Record) -> frozenset[str]:
    """The markers of a reporter's identity."""
    return frozenset(mark(kind, record.tag) for kind in IDENTITY)


def found_in(*texts: object) -> frozenset[str]:
    """The markers in texts."""
    # What is sealed reads like noise, and noise can look like a marker.
    open_text = _SEALED.sub("", "\n".join(force_str(text, errors="replace") for text in texts))
    hits = _MARKER.findall(open_text)
    return frozenset(mark(kind.upper(), tag.lower()) for kind, tag in hits)


def in_response(response: HttpResponse) -> frozenset[str]:
    """The markers in an answer: its body, every header, every cookie."""
    body = b"".join(response) if response.streaming else response.content
    return found_in(body, response.headers, response.cookies.output())
